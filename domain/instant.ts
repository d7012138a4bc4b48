/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
/** A day in Việt Nam, `YYYY-MM-DD`. */
export type LocalDate = string;

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Việt Nam has kept +07:00 without daylight saving since 1975, so arithmetic replaces a time-zone database. */
const OFFSET = 7 * HOUR;

/** 00:00 +07:00 of a day. */
export function startOfDate(date: LocalDate): Instant {
  return Date.parse(`${date}T00:00:00.000Z`) - OFFSET;
}

/** The instant of a wall-clock time of a day in Việt Nam. */
export function instantAt(date: LocalDate, hour: number, minute = 0): Instant {
  return startOfDate(date) + hour * HOUR + minute * MINUTE;
}

export function localDateOf(instant: Instant): LocalDate {
  return new Date(instant + OFFSET).toISOString().slice(0, 10);
}

/** Minutes since local midnight, 0..1439. */
export function localMinutesOf(instant: Instant): number {
  return Math.floor((instant + OFFSET - Math.floor((instant + OFFSET) / DAY) * DAY) / MINUTE);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOf(startOfDate(date) + days * DAY);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((Math.floor((startOfDate(date) + OFFSET) / DAY) + 3) % 7) + 1;
}

/** `null` where the day does not exist (29 February of a common year). */
export function dateOf(year: number, month: number, day: number): LocalDate | null {
  const made = new Date(Date.UTC(year, month - 1, day));
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return null;
  return made.toISOString().slice(0, 10);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
