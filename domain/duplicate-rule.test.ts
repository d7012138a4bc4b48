import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateKinds } from './duplicate-rule.ts';
import type { Comparable } from './duplicate-rule.ts';

const child: Comparable = { fullName: 'Đỗ Thị Hường', birthDate: '2012-09-05', guardianName: 'Đỗ Văn Nam', numberKey: 'a1' };

test.each<[string, Partial<Comparable>, string[]]>([
  ['the same', {}, ['same-number', 'same-name-birth-parent']],
  ['decomposed, with spaces, in capitals', { fullName: ' ĐỖ  THỊ HƯỜNG '.normalize('NFD'), guardianName: 'đỗ văn  nam'.normalize('NFD'), numberKey: null }, ['same-name-birth-parent']],
  ['a twin whose name differs by an accent', { fullName: 'Đỗ Thị Hương', numberKey: null }, []],
  ['a twin whose middle name does', { fullName: 'Đỗ Thi Hường', numberKey: null }, []],
  ['the family name mistyped', { fullName: 'Đổ Thị Hường', numberKey: null }, ['same-name-birth-parent']],
  ['a twin', { fullName: 'Đỗ Thị Hương Giang', numberKey: 'b2' }, []],
  ['another birth date', { birthDate: '2012-09-06', numberKey: null }, []],
  ['another parent', { guardianName: 'Trần Thị Mai', numberKey: null }, []],
  ['another child under one number', { fullName: 'Lê Văn An', birthDate: '2012-01-01', guardianName: 'Lê Văn Bình' }, ['same-number']],
  ['nobody known as parent', { guardianName: '', numberKey: null }, []],
])('%s', (_, change, kinds) => expect(duplicateKinds(child, { ...child, ...change })).toEqual(kinds));

test('the tone stands on either vowel of its syllable', () => {
  const [old, modern] = [{ ...child, fullName: 'Đỗ Hoà', numberKey: null }, { ...child, fullName: 'Đỗ Hòa', guardianName: 'Đỗ Văn Nam'.normalize('NFD'), numberKey: null }];
  expect(duplicateKinds(old, modern)).toEqual(['same-name-birth-parent']);
});

const anyChild = fc.record({
  fullName: fc.constantFrom('Đỗ Thị Hường', 'đỗ thị hường', 'Đỗ Thị Hương', 'Do Thi Huong', 'Nguyễn An'), birthDate: fc.constantFrom('2012-09-05', '2012-09-06'), guardianName: fc.constantFrom('', 'Đỗ Văn Nam', 'ĐỖ VĂN NAM', 'Trần Mai'), numberKey: fc.constantFrom(null, 'a', 'b'),
});
test('either way round, however it is composed', () => {
  fc.assert(fc.property(anyChild, anyChild, fc.boolean(), (one, other, nfd) => {
    const written = { ...other, fullName: other.fullName.normalize(nfd ? 'NFD' : 'NFC'), guardianName: ` ${other.guardianName.normalize(nfd ? 'NFD' : 'NFC')}` };
    expect(duplicateKinds(one, written)).toEqual(duplicateKinds(other, one));
  }), { seed: 4 });
});
