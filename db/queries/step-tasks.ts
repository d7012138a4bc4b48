import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import { dueOf, opensTask } from '../../domain/schedule.ts';
import type { TaskState } from '../../domain/task.ts';
import { withSystem } from '../actor.ts';
import { freshSalt } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { clusterOfTask } from './cluster.ts';
import { moveStep, planStep, seasonInForce } from './season-engine.ts';
import { iso } from './step-opening.ts';
import type { StepCall, StepWork } from './step-opening.ts';

const batchRows = 1_000;
/** Disputes are cases of their own: they outlive the step and have their own workflow. */
const unfinished = (seasonId: string, stepKey: string): SQL =>
  sql`season_id = ${seasonId} and step_key = ${stepKey} and kind <> 'dispute' and state in ('open', 'returned', 'submitted')`;

/** Clusters of the step that still owe something, by code, a page at a time. */
export async function listOpenDuties(tx: Tx, { seasonId, stepKey, after, limit }: { seasonId: string; stepKey: string; after: string; limit: number }) {
  const found = await tx.execute<{ code: string; left: number; due: string }>(sql`
    select ${clusterOfTask} as code, count(*)::int as left, min(t.due_at)::text as due
    from tasks t
    where t.season_id = ${seasonId} and t.step_key = ${stepKey} and t.kind <> 'dispute' and t.state in ('open', 'returned', 'submitted') and ${clusterOfTask} > ${after}
    group by 1 order by 1 limit ${limit}`);
  return found.rows.map((row) => ({ clusterCode: row.code, left: row.left, dueAt: Date.parse(row.due) }));
}

/** After a change: new due instants, and overdue marks that are no longer true taken back. Repeatable. */
export async function retimeStep(tx: Tx, { seasonId, stepKey, at }: StepCall): Promise<{ tasks: number }> {
  const { season, steps, calendar } = await seasonInForce(tx, seasonId);
  const step = planStep(season.plan, stepKey);
  const row = steps.find((one) => one.key === stepKey);
  if (!step || !row) return { tasks: 0 };
  let tasks = 0;
  for (const duty of step.duties.filter(opensTask)) {
    const due = iso(dueOf(step, duty, row, calendar));
    const moved = await tx.execute(sql`
      update tasks set due_at = case kind when 'chase' then ${iso(row.closesAt)}::timestamptz else ${due}::timestamptz end,
        overdue_at = case when ${due}::timestamptz > ${iso(at)}::timestamptz then null else overdue_at end,
        escalation = case when ${due}::timestamptz > ${iso(at)}::timestamptz then 0 else escalation end
      where id in (select id from tasks where ${unfinished(seasonId, stepKey)} and duty_key = ${duty.key}
        and (due_at <> ${due}::timestamptz or overdue_at is not null) order by unit_path, id for update)`);
    tasks += moved.rowCount ?? 0;
  }
  await announce(tx, { seasonId, topics: ['tasks', 'steps'] });
  return { tasks };
}

/** open → grace: from here work counts as late. */
export async function closeWindow(tx: Tx, { seasonId, stepKey }: StepCall): Promise<{ left: number }> {
  await moveStep(tx, { seasonId, stepKey, from: ['open'], to: 'grace' });
  const found = await tx.execute<{ left: number }>(sql`select count(*)::int as left from tasks where ${unfinished(seasonId, stepKey)}`);
  return { left: found.rows[0]?.left ?? 0 };
}

export async function reopenWindow(tx: Tx, { seasonId, stepKey }: StepCall): Promise<void> {
  await moveStep(tx, { seasonId, stepKey, from: ['grace'], to: 'open' });
}

type Ending = { to: Extract<TaskState, 'lapsed' | 'cancelled'>; action: 'lapse' | 'cancel'; rule: string };
const endings = {
  lapse: { to: 'lapsed', action: 'lapse', rule: 'late work is taken until the grace is over, then it lapses' },
  cancel: { to: 'cancelled', action: 'cancel', rule: 'the step was skipped or the season cancelled' },
} as const satisfies Record<string, Ending>;

/**
 * Ends a step: what is left lapses (or is cancelled) in batches, each row with its event and audit entry; then the
 * phase. Returns the clusters whose duty workflows may still wait: every one of the step, for one may have been started again, or have counted
 * its last task, just as another was answered.
 */
export async function endStep({ db, realNow, onBatch }: StepWork, call: StepCall, kind: keyof typeof endings): Promise<{ clusterCodes: string[]; ended: number }> {
  const { seasonId, stepKey, at } = call;
  const ending = endings[kind];
  let ended = 0;
  for (let size = batchRows; size === batchRows; ) {
    size = await withSystem(db, (tx) => endBatch(tx, call, ending, realNow()));
    ended += size;
    onBatch?.(ended);
  }
  return await withSystem(db, async (tx) => {
    const stamp = { closedAt: at, closedReal: realNow() };
    if (kind === 'lapse') await moveStep(tx, { seasonId, stepKey, from: ['open', 'grace'], to: 'closed' }, stamp);
    else await moveStep(tx, { seasonId, stepKey, from: ['planned', 'waiting-gate', 'open', 'grace', 'skipped'], to: 'skipped' }, stamp);
    const clusters = await tx.execute<{ code: string }>(sql`
      select distinct ${clusterOfTask} as code from tasks t where t.season_id = ${seasonId} and t.step_key = ${stepKey} and t.kind <> 'dispute' order by 1`);
    await announce(tx, { seasonId, topics: ['tasks', 'steps', 'seasons'] });
    return { clusterCodes: clusters.rows.map((row) => row.code), ended };
  });
}

async function endBatch(tx: Tx, { seasonId, stepKey, at }: StepCall, { to, action, rule }: Ending, realNow: Instant): Promise<number> {
  const done = await tx.execute<{ rows: number }>(sql`
    with due as (
      select id, state from tasks where ${unfinished(seasonId, stepKey)} order by unit_path, id limit ${batchRows} for update),
    moved as (
      update tasks t set state = ${to}, finished_at = ${iso(at)}::timestamptz, holder_unit_id = t.unit_id, version = t.version + 1
      from due where t.id = due.id
      returning t.id, due.state as from_state, t.unit_path, t.duty_key, t.due_at, t.version),
    events as (
      insert into task_events (task_id, action, from_state, to_state, at)
      select id, ${action}, from_state, ${to}, ${iso(at)}::timestamptz from moved),
    audit as (
      insert into audit_entries (at, actor_id, acting_for, action, subject_type, subject_id, unit_path, details, salt)
      select ${iso(realNow)}::timestamptz, null, null, ${`task.${action}`}, 'task', id::text, unit_path,
        jsonb_build_object('rule', ${rule}::text, 'stepKey', ${stepKey}::text, 'dutyKey', duty_key, 'dueAt', due_at, 'seasonAt', ${at}::bigint,
          'after', jsonb_build_object('state', ${to}::text, 'version', version)), ${freshSalt} from moved)
    select count(*)::int as rows from moved`);
  return done.rows[0]?.rows ?? 0;
}
