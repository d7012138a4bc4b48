import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import * as sheetJs from '@e965/xlsx';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { parseRow } from '../domain/sheet-row.ts';
import { pupilsSheet } from '../domain/sheet-pupils.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import type { SheetSpec } from '../domain/sheet.ts';
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

test('any text survives the way out and in', async () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'ổ', 'đ', '7', ' ', ',', ';', '"', '<', '&'), minLength: 1, maxLength: 40 }).map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  await fc.assert(fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 10 }), async (texts) => {
    const { rows } = await readBack(await written(pupilsSheet, texts.map((text) => ({ ...an, permanentAddress: text }))), pupilsSheet);
    expect(rows.map((one) => one.values['permanentAddress'])).toEqual(texts);
  }), { seed: 4, numRuns: 15 });
});

test('no cell that leaves is a formula', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(escapeCell(text)).not.toMatch(/^[=+\-@\t\r\n]/);
  }), { seed: 4 });
  expect([escapeCell('=cmd|x'), escapeCell('0912'), escapeCell('Đỗ')]).toEqual(["'=cmd|x", '0912', 'Đỗ']);
});
