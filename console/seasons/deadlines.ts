import type { Instant } from '../../domain/instant.ts';
import type { StepRow } from '../provider/records.ts';
import { toInstant } from '../shown/time.ts';

export type Deadline = { step: StepRow; edge: 'opens' | 'closes'; at: Instant };

/** The next edge of a window after `now`: what everybody works towards. */
export function nextDeadline(steps: readonly StepRow[], now: Instant): Deadline | null {
  const edges = steps
    .filter((step) => step.phase !== 'closed' && step.phase !== 'skipped')
    .flatMap((step): Deadline[] => [
      ...(step.openedAt ? [] : [{ step, edge: 'opens' as const, at: toInstant(step.opensAt) }]),
      { step, edge: 'closes' as const, at: toInstant(step.closesAt) },
    ])
    .filter((edge) => edge.at > now)
    .sort((a, b) => a.at - b.at);
  return edges[0] ?? null;
}

/** Share of a step's tasks that are done, 0–100; `null` before any is opened. */
export function donePercent(tasks: StepRow['tasks']): number | null {
  return tasks.total === 0 ? null : Math.floor((tasks.done / tasks.total) * 100);
}

export function totals(steps: readonly StepRow[]): StepRow['tasks'] {
  return steps.reduce(
    (sum, { tasks }) => ({
      total: sum.total + tasks.total, done: sum.done + tasks.done, submitted: sum.submitted + tasks.submitted,
      overdue: sum.overdue + tasks.overdue, lapsed: sum.lapsed + tasks.lapsed,
    }),
    { total: 0, done: 0, submitted: 0, overdue: 0, lapsed: 0 },
  );
}
