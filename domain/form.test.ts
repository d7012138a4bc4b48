import { describe, expect, it } from 'vitest';
import { checkAnswers } from './form.ts';
import type { FormField } from './form.ts';

const label = { vi: 'Mục', en: 'Field' };
const base = { key: 'it', label, required: true } as const;
const fine = (field: FormField, value: unknown, attachments = 0) => checkAnswers([field], value === undefined ? {} : { [field.key]: value }, attachments).length === 0;
const text: FormField = { ...base, type: 'text' };
const number: FormField = { ...base, type: 'number', min: 0, max: 100, integer: true };

describe('each kind of field', () => {
  it.each<[string, FormField, unknown, boolean]>([
    ['text', text, 'chữ', true],
    ['text of spaces', text, '   ', false],
    ['text that is a number', text, 5, false],
    ['text at its limit', { ...text, maxLength: 3 }, 'abc', true],
    ['text over its limit', { ...text, maxLength: 3 }, 'abcd', false],
    ['text at the usual limit', text, 'a'.repeat(4000), true],
    ['text over the usual limit', text, 'a'.repeat(4001), false],
    ['number', number, 7, true],
    ['number at its least', number, 0, true],
    ['number below its least', number, -1, false],
    ['number at its most', number, 100, true],
    ['number above its most', number, 101, false],
    ['part of a whole', number, 1.5, false],
    ['a fraction where allowed', { ...base, type: 'number' }, 1.5, true],
    ['a negative where allowed', { ...base, type: 'number' }, -1.5, true],
    ['a number as text', number, '7', false],
    ['no number', number, Number.NaN, false],
    ['endless', { ...base, type: 'number' }, Number.POSITIVE_INFINITY, false],
    ['date', { ...base, type: 'date' }, '2023-05-31', true],
    ['date the other way round', { ...base, type: 'date' }, '31/5/2023', false],
    ['date with a tail', { ...base, type: 'date' }, '2023-05-31x', false],
    ['date with a head', { ...base, type: 'date' }, 'x2023-05-31', false],
    ['30 February', { ...base, type: 'date' }, '2023-02-30', false],
    ['29 February of a leap year', { ...base, type: 'date' }, '2024-02-29', true],
    ['month 13', { ...base, type: 'date' }, '2023-13-01', false],
    ['ticked', { ...base, type: 'boolean' }, true, true],
    ['not ticked', { ...base, type: 'boolean' }, false, false],
    ['may stay unticked', { ...base, type: 'boolean', required: false }, false, true],
    ['a word for a tick', { ...base, type: 'boolean' }, 'yes', false],
    ['choice', { ...base, type: 'choice', options: [{ value: 'yes', label }] }, 'yes', true],
    ['choice not offered', { ...base, type: 'choice', options: [{ value: 'yes', label }] }, 'no', false],
    ['page', { ...base, type: 'url' }, 'https://haiphong.example/tuyen-sinh', true],
    ['page over plain http', { ...base, type: 'url' }, 'http://haiphong.example', true],
    ['page in capitals', { ...base, type: 'url' }, 'HTTPS://HAIPHONG.EXAMPLE', true],
    ['not a page', { ...base, type: 'url' }, 'haiphong.example', false],
    ['a page with a space', { ...base, type: 'url' }, 'https://a b', false],
    ['a script', { ...base, type: 'url' }, 'javascript:https://a', false],
    ['the longest page', { ...base, type: 'url' }, `https://${'a'.repeat(492)}`, true],
    ['too long a page', { ...base, type: 'url' }, `https://${'a'.repeat(493)}`, false],
    ['directive', { ...base, type: 'directive' }, { number: '12/CV', signedOn: '2023-04-01', signer: 'Giám đốc' }, true],
    ['directive without a signer', { ...base, type: 'directive' }, { number: '12/CV', signedOn: '2023-04-01', signer: ' ' }, false],
    ['directive without a date', { ...base, type: 'directive' }, { number: '12/CV', signer: 'Giám đốc' }, false],
    ['directive without a number', { ...base, type: 'directive' }, { signedOn: '2023-04-01', signer: 'Giám đốc' }, false],
    ['directive as words', { ...base, type: 'directive' }, '12/CV', false],
  ])('%s', (_, field, value, expected) => {
    expect(fine(field, value)).toBe(expected);
  });

  it('a file is an attachment of the task', () => {
    const file: FormField = { ...base, type: 'file' };
    expect([fine(file, undefined, 0), fine(file, undefined, 1), fine({ ...file, required: false }, undefined, 0)]).toEqual([false, true, true]);
  });
  it.each([undefined, null, ''])('nothing (%o) is a problem only where something is required', (nothing) => {
    expect(checkAnswers([text], { it: nothing }, 0)).toEqual([{ field: 'it', problem: { vi: 'Hãy điền mục này.', en: 'Fill in this field.' } }]);
    expect(checkAnswers([{ ...text, required: false }], { it: nothing }, 0)).toEqual([]);
  });
});

it('tells every problem at once, and of fields nobody asked for', () => {
  const problems = checkAnswers([text, { ...number, key: 'other' }], { other: 'x', stray: 1 }, 0);
  expect(problems.map((one) => one.field)).toEqual(['it', 'other', 'stray']);
  for (const { problem } of problems) expect(problem.vi.length * problem.en.length).toBeGreaterThan(0);
});
