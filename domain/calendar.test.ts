import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays, daysBetween, holidaysOf, isWorkingDay, lastDayBefore, nextWorkingDay, noHolidays, shiftWorkingDays, workingDaysBetween, workingDaysLeft,
} from './calendar.ts';
import { holidaysSeed } from './holidays-seed.ts';
import { addDays, instantAt, startOfDate } from './instant.ts';

const table = holidaysOf(holidaysSeed);

describe('working days', () => {
  it.each([
    ['2023-05-04', true, 'Thursday after the long holiday'],
    ['2023-05-01', false, 'Labour Day'],
    ['2023-05-02', false, 'a day off in its place'],
    ['2023-05-05', true, 'Friday'],
    ['2023-05-06', false, 'Saturday'],
    ['2023-05-07', false, 'Sunday'],
    ['2024-04-29', false, 'swapped'],
    ['2024-05-04', true, 'the Saturday worked for it'],
    ['2025-05-02', false, 'swapped'],
    ['2025-04-26', true, 'the Saturday worked for it'],
    ['2026-08-31', false, 'swapped'],
    ['2026-08-22', true, 'the Saturday worked for it'],
  ])('%s → %s (%s)', (date, expected) => {
    expect(isWorkingDay(date, table)).toBe(expected);
  });

  it('follows the weekday where the table says nothing', () => {
    expect(isWorkingDay('2023-05-01', noHolidays)).toBe(true);
    expect(isWorkingDay('2023-04-30', noHolidays)).toBe(false);
  });

  it.each([
    ['2023-04-28', 1, '2023-05-04'],
    ['2023-05-04', -1, '2023-04-28'],
    ['2023-05-04', 0, '2023-05-04'],
    ['2023-05-06', 0, '2023-05-06'],
    ['2023-05-06', 1, '2023-05-08'],
    ['2023-05-06', -1, '2023-05-05'],
    ['2023-05-05', 5, '2023-05-12'],
    ['2023-05-12', -5, '2023-05-05'],
    ['2024-05-03', 1, '2024-05-04'],
    ['2024-05-03', 2, '2024-05-06'],
  ])('%s plus %i working days is %s', (date, days, expected) => {
    expect(addWorkingDays(date, days, table)).toBe(expected);
  });

  it('finds the neighbours of a free day, and gives up after a year without one', () => {
    expect(nextWorkingDay('2023-05-01', 1, table)).toBe('2023-05-04');
    expect(nextWorkingDay('2023-05-01', -1, table)).toBe('2023-04-28');
    const never = holidaysOf(Array.from({ length: 800 }, (_, index) => ({ date: addDays('2023-01-01', index), kind: 'holiday' as const })));
    expect(nextWorkingDay('2023-02-01', 1, never)).toBe('2024-02-02');
    expect(nextWorkingDay('2023-01-01', 1, holidaysOf([...never].map(([date]) => ({ date, kind: date === '2024-01-01' ? 'working-day' : 'holiday' }))))).toBe('2024-01-01');
  });

  it('counts the working days after one date until another', () => {
    expect(workingDaysBetween('2023-04-28', '2023-05-04', table)).toBe(1);
    expect(workingDaysBetween('2023-05-04', '2023-05-04', table)).toBe(0);
    expect(workingDaysBetween('2023-05-04', '2023-05-12', table)).toBe(6);
    expect(workingDaysBetween('2023-05-12', '2023-05-04', table)).toBe(-6);
    expect(workingDaysBetween('2023-05-05', '2023-05-07', table)).toBe(0);
  });

  it('undoes what it adds, from any working day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: -40, max: 40 }), (offset, days) => {
      const from = addWorkingDays(addDays('2023-01-01', offset), 1, table);
      const to = addWorkingDays(from, days, table);
      expect(isWorkingDay(to, table)).toBe(true);
      expect(workingDaysBetween(from, to, table)).toBe(days);
      expect(addWorkingDays(to, -days, table)).toBe(from);
    }), { seed: 7, numRuns: 300 });
  });
});

