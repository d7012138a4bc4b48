import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRow } from '../domain/sheet-row.ts';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import type { SheetSpec } from '../domain/sheet.ts';
import { openSheet } from './open-sheet.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-sheets-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Written by SheetJS, read by exceljs. */
function bookOf(rows: unknown[][], more: { merges?: string[]; name?: string; sheets?: [string, unknown[][]][] } = {}): Buffer {
  const book = sheetJs.utils.book_new();
  for (const [name, content] of [...(more.sheets ?? []), [more.name ?? 'Sheet1', rows] as [string, unknown[][]]]) {
    const sheet = sheetJs.utils.aoa_to_sheet(content, { cellDates: false });
    if (content === rows) sheet['!merges'] = (more.merges ?? []).map((one) => sheetJs.utils.decode_range(one));
    sheetJs.utils.book_append_sheet(book, sheet, name);
  }
  return sheetJs.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

async function readAll(bytes: Buffer | string, options: { mediaType?: string; spec?: SheetSpec; path?: string } = {}) {
  const path = options.path ?? join(folder, `${Math.random()}`);
  if (!options.path) await writeFile(path, bytes);
  const spec = options.spec ?? pupilsSheet;
  const opened = await openSheet(path, { mediaType: options.mediaType ?? xlsx, spec });
  const mapping = proposeMapping(spec, opened.headers);
  const rows = [];
  for await (const row of opened.rows) rows.push({ rowNumber: row.rowNumber, ...parseRow(spec, row.cells, mapping) });
  return { ...opened, rows };
}

const heads = ['Mã học sinh', 'Họ và tên (*)', 'Ngày sinh (*)', 'Giới tính (*)', 'Lớp (*)', 'Số định danh cá nhân', 'Nơi thường trú (*)'];
const an = ['HS1', 'Nguyễn Văn An', '05/09/2012', 'Nam', '5A1', '031212000123', 'Tổ 7'];
const binh = ['HS2', 'Trần Bình', '06/09/2012', 'Nữ', '5A1', '', 'Tổ 8'];
const anRead = { code: 'HS1', fullName: 'Nguyễn Văn An', birthDate: '2012-09-05', sex: 'male', className: '5A1', personalNumber: '031212000123', permanentAddress: 'Tổ 7' };

describe('as schools really have them', () => {
  test('titles above, a header of three rows with merged cells, numbering under it, the header again, totals and signatures below', async () => {
    const bytes = bookOf([
      ['SỞ GIÁO DỤC VÀ ĐÀO TẠO'], ['DANH SÁCH HỌC SINH CUỐI CẤP'], [],
      ['STT', 'Thông tin học sinh', '', '', '', 'Lớp', 'Giấy tờ', 'Cư trú'],
      ['', 'Mã HS', 'Họ tên', 'Sinh', '', '', '', 'HKTT'],
      ['', '', '', 'Ngày sinh', 'Nam/Nữ', '', 'CCCD', ''],
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
      [1, 'HS1', 'Nguyễn Văn An'.normalize('NFD'), 41_157, 'Nam', '5A1', 31_212_000_123, 'Tổ 7'], [],
      ['STT', 'Mã HS', 'Họ tên', 'Ngày sinh', 'Nam/Nữ', 'Lớp', 'CCCD', 'HKTT'],
      [2, 'HS2', 'Trần Bình', '06/09/2012', 'Nữ', '', null, 'Tổ 8'],
      ['Tổng cộng', 2], [], ['', '', '', '', '', '', '', 'Người lập biểu'],
    ], { merges: ['A4:A6', 'B4:E4', 'F4:F6', 'D5:E5', 'F8:F11'] });
    const { rows, headerRow } = await readAll(bytes);
    expect(headerRow).toBe(6);
    expect(rows.map((one) => [one.rowNumber, one.values['code'], one.values['className'], one.problems])).toEqual([[8, 'HS1', '5A1', []], [11, 'HS2', '5A1', []]]);
    expect(rows[0]?.values).toEqual(anRead);
  });

  test('letters of several bytes stay whole wherever the file is cut into pieces', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `Nguyễn Thị Hường ${'ỡ'.repeat(at % 17)}`.trim());
    const { rows } = await readAll(bookOf([heads, ...names.map((name, at) => [`HS${at}`, name, ...an.slice(2)])]));
    expect(rows.filter((one, at) => one.values['fullName'] !== names[at] || one.problems.length > 0)).toEqual([]);
    expect(rows).toHaveLength(names.length);
  });

  test('the right sheet of several, whatever its place', async () => {
    const { rows } = await readAll(bookOf([heads, an], { name: 'Dữ liệu', sheets: [['Hướng dẫn', [['Cột', 'Cách ghi'], ['Lớp', 'Tên lớp']]]] }));
    expect(rows.map((one) => one.values)).toEqual([anRead]);
  });

  test('an .xls of the nineties, by another library than the one that reads it', async () => {
    const path = fileURLToPath(new URL('fixtures/lop-5a1.xls', import.meta.url));
    const { rows } = await readAll('', { path, mediaType: 'application/vnd.ms-excel' });
    expect(rows.map(({ values, problems }) => [values['code'], values['fullName'], values['birthDate'], values['className'], values['personalNumber'], problems])).toEqual([
      ['HS0001', 'Nguyễn Văn An', '2012-09-05', '5A1', '031212000123', []], ['HS0002', 'Đỗ Thị Hường', '2012-03-27', '5A1', '031312000456', []],
    ]);
  });

  const csv = [heads, an, binh].map((row) => row.join(';')).join('\r\n');
  test.each([
    ['UTF-8 with semicolons', Buffer.from(csv)], ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv}`)], ['UTF-16 with tabs', Buffer.from(`\uFEFF${csv.replaceAll(';', '\t')}`, 'utf16le')],
    ['commas and quotes', Buffer.from(csv.replaceAll(';', ',').replace('Tổ 7', '"Tổ 7"'))],
  ])('a CSV: %s', async (_, bytes) => {
    const { rows } = await readAll(bytes, { mediaType: 'text/csv' });
    expect(rows.map((one) => [one.rowNumber, one.values['code']])).toEqual([[2, 'HS1'], [3, 'HS2']]);
    expect(rows[0]?.values).toEqual(anRead);
  });

  test('a formula is no value: the row says so, whatever its result was', async () => {
    const book = sheetJs.utils.book_new();
    const sheet = sheetJs.utils.aoa_to_sheet([heads, an]);
    sheet['B2'] = { t: 's', v: 'Nguyễn Văn An', f: 'A1&"x"' };
    sheetJs.utils.book_append_sheet(book, sheet, 'S');
    const { rows } = await readAll(sheetJs.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(rows[0]?.problems).toEqual([{ field: 'fullName', problem: expect.objectContaining({ vi: expect.stringContaining('công thức') as string }) as object }]);
  });
});
