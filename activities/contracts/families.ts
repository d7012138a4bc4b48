import type { Instant } from '../../domain/instant.ts';

/**
 * What the `step` workflow asks of the families' side (HP-2023 step 4: parents check and confirm the slip).
 * Each is repeatable: called twice with the same input it changes nothing the second time. All work is
 * set-based, in batches of at most 1,000 rows; `onBatch` is called after each (the activity heartbeats there).
 * The functions of the same names live in `db/queries/confirmations.ts` with the signature of `FamilyWork`.
 */
export type FamilyStep = {
  seasonId: string;
  stepKey: string;
  /** The confirmation duty of the step. */
  dutyKey: string;
  /** Season instant of the calendar moment that caused the call. */
  at: Instant;
};

/** `rungAt`: the moment of the ladder. The rows' own clock must have come to it. */
export type FamilyRung = FamilyStep & { rungAt: Instant };

export type FamilyActivities = {
  /** One `waiting` confirmation, link and first notice for each pupil of the season's schools. */
  openConfirmations: (step: FamilyStep) => Promise<{ opened: number }>;
  /** A reminder to the parents who are still `waiting`; `round` 1, 2, … is part of the notice's dedupe key. */
  remindSilentParents: (step: FamilyRung & { round: number }) => Promise<{ reminded: number }>;
  /**
   * `waiting` → `with-teacher`, and one `chase` task a class, with `workflow_id` = its cluster's duty workflow.
   * Returns the clusters that got such a task, so that `step` makes sure their duty workflows run.
   */
  handSilentToTeachers: (step: FamilyRung) => Promise<{ handed: number; clusterCodes: readonly string[] }>;
  /** `waiting`/`with-teacher` → `silent` when the step is over: silence is no consent. */
  closeSilentConfirmations: (step: FamilyStep) => Promise<{ silent: number }>;
};

/** What the `dispute` workflow asks: the decision waits in `dispute_answers` under `answerId`. */
export type DisputeOutcome =
  | { kind: 'taken'; state: 'accepted' | 'rejected'; version: number }
  | { kind: 'refused'; reason: 'already-decided' | 'somebody-was-faster' | 'season-paused' | 'incomplete'; by: string | null };
