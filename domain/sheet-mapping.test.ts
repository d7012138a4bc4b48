import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldHeader, headersKnown, missingFields, proposeMapping } from './sheet-mapping.ts';
import { errorHeader, headerOf } from './sheet.ts';
import { pupilsSheet } from './sheet-pupils.ts';
import { sheetSpecs } from './sheet-specs.ts';

describe('which column is which field', () => {
  test.each(Object.values(sheetSpecs).map((spec) => [spec.kind, spec] as const))('our own template of %s, in any order, with the error column beside it', (_, spec) => {
    const headers = [errorHeader, ...spec.fields.map(headerOf).toReversed()];
    const mapping = proposeMapping(spec, headers);
    expect(Object.keys(mapping).toSorted()).toEqual(spec.fields.map((one) => one.key).toSorted());
    for (const field of spec.fields) expect(headers[mapping[field.key] ?? -1]).toBe(headerOf(field));
    expect(missingFields(spec, mapping)).toEqual([]);
  });

  test('a school’s own headers', () => {
    const headers = ['STT', 'Mã HS', 'Họ tên học sinh', 'NTNS', 'Nam/Nữ', 'Tên lớp', 'HKTT', 'SĐT phụ huynh', 'Họ tên\ncha/mẹ', 'CCCD'];
    expect(proposeMapping(pupilsSheet, headers)).toEqual({ code: 1, fullName: 2, birthDate: 3, sex: 4, className: 5, permanentAddress: 6, guardianPhone: 7, guardianName: 8, personalNumber: 9 });
  });

  test('what the unit said last time comes first', () => {
    expect(proposeMapping(pupilsSheet, ['Họ tên', 'Tên gọi'], { 'ten goi': 'fullName' })).toEqual({ fullName: 1 });
  });

  test('titles are no headers', () => {
    expect(headersKnown(pupilsSheet, ['DANH SÁCH HỌC SINH LỚP 5', '', ''])).toBe(0);
  });

  test('one column for a field, one field for a column, whatever the headers', () => {
    const words = fc.constantFrom(...pupilsSheet.fields.flatMap((one) => [headerOf(one), ...one.aliases]), '', 'STT', errorHeader);
    fc.assert(fc.property(fc.array(words, { maxLength: 30 }), (headers) => {
      const columns = Object.values(proposeMapping(pupilsSheet, headers));
      expect(new Set(columns).size).toBe(columns.length);
      expect(columns.every((at) => at >= 0 && at < headers.length)).toBe(true);
    }), { seed: 4 });
  });
});

test('headers are compared without accents, marks and brackets', () => {
  expect(foldHeader('Họ và tên (*)\n'.normalize('NFD'))).toBe('ho va ten');
});
