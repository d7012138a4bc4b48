import type { StepSchedule } from '../../domain/schedule-types.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import type { StepPhase } from '../../domain/season.ts';

/** Input of the `season` workflow, and what it carries over each continue-as-new. */
export type SeasonInput = {
  seasonId: string;
  seasonCode: string;
  title: string;
  clock: SeasonClock;
  paused: boolean;
  steps: readonly StepSchedule[];
  /** The first run has told Postgres that the season runs. */
  begun: boolean;
  /** Change ids already followed, newest last, at most 200: the same change twice is applied once. */
  applied: readonly string[];
};

/**
 * Every change is decided and written by the API (policy, directive, audit) into `season_changes`, then
 * told to the season by this signal through the outbox: `season` reads the new schedule by activity and
 * follows at once. A signal, because the decision is already durable and may not be refused.
 */
export const seasonChanged = 'seasonChanged';
export type SeasonChanged = { changeId: string };

/** step → season, when a step reaches a phase. */
export const stepMoved = 'stepMoved';
export type StepMoved = { stepKey: string; phase: StepPhase };

/** Query of `season` and `step`: what the engine believes, for operators and tests. */
export const scheduleQuery = 'schedule';
