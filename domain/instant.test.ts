import { describe, expect, it } from 'vitest';
import { addDays, DAY, dateOf, daysInMonth, HOUR, instantAt, localDateOf, localMinutesOf, startOfDate, weekdayOf } from './instant.ts';

describe('instants in Việt Nam', () => {
  it('starts a day at 17:00 UTC of the day before', () => {
    expect(startOfDate('2023-05-31')).toBe(Date.UTC(2023, 4, 30, 17));
    expect(instantAt('2023-04-25', 17)).toBe(Date.UTC(2023, 3, 25, 10));
    expect(instantAt('2023-04-25', 17, 30)).toBe(Date.UTC(2023, 3, 25, 10, 30));
  });

  it('changes the date at local midnight, not at midnight of UTC', () => {
    const midnight = startOfDate('2024-03-01');
    expect(localDateOf(midnight - 1)).toBe('2024-02-29');
    expect(localDateOf(midnight)).toBe('2024-03-01');
    expect(localDateOf(midnight + DAY - 1)).toBe('2024-03-01');
    expect(localDateOf(Date.UTC(2023, 11, 31, 17))).toBe('2024-01-01');
  });

  it('counts minutes since local midnight', () => {
    expect(localMinutesOf(instantAt('2023-04-25', 0))).toBe(0);
    expect(localMinutesOf(instantAt('2023-04-25', 17))).toBe(1020);
    expect(localMinutesOf(startOfDate('2023-04-26') - 1)).toBe(1439);
    expect(localMinutesOf(-HOUR)).toBe(360);
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2023-05-31', 0, '2023-05-31'],
  ])('adds days: %s %i → %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it('numbers weekdays from Monday', () => {
    expect(['2023-05-01', '2023-05-02', '2023-05-06', '2023-05-07', '2023-05-08'].map(weekdayOf)).toEqual([1, 2, 6, 7, 1]);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-31')).toBe(3);
  });

  it('knows the days a year does not have', () => {
    expect(dateOf(2024, 2, 29)).toBe('2024-02-29');
    expect(dateOf(2023, 2, 29)).toBeNull();
    expect(dateOf(2023, 6, 31)).toBeNull();
    expect(dateOf(2023, 13, 1)).toBeNull();
    expect(dateOf(2023, 1, 366)).toBeNull();
    expect(dateOf(2023, 12, 31)).toBe('2023-12-31');
    expect([daysInMonth(2024, 2), daysInMonth(2023, 2), daysInMonth(2023, 12), daysInMonth(2000, 2), daysInMonth(2100, 2)]).toEqual([29, 28, 31, 29, 28]);
  });
});
