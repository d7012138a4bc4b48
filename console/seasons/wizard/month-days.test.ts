import { expect, test } from 'vitest';
import { coversDay, lastDayOf, shiftMonth, weeksOf } from './month-days.ts';

test('a month is whole weeks from Monday', () => {
  const weeks = weeksOf({ year: 2023, month: 5 });
  expect(weeks[0]?.[0]).toBe('2023-05-01');
  expect(weeks).toHaveLength(5);
  expect(weeksOf({ year: 2026, month: 2 })[0]?.[0]).toBe('2026-01-26');
});

test('months roll over years', () => {
  expect(shiftMonth({ year: 2023, month: 12 }, 1)).toEqual({ year: 2024, month: 1 });
  expect(shiftMonth({ year: 2023, month: 1 }, -1)).toEqual({ year: 2022, month: 12 });
});

test('a window closing at midnight does not touch the day it names', () => {
  const window = { opensAt: '2023-04-23T17:00:00.000Z', closesAt: '2023-05-30T17:00:00.000Z' };
  expect(coversDay(window, '2023-04-24')).toBe(true);
  expect(coversDay(window, '2023-05-30')).toBe(true);
  expect(coversDay(window, '2023-05-31')).toBe(false);
  expect(lastDayOf(window.closesAt)).toBe('2023-05-30');
});
