import type { Holidays } from '../../domain/calendar.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { DAY, HOUR } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PlanFacts } from '../../domain/plan-check.ts';
import { resolveWindows } from '../../domain/resolve.ts';
import type { ResolvedCalendar } from '../../domain/resolve.ts';
import { scheduleSeason } from '../../domain/schedule.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';
import type { WindowChoices } from '../../domain/window.ts';
import type { SeasonRow, StepRow } from '../../db/queries/seasons.ts';

/** A rehearsal begins a little before its first opening, so that the opening itself is seen. */
const LEAD = 6 * HOUR;

type Facts = Pick<SeasonRow, 'plan' | 'year' | 'choices' | 'clockOptions'>;

export function factsOf(season: Facts, holidays: Holidays, defaultsAccepted: boolean): PlanFacts {
  const { startsOn } = season.clockOptions;
  return { year: season.year, choices: season.choices, holidays, defaultsAccepted, ...(startsOn !== undefined && { startsOn }) };
}

export function scheduleOf(season: Facts, holidays: Holidays): StepSchedule[] {
  return scheduleSeason({ ...factsOf(season, holidays, true), plan: season.plan });
}

export const paceOf = (dayMs: number) => DAY / dayMs;

/** The clock as it stands at launch; a rehearsal is anchored just before its first opening. */
export function clockAtLaunch(
  season: Pick<SeasonRow, 'clock' | 'clockOptions'>,
  schedule: readonly StepSchedule[],
  now: Instant,
): SeasonClock {
  if (season.clock.mode !== 'rehearsal') return season.clock;
  const first = Math.min(...schedule.map((step) => step.opensAt));
  return { mode: 'rehearsal', anchorReal: now, anchorSeason: first - LEAD, pace: paceOf(season.clockOptions.dayMs ?? DAY) };
}

export function windowsInForce(steps: readonly StepRow[]): WindowChoices {
  return Object.fromEntries(steps.map((step) => [step.key, { opensAt: step.opensAt, closesAt: step.closesAt }]));
}

/** The calendar in force of a running season: every step's window as its row has it. */
export function calendarInForce(season: Facts, steps: readonly StepRow[], holidays: Holidays): ResolvedCalendar {
  return resolveWindows(season.plan, { ...factsOf(season, holidays, true), choices: windowsInForce(steps) });
}
