import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRow } from '../domain/sheet-row.ts';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { m1Sheet } from '../domain/sheet-places.ts';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import type { SheetSpec } from '../domain/sheet.ts';
import { inlineRow, rawWorkbook } from '../test/support/raw-workbook.ts';
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

describe('as other programs write workbooks', () => {
  const [code = '', name = '', ...others] = an;
  const dated = (serial: number): string => `${inlineRow(1, heads)}${inlineRow(2, an).replace(/<c r="C2".*?<\/c>/, `<c r="C2" s="1"><v>${serial}</v></c>`)}`;

  test.each([
    ['days from 1900', rawWorkbook(dated(41_157), { formats: [14] })],
    ['days from 1904, as on old Macs', rawWorkbook(dated(41_157 - 1_462), { formats: [14], date1904: true })],
    ['the evening of the day, in any time zone', rawWorkbook(dated(41_157.99), { formats: [22] })],
    ['styles and index behind the sheet, as LibreOffice has them', rawWorkbook(dated(41_157 - 1_462), { formats: [14], date1904: true, order: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml'] })],
    ['the sheet’s part under another name', rawWorkbook(dated(41_157), { formats: [14], part: '/xl/worksheets/Danh_sach.xml' })],
    ['a number without any format', rawWorkbook(dated(41_157), { formats: [0] })],
  ])('%s', async (_, bytes) => {
    expect((await readAll(bytes)).rows).toEqual([{ rowNumber: 2, values: anRead, problems: [] }]);
  });

  test('shared texts, some of them rich', async () => {
    const strings = [...heads, code, name, ...others].map((text, at) => (at === 8 ? '<si><r><rPr><b/></rPr><t>Nguyễn </t></r><r><t>Văn An</t></r></si>' : `<si><t xml:space="preserve">${text}</t></si>`)).join('');
    const row = (number: number, from: number): string => `<row r="${number}">${heads.map((__, at) => `<c r="${String.fromCharCode(65 + at)}${number}" t="s"><v>${from + at}</v></c>`).join('')}</row>`;
    expect((await readAll(rawWorkbook(row(1, 0) + row(2, 7), { strings }))).rows).toEqual([{ rowNumber: 2, values: anRead, problems: [] }]);
  });

  test('a formula shared by many cells, an error, an empty value', async () => {
    const line = inlineRow(2, an).replace(/<c r="B2".*?<\/c>/, '<c r="B2" t="str"><f t="shared" si="0"/><v>An</v></c>').replace(/<c r="F2".*?<\/c>/, '<c r="F2"><v></v></c>').replace(/<c r="G2".*?<\/c>/, '<c r="G2" t="e"><v>#REF!</v></c>');
    const { rows } = await readAll(rawWorkbook(inlineRow(1, heads) + line));
    expect(rows.map((one) => one.problems.map(({ field, problem }) => [field, problem.vi.split('.')[0]]))).toEqual([[['fullName', 'Ô này là công thức'], ['permanentAddress', 'Ô báo lỗi của Excel (#REF!)']]]);
  });
});

describe('a row of a list is not taken for something beside it', () => {
  const m1 = ['Phường, xã (*)', 'Loại (*)', 'Tên tổ, thôn, khu phố (*)', 'Số học sinh cuối cấp'];
  test('a commune called Cộng Hòa', async () => {
    const { rows } = await readAll(bookOf([m1, ['Cộng Hòa', 'Tổ dân phố', 'Tổ 7', 12], ['Cộng', '', '', 12], ['Tổng cộng:', '', '', 12]]), { spec: m1Sheet });
    expect(rows.map((one) => one.values['placeName'])).toEqual(['Tổ 7']);
  });

  test('all three rows of a header that is printed on every page', async () => {
    const header = [['STT', 'Thông tin học sinh', '', '', '', 'Lớp', 'Cư trú'], ['', 'Mã HS', 'Họ tên', 'Sinh', '', '', 'HKTT'], ['', '', '', 'Ngày sinh', 'Nam/Nữ', '', '']];
    const line = (n: number): unknown[] => [n, `HS${n}`, 'Nguyễn Văn An', '05/09/2012', 'Nam', '5A1', 'Tổ 7'];
    const { rows } = await readAll(bookOf([...header, line(1), ...header, line(2), ['', '', '', '', '', '', 'Ngày 30 tháng 3'], ...header, line(3)], { merges: ['B1:E1', 'A1:A3', 'F1:F3', 'D2:E2', 'B5:E5', 'D6:E6', 'B10:E10'] }));
    expect(rows.map((one) => [one.values['code'], one.problems])).toEqual([['HS1', []], ['HS2', []], ['HS3', []]]);
  });
});
