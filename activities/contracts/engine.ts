import type { SeasonClock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RungAt, StepSchedule } from '../../domain/schedule-types.ts';
import type { AnswerOutcome, AnswerTask } from '../../workflows/contracts/duty.ts';
import type { DisputeOutcome } from './families.ts';
import type { DecideDispute } from '../../workflows/contracts/dispute.ts';

/** What is in force now, read from Postgres. */
export type SeasonTruth = { clock: SeasonClock; paused: boolean; cancelled: boolean; steps: readonly StepSchedule[] };
/** `at`: the season instant the workflow stands at; activities never look at a clock of their own. */
export type SeasonAt = { seasonId: string; at: Instant };
export type StepAt = SeasonAt & { stepKey: string };

export type SeasonActivities = {
  /** launching → running. */
  beginSeason: (season: SeasonAt) => Promise<void>;
  loadSchedule: (season: { seasonId: string }) => Promise<SeasonTruth>;
  /** planned → waiting-gate: its window is open, a step it depends on is not where it must be. */
  holdStep: (step: StepAt) => Promise<void>;
  /** running → finished. */
  finishSeason: (season: SeasonAt) => Promise<void>;
};

/** Clusters of a step that still owe something, by code; the last of a full page is the next `after`. */
export type OpenDuty = { clusterCode: string; left: number; dueAt: Instant };
export const dutiesPerPage = 200;

export type StepActivities = {
  /** Inserts every task of the step, at most 1,000 rows a statement; a repeat adds what is missing. */
  openStep: (step: StepAt) => Promise<{ tasks: number; confirmationDuties: readonly string[] }>;
  listOpenDuties: (page: { seasonId: string; stepKey: string; after: string }) => Promise<readonly OpenDuty[]>;
  /** All rungs that share one instant: reminders, overdue marks, escalations, each one statement and its notices. */
  runRungs: (step: StepAt & { rungs: readonly RungAt[] }) => Promise<{ tasks: number }>;
  /** After a change: the due instants of the tasks, and marks that are no longer true. */
  retimeStep: (step: StepAt) => Promise<{ tasks: number }>;
  /** open → grace. `left`: tasks not yet final. */
  closeWindow: (step: StepAt) => Promise<{ left: number }>;
  /** grace → open, after an extension in the grace. */
  reopenWindow: (step: StepAt) => Promise<void>;
  /** → closed; what is left lapses. Returns the clusters whose duty workflows may still wait. */
  lapseStep: (step: StepAt) => Promise<{ clusterCodes: readonly string[]; ended: number }>;
  /** → skipped; what is left is cancelled. */
  cancelStep: (step: StepAt) => Promise<{ clusterCodes: readonly string[]; ended: number }>;
};

/** `failed`: not a decision. There is no such answer, or it cannot be written; a repeat would find the same, and the others of its batch are decided. */
export type DecidedAnswer = { answerId: string } & ({ outcome: AnswerOutcome } | { failed: 'no-such-answer' | 'undecidable' });

export type DutyActivities = {
  /** One transaction: decides each answer against the rows as they are, and stores its outcome. `left`: tasks of the workflow that are not final. */
  applyAnswers: (batch: { workflowId: string; answers: readonly AnswerTask[] }) => Promise<{ decided: readonly DecidedAnswer[]; left: number }>;
};

/** `rungs`: the plan's ladder for this dispute, in order. */
export type DisputeTruth = { open: boolean; clock: SeasonClock; paused: boolean; dueAt: Instant; rungs: readonly RungAt[] };
export type DisputeActivities = {
  loadDispute: (dispute: { disputeId: string }) => Promise<DisputeTruth>;
  chaseDispute: (dispute: { disputeId: string; at: Instant; rungs: readonly RungAt[] }) => Promise<{ tasks: number }>;
  applyDisputeDecision: (decision: DecideDispute & { disputeId: string }) => Promise<{ outcome: DisputeOutcome; open: boolean }>;
};
