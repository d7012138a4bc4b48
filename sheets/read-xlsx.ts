import { createReadStream } from 'node:fs';
import excel from 'exceljs';
import type { CellValue } from 'exceljs';
import type { Cell } from '../domain/sheet.ts';
import { filler } from './raw-sheet.ts';
import type { RawBook, RawRow, RawSheet } from './raw-sheet.ts';
import { SheetRefused } from './refused.ts';
import type { SheetFacts, ZipFacts } from './zip-guard.ts';

/** What is typed and undocumented of exceljs's streaming reader. `id`: the number in the file name while the workbook's index is not read yet. */
type Emitted = AsyncIterable<EmittedRow> & { id?: string | number; name?: string };
type EmittedRow = { number: number; values: CellValue[] | Record<string, CellValue> };

const broken = (): SheetRefused => new SheetRefused('Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.', 'This Excel file cannot be read. Open it in Excel, save as .xlsx and upload again.');

/** The sheets, in the order of the file; each row is read once. */
export function readXlsx(path: string, { sheets, stamp }: ZipFacts): RawBook {
  return { stamp, sheets: () => sheetsOf(path, sheets) };
}

async function* sheetsOf(path: string, facts: readonly SheetFacts[]): AsyncGenerator<RawSheet> {
  const bytes = createReadStream(path);
  const reader = new excel.stream.xlsx.WorkbookReader(bytes, { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' });
  // A sheet may stand in the zip before the index that names it; exceljs forgets that there is none yet.
  Object.assign(reader, { model: { sheets: [] } });
  const all = reader[Symbol.asyncIterator]() as AsyncIterator<Emitted>;
  let rows: AsyncIterator<EmittedRow> | null = null;
  try {
    for (let next = await all.next(); next.done !== true; next = await all.next()) {
      const sheet = next.value;
      const fact = facts.find((one) => (sheet.name === undefined ? one.file === String(sheet.id) : one.name === sheet.name));
      rows = sheet[Symbol.asyncIterator]();
      if (fact && !fact.name.startsWith('_')) yield { name: fact.name, estimatedRows: fact.rows, rows: rawRows(rows, fact.merges) };
      await drain(rows);
    }
  } catch (failure) {
    throw failure instanceof SheetRefused ? failure : broken();
  } finally {
    // exceljs keeps sheets in temporary files until it is read to its end.
    await leave(all, rows).catch(() => undefined);
    bytes.destroy();
  }
}

async function* rawRows(rows: AsyncIterator<EmittedRow>, merges: readonly string[]): AsyncGenerator<RawRow> {
  const fill = filler(merges);
  try {
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) yield fill({ rowNumber: next.value.number, cells: cellsOf(next.value.values) });
  } catch (failure) {
    throw failure instanceof SheetRefused ? failure : broken();
  }
}

async function drain(rows: AsyncIterator<EmittedRow> | null): Promise<void> {
  for (let next = await rows?.next(); next && next.done !== true; next = await rows?.next());
}

async function leave(all: AsyncIterator<Emitted>, rows: AsyncIterator<EmittedRow> | null): Promise<void> {
  await drain(rows);
  for (let next = await all.next(); next.done !== true; next = await all.next()) await drain(next.value[Symbol.asyncIterator]());
}

function cellsOf(values: CellValue[] | Record<string, CellValue>): Cell[] {
  // exceljs counts columns from 1.
  return Array.isArray(values) ? Array.from({ length: Math.max(0, values.length - 1) }, (_, at) => cellOf(values[at + 1])) : [];
}

/** A formula as it is written, `=…`: its result is not taken. */
export function cellOf(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date) return value;
  if ('formula' in value || 'sharedFormula' in value) return `=${('formula' in value ? value.formula : undefined) ?? ('sharedFormula' in value ? value.sharedFormula : '')}`;
  if ('richText' in value) return value.richText.map((one) => one.text).join('');
  if ('error' in value) return value.error;
  if ('text' in value) return cellOf(value.text);
  return null;
}
