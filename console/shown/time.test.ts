import { expect, test } from 'vitest';
import { closingText, dateText, fromInput, momentText, spanText, toInput } from './time.ts';

test('a window closing at midnight is open to the end of the day before', () => {
  expect(closingText('2023-05-30T17:00:00.000Z', 'vi')).toBe('hết 30/5/2023');
  expect(closingText('2023-04-25T10:00:00.000Z', 'vi')).toBe('17:00, 25/4/2023');
});

test('moments are shown in Việt Nam whatever the browser thinks', () => {
  expect(momentText('2023-04-16T18:05:00.000Z', 'vi')).toBe('01:05, 17/4/2023');
  expect(dateText('2023-04-16T18:05:00.000Z', 'en')).toBe('17 Apr 2023');
});

test('what an input shows is what it gives back', () => {
  const at = Date.parse('2023-04-25T10:00:00.000Z');
  expect(toInput(at)).toBe('2023-04-25T17:00');
  expect(fromInput(toInput(at))).toBe(at);
  expect(fromInput('')).toBeNull();
});

test('spans name their two largest parts', () => {
  expect(spanText(2 * 86_400_000 + 4 * 3_600_000 + 60_000, 'vi')).toBe('2 ngày 4 giờ');
  expect(spanText(30_000, 'vi')).toBe('0 phút');
});
