import { open } from 'node:fs/promises';
import { fold } from '../domain/text.ts';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { textOf } from '../domain/sheet-row.ts';
import type { Cell, SheetField, SheetSpec } from '../domain/sheet.ts';
import { findHeader, isHeaderAgain, isNumbering, looksAt } from './find-header.ts';
import type { Header } from './find-header.ts';
import { isBlank } from './raw-sheet.ts';
import type { RawBook, RawRow } from './raw-sheet.ts';
import { readCsv } from './read-csv.ts';
import { readXls } from './read-xls.ts';
import { readXlsx } from './read-xlsx.ts';
import { SheetRefused } from './refused.ts';
import { readStamp } from './stamp.ts';
import type { Stamp } from './stamp.ts';
import { guardZip } from './zip-guard.ts';

type SheetRow = { rowNumber: number; cells: Cell[] };
export type OpenedSheet = {
  headers: string[];
  /** As Excel numbers rows. */
  headerRow: number;
  /** Of our own template; null for a school's own file. */
  stamp: Stamp | null;
  /** Which worksheet of the workbook, by its part; null for `.xls` and CSV. */
  part: string | null;
  /** As the file says; may be too many, or 0 when it does not say. `rows` are read once, to their end or given up by `return`, which closes the file. */
  estimatedRows: number;
  rows: AsyncIterable<SheetRow>;
};

/** More than any province has final-year pupils. */
const usualMostRows = 300_000;

/**
 * Opens a list as schools really send it: `.xlsx`, old `.xls` or CSV, with titles above, headers of several rows, merged cells, headers repeated.
 * Rows come one after another, however many. @throws SheetRefused with the reason in words for the person.
 */
export async function openSheet(path: string, { mediaType, spec, maxRows = usualMostRows }: { mediaType: string; spec: SheetSpec; maxRows?: number }): Promise<OpenedSheet> {
  const book = await bookOf(path, mediaType);
  const stamp = readStamp(book.stamp);
  if (stamp && stamp.kind !== spec.kind) throw new SheetRefused('Tệp này là mẫu của danh sách khác. Hãy chọn đúng loại danh sách, hoặc tải đúng mẫu.', 'This is the template of another list. Choose that list, or the right template.');
  // Strictly first: a sheet that has most of the required columns; else whatever has the most of any.
  const found = (await firstWith(book, spec, (known) => known >= Math.max(2, Math.ceil(spec.fields.filter((one) => one.required).length * 0.6)))) ?? (await firstWith(book, spec, () => true));
  if (!found) {
    const wanted = spec.fields.filter((one) => one.required).map((one) => one.label.vi).join(', ');
    throw new SheetRefused(`Không tìm thấy dòng tiêu đề. Dòng tiêu đề phải có các cột: ${wanted}. Hãy dùng mẫu tải từ hệ thống.`, 'No header row was found. Use the template of the system.');
  }
  const { header, estimatedRows } = found;
  return { headers: header.headers, headerRow: header.headerRow, stamp, part: found.part, estimatedRows: Math.max(0, estimatedRows - header.headerRow), rows: dataRows(spec, header, found.rows, maxRows) };
}

type Found = { header: Header; part: string | null; estimatedRows: number; rows: AsyncGenerator<RawRow> };

/** The rows come from the same reading that found the header: a file is read once. */
async function firstWith(book: RawBook, spec: SheetSpec, isEnough: (known: number) => boolean): Promise<Found | null> {
  const sheets = book.sheets()[Symbol.asyncIterator]();
  try {
    for (let next = await sheets.next(); next.done !== true; next = await sheets.next()) {
      const rows = next.value.rows[Symbol.asyncIterator]();
      const top: RawRow[] = [];
      while (top.length < looksAt) {
        const row = await rows.next();
        if (row.done === true) break;
        top.push(row.value);
      }
      const header = findHeader(spec, top);
      if (header && isEnough(header.known)) return { header, part: next.value.part ?? null, estimatedRows: next.value.estimatedRows, rows: rest(top, rows, sheets) };
    }
    return null;
  } catch (failure) {
    await sheets.return?.();
    throw failure;
  }
}

async function* rest(top: readonly RawRow[], rows: AsyncIterator<RawRow>, sheets: AsyncIterator<unknown>): AsyncGenerator<RawRow> {
  try {
    yield* top;
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) yield next.value;
  } finally {
    await sheets.return?.();
  }
}

async function* dataRows(spec: SheetSpec, header: Header, rows: AsyncGenerator<RawRow>, maxRows: number): AsyncGenerator<SheetRow> {
  const mapping = proposeMapping(spec, header.headers);
  const at = (is: (field: SheetField) => boolean): number[] => spec.fields.filter(is).flatMap((one) => mapping[one.key] ?? []);
  const isKey = (one: SheetField): boolean => spec.key.includes(one.key);
  const telling = { columns: at((one) => one.required || isKey(one)), names: at((one) => one.kind === 'name' || isKey(one)), required: at((one) => one.required) };
  let count = 0;
  for await (const row of rows) {
    if (row.rowNumber <= header.headerRow || row.cells.every(isBlank) || isHeaderAgain(header, row) || isAside(row, telling)) continue;
    if (isNumbering(row) && count === 0) continue;
    count += 1;
    if (count > maxRows) throw new SheetRefused(`Tệp có hơn ${maxRows.toLocaleString('vi-VN')} dòng. Hãy chia thành nhiều tệp.`, `The file has more than ${maxRows} rows. Split it.`);
    yield row;
  }
}

/** Totals, dates and signatures under a list: nothing in the columns that make a record, or a word of totals at its beginning. */
function isAside(row: RawRow, { columns, names, required }: Record<'columns' | 'names' | 'required', readonly number[]>): boolean {
  const filled = row.cells.filter((cell) => !isBlank(cell));
  if (filled.length === 1 && columns.length > 1 && names.every((at) => isBlank(row.cells[at]))) return true;
  if (columns.length > 0 && columns.every((at) => isBlank(row.cells[at]))) return true;
  // "Cộng Hòa" is a commune, and its row is whole.
  return !required.every((at) => !isBlank(row.cells[at])) && /^(tong cong|tong so|((cong|tong)[ :.]*$))/.test(fold(textOf(filled[0] ?? null)));
}

async function bookOf(path: string, mediaType: string): Promise<RawBook> {
  const kind = await kindOf(path);
  if (kind === 'zip') return readXlsx(path, await guardZip(path));
  if (kind === 'cfb') {
    if (/openxmlformats/.test(mediaType)) throw new SheetRefused('Tệp có mật khẩu, hoặc là tệp .xls đổi đuôi. Hãy mở bằng Excel, bỏ mật khẩu, lưu dạng .xlsx rồi tải lên.', 'The file has a password, or is an .xls renamed. Open it, save as .xlsx.');
    return await readXls(path);
  }
  if (/csv|text\/plain/.test(mediaType)) return await readCsv(path);
  throw new SheetRefused('Nội dung tệp không đúng với đuôi tệp. Hãy lưu lại dạng .xlsx, .xls hoặc CSV rồi tải lên.', 'The content does not fit the file’s type. Save it as .xlsx, .xls or CSV.');
}

/** By the first bytes, whatever the name says. */
async function kindOf(path: string): Promise<'zip' | 'cfb' | 'other'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead === 0) throw new SheetRefused('Tệp rỗng. Hãy chọn tệp khác.', 'The file is empty.');
    if (buffer.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
    return buffer.toString('hex') === 'd0cf11e0a1b11ae1' ? 'cfb' : 'other';
  } finally {
    await file.close();
  }
}
