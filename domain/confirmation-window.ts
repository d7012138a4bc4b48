import type { Instant } from './instant.ts';
import type { SeasonState, StepPhase } from './season.ts';

/** What the answering transaction reads, under lock or not at all; season instants. */
export type AnswerWindow = {
  season: SeasonState;
  phase: StepPhase;
  opensAt: Instant;
  closesAt: Instant;
  /** End of the grace for late work (≥ closesAt); then silence is closed as `silent`. */
  lapsesAt: Instant;
};

/** `paused` and `not-yet` pass by themselves; `over` does not. */
export type Answerability = 'open' | 'late' | 'not-yet' | 'paused' | 'over';

/**
 * May a family (or the clerk with their slip) answer at season instant `now`? Windows are half-open: the
 * instant `lapsesAt` is already too late. Late answers are taken like any late work: HP-2023 step 4 wants every slip.
 */
export function answerability(window: AnswerWindow, now: Instant): Answerability {
  if (window.season === 'finished' || window.season === 'cancelled') return 'over';
  if (window.phase === 'closed' || window.phase === 'skipped' || now >= window.lapsesAt) return 'over';
  if (window.season === 'paused') return 'paused';
  if (now < window.opensAt || window.season !== 'running') return 'not-yet';
  return now < window.closesAt ? 'open' : 'late';
}

export const takesAnswers = {
  open: true,
  late: true,
  'not-yet': false,
  paused: false,
  over: false,
} as const satisfies Record<Answerability, boolean>;
