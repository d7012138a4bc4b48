import type { Instant } from './instant.ts';
import type { Rung } from './ladder.ts';
import type { StepPhase } from './season.ts';

/** One step as the engine needs it: codes and instants; texts stay in Postgres. */
export type StepSchedule = {
  key: string;
  number: number;
  opensAt: Instant;
  closesAt: Instant;
  /** End of the grace for late work; ≥ closesAt. */
  lapsesAt: Instant;
  gates: readonly { step: string; edge: 'opened' | 'closed' }[];
  /** Every ladder moment of every duty of the step, in order. */
  rungs: readonly RungAt[];
  phase: StepPhase;
};
export type RungAt = { dutyKey: string; rung: Rung; at: Instant };
