import { readFile, stat } from 'node:fs/promises';
import * as sheetJs from '@e965/xlsx';
import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { Cell } from '../domain/sheet.ts';
import { filler, mostColumns } from './raw-sheet.ts';
import type { RawBook, RawRow, RawSheet } from './raw-sheet.ts';
import { SheetRefused } from './refused.ts';

/** The reader of the nineties' format holds all of it in memory: about 20 times its size. */
const mostBytes = 12 * 1024 * 1024;
/** More rows than this no `.xls` can have. */
const mostRows = 65_536;

/** Old `.xls` (BIFF), as schools still have it. */
export async function readXls(path: string): Promise<RawBook> {
  if ((await stat(path)).size > mostBytes) throw new SheetRefused('Tệp .xls quá lớn (trên 12 MB). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.', 'The .xls is larger than 12 MB. Save it as .xlsx.');
  const book = parse(await readFile(path));
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  return {
    stamp: book.Props?.Keywords ?? null,
    sheets: () => sheetsOf(book, is1904),
  };
}

async function* sheetsOf(book: sheetJs.WorkBook, is1904: boolean): AsyncGenerator<RawSheet> {
  await Promise.resolve();
  for (const name of book.SheetNames.filter((one) => !one.startsWith('_'))) {
    const sheet = book.Sheets[name];
    const range = sheet?.['!ref'] === undefined ? null : sheetJs.utils.decode_range(sheet['!ref']);
    if (sheet && range !== null) yield { name, estimatedRows: range.e.r + 1, rows: rowsOf(sheet, range, is1904) };
  }
}

function parse(bytes: Buffer): sheetJs.WorkBook {
  try {
    const book = sheetJs.read(bytes, { type: 'buffer', dense: false, cellDates: false, cellNF: true, cellHTML: false, sheetRows: mostRows, bookVBA: true, bookProps: false });
    if (book.vbaraw) throw new SheetRefused('Tệp có macro nên không nhận. Hãy lưu lại dạng .xlsx (Excel Workbook) rồi tải lên.', 'The file has macros. Save it as .xlsx and upload that.');
    return book;
  } catch (failure) {
    if (failure instanceof SheetRefused) throw failure;
    const locked = failure instanceof Error && /password|encrypt/i.test(failure.message);
    throw locked
      ? new SheetRefused('Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên.', 'The file has a password. Remove it and upload again.')
      : new SheetRefused('Không đọc được tệp .xls này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.', 'This .xls cannot be read. Save it as .xlsx.');
  }
}

async function* rowsOf(sheet: WorkSheet, range: sheetJs.Range, is1904: boolean): AsyncGenerator<RawRow> {
  const fill = filler((sheet['!merges'] ?? []).map((one) => sheetJs.utils.encode_range(one)));
  await Promise.resolve();
  for (let row = range.s.r; row <= range.e.r; row += 1) {
    const cells: Cell[] = Array.from({ length: Math.min(mostColumns, range.e.c + 1) }, (_, column) => cellOf(sheet[sheetJs.utils.encode_cell({ r: row, c: column })] as CellObject | undefined, is1904));
    if (cells.some((one) => one !== null)) yield fill({ rowNumber: row + 1, cells });
  }
}

function cellOf(cell: CellObject | undefined, is1904: boolean): Cell {
  if (!cell || cell.v === undefined || cell.t === 'z') return null;
  if (cell.f !== undefined) return `=${cell.f}`;
  if (cell.t === 'e') return cell.w ?? '#LỖI';
  if (cell.t === 'n' && typeof cell.v === 'number' && cell.z !== undefined && sheetJs.SSF.is_date(String(cell.z))) {
    // Macs of the nineties count days from 1904.
    return new Date(Date.UTC(1899, 11, 30) + Math.round((cell.v + (is1904 ? 1_462 : 0)) * 86_400_000));
  }
  return cell.v;
}
