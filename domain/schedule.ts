import { shiftWorkingDays } from './calendar.ts';
import { confirmationLadder } from './ladder.ts';
import { momentIn, resolveWindows } from './resolve.ts';
import type { Holidays } from './calendar.ts';
import type { Instant } from './instant.ts';
import type { LadderRule, Rung } from './ladder.ts';
import type { Duty, Plan, Step } from './plan.ts';
import type { ResolvedCalendar, SeasonFacts } from './resolve.ts';
import type { RungAt, StepSchedule } from './schedule-types.ts';
import type { StepPhase } from './season.ts';
import type { Window } from './window.ts';

/** Parents' duties are told to families and open no task, but for confirmations, which the school answers for. */
export function opensTask(duty: Pick<Duty, 'owner' | 'kind'>): boolean {
  return duty.owner !== 'parents' || duty.kind === 'confirmation';
}

/** The duty's own ladder, that of confirmations, or the plan's. */
export function ladderOf(plan: Pick<Plan, 'ladder'>, duty: Duty): LadderRule {
  return duty.ladder ?? (duty.kind === 'confirmation' ? confirmationLadder : plan.ladder);
}

/**
 * When a duty is due, as a season instant: its own rule, else the close of the step. Never outside the step's
 * window, so that a shortened step shortens its duties and an impossible rule asks for nothing impossible.
 */
export function dueOf(step: Pick<Step, 'key'>, duty: Duty, window: Window, calendar: ResolvedCalendar): Instant {
  const now = { ...calendar, windows: { ...calendar.windows, [step.key]: window } };
  const own = duty.due ? momentIn(now, duty.due) : null;
  if (own === null) return window.closesAt;
  return Math.max(window.opensAt, Math.min(own, window.closesAt));
}

/** Late work is taken until here. */
export function lapseOf(step: Pick<Step, 'graceWorkingDays'>, window: Window, holidays: Holidays): Instant {
  return shiftWorkingDays(window.closesAt, Math.max(0, step.graceWorkingDays), holidays);
}

type Bounds = { opensAt: Instant; lapsesAt: Instant; holidays: Holidays };

/**
 * When a rung happens; `null` for a reminder that would come before or with the opening, whose own notice says the
 * same. Another rung never comes before the opening nor after the lapse, when there is nothing left to chase.
 */
export function rungInstant(rung: Rung, due: Instant, { opensAt, lapsesAt, holidays }: Bounds): Instant | null {
  // Overdue is the deadline itself, whatever a plan writes beside it.
  const at = rung.action === 'overdue' ? due : shiftWorkingDays(due, rung.workingDays, holidays);
  if (rung.action === 'remind' && at <= opensAt) return null;
  return Math.min(lapsesAt, Math.max(opensAt, at));
}

function rungsOf(plan: Pick<Plan, 'ladder'>, duty: Duty, due: Instant, bounds: Bounds): RungAt[] {
  return ladderOf(plan, duty).flatMap((rung) => {
    const at = rungInstant(rung, due, bounds);
    return at === null ? [] : [{ dutyKey: duty.key, rung, at }];
  });
}

/**
 * One step against its window, again after an extension. `calendar` holds the windows in force, for duties whose
 * deadline hangs on another step: `resolveWindows` with every window in force as a choice.
 */
export function scheduleStep(
  step: Step, plan: Pick<Plan, 'ladder'>, window: Window, holidays: Holidays, phase: StepPhase, calendar: ResolvedCalendar,
): StepSchedule {
  const lapsesAt = lapseOf(step, window, holidays);
  const bounds = { opensAt: window.opensAt, lapsesAt, holidays };
  const rungs = step.duties.filter(opensTask).flatMap((duty) => rungsOf(plan, duty, dueOf(step, duty, window, calendar), bounds));
  return {
    key: step.key,
    number: step.number,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    lapsesAt,
    gates: step.gates.map(({ step: key, edge }) => ({ step: key, edge })),
    // Stable: rungs of one instant keep the order of the ladder.
    rungs: rungs.toSorted((one, other) => one.at - other.at),
    phase,
  };
}

/** Every step of a season that has not begun, in the order in which they open. */
export function scheduleSeason(season: SeasonFacts & { plan: Plan }): StepSchedule[] {
  const calendar = resolveWindows(season.plan, season);
  return season.plan.steps
    .flatMap((step) => {
      const window = calendar.windows[step.key];
      return window ? [scheduleStep(step, season.plan, window, season.holidays, 'planned', calendar)] : [];
    })
    .toSorted((one, other) => one.opensAt - other.opensAt);
}
