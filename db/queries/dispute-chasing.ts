import { and, eq } from 'drizzle-orm';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import { rungInstant } from '../../domain/schedule.ts';
import type { RungAt } from '../../domain/schedule-types.ts';
import { usualLadder } from '../../domain/ladder.ts';
import type { Tx } from '../client.ts';
import { confirmations, disputes } from '../schema/families.ts';
import { steps } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';
import { seasonInForce } from './season-engine.ts';
import { chaseOneTask } from './step-rungs.ts';

export type DisputeInForce = { open: boolean; clock: SeasonClock; paused: boolean; dueAt: Instant; rungs: RungAt[] };

/** A dispute as its waiting case needs it: is it open, by which clock, and when it is chased (the plan's ladder, on its own due instant). */
export async function disputeInForce(tx: Tx, disputeId: string): Promise<DisputeInForce> {
  const [row] = await tx.select({ dispute: disputes, lapsesAt: steps.lapsesAt }).from(disputes)
    .innerJoin(confirmations, eq(confirmations.id, disputes.confirmationId))
    .innerJoin(steps, and(eq(steps.seasonId, disputes.seasonId), eq(steps.key, confirmations.stepKey)))
    .where(eq(disputes.id, disputeId));
  if (!row) throw new Error(`no dispute ${disputeId}`);
  const { season, holidays } = await seasonInForce(tx, row.dispute.seasonId);
  const { openedAt, dueAt } = row.dispute;
  const bounds = { opensAt: openedAt, lapsesAt: Number.MAX_SAFE_INTEGER, holidays };
  const ladder = season.plan.ladder.length > 0 ? season.plan.ladder : usualLadder;
  const rungs = ladder.flatMap((rung) => {
    const at = rungInstant(rung, dueAt, bounds);
    return at === null || rung.action === 'chase' ? [] : [{ dutyKey: 'dispute', rung, at }];
  });
  const live = season.state === 'running' || season.state === 'paused';
  // A season that is over leaves its open disputes to the school: the case goes on, nobody is chased by a stopped calendar.
  return { open: row.dispute.state === 'open' && season.state !== 'cancelled', clock: season.clock, paused: !live || season.state === 'paused', dueAt, rungs };
}

export async function runDisputeRungs(tx: Tx, disputeId: string, at: Instant, rungs: readonly RungAt[]): Promise<{ tasks: number }> {
  const [task] = await tx.select({ id: tasks.id, seasonId: tasks.seasonId, stepKey: tasks.stepKey }).from(tasks).where(eq(tasks.workflowId, `dispute/${disputeId}`));
  if (!task) return { tasks: 0 };
  return { tasks: await chaseOneTask(tx, task, at, rungs) };
}
