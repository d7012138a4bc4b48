import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareAddress, compareName, matchIdentity } from './identity-match.ts';
import type { IdentityRecord } from './identity-match.ts';

const ours: IdentityRecord = { fullName: 'Đỗ Thị Thuý', birthDate: '2005-09-05', sex: 'female', address: 'Số 1 Lạch Tray, Phường Gia Viên, Hải Phòng' };
const against = (theirs: Partial<IdentityRecord>) => matchIdentity(ours, { found: true, record: { ...ours, ...theirs } });

describe('a name', () => {
  test.each([
    ['Đỗ Thị Hường', 'ĐỖ THỊ HƯỜNG', 'same'],
    ['Đỗ Thị Hường', 'Đỗ Thị Hường'.normalize('NFD'), 'same'],
    ['Đỗ Thị  Hường ', 'Đỗ Thị Hường', 'same'],
    ['Lê Uỷ', 'Lê Ủy', 'spelling'],
    ['Nguyễn Hoà', 'NGUYỄN HÒA', 'spelling'],
    ['Đỗ Nam', '\u00D0ỗ Nam', 'spelling'],
    ["H'Hen Niê", 'H’Hen Niê', 'spelling'],
    ['Đỗ Thị Hường', 'Đỗ Thị Hương', 'different'],
    ['Lê Dung', 'Lê Đung', 'different'],
    ['Lê Vy', 'Lê Vi', 'different'],
    ['Lê Vy', '', 'absent'],
  ] as const)('%s / %s: %s', (a, b, verdict) => expect(compareName(a, b)).toBe(verdict));
});

describe('an address', () => {
  test.each([
    ['Số 1 Lạch Tray, Phường Gia Viên, TP. Hải Phòng', '1 Lach Tray, P. Gia Viên, thành phố Hải Phòng', 'spelling'],
    ['Số 1 Lạch Tray', 'SỐ 1 LẠCH TRAY', 'same'],
    ['Số 1 Lạch Tray', 'Số 11 Lạch Tray', 'different'],
    ['Thôn 3, Xã An Hoà', '', 'absent'],
  ] as const)('%s / %s: %s', (a, b, verdict) => expect(compareAddress(a, b)).toBe(verdict));

  test('is right when it is the other of the two that the school knows', () => {
    const record = { ...ours, address: 'Thôn 3, Xã An Hoà' };
    expect(matchIdentity({ ...ours, otherAddress: record.address }, { found: true, record }).fields.address).toBe('same');
    expect(matchIdentity(ours, { found: true, record })).toMatchObject({ state: 'mismatch', fields: { address: 'different' } });
  });
});

describe('the verdict', () => {
  test.each([
    [{}, 'matched'],
    [{ fullName: 'ĐỖ THỊ THÚY' }, 'matched'],
    [{ birthDate: '2005' }, 'matched'],
    [{ birthDate: '2005-09-06' }, 'mismatch'],
    [{ birthDate: '2004' }, 'mismatch'],
    [{ sex: 'male' }, 'mismatch'],
    [{ sex: '' }, 'matched'],
    [{ fullName: '' }, 'mismatch'],
    [{ fullName: 'Trần Văn Nam', sex: 'male' }, 'other-person'],
    [{ fullName: 'Trần Văn Nam', birthDate: '1999-01-01' }, 'other-person'],
  ] as const)('%j is %s', (theirs, state) => expect(against(theirs).state).toBe(state));

  test('of a number that nobody has', () => expect(matchIdentity(ours, { found: false })).toEqual({ state: 'not-found', fields: {} }));
});

const syllables = fc.array(fc.constantFrom('Nguyễn', 'Đỗ', 'Thị', 'Thuỳ', 'Hoà', 'Ủy', 'Ất', 'Quý', 'Ngọc', 'Ánh', 'Dũng', 'Ý'), { minLength: 1, maxLength: 5 });
const name = syllables.map((words) => words.join(' '));
const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10));
const record = fc.record({ fullName: name, birthDate: date, sex: fc.constantFrom('male' as const, 'female' as const), address: name });
const worded = (verdict: string) => verdict !== 'different';

describe('for all records', () => {
  test('everybody matches themselves, however the text is composed, spaced and cased', () => {
    fc.assert(fc.property(record, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (one, form) => {
      const other = { ...one, fullName: ` ${one.fullName.normalize(form).replaceAll(' ', '  ').toUpperCase()}`, address: one.address.normalize(form) };
      const match = matchIdentity(one, { found: true, record: other });
      expect(match).toEqual({ state: 'matched', fields: { fullName: 'same', birthDate: 'same', sex: 'same', address: 'same' } });
    }));
  });
  test('the form of the text changes no verdict', () => {
    fc.assert(fc.property(record, record, (a, b) => {
      const decomposed = { ...b, fullName: b.fullName.normalize('NFD'), address: b.address.normalize('NFD') };
      expect(matchIdentity(a, { found: true, record: decomposed })).toEqual(matchIdentity(a, { found: true, record: b }));
    }));
  });
  test('two names are as far apart one way as the other', () => {
    fc.assert(fc.property(name, name, (a, b) => {
      expect(compareName(a, b)).toBe(compareName(b, a));
    }));
  });
  test('matched is exactly: nothing differs', () => {
    fc.assert(fc.property(record, record, (a, b) => {
      const { state, fields } = matchIdentity(a, { found: true, record: b });
      expect(state === 'matched').toBe(Object.values(fields).every(worded));
    }));
  });
  test('an answer holds codes and nothing of a person', () => {
    fc.assert(fc.property(record, record, (a, b) => {
      const { fields } = matchIdentity(a, { found: true, record: b });
      expect(Object.values(fields).every((one) => ['same', 'spelling', 'different', 'absent'].includes(one))).toBe(true);
    }));
  });
});
