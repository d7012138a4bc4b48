import type { Instant } from '../domain/instant.ts';
import type { RungAt } from '../domain/schedule-types.ts';
import { asks } from './step-asks.ts';
import { standsAt } from './calendar.ts';
import { restartDuties } from './step-duties.ts';
import { at } from './step-state.ts';
import type { StepState } from './step-state.ts';

export type Moment = { kind: 'rungs'; at: Instant; rungs: readonly RungAt[] } | { kind: 'close' | 'lapse'; at: Instant };

/** A moved deadline makes new rungs: the reminder of the old date is not the reminder of the new one. */
export function rungKey({ dutyKey, rung, at: when }: RungAt): string {
  return `${dutyKey}/${rung.action}/${rung.workingDays}@${when}`;
}

function waiting(state: StepState): RungAt[] {
  return state.step.rungs.filter((one) => !state.done.ran.includes(rungKey(one)));
}

/** What the calendar brings next. At one instant: the ladder first, then the closing, then the lapse. */
export function nextMoment(state: StepState): Moment {
  const left = waiting(state);
  const first = left.reduce((least, one) => Math.min(least, one.at), Infinity);
  const { closesAt, lapsesAt } = state.step;
  const edge = state.done.windowClosed ? lapsesAt : Math.min(closesAt, lapsesAt);
  if (first <= edge) return { kind: 'rungs', at: first, rungs: left.filter((one) => one.at === first) };
  return { kind: state.done.windowClosed ? 'lapse' : 'close', at: edge };
}

/** Nobody is reminded of a day that is past already when work opens or a deadline moves; overdue and escalation still run. */
export function dropPassedReminders(state: StepState): void {
  const now = standsAt(state);
  const passed = waiting(state).filter((one) => one.rung.action === 'remind' && one.at < now);
  state.done.ran = [...state.done.ran, ...passed.map(rungKey)];
}

/** All rungs of one instant in one batch: hundreds of timers firing together would starve the engine. */
export async function runRungGroup(state: StepState, rungs: readonly RungAt[]): Promise<void> {
  const onTasks = rungs.filter((one) => one.rung.action !== 'chase');
  if (onTasks.length > 0) await asks('Nhắc và báo quá hạn').runRungs({ ...at(state), rungs: onTasks });
  for (const one of rungs.filter((each) => state.done.confirmationDuties.includes(each.dutyKey))) await runFamilyRung(state, one);
  const known = new Set(state.step.rungs.map(rungKey));
  // Rungs of a date that no longer holds are forgotten, so the carried state stays small.
  state.done.ran = [...state.done.ran.filter((key) => known.has(key)), ...rungs.map(rungKey)];
}

async function runFamilyRung(state: StepState, { dutyKey, rung, at: rungAt }: RungAt): Promise<void> {
  if (rung.action === 'remind') {
    state.done.reminderRounds += 1;
    await asks('Nhắc phụ huynh').remindSilentParents({ ...at(state), dutyKey, rungAt, round: state.done.reminderRounds });
  }
  if (rung.action === 'chase') {
    const { clusterCodes } = await asks('Giao giáo viên chủ nhiệm').handSilentToTeachers({ ...at(state), dutyKey, rungAt });
    await restartDuties(state, clusterCodes);
  }
}

