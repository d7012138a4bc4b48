import type { SeasonTruth } from '../activities/contracts/engine.ts';
import type { Instant } from '../domain/instant.ts';
import type { StepSchedule } from '../domain/schedule-types.ts';
import { stepPhases } from '../domain/season.ts';
import type { StepPhase } from '../domain/season.ts';
import type { SeasonInput, StepMoved } from './contracts/season.ts';

/** `changes` and `moves`: told by signals, not yet followed. */
export type SeasonState = SeasonInput & { changes: string[]; moves: StepMoved[] };

export function newSeason(input: SeasonInput): SeasonState {
  return { ...input, changes: [], moves: [] };
}

const over = ['closed', 'skipped'] as const satisfies readonly StepPhase[];

export function isEnded(step: StepSchedule): boolean {
  return (over as readonly StepPhase[]).includes(step.phase);
}

export function isOver(state: SeasonState): boolean {
  return state.steps.every(isEnded);
}

export function withPhase(steps: readonly StepSchedule[], key: string, phase: StepPhase): StepSchedule[] {
  return steps.map((step) => (step.key === key ? { ...step, phase } : step));
}

/** Earliest opening that only time keeps; steps behind a gate wait for another step's move. */
export function nextOpening(state: SeasonState): Instant | null {
  const openings = state.steps.filter((step) => step.phase === 'planned').map((step) => step.opensAt);
  return openings.length === 0 ? null : Math.min(...openings);
}

/** Applies what steps told; true if any phase is new. */
export function takeMoves(state: SeasonState): boolean {
  const before = state.steps;
  for (const { stepKey, phase } of state.moves.splice(0)) {
    const step = state.steps.find((one) => one.key === stepKey);
    if (step && !isEnded(step) && step.phase !== phase) state.steps = withPhase(state.steps, stepKey, phase);
  }
  return state.steps !== before;
}

/**
 * Windows and rungs as Postgres has them. The phase is the story's own once a step runs (the row may lag
 * behind), but a skip is decided outside, and a cancelled season skips all that is left.
 */
export function takeTruth(state: SeasonState, truth: SeasonTruth): void {
  const own = new Map(state.steps.map((step) => [step.key, step.phase]));
  state.clock = truth.clock;
  state.paused = truth.paused;
  state.steps = truth.steps.map((step) => {
    const known = own.get(step.key);
    if (known === 'closed') return { ...step, phase: known };
    if (truth.cancelled || step.phase === 'skipped') return { ...step, phase: 'skipped' };
    if (known === undefined) return { ...step, phase: 'planned' };
    const ahead = stepPhases.indexOf(known) >= stepPhases.indexOf('open');
    // A step that waited at a gate and now opens later is planned again.
    return { ...step, phase: ahead ? known : 'planned' };
  });
}
