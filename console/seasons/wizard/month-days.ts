import { addDays, daysInMonth, localDateOf, startOfDate, weekdayOf } from '../../../domain/instant.ts';
import type { LocalDate } from '../../../domain/instant.ts';

export type Month = { year: number; month: number };

export const monthOf = (date: LocalDate): Month => ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) });

export function shiftMonth({ year, month }: Month, by: number): Month {
  const index = year * 12 + month - 1 + by;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** Whole weeks, Monday first, covering a month. */
export function weeksOf({ year, month }: Month): LocalDate[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const start = addDays(first, 1 - weekdayOf(first));
  const days = weekdayOf(first) - 1 + daysInMonth(year, month);
  return Array.from({ length: Math.ceil(days / 7) }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)));
}

/** Is any moment of the day inside the half-open window? */
export function coversDay(window: { opensAt: string; closesAt: string }, date: LocalDate): boolean {
  return Date.parse(window.opensAt) < startOfDate(addDays(date, 1)) && startOfDate(date) < Date.parse(window.closesAt);
}

/** The last day on which people can still act. */
export const lastDayOf = (closesAt: string): LocalDate => localDateOf(Date.parse(closesAt) - 1);
