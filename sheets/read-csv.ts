import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse';
import { isBlank, mostColumns } from './raw-sheet.ts';
import type { RawBook, RawRow, RawSheet } from './raw-sheet.ts';
import { SheetRefused } from './refused.ts';

const notText = (): SheetRefused => new SheetRefused('Tệp CSV không phải chữ Unicode. Hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx rồi tải lên.', 'The CSV is not in Unicode. Save it as “CSV UTF-8” or .xlsx.');

/** Comma, semicolon, tab or bar; UTF-8 or UTF-16, with or without a byte order mark. */
export async function readCsv(path: string): Promise<RawBook> {
  const file = await open(path);
  let head: Buffer;
  let size: number;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    head = buffer.subarray(0, bytesRead);
    ({ size } = await file.stat());
  } finally {
    await file.close();
  }
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  if (text.includes('\u0000')) throw notText();
  const delimiter = delimiterOf(text);
  const lineBytes = Math.max(1, head.length / Math.max(1, text.split('\n').length));
  return { stamp: null, sheets: () => only({ name: 'CSV', estimatedRows: Math.round(size / lineBytes), rows: rowsOf(path, encoding, delimiter) }) };
}

async function* only(sheet: RawSheet): AsyncGenerator<RawSheet> {
  yield await Promise.resolve(sheet);
}

function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // The last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    throw notText();
  }
}

/** Whatever divides the first lines into the most columns, evenly. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 20);
  const count = (mark: string): number => lines.reduce((sum, line) => sum + line.split(mark).length - 1, 0);
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

async function* rowsOf(path: string, encoding: string, delimiter: string): AsyncGenerator<RawRow> {
  const bytes = createReadStream(path);
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 200_000 });
  const decoder = new TextDecoder(encoding, { fatal: true });
  const feeding = (async () => {
    try {
      for await (const chunk of bytes) if (!parser.write(decoder.decode(chunk as Buffer, { stream: true }))) await new Promise<void>((resolve) => void parser.once('drain', resolve));
      parser.end(decoder.decode());
    } catch {
      parser.destroy(notText());
    }
  })();
  let rowNumber = 0;
  try {
    for await (const record of parser) {
      rowNumber += 1;
      const cells = (record as string[]).slice(0, mostColumns).map((one) => (one === '' ? null : one));
      if (!cells.every(isBlank)) yield { rowNumber, cells };
    }
    await feeding;
  } catch (failure) {
    throw failure instanceof SheetRefused ? failure : new SheetRefused('Không đọc được tệp CSV này: dấu ngoặc kép không khép. Hãy lưu lại dạng .xlsx rồi tải lên.', 'This CSV cannot be read: a quotation mark is not closed. Save it as .xlsx.');
  } finally {
    bytes.destroy();
  }
}
