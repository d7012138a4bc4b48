import type { StepAt } from '../activities/contracts/engine.ts';
import { standsAt } from './calendar.ts';
import type { StepDone, StepInput } from './contracts/step.ts';

export type StepState = Omit<StepInput, 'done'> & {
  done: { -readonly [K in keyof StepDone]: StepDone[K] };
  /** A signal changed the schedule, the clock or the pause since the story last looked. */
  changed: boolean;
  startedInRun: number;
};

export function newStep(input: StepInput): StepState {
  return { ...input, done: { ...input.done }, changed: false, startedInRun: 0 };
}

export function at(state: StepState): StepAt {
  return { seasonId: state.seasonId, stepKey: state.step.key, at: standsAt(state) };
}
