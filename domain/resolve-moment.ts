import { shiftWorkingDays } from './calendar.ts';
import { addDays, DAY, dateOf, daysInMonth, instantAt, startOfDate } from './instant.ts';
import type { Holidays } from './calendar.ts';
import type { Instant, LocalDate } from './instant.ts';
import type { MomentRule, Window } from './window.ts';

/** A rule of the calendar, as against one relative to another step. */
export type FixedRule = Exclude<MomentRule, { kind: 'after-step' }>;
export type RelativeRule = Extract<MomentRule, { kind: 'after-step' }>;

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** A day the year does not have (29/2 of a common year, 31/6) becomes the last day of its month; `checkPlan` reports it. */
export function dayOf(year: number, month: number, day: number): LocalDate {
  const inYear = Math.min(12, Math.max(1, Math.trunc(month) || 1));
  const inMonth = Math.min(daysInMonth(year, inYear), Math.max(1, Math.trunc(day) || 1));
  return `${year}-${twoDigits(inYear)}-${twoDigits(inMonth)}`;
}

export function dayExists(rule: FixedRule, seasonYear: number): boolean {
  return dateOf(seasonYear + (rule.yearOffset ?? 0), rule.month, 'day' in rule ? rule.day : 1) !== null;
}

/** Days 1–7, 8–14, 15–21, 22–end. */
const weekStarts = { 1: 1, 2: 8, 3: 15, 4: 22 } as const;
const partStarts = { early: 1, mid: 11, late: 21, whole: 1 } as const;
/** The first day after the part; null = the first of the next month. */
const weekEnds = { 1: 8, 2: 15, 3: 22, 4: null } as const;
const partEnds = { early: 11, mid: 21, late: null, whole: null } as const;

function edgeOf(year: number, month: number, day: number | null): Instant {
  if (day !== null) return startOfDate(dayOf(year, month, day));
  return startOfDate(addDays(dayOf(year, month, 31), 1));
}

/** The instant of a calendar rule in a season's year; never fails. */
export function fixedMoment(rule: FixedRule, seasonYear: number): Instant {
  const year = seasonYear + (rule.yearOffset ?? 0);
  switch (rule.kind) {
    // The opening on a day and the close before it are one instant; the half-open window tells them apart.
    case 'date':
    case 'before-date':
      return startOfDate(dayOf(year, rule.month, rule.day));
    case 'before-time':
      return instantAt(dayOf(year, rule.month, rule.day), rule.hour, rule.minute ?? 0);
    case 'through-date':
      return startOfDate(addDays(dayOf(year, rule.month, rule.day), 1));
    case 'week-of-month':
      return edgeOf(year, rule.month, rule.edge === 'start' ? weekStarts[rule.week] : weekEnds[rule.week]);
    case 'part-of-month':
      return edgeOf(year, rule.month, rule.edge === 'start' ? partStarts[rule.part] : partEnds[rule.part]);
  }
}

/** The instant of a rule relative to the window of the step it names. */
export function relativeMoment(rule: RelativeRule, other: Window, holidays: Holidays): Instant {
  const edge = rule.edge === 'opens' ? other.opensAt : other.closesAt;
  return rule.working ? shiftWorkingDays(edge, rule.days, holidays) : edge + rule.days * DAY;
}
