import { describe, expect, it } from 'vitest';
import { slipFields } from './confirmation.ts';
import { maskEmail, maskPhone, phoneOf } from './contacts.ts';
import { checkSlipValue } from './slip-check.ts';
import { personalNumberDoubts } from './slip-personal-number.ts';
import type { SlipField } from './confirmation.ts';

const context = { birthDate: '2012-09-05', sex: 'female', today: '2023-05-15' } as const;
const valueOf = (field: SlipField, typed: string) => {
  const checked = checkSlipValue(field, typed, context);
  return checked.ok ? checked.value : null;
};

describe('the right value a parent gives', () => {
  it.each<[SlipField, string, string | null]>([
    ['fullName', '  Đỗ  Thị Hường '.normalize('NFD'), 'Đỗ Thị Hường'],
    ['fullName', 'H’Hen Niê', "H'Hen Niê"],
    ['fullName', "H'Hen Niê", "H'Hen Niê"],
    ['fullName', 'Lan 2', null],
    ['fullName', ' ', null],
    ['fullName', 'a'.repeat(100), 'a'.repeat(100)],
    ['fullName', 'a'.repeat(101), null],
    ['sex', 'male', 'male'],
    ['sex', 'nam', null],
    ['birthDate', '2012-9-5', '2012-09-05'],
    ['birthDate', '2012-02-30', null],
    ['birthDate', '2023-05-15', null],
    ['birthDate', '2023-05-14', '2023-05-14'],
    ['birthDate', '1989-12-31', null],
    ['birthDate', '1990-01-01', '1990-01-01'],
    ['personalNumber', '031 312 004567', '031312004567'],
    ['personalNumber', '31312004567', null],
    ['personalNumber', '٠٣١٣١٢٠٠٤٥٦٧', null],
    ['guardianPhone', '+84 912 345 678', '0912345678'],
    ['guardianPhone', '12345', null],
    ['permanentAddress', 'Tổ 5, phường Lạch Tray', 'Tổ 5, phường Lạch Tray'],
    ['permanentAddress', 'x'.repeat(301), null],
  ])('%s %s', (field, typed, expected) => {
    expect(valueOf(field, typed)).toBe(expected);
  });

  it('is refused in words when it is endless, whatever the field', () => {
    for (const field of slipFields) expect(valueOf(field, 'a'.repeat(2001))).toBeNull();
  });
});

describe('a personal number against birth and sex: doubts, never a refusal', () => {
  it.each<[string, string, 'male' | 'female', number]>([
    ['031312004567', '2012-09-05', 'female', 0],
    ['031212004567', '2012-09-05', 'male', 0],
    ['031212004567', '2012-09-05', 'female', 1],
    ['031313004567', '2012-09-05', 'female', 1],
    ['031112004567', '2012-09-05', 'female', 1],
    ['031098004567', '1998-09-05', 'male', 0],
    ['031198004567', '1998-09-05', 'female', 0],
    ['031012004567', '2012-09-05', 'female', 2],
    ['not a number', '2012-09-05', 'female', 0],
  ])('%s for %s, %s: %i', (number, birthDate, sex, doubts) => {
    expect(personalNumberDoubts(number, birthDate, sex)).toHaveLength(doubts);
  });
  it('is taken with its doubts', () => {
    expect(checkSlipValue('personalNumber', '031212004567', context)).toMatchObject({ ok: true, value: '031212004567', doubts: [expect.anything()] });
  });
});

describe('contacts', () => {
  it.each([
    ['0912 345 678', '0912345678'], ['(0225) 3.822.822', '02253822822'], ['84912345678', '0912345678'], ['0084912345678', '0912345678'],
    ['0012345678', null], ['091234567', null], ['091234567890', null], ['abc', null],
  ])('%s → %s', (typed, expected) => {
    expect(phoneOf(typed)).toBe(expected);
  });
  it('shows enough for the owner only', () => {
    expect([maskPhone('0912345678'), maskPhone('123456'), maskEmail('hoa.nguyen@example.vn'), maskEmail('@example.vn')]).toEqual(['091****678', '***', 'h***@example.vn', '***']);
  });
});
