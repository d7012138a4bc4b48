import type { WorkOfTask } from './do-work.ts';
import type { SeasonClock } from '../domain/clock.ts';
import type { FormField, Answers } from '../domain/form.ts';
import type { SeasonState, StepPhase } from '../domain/season.ts';
import type { SlipField } from '../domain/confirmation.ts';
import type { TaskKind, TaskState } from '../domain/task.ts';
import type { Tier } from '../domain/tier.ts';

/** What colleagues read of docs/interface.md. Instants are ISO strings. */
export type UnitRef = { id: string; code: string; name: string; tier: Tier; path: string };

export type Colleagues = { enabled: boolean; takenUnitCodes: string[]; parents: boolean; seed: number; rates: { late: number; wrong: number; silent: number } };

export type StepRow = {
  key: string; number: number; phase: StepPhase; opensAt: string; closesAt: string; lapsesAt: string; plannedOpensAt: string; plannedClosesAt: string;
  openedAt: string | null; closedAt: string | null; tasks: { total: number; done: number; submitted: number; overdue: number; lapsed: number };
};

export type SeasonRow = {
  id: string; code: string; title: string; year: number; clock: SeasonClock; state: SeasonState; rehearsal: boolean; colleagues: Colleagues | null; seasonNow: string; version: number; steps: StepRow[];
};

export type TaskRow = {
  id: string; seasonId: string; stepKey: string; dutyKey: string; kind: TaskKind; unit: UnitRef; holder: UnitRef; state: TaskState; dueAt: string; version: number;
};

export type TaskDetail = TaskRow & {
  form: FormField[]; work: WorkOfTask | null; draft: Answers; returnReason: string | null; events: { action: string }[]; files: { id: string }[]; disputeId?: string | null; className?: string | null;
};

export type ConfirmationRow = { id: string; className: string; state: string; pupil: { id: string; code: string } };

export type DisputeRow = { id: string; state: string; version: number; className: string; fields: { field: SlipField; current: string; proposed: string; decision: string | null }[] };

export type Refusal = { error: { code: string; message: string } };

export function refusalOf(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
}

/** A react-admin list query. */
export function listPath(resource: string, filter: Record<string, unknown>, range: [number, number], sort: [string, 'ASC' | 'DESC']): string {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), range: JSON.stringify(range), sort: JSON.stringify(sort) });
  return `/api/${resource}?${query.toString()}`;
}

/** The total of `Content-Range: tasks 0-24/319`. */
export function totalOf(headers: Headers): number {
  return Number(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? 0);
}
