import type { Instant } from './instant.ts';

/**
 * How a source document says "when". Rules carry no year: a plan returns every year, and
 * `yearOffset` counts from the season's year (HP-2025 ends in the year after it starts).
 */
export type MomentRule =
  /** 00:00 of that day: a window that opens on it. */
  | { kind: 'date'; month: number; day: number; yearOffset?: number }
  /** "before 31/5": 00:00 of the day itself. */
  | { kind: 'before-date'; month: number; day: number; yearOffset?: number }
  /** "before 17:00, 25/4". */
  | { kind: 'before-time'; month: number; day: number; hour: number; minute?: number; yearOffset?: number }
  /** "…–22/7", the last day included: 00:00 of the day after. */
  | { kind: 'through-date'; month: number; day: number; yearOffset?: number }
  /** Edge of week n of a month (days 1–7, 8–14, 15–21, 22–end): vague. */
  | { kind: 'week-of-month'; month: number; week: 1 | 2 | 3 | 4; edge: 'start' | 'end'; yearOffset?: number }
  /** Edge of a part of a month (early 1–10, mid 11–20, late 21–end, whole): vague unless whole. */
  | { kind: 'part-of-month'; month: number; part: 'early' | 'mid' | 'late' | 'whole'; edge: 'start' | 'end'; yearOffset?: number }
  /** "2 days after the official round opens". Working days only when the source says so. */
  | { kind: 'after-step'; step: string; edge: 'opens' | 'closes'; days: number; working?: boolean };

/** `vague`: the source names no exact days, so the Sở must choose at launch; the rules then give the default. */
export type WindowRule = { opens: MomentRule; closes: MomentRule; vague?: boolean };

/** Half-open: `opensAt <= now < closesAt`. */
export type Window = { opensAt: Instant; closesAt: Instant };

/** What the Sở chose at launch for a step, as season instants; replaces the rule. */
export type WindowChoices = Readonly<Record<string, Window>>;

export function isOpen(window: Window, now: Instant): boolean {
  return window.opensAt <= now && now < window.closesAt;
}
