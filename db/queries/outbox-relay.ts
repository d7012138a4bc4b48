import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { disputes } from '../schema/families.ts';
import { outbox, seasons } from '../schema/seasons.ts';
import { clusterOfTask } from './cluster.ts';

export type OutboxRow = typeof outbox.$inferSelect;

/** Waiting rows in the order of their decisions, without those whose pause is not over. */
export async function waitingOutbox(tx: Tx, limit: number, realNow: Instant): Promise<OutboxRow[]> {
  const due = or(isNull(outbox.notBefore), lte(outbox.notBefore, realNow));
  return await tx.select().from(outbox).where(and(isNull(outbox.relayedAt), due)).orderBy(asc(outbox.id)).limit(limit);
}

export async function markRelayed(tx: Tx, id: number, realNow: Instant): Promise<void> {
  await tx.update(outbox).set({ relayedAt: realNow, lastError: null, attempts: sql`${outbox.attempts} + 1` }).where(and(eq(outbox.id, id), isNull(outbox.relayedAt)));
}

const longestPauseMs = 5 * 60_000;

/** A second, two, four … five minutes: a row that fails for ever must not stand in the way of those behind it. */
export async function markFailed(tx: Tx, { id, attempts }: Pick<OutboxRow, 'id' | 'attempts'>, error: string, realNow: Instant): Promise<void> {
  const pause = Math.min(1_000 * 2 ** attempts, longestPauseMs);
  await tx.update(outbox).set({ attempts: attempts + 1, lastError: error.slice(0, 500), notBefore: realNow + pause }).where(eq(outbox.id, id));
}

/** Cases that live by the season's clock. */
export async function openDisputeIds(tx: Tx, seasonId: string): Promise<string[]> {
  const rows = await tx.select({ id: disputes.id }).from(disputes).where(and(eq(disputes.seasonId, seasonId), eq(disputes.state, 'open')));
  return rows.map((row) => row.id);
}

export type LiveSeason = { id: string; code: string; title: string };
export async function liveSeasons(tx: Tx): Promise<LiveSeason[]> {
  return await tx.select({ id: seasons.id, code: seasons.code, title: seasons.title }).from(seasons).where(inArray(seasons.state, ['launching', 'running', 'paused']));
}

export async function seasonName(tx: Tx, seasonId: string): Promise<LiveSeason | null> {
  const [row] = await tx.select({ id: seasons.id, code: seasons.code, title: seasons.title }).from(seasons).where(eq(seasons.id, seasonId));
  return row ?? null;
}

export type OpenDutyRow = { workflowId: string; seasonId: string; seasonCode: string; stepKey: string; clusterCode: string; left: number; dueAt: Instant };

/** Duties that should be waiting by what the tables say: opened a while ago, in steps that are open or in grace. */
export async function dutiesThatShouldRun(tx: Tx, openedBefore: Instant, after: string, limit: number): Promise<OpenDutyRow[]> {
  const found = await tx.execute<Omit<OpenDutyRow, 'dueAt'> & { due: string }>(sql`
    select t.workflow_id as "workflowId", s.id as "seasonId", s.code as "seasonCode", t.step_key as "stepKey", ${clusterOfTask} as "clusterCode",
      count(*)::int as left, min(t.due_at)::text as due
    from tasks t join seasons s on s.id = t.season_id join steps st on st.season_id = s.id and st.key = t.step_key
    where s.state in ('running', 'paused') and st.phase in ('open', 'grace') and t.kind <> 'dispute' and t.state in ('open', 'returned', 'submitted')
      and t.created_at < ${new Date(openedBefore).toISOString()}::timestamptz and t.workflow_id > ${after}
    group by 1, 2, 3, 4, 5 order by 1 limit ${limit}`);
  return found.rows.map(({ due, ...row }) => ({ ...row, dueAt: Date.parse(due) }));
}