describe('instants in working days', () => {
  it('takes 00:00 for the evening of the day before', () => {
    expect(lastDayBefore(startOfDate('2023-05-31'))).toBe('2023-05-30');
    expect(lastDayBefore(startOfDate('2023-05-31') + 1)).toBe('2023-05-31');
    expect(lastDayBefore(instantAt('2023-04-25', 17))).toBe('2023-04-25');
  });

  it.each([
    ['a deadline by the hour keeps its hour', instantAt('2023-04-25', 17), -2, instantAt('2023-04-21', 17)],
    ['and over the holidays', instantAt('2023-04-28', 17), 1, instantAt('2023-05-04', 17)],
    ['Friday 24:00 plus one is Monday 24:00', startOfDate('2023-05-13'), 1, startOfDate('2023-05-16')],
    ['"before 31/5" minus two counts from 30/5', startOfDate('2023-05-31'), -2, startOfDate('2023-05-27')],
    ['through Saturday 22/7, minus one is Friday 24:00', startOfDate('2023-07-23'), -1, startOfDate('2023-07-22')],
    ['nothing moves nothing, even on a Saturday', instantAt('2023-07-22', 9), 0, instantAt('2023-07-22', 9)],
    ['nor at midnight', startOfDate('2023-07-23'), 0, startOfDate('2023-07-23')],
  ])('%s', (_, at, days, expected) => {
    expect(shiftWorkingDays(at, days, table)).toBe(expected);
  });

  it('says how many working days are left', () => {
    const due = startOfDate('2023-05-31');
    expect(workingDaysLeft(instantAt('2023-05-29', 9), due, table)).toBe(1);
    expect(workingDaysLeft(instantAt('2023-05-30', 9), due, table)).toBe(0);
    expect(workingDaysLeft(due - 1, due, table)).toBe(0);
    expect(workingDaysLeft(due, due, table)).toBe(-1);
    expect(workingDaysLeft(instantAt('2023-04-25', 17), instantAt('2023-04-25', 17), table)).toBe(-1);
    expect(workingDaysLeft(instantAt('2023-06-02', 9), due, table)).toBe(-3);
    expect(workingDaysLeft(instantAt('2023-04-25', 18), instantAt('2023-04-25', 17), table)).toBe(-1);
    expect(workingDaysLeft(instantAt('2023-04-25', 16), instantAt('2023-04-25', 17), table)).toBe(0);
  });

  it('counts calendar days', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2023-07-03', '2023-04-01')).toBe(-93);
  });
});

describe('the seeded table', () => {
  it('holds each date once, in order, of 2022 to 2027', () => {
    const dates = holidaysSeed.map((row) => row.date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
    expect([...new Set(dates.map((date) => date.slice(0, 4)))]).toEqual(['2022', '2023', '2024', '2025', '2026', '2027']);
    expect(holidaysSeed.every((row) => row.name.trim() !== '' && /^\d{4}-\d{2}-\d{2}$/.test(row.date))).toBe(true);
  });

  it('pairs each swapped day off with a Saturday of work', () => {
    const count = (kind: string) => holidaysSeed.filter((row) => row.kind === kind).length;
    expect(count('working-day')).toBe(count('swap-day-off'));
    for (const row of holidaysSeed.filter((one) => one.kind === 'working-day')) expect(isWorkingDay(row.date, noHolidays)).toBe(false);
    for (const row of holidaysSeed.filter((one) => one.kind === 'swap-day-off')) expect(isWorkingDay(row.date, noHolidays)).toBe(true);
  });

  it.each([2022, 2023, 2024, 2025, 2026, 2027])('frees the days of the law in %i', (year) => {
    for (const day of ['01-01', '04-30', '05-01', '09-02']) expect(table.get(`${year}-${day}`)).toBe('holiday');
  });
});
