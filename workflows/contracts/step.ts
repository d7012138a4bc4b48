import type { SeasonClock } from '../../domain/clock.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';

/** What a step has behind it; carried over each continue-as-new. */
export type StepDone = {
  opened: boolean;
  confirmationDuties: readonly string[];
  /** Code of the last cluster whose duty was started; `null` once all are. */
  dutiesAfter: string | null;
  confirmationsOpened: boolean;
  /** `rungKey`s that ran, or that were behind us when the step opened or was moved. */
  ran: readonly string[];
  reminderRounds: number;
  windowClosed: boolean;
};

/** Input of the `step` workflow, child of `season` (abandoned on close, so that it survives continue-as-new). */
export type StepInput = {
  seasonId: string;
  seasonCode: string;
  title: string;
  clock: SeasonClock;
  paused: boolean;
  step: StepSchedule;
  done: StepDone;
};

export const nothingDone: StepDone = {
  opened: false, confirmationDuties: [], dutiesAfter: '', confirmationsOpened: false, ran: [], reminderRounds: 0, windowClosed: false,
};

/** season → step: the whole new truth (schedule, clock, paused, skipped). Applying it twice changes nothing. */
export const stepRescheduled = 'stepRescheduled';
export type StepRescheduled = { step: StepSchedule; clock: SeasonClock; paused: boolean };
