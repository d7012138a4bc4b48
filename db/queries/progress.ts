import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import type { UnitRef } from './sessions.ts';

export type WorkCounts = { opened: number; done: number; submitted: number; overdue: number; lapsed: number; total: number };

const counts = sql`
  (count(*) filter (where t.state in ('open', 'returned')))::int as "opened", (count(*) filter (where t.state = 'done'))::int as "done",
  (count(*) filter (where t.state = 'submitted'))::int as "submitted",
  (count(*) filter (where t.overdue_at is not null and t.state in ('open', 'returned', 'submitted')))::int as "overdue",
  (count(*) filter (where t.state = 'lapsed'))::int as "lapsed", count(*)::int as "total"`;

/** Children of a unit, in order of code; the unit itself when it has none. */
export async function childrenOf(tx: Tx, under: string): Promise<UnitRef[]> {
  const found = await tx.execute<UnitRef>(sql`
    select u.id, u.code, u.name, u.tier, u.path from units u join units above on above.id = u.parent_id where above.path = ${under} and u.active order by u.path`);
  if (found.rows.length > 0) return found.rows;
  return (await tx.execute<UnitRef>(sql`select u.id, u.code, u.name, u.tier, u.path from units u where u.path = ${under}`)).rows;
}

/** Work of a season by the child units of `under`, each with all beneath it: one grouped statement. Key = path. */
export async function workProgress(
  tx: Tx,
  filter: { seasonId: string; stepKey?: string; under: string },
): Promise<Map<string, WorkCounts>> {
  const depth = filter.under.split('/').length - 1;
  // A path is codes ended by '/': the child of `under` is its first depth + 1 codes. The unit's own work stays its own.
  const key = sql`case when t.unit_path = ${filter.under} then t.unit_path else array_to_string((string_to_array(t.unit_path, '/'))[1:${depth + 1}], '/') || '/' end`;
  const found = await tx.execute<{ key: string } & WorkCounts>(sql`
    select ${key} as "key", ${counts} from tasks t
    where t.season_id = ${filter.seasonId} and t.unit_path ^@ ${filter.under} ${filter.stepKey ? sql`and t.step_key = ${filter.stepKey}` : sql``}
    group by 1`);
  return new Map(found.rows.map(({ key: path, ...row }) => [path, row]));
}

export type LateRow = {
  taskId: string;
  unit: UnitRef;
  holder: UnitRef;
  titleVi: string;
  titleEn: string;
  dueAt: Instant;
  escalation: number;
};
/** The red list: what is overdue and not final, oldest first. */
export async function lateTasks(tx: Tx, seasonId: string, scope: SQL | undefined, limit: number): Promise<LateRow[]> {
  const found = await tx.execute<{
    task_id: string;
    unit: UnitRef;
    holder: UnitRef;
    title_vi: string;
    title_en: string;
    due: number;
    escalation: number;
  }>(sql`
    select tasks.id as task_id, json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'tier', u.tier, 'path', u.path) as unit,
      json_build_object('id', h.id, 'code', h.code, 'name', h.name, 'tier', h.tier, 'path', h.path) as holder,
      tasks.title_vi, tasks.title_en, (extract(epoch from tasks.due_at) * 1000)::float8 as due, tasks.escalation
    from tasks join units u on u.id = tasks.unit_id join units h on h.id = tasks.holder_unit_id
    where tasks.season_id = ${seasonId} and tasks.overdue_at is not null and tasks.state in ('open', 'returned', 'submitted') and ${scope ?? sql`true`}
    order by tasks.due_at, u.path limit ${limit}`);
  return found.rows.map((row) => ({
    taskId: row.task_id,
    unit: row.unit,
    holder: row.holder,
    titleVi: row.title_vi,
    titleEn: row.title_en,
    dueAt: row.due,
    escalation: row.escalation,
  }));
}

export type SeasonTotals = {
  tasks: { opened: number; done: number; returned: number; overdue: number; escalated: number; lapsed: number };
  notices: { queued: number; sent: number; unknown: number; failed: number };
};
/** Totals of a season as its report prints them; `overdue`, `returned` and `escalated` count every task it ever happened to. */
export async function seasonTotals(tx: Tx, seasonId: string): Promise<SeasonTotals> {
  const work = await tx.execute<SeasonTotals['tasks']>(sql`
    select count(*)::int as "opened", (count(*) filter (where state = 'done'))::int as "done",
      (count(*) filter (where exists (select from task_events e where e.task_id = tasks.id and e.action = 'return')))::int as "returned",
      (count(*) filter (where overdue_at is not null))::int as "overdue", (count(*) filter (where escalation > 0))::int as "escalated",
      (count(*) filter (where state = 'lapsed'))::int as "lapsed"
    from tasks where season_id = ${seasonId}`);
  const mail = await tx.execute<SeasonTotals['notices']>(sql`
    select count(*)::int as "queued", (count(*) filter (where state = 'sent'))::int as "sent", (count(*) filter (where state = 'unknown'))::int as "unknown",
      (count(*) filter (where state = 'failed'))::int as "failed" from notices where season_id = ${seasonId}`);
  return {
    tasks: work.rows[0] ?? { opened: 0, done: 0, returned: 0, overdue: 0, escalated: 0, lapsed: 0 },
    notices: mail.rows[0] ?? { queued: 0, sent: 0, unknown: 0, failed: 0 },
  };
}
