import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCell, parseRow, textOf } from './sheet-row.ts';
import { fieldOf } from './sheet.ts';
import type { Cell, SheetField } from './sheet.ts';
import { pupilsSheet } from './sheet-pupils.ts';
import { sheetSpecs } from './sheet-specs.ts';
import { quotasSheet } from './sheet-places.ts';

const field = (key: string): SheetField => {
  const found = fieldOf(pupilsSheet, key) ?? fieldOf(quotasSheet, key);
  if (!found) throw new Error(key);
  return found;
};
const read = (key: string, cell: Cell): string => {
  const { value, problem } = parseCell(field(key), cell);
  return problem ? `✗ ${value}` : value;
};

describe('a cell as schools fill it', () => {
  test.each<[string, Cell, string]>([
    ['birthDate', '05/09/2012', '2012-09-05'], ['birthDate', '5-9-2012', '2012-09-05'], ['birthDate', ' 5 / 9 / 2012 ', '2012-09-05'], ['birthDate', 41_157, '2012-09-05'], ['birthDate', '41157', '2012-09-05'],
    ['birthDate', new Date(Date.UTC(2012, 8, 5)), '2012-09-05'], ['birthDate', '2012-09-05', '2012-09-05'], ['birthDate', '2012-09-05T00:00:00Z', '2012-09-05'], ['birthDate', '30/02/2012', '✗ 30/02/2012'], ['birthDate', '2012', '✗ 2012'], ['birthDate', 60, '✗ 60'],
    ['personalNumber', '031212000123', '031212000123'], ['personalNumber', 31_212_000_123, '031212000123'], ['personalNumber', '31212000123', '031212000123'], ['personalNumber', "'031212000123", '031212000123'],
    ['personalNumber', '031 212 000 123', '031212000123'], ['personalNumber', '0312120001', '000312120001'], ['personalNumber', '12345', '✗ 12345'], ['personalNumber', '03121200012A', '✗ 03121200012A'],
    ['guardianPhone', '912345678', '0912345678'], ['guardianPhone', 912_345_678, '0912345678'], ['guardianPhone', '+84 912 345 678', '0912345678'], ['guardianPhone', '12', '✗ 12'],
    ['sex', 'nữ', 'female'], ['sex', 'NU', 'female'], ['sex', 'male', 'male'], ['sex', 'x', '✗ x'],
    ['fullName', 'Đỗ Thị Hường'.normalize('NFD'), 'Đỗ Thị Hường'], ['fullName', 'H’Hen  Niê', "H'Hen Niê"], ['fullName', '=1+1', '✗ =1+1'],
    ['guardianEmail', 'a@b.vn', 'a@b.vn'], ['guardianEmail', 'a b@c', '✗ a b@c'], ['seats', '1.250', '1250'], ['seats', 35, '35'], ['seats', -1, '✗ -1'], ['seats', '3,5', '✗ 3,5'],
    ['className', new Date(Date.UTC(2026, 0, 5)), '✗ 2026-01-05'], ['className', '5/1', '5/1'], ['ethnicity', '#N/A', '✗ #N/A'], ['currentAddress', "'- Tổ 7", '- Tổ 7'], ['currentAddress', '@', '@'], ['currentAddress', "'=1+1", "✗ '=1+1"],
    ['code', '3123000010001', '3123000010001'], ['code', 'HS 1', '✗ HS 1'], ['intake', 'lớp 1', 'grade-1'],
  ])('%s: %j → %s', (key, cell, expected) => expect(read(key, cell)).toBe(expected));

  test('a long text is refused, not cut silently', () => expect(parseCell(field('currentAddress'), 'a'.repeat(3_000)).problem).toBeDefined());
});

test('every problem of a row at once, and a missing column is said', () => {
  const { values, problems } = parseRow(pupilsSheet, ['', 'x'.repeat(200), 'hôm qua'], { code: 0, fullName: 1, birthDate: 2 });
  expect(values).toMatchObject({ code: '' });
  expect(problems.map((one) => one.field).toSorted()).toEqual(['birthDate', 'className', 'fullName', 'permanentAddress', 'sex']);
});

test('what was read once is read the same again', () => {
  const cells = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.constant(null), fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), fc.constantFrom('05/09/2012', 'Nữ', '031212000123', '912345678'));
  fc.assert(fc.property(fc.constantFrom(...Object.values(sheetSpecs).flatMap((spec) => spec.fields)), cells, (of, cell) => {
    const first = parseCell(of, cell);
    if (first.problem) return;
    expect(parseCell(of, first.value)).toEqual({ value: first.value });
    expect(first.value).toBe(first.value.normalize('NFC'));
  }), { seed: 4, numRuns: 2_000 });
});

test('numbers are shown whole', () => {
  expect([textOf(3.1e10), textOf(0.1), textOf(true), textOf(null)]).toEqual(['31000000000', '0.1', 'TRUE', '']);
});
