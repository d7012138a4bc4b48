import type { SeasonClock } from '../../domain/clock.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';

/** Input of the `step` workflow, child of `season` (abandoned on close, so that it survives continue-as-new). */
export type StepInput = {
  seasonId: string;
  seasonCode: string;
  title: string;
  clock: SeasonClock;
  paused: boolean;
  step: StepSchedule;
  /** What was already done before a continue-as-new. */
  done: { opened: boolean; rungs: number; windowClosed: boolean; unitsStarted: number };
};

/** season → step: the whole new truth (schedule, clock, paused, skipped). Applying it twice changes nothing. */
export const stepRescheduled = 'stepRescheduled';
export type StepRescheduled = { step: StepSchedule; clock: SeasonClock; paused: boolean };
