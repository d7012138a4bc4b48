import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import * as sheetJs from '@e965/xlsx';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { parseCell, parseRow } from '../domain/sheet-row.ts';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import type { SheetField, SheetSpec } from '../domain/sheet.ts';
import { escapeCell } from './escape.ts';
import { openSheet } from './open-sheet.ts';
import { writeTemplate } from './template.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-template-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

type Values = Readonly<Record<string, string>>;
async function* each(rows: readonly Values[]): AsyncGenerator<Values> {
  for (const row of rows) yield await Promise.resolve(row);
}
async function written(spec: SheetSpec, rows: readonly Values[], lists?: Record<string, string[]>): Promise<string> {
  const path = join(folder, `${Math.random()}.xlsx`);
  const out = createWriteStream(path);
  await writeTemplate(out, spec, { rows: each(rows), ...(lists && { lists }) });
  await finished(out);
  return path;
}
async function readBack(path: string, spec: SheetSpec) {
  const opened = await openSheet(path, { mediaType, spec });
  const mapping = proposeMapping(spec, opened.headers);
  const rows = [];
  for await (const { cells, rowNumber } of opened.rows) rows.push({ rowNumber, ...parseRow(spec, cells, mapping) });
  return { ...opened, mapping, rows };
}

const an = { code: 'HS1', fullName: 'Nguyễn Văn An', birthDate: '2012-09-05', sex: 'male', className: '5A1', personalNumber: '031212000123', permanentAddress: 'Tổ 7, Phường Lạch Tray', guardianPhone: '0912345678' };

describe('our template', () => {
  test.each(Object.values(sheetSpecs).map((spec) => [spec.kind, spec] as const))('%s: every column, the required ones marked, an instruction sheet, our stamp', async (_, spec) => {
    const path = await written(spec, []);
    const book = sheetJs.read(await readFile(path), { bookProps: false });
    const [first = '', second] = book.SheetNames;
    const [heads = []] = sheetJs.utils.sheet_to_json<string[]>(book.Sheets[first] ?? {}, { header: 1 });
    expect(heads).toEqual(spec.fields.map((one) => (one.required ? `${one.label.vi} (*)` : one.label.vi)));
    expect(second).toBe('Hướng dẫn');
    expect(book.Props?.Keywords).toBe(`mua/${spec.kind}/${spec.version}`);
  });

  test('drop-downs of the list and of the school, as Excel reads them', async () => {
    const path = await written(pupilsSheet, [], { className: ['5A1', '5A2'] });
    const parts = sheetJs.CFB.read(await readFile(path), { type: 'buffer' });
    const xml = Buffer.from((sheetJs.CFB.find(parts, '/xl/worksheets/sheet1.xml')?.content ?? []) as Uint8Array).toString('utf8');
    expect([...xml.matchAll(/<dataValidation [^>]*sqref="([A-Z]+)2:/g)].map((found) => found[1])).toEqual(['D', 'E']);
    expect(xml).toContain('_danh_muc!$A$1:$A$2');
  });

  test('what goes out comes in again: the same values, zeros and dates included', async () => {
    const { rows, stamp } = await readBack(await written(pupilsSheet, [an]), pupilsSheet);
    expect(stamp).toEqual({ kind: 'pupils', version: 1 });
    expect(rows).toEqual([{ rowNumber: 2, problems: [], values: { ...Object.fromEntries(pupilsSheet.fields.map((one) => [one.key, ''])), ...an } }]);
  });
});

/** Values as our rules write them, of every kind of column; also those that a spreadsheet would take for a formula. */
function valueOf(field: SheetField): fc.Arbitrary<string> {
  const letters = fc.string({ unit: fc.constantFrom('a', 'Ổ', 'đ', 'ự', 'N', ' '), minLength: 1, maxLength: 30 });
  const digits = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '7', '9'), minLength: length, maxLength: length });
  const words = fc.string({ unit: fc.constantFrom('a', 'ổ', 'đ', '7', ' ', ',', ';', '"', '<', '&', '-', '+', '@', "'", '=', '\n', '\u0301'), minLength: 1, maxLength: 40 });
  const of = {
    text: words, name: letters, code: fc.string({ unit: fc.constantFrom('0', '7', 'S', '.', '-', '_'), minLength: 1, maxLength: 20 }),
    date: fc.date({ min: new Date('1990-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    integer: fc.nat({ max: 999_999 }).map(String), choice: fc.constantFrom(...(field.choices ?? []).map((one) => one.value), ''),
    'personal-number': digits(12), phone: digits(8).map((tail) => `09${tail}`), email: digits(4).map((name) => `p${name}@example.vn`),
  } satisfies Record<SheetField['kind'], fc.Arbitrary<string>>;
  // What no reading gives is no value: a formula, blanks at an end.
  return of[field.kind].map((value) => parseCell(field, value)).filter((one) => one.problem === undefined && (one.value !== '' || !field.required)).map((one) => one.value);
}

test.each(Object.values(sheetSpecs).map((spec) => [spec.kind, spec] as const))('%s: every value goes out and comes in the same', async (_, spec) => {
  const records = fc.array(fc.record(Object.fromEntries(spec.fields.map((field) => [field.key, valueOf(field)]))), { minLength: 1, maxLength: 10 });
  await fc.assert(fc.asyncProperty(records, async (rows) => {
    const { rows: read } = await readBack(await written(spec, rows), spec);
    expect(read).toEqual(rows.map((values, at) => ({ rowNumber: at + 2, values, problems: [] })));
  }), { seed: 4, numRuns: 8 });
});

test('no cell that leaves is a formula', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(escapeCell(text)).not.toMatch(/^[=+\-@\t\r\n]/);
  }), { seed: 4 });
  expect([escapeCell('=cmd|x'), escapeCell('0912'), escapeCell('Đỗ')]).toEqual(["'=cmd|x", '0912', 'Đỗ']);
});
