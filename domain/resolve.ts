import { daysBetween } from './calendar.ts';
import { DAY, localDateOf, startOfDate } from './instant.ts';
import { fixedMoment, relativeMoment } from './resolve-moment.ts';
import type { Holidays } from './calendar.ts';
import type { Instant, LocalDate } from './instant.ts';
import type { Plan, Step } from './plan.ts';
import type { MomentRule, Window, WindowChoices } from './window.ts';

/** What a plan needs to become a calendar. `startsOn`: the shifted clock's first day. */
export type SeasonFacts = { year: number; choices: WindowChoices; holidays: Holidays; startsOn?: LocalDate };

/** The calendar of a season. `unresolved`: steps whose rules run in a circle or name an unknown step. */
export type ResolvedCalendar = {
  year: number;
  holidays: Holidays;
  windows: Readonly<Record<string, Window>>;
  /** Whole days by which rules were moved so that the earliest opening falls on `startsOn`. */
  shiftDays: number;
  unresolved: readonly string[];
};

type Walk = { facts: SeasonFacts; shiftDays: number; steps: ReadonlyMap<string, Step>; done: Map<string, Window>; unresolved: Set<string> };

/** A season instant of a rule that names no step, moved with the calendar. */
function momentOf(walk: Walk, rule: MomentRule, trail: readonly string[]): Instant {
  if (rule.kind !== 'after-step') return fixedMoment(rule, walk.facts.year) + walk.shiftDays * DAY;
  const other = windowOf(walk, rule.step, trail);
  if (other) return relativeMoment(rule, other, walk.facts.holidays);
  // Only the circle itself is to blame, not the steps that wait for it; an unknown step (-1) blames the one that names it.
  for (const key of trail.slice(trail.indexOf(rule.step))) walk.unresolved.add(key);
  return startOfDate(`${walk.facts.year}-01-01`) + walk.shiftDays * DAY;
}

/** `null` for an unknown step, or one that waits for itself. */
function windowOf(walk: Walk, key: string, trail: readonly string[]): Window | null {
  const known = walk.done.get(key);
  if (known) return known;
  const step = walk.steps.get(key);
  if (!step || trail.includes(key)) return null;
  const further = [...trail, key];
  const window = walk.facts.choices[key] ?? {
    opensAt: momentOf(walk, step.window.opens, further),
    closesAt: momentOf(walk, step.window.closes, further),
  };
  walk.done.set(key, window);
  return window;
}

function walkPlan(plan: Plan, facts: SeasonFacts, shiftDays: number): Walk {
  const steps = new Map(plan.steps.map((step) => [step.key, step]));
  const walk: Walk = { facts, shiftDays, steps, done: new Map(), unresolved: new Set() };
  for (const step of plan.steps) windowOf(walk, step.key, []);
  return walk;
}

/** Where the plan's own rules begin, choices left aside: they are already days of the moved calendar. */
function shiftOf(plan: Plan, facts: SeasonFacts): number {
  if (facts.startsOn === undefined || plan.steps.length === 0) return 0;
  const rules = walkPlan(plan, { ...facts, choices: {} }, 0);
  const earliest = Math.min(...[...rules.done.values()].map((window) => window.opensAt));
  return daysBetween(localDateOf(earliest), facts.startsOn);
}

/**
 * The window of every step of a plan in a season's year, as season instants. Never fails: what cannot be is
 * given a place all the same and reported by `checkPlan`. Choices replace rules, and rules relative to a chosen step follow it.
 */
export function resolveWindows(plan: Plan, facts: SeasonFacts): ResolvedCalendar {
  const shiftDays = shiftOf(plan, facts);
  const walk = walkPlan(plan, facts, shiftDays);
  return {
    year: facts.year,
    holidays: facts.holidays,
    windows: Object.fromEntries(walk.done),
    shiftDays,
    unresolved: [...walk.unresolved],
  };
}

/** The instant of any rule against a calendar already resolved; `null` when it names an unknown step. */
export function momentIn(calendar: ResolvedCalendar, rule: MomentRule): Instant | null {
  if (rule.kind !== 'after-step') return fixedMoment(rule, calendar.year) + calendar.shiftDays * DAY;
  const other = calendar.windows[rule.step];
  return other ? relativeMoment(rule, other, calendar.holidays) : null;
}
