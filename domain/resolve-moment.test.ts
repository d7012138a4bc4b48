import { describe, expect, it } from 'vitest';
import { holidaysOf, noHolidays } from './calendar.ts';
import { holidaysSeed } from './holidays-seed.ts';
import { instantAt, startOfDate } from './instant.ts';
import { dayExists, dayOf, fixedMoment, relativeMoment } from './resolve-moment.ts';
import type { FixedRule } from './resolve-moment.ts';

describe('what a source says about time', () => {
  const rows: [string, FixedRule, number, number][] = [
    ['from 3/7', { kind: 'date', month: 7, day: 3 }, 2023, startOfDate('2023-07-03')],
    ['before 31/5', { kind: 'before-date', month: 5, day: 31 }, 2023, startOfDate('2023-05-31')],
    ['before 20/5 of the year after', { kind: 'before-date', month: 5, day: 20, yearOffset: 1 }, 2025, startOfDate('2026-05-20')],
    ['before 17:00, 25/4', { kind: 'before-time', month: 4, day: 25, hour: 17 }, 2023, instantAt('2023-04-25', 17)],
    ['before 17:30, 25/4', { kind: 'before-time', month: 4, day: 25, hour: 17, minute: 30 }, 2023, instantAt('2023-04-25', 17, 30)],
    ['through 22/7', { kind: 'through-date', month: 7, day: 22 }, 2023, startOfDate('2023-07-23')],
    ['through 31/7', { kind: 'through-date', month: 7, day: 31 }, 2023, startOfDate('2023-08-01')],
    ['through 31/12', { kind: 'through-date', month: 12, day: 31 }, 2023, startOfDate('2024-01-01')],
    ['week 1 opens', { kind: 'week-of-month', month: 4, week: 1, edge: 'start' }, 2023, startOfDate('2023-04-01')],
    ['week 1 closes', { kind: 'week-of-month', month: 4, week: 1, edge: 'end' }, 2023, startOfDate('2023-04-08')],
    ['week 2 opens', { kind: 'week-of-month', month: 4, week: 2, edge: 'start' }, 2023, startOfDate('2023-04-08')],
    ['week 2 closes', { kind: 'week-of-month', month: 4, week: 2, edge: 'end' }, 2023, startOfDate('2023-04-15')],
    ['week 3 opens', { kind: 'week-of-month', month: 4, week: 3, edge: 'start' }, 2023, startOfDate('2023-04-15')],
    ['week 3 closes', { kind: 'week-of-month', month: 4, week: 3, edge: 'end' }, 2023, startOfDate('2023-04-22')],
    ['week 4 opens', { kind: 'week-of-month', month: 4, week: 4, edge: 'start' }, 2023, startOfDate('2023-04-22')],
    ['week 4 closes with the month', { kind: 'week-of-month', month: 12, week: 4, edge: 'end' }, 2023, startOfDate('2024-01-01')],
    ['early May opens', { kind: 'part-of-month', month: 5, part: 'early', edge: 'start' }, 2023, startOfDate('2023-05-01')],
    ['early May closes', { kind: 'part-of-month', month: 5, part: 'early', edge: 'end' }, 2023, startOfDate('2023-05-11')],
    ['mid May opens', { kind: 'part-of-month', month: 5, part: 'mid', edge: 'start' }, 2023, startOfDate('2023-05-11')],
    ['mid May closes', { kind: 'part-of-month', month: 5, part: 'mid', edge: 'end' }, 2023, startOfDate('2023-05-21')],
    ['late May opens', { kind: 'part-of-month', month: 5, part: 'late', edge: 'start' }, 2023, startOfDate('2023-05-21')],
    ['late February closes in a leap year', { kind: 'part-of-month', month: 2, part: 'late', edge: 'end' }, 2024, startOfDate('2024-03-01')],
    ['late February closes in a common year', { kind: 'part-of-month', month: 2, part: 'late', edge: 'end' }, 2023, startOfDate('2023-03-01')],
    ['April opens', { kind: 'part-of-month', month: 4, part: 'whole', edge: 'start' }, 2023, startOfDate('2023-04-01')],
    ['April closes', { kind: 'part-of-month', month: 4, part: 'whole', edge: 'end' }, 2023, startOfDate('2023-05-01')],
    ['29/2 of a leap year', { kind: 'date', month: 2, day: 29 }, 2024, startOfDate('2024-02-29')],
    ['29/2 of a common year', { kind: 'date', month: 2, day: 29 }, 2023, startOfDate('2023-02-28')],
    ['through 29/2 of a common year', { kind: 'through-date', month: 2, day: 29 }, 2023, startOfDate('2023-03-01')],
    ['29/2 of the leap year after', { kind: 'date', month: 2, day: 29, yearOffset: 1 }, 2023, startOfDate('2024-02-29')],
  ];
  it.each(rows)('%s', (_, rule, year, expected) => {
    expect(fixedMoment(rule, year)).toBe(expected);
  });

  it('knows which days exist', () => {
    expect(dayExists({ kind: 'date', month: 2, day: 29 }, 2024)).toBe(true);
    expect(dayExists({ kind: 'date', month: 2, day: 29 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 2, day: 29, yearOffset: 1 }, 2023)).toBe(true);
    expect(dayExists({ kind: 'date', month: 6, day: 31 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 13, day: 1 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 0, day: 1 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 1, day: 0 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 1, day: 1.5 }, 2023)).toBe(false);
    expect(dayExists({ kind: 'date', month: 12, day: 31 }, 2023)).toBe(true);
    expect(dayExists({ kind: 'date', month: 1, day: 1 }, 2023)).toBe(true);
    expect(dayExists({ kind: 'part-of-month', month: 13, part: 'early', edge: 'start' }, 2023)).toBe(false);
    expect(dayExists({ kind: 'part-of-month', month: 12, part: 'early', edge: 'start' }, 2023)).toBe(true);
  });

  it('falls back to a day that exists', () => {
    expect([dayOf(2023, 2, 29), dayOf(2024, 2, 29), dayOf(2023, 6, 31), dayOf(2023, 13, 40), dayOf(2023, 0, 0), dayOf(2023, -1, -1)]).toEqual(
      ['2023-02-28', '2024-02-29', '2023-06-30', '2023-12-31', '2023-01-01', '2023-01-01'],
    );
  });
});

describe('after another step', () => {
  const other = { opensAt: startOfDate('2023-07-03'), closesAt: startOfDate('2023-07-23') };
  const holidays = holidaysOf(holidaysSeed);
  it('counts calendar days unless the source says working days', () => {
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'opens', days: 2 }, other, holidays)).toBe(startOfDate('2023-07-05'));
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'closes', days: 2 }, other, holidays)).toBe(startOfDate('2023-07-25'));
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'closes', days: 2, working: false }, other, holidays)).toBe(startOfDate('2023-07-25'));
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'closes', days: 0 }, other, noHolidays)).toBe(other.closesAt);
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'opens', days: -1 }, other, noHolidays)).toBe(startOfDate('2023-07-02'));
  });

  it('counts working days from the close of the last day', () => {
    // Through Saturday 22/7: two working days later is Tuesday 24:00.
    expect(relativeMoment({ kind: 'after-step', step: 's', edge: 'closes', days: 2, working: true }, other, holidays)).toBe(startOfDate('2023-07-26'));
  });
});
