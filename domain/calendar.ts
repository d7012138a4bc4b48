import { addDays, DAY, localDateOf, startOfDate, weekdayOf } from './instant.ts';
import type { Instant, LocalDate } from './instant.ts';

/** `holiday` and `swap-day-off` are free; `working-day` makes a Saturday or Sunday one of work (swap days). */
export const holidayKinds = ['holiday', 'swap-day-off', 'working-day'] as const;
type HolidayKind = (typeof holidayKinds)[number];
/** A row of the Sở's editable table; see `holidays-seed.ts`. */
export type Holiday = { date: LocalDate; kind: HolidayKind; name: string };
/** By date; a date absent from it follows its weekday. */
export type Holidays = ReadonlyMap<LocalDate, HolidayKind>;

export function holidaysOf(rows: readonly Pick<Holiday, 'date' | 'kind'>[]): Holidays {
  return new Map(rows.map((row) => [row.date, row.kind]));
}

export const noHolidays: Holidays = new Map();

/** Public offices work Monday to Friday, unless the table says otherwise for the day. */
export function isWorkingDay(date: LocalDate, holidays: Holidays): boolean {
  const kind = holidays.get(date);
  if (kind) return kind === 'working-day';
  return weekdayOf(date) <= 5;
}

/** A table that never works would be walked for ever; a year without one working day is a broken table. */
const LONGEST_PAUSE_DAYS = 366;

/** The nearest working day strictly after (`1`) or before (`-1`) a date; the date a year away when there is none. */
export function nextWorkingDay(date: LocalDate, direction: 1 | -1, holidays: Holidays): LocalDate {
  for (let step = 1; step < LONGEST_PAUSE_DAYS; step += 1) {
    const day = addDays(date, direction * step);
    if (isWorkingDay(day, holidays)) return day;
  }
  return addDays(date, direction * LONGEST_PAUSE_DAYS);
}

/** The n-th working day after a date (before it when negative); 0 is the date itself, free or not. */
export function addWorkingDays(date: LocalDate, days: number, holidays: Holidays): LocalDate {
  const direction = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0; left -= 1) day = nextWorkingDay(day, direction, holidays);
  return day;
}

/** Working days of `(from, to]`; negative when `to` is earlier, so that it undoes `addWorkingDays` of working days. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, holidays: Holidays): number {
  if (to < from) return -workingDaysBetween(to, from, holidays);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays)) count += 1;
  }
  return count;
}

/**
 * The day on which work must be finished to be in time at `due`. 00:00 belongs to the evening before it:
 * "before 31/5" is due at 31/5 00:00, and its last day is 30/5.
 */
export function lastDayBefore(due: Instant): LocalDate {
  return localDateOf(due - 1);
}

/**
 * The same wall-clock time `days` working days later (earlier when negative). An instant at 00:00 is the
 * close of the day before: one working day after Friday 24:00 is Monday 24:00, not Monday 00:00.
 */
export function shiftWorkingDays(at: Instant, days: number, holidays: Holidays): Instant {
  const day = lastDayBefore(at);
  return startOfDate(addWorkingDays(day, days, holidays)) + (at - startOfDate(day));
}

/** Working days left until the last day of `due`, today not counted: 0 = today, negative = late. */
export function workingDaysLeft(now: Instant, due: Instant, holidays: Holidays): number {
  if (now >= due) return Math.min(-1, workingDaysBetween(localDateOf(now), lastDayBefore(due), holidays));
  return workingDaysBetween(localDateOf(now), lastDayBefore(due), holidays);
}

/** Whole calendar days from one date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (startOfDate(to) - startOfDate(from)) / DAY;
}
