import type { AnswerAction, TaskState } from '../../domain/task.ts';

/** Input of the `duty` workflow: all tasks of one cluster in one step. Which they are, Postgres knows (`tasks.workflow_id`). */
export type DutyInput = {
  seasonId: string;
  seasonCode: string;
  stepKey: string;
  /** The middle unit, with its schools. */
  clusterCode: string;
  /** Earliest due instant of its open tasks, for operators. */
  dueAt: number;
  /** Tasks not yet final. */
  left: number;
  /** Answers taken by this run; outcomes live in Postgres, so continue-as-new starts again from 0. */
  answers: number;
};

/**
 * A person's answer. An Update and not a signal, because the person must hear at once whether it counts.
 * Codes and UUIDs only: the form's answers wait in `task_answers`, put there by the same HTTP request.
 */
export const answerTask = 'answerTask';
export type AnswerTask = {
  taskId: string;
  action: AnswerAction;
  /** Staff id of the person, and of whom they act for (equal unless delegated). */
  actorId: string;
  actingFor: string;
  /** Row version the person saw; a stale one is refused with who was faster. */
  seenVersion: number;
  /** Key of `task_answers`: the form, the reason. Also the update id. */
  answerId: string;
};
/** `refused` is a decision, not a failure; `by` is a staff id the API turns into a name. */
export type AnswerOutcome =
  | { kind: 'taken'; state: TaskState; version: number }
  | { kind: 'refused'; reason: AnswerRefusal; by: string | null; state: TaskState };
export const answerRefusals = ['not-allowed-in-state', 'somebody-was-faster', 'after-lapse', 'waits-for-others', 'season-paused', 'work-unfinished'] as const;
export type AnswerRefusal = (typeof answerRefusals)[number];

/** step → duty: nothing more is taken (grace over, or step skipped). */
export const dutiesClosed = 'dutiesClosed';
export type DutiesClosed = { reason: 'lapsed' | 'skipped' };
