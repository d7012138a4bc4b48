import { expect, test } from 'vitest';
import { checkFoundChild } from './found-child.ts';

const whole = {
  fullName: 'Trần Thị Mây', birthDate: '2017-4-9', sex: 'female', ethnicity: 'Kinh', birthPlace: 'Hải Phòng', permanentAddress: 'Thôn 3, xã An Hòa', currentAddress: 'Thôn 3, xã An Hòa',
  guardianName: 'Trần Văn Gió', guardianPhone: '+84 912 345 678',
};

test('a child is taken as the slip would write it, with or without a number', () => {
  const checked = checkFoundChild(whole, '2023-05-01');
  expect(checked).toEqual({ ok: true, child: { ...whole, birthDate: '2017-04-09', guardianPhone: '0912345678', personalNumber: null } });
  expect(checkFoundChild({ ...whole, personalNumber: '031 317 000 123' }, '2023-05-01')).toMatchObject({ child: { personalNumber: '031317000123' } });
});

test.each([
  ['guardianPhone', '12'], ['birthDate', '2031-01-01'], ['fullName', ''], ['personalNumber', '123'], ['sex', 'x'],
])('what is wrong with %s is said, and nothing is made up', (field, value) => {
  const checked = checkFoundChild({ ...whole, [field]: value }, '2023-05-01');
  expect(checked.ok ? [] : checked.problems.map((one) => one.field)).toEqual([field]);
});
