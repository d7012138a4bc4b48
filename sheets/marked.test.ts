import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import * as sheetJs from '@e965/xlsx';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { parseRow } from '../domain/sheet-row.ts';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import { writeMarked } from './marked.ts';
import { openSheet } from './open-sheet.ts';
import { writeTemplate } from './template.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const spec = pupilsSheet;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-marked-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function judged(path: string, mediaType = xlsx) {
  const { headers, rows } = await openSheet(path, { mediaType, spec });
  const mapping = proposeMapping(spec, headers);
  const problems = new Map<number, ReturnType<typeof parseRow>['problems']>();
  for await (const { cells, rowNumber } of rows) problems.set(rowNumber, parseRow(spec, cells, mapping).problems);
  return { mapping, problems, marks: new Map([...problems].filter(([, found]) => found.length > 0)) };
}

/** Marked with what is wrong in it. */
async function marked(path: string, mediaType = xlsx): Promise<string> {
  const { mapping, marks } = await judged(path, mediaType);
  const to = join(folder, `${Math.random()}.xlsx`);
  const out = createWriteStream(to);
  await writeMarked(path, out, { mediaType, spec, mapping, marks });
  await finished(out);
  return to;
}

/** Read by two other libraries than the one that wrote it. */
async function opened(path: string) {
  const bytes = await readFile(path);
  const book = sheetJs.read(bytes, { cellStyles: true, cellFormula: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const other = new excel.Workbook();
  await other.xlsx.readFile(path);
  type Styled = sheetJs.CellObject & { s?: { fgColor?: { rgb?: string } } };
  const cell = (ref: string): Styled | undefined => sheet[ref] as Styled | undefined;
  return { sheetNames: book.SheetNames, other, cell, value: (ref: string) => cell(ref)?.v, isRed: (ref: string) => cell(ref)?.s?.fgColor?.rgb === 'FFC7CE', note: (ref: string) => cell(ref)?.c?.[0]?.t };
}

const heads = ['STT', 'Mã HS', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'HKTT'];
/** As a school keeps it: titles, colours, drop-downs, a formula for the number, a note of its own, another sheet, a link. */
async function ownFile(): Promise<string> {
  const book = new excel.Workbook();
  const sheet = book.addWorksheet('Lớp 5A1', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.addRow(['TRƯỜNG TIỂU HỌC A & B']);
  sheet.mergeCells('A1:G1');
  sheet.addRow([]);
  sheet.addRow(heads);
  sheet.addRow([{ formula: 'ROW()-3', result: 1 }, 'HS1', 'Nguyễn Văn An', new Date(Date.UTC(2012, 8, 5)), 'Nam', '5A1', 'Tổ 7']);
  sheet.addRow([{ formula: 'ROW()-3', result: 2 }, 'HS2', { formula: 'C4&"x"', result: 'Nguyễn Văn Anx' }, '30/02/2012', 'Nữ', '5A1', '', '', 'ngoài bảng']);
  sheet.getCell('C4').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFCCFFCC' } };
  sheet.getCell('D5').font = { bold: true };
  sheet.getCell('B4').note = 'Ghi chú của trường';
  sheet.getCell('G4').value = { text: 'Tổ 7', hyperlink: 'mailto:a@b.vn' };
  sheet.getCell('E4').dataValidation = { type: 'list', formulae: ['"Nam,Nữ"'] };
  sheet.getColumn(3).width = 33;
  sheet.autoFilter = 'A3:G3';
  book.addWorksheet('Ghi chép').addRow(['không đụng tới']);
  const path = join(folder, `${Math.random()}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
}

describe('the same file back, with its errors', () => {
  test('our template: the cell is red with a note, the row says it at its end, drop-downs and sheets are as they were', async () => {
    const source = join(folder, 'template.xlsx');
    const out = createWriteStream(source);
    const an = { code: 'HS1', fullName: 'Nguyễn Văn An', birthDate: '2012-09-05', sex: 'male', className: '5A1', permanentAddress: 'Tổ 7' };
    async function* rows() {
      yield* await Promise.resolve([an, { ...an, code: 'HS2', birthDate: '30/02/2012' }]);
    }
    await writeTemplate(out, spec, { rows: rows(), lists: { className: ['5A1', '5A2'] } });
    await finished(out);
    const path = await marked(source);
    const { sheetNames, isRed, note, value, other } = await opened(path);
    expect([isRed('C3'), isRed('C2'), isRed('B3')]).toEqual([true, false, false]);
    expect(note('C3')).toMatch(/Ngày không có thật/);
    expect([value('P1'), value('P2')]).toEqual(['Lỗi cần sửa', undefined]);
    expect(value('P3')).toMatch(/Ngày không có thật/);
    expect(sheetNames).toEqual(['Học sinh cuối cấp', 'Hướng dẫn', '_danh_muc']);
    expect(other.worksheets[0]?.getCell('D4').dataValidation.type).toBe('list');
    // Some programs read notes as runs of text only.
    expect(JSON.stringify(other.worksheets[0]?.getCell('C3').note)).toMatch(/Ngày không có thật/);
    expect((await judged(path)).problems.get(2)).toEqual([]);
  });

  test('a school’s own file: what is not wrong stays as it was', async () => {
    const path = await marked(await ownFile());
    const { sheetNames, isRed, note, value, cell, other } = await opened(path);
    const sheet = other.worksheets[0];
    expect(sheetNames).toEqual(['Lớp 5A1', 'Ghi chép']);
    expect(value('A1')).toBe('TRƯỜNG TIỂU HỌC A & B');
    expect(sheet?.getCell('B1').isMerged).toBe(true);
    expect(sheet?.getColumn(3).width).toBe(33);
    expect(sheet?.autoFilter).toBe('A3:G3');
    expect(sheet?.getCell('E4').dataValidation.formulae).toEqual(['"Nam,Nữ"']);
    expect(sheet?.getCell('G4').hyperlink).toBe('mailto:a@b.vn');
    expect(cell('C4')?.s?.fgColor?.rgb).toBe('CCFFCC');
    expect(sheet?.getCell('D5').font.bold).toBe(true);
    // Outside the list a formula leaves its result; within it stands as text, to be written anew.
    expect([cell('A5')?.f, value('A5'), cell('C5')?.f, value('C5')]).toEqual([undefined, 2, undefined, `'=C4&"x"`]);
    expect(['C5', 'D5', 'G5', 'C4', 'D4'].map(isRed)).toEqual([true, true, true, false, false]);
    expect([note('C5'), note('G5')].map((one) => one?.slice(0, 16))).toEqual(['Ô này là công th', 'Hãy điền “Nơi th']);
    // Beside what stands under no header.
    expect([value('I5'), value('J3')]).toEqual(['ngoài bảng', 'Lỗi cần sửa']);
  });

  test('mended and marked again: the errors of the first time are gone, those left are said once', async () => {
    const first = await marked(await ownFile());
    const book = new excel.Workbook();
    await book.xlsx.readFile(first);
    const sheet = book.worksheets[0];
    if (!sheet) throw new Error('no sheet');
    sheet.getCell('C5').value = 'Trần Bình';
    sheet.getCell('G5').value = 'Tổ 8';
    const path = join(folder, 'mended.xlsx');
    await book.xlsx.writeFile(path);
    const again = await opened(await marked(path));
    expect([again.note('C5'), again.note('D5')?.slice(0, 18), again.value('J5')]).toEqual([undefined, 'Ngày không có thật', expect.stringMatching(/^Ngày không có thật[^.]*\. [^.]*\.$/)]);
    sheet.getCell('D5').value = '06/09/2012';
    await book.xlsx.writeFile(path);
    const clean = await opened(await marked(path));
    expect([clean.note('D5'), clean.value('J5'), clean.value('J3')]).toEqual([undefined, undefined, 'Lỗi cần sửa']);
  });

  test.each<[string, string, () => Promise<string>]>([
    ['an .xls', 'application/vnd.ms-excel', () => Promise.resolve(fileURLToPath(new URL('fixtures/lop-5a1.xls', import.meta.url)))],
    ['a CSV', 'text/csv', async () => {
      const path = join(folder, 'list.csv');
      await writeFile(path, [heads.join(';'), '1;HS1;An;05/09/2012;Nam;5A1;=1+1'].join('\n'));
      return path;
    }],
  ])('%s comes back as a workbook, rows by their numbers', async (_, mediaType, source) => {
    const from = await source();
    const before = await judged(from, mediaType);
    const after = await judged(await marked(from, mediaType));
    expect([...after.problems]).toEqual([...before.problems]);
  });
});
