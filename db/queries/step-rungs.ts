import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { NoticeTemplate } from '../../domain/notice.ts';
import type { Role } from '../../domain/policy.ts';
import type { RungAction } from '../../domain/ladder.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { RungAt } from '../../domain/schedule-types.ts';
import { withSystem } from '../actor.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { doneOnce } from '../schema/seasons.ts';
import { planStep, seasonInForce } from './season-engine.ts';
import type { SeasonInForce } from './season-engine.ts';
import { iso } from './step-opening.ts';
import type { StepCall, StepWork } from './step-opening.ts';
import { doers, doersAndHeads, heads, tellOfTasks } from './task-notices.ts';

type TaskRung = Exclude<RungAction, 'chase'>;
/** Who is told: the holder's people, or those above. `set`: what becomes true of the task; `when`: whom it concerns. */
type Effect = { when: SQL; set: SQL; event: string; told: SQL; template: NoticeTemplate; roles: readonly Role[] };

// Work that waits for its reviewer is not the unit's lateness: it is reminded of at the reviewer, and never escalated.
const late = sql`t.state in ('open', 'returned') and t.overdue_at is not null`;
const effects = {
  remind: { when: sql`t.state in ('open', 'returned', 'submitted')`, set: sql`escalation = t.escalation`, event: 'remind', told: sql`t.holder_unit_id`, template: 'task-reminder', roles: doers },
  overdue: { when: sql`t.state in ('open', 'returned') and t.overdue_at is null`, set: sql`overdue_at = t.due_at`, event: 'overdue', told: sql`t.unit_id`, template: 'task-overdue', roles: doersAndHeads },
  'escalate-above': { when: sql`${late} and t.escalation < 1`, set: sql`escalation = 1`, event: 'escalate', told: sql`coalesce(u.parent_id, u.id)`, template: 'task-escalated', roles: heads },
  'escalate-province': {
    when: sql`${late} and t.escalation < 2`, set: sql`escalation = 2`, event: 'escalate',
    told: sql`(select id from units where parent_id is null order by path limit 1)`, template: 'task-escalated', roles: heads,
  },
} as const satisfies Record<TaskRung, Effect>;

const batchRows = 1_000;

/**
 * One moment of the ladder over all units: each rung one statement for a thousand tasks, their events, and one notice
 * a person. Each batch is marked in `done_once`, so that a repeat after a crash goes on where it stopped.
 */
export async function runRungs({ db, onBatch }: StepWork, call: StepCall & { rungs: readonly RungAt[] }): Promise<{ tasks: number }> {
  let tasks = 0;
  for (const [action, rungs] of groupBy(call.rungs, (one) => one.rung.action)) {
    if (action === 'chase') continue;
    for (let after: string | null = ''; after !== null; ) {
      const from: string = after;
      const batch = await withSystem(db, (tx) => runBatch(tx, call, action, rungs, from));
      tasks += batch.tasks;
      after = batch.last;
      onBatch?.(tasks);
    }
  }
  return { tasks };
}

type Hit = { id: string; told: string; unit_name: string; unit_path: string; title_vi: string; duty_key: string; due: string };

async function runBatch(tx: Tx, call: StepCall, action: TaskRung, rungs: readonly RungAt[], after: string): Promise<{ tasks: number; last: string | null }> {
  const { seasonId, stepKey } = call;
  const inForce = await seasonInForce(tx, seasonId);
  const moment = `${action}@${rungs[0]?.at ?? call.at}`;
  const scope = `rung/${seasonId}/${stepKey}`;
  const duties = sql`(${sql.join(rungs.map((one) => sql`${one.dutyKey}`), sql`, `)})`;
  const page = await tx.execute<{ id: string; place: string }>(sql`
    select t.id, t.unit_path || t.id as place from tasks t
    where t.season_id = ${seasonId} and t.step_key = ${stepKey} and t.duty_key in ${duties} and t.kind <> 'dispute'
      and t.state in ('open', 'returned', 'submitted') and t.unit_path || t.id > ${after}
    order by place limit ${batchRows} for update`);
  const last = page.rows.length < batchRows ? null : (page.rows.at(-1)?.place ?? null);
  const fresh = await tx.insert(doneOnce).values({ scope, key: `${moment}/${rungs.map((one) => one.dutyKey).join('+')}/${after}` }).onConflictDoNothing().returning();
  if (fresh.length === 0 || page.rows.length === 0) return { tasks: 0, last };
  const hits = await hit(tx, call, effects[action], page.rows.map((row) => row.id), clausesOf(inForce, stepKey));
  await tell(tx, inForce, call, action, hits, moment);
  return { tasks: hits.length, last };
}

function clausesOf({ season }: SeasonInForce, stepKey: string): Record<string, string> {
  return Object.fromEntries(planStep(season.plan, stepKey)?.duties.map((duty) => [duty.key, duty.clause]) ?? []);
}

/** A task whose deadline was moved past this moment is left alone. The clause goes into the event: "Vì sao?". */
async function hit(tx: Tx, { at }: StepCall, effect: Effect, ids: readonly string[], clauses: Record<string, string>): Promise<Hit[]> {
  const passed = effect.event === 'remind' ? sql`true` : sql`t.due_at <= ${iso(at)}::timestamptz`;
  const found = await tx.execute<Hit>(sql`
    with moved as (
      update tasks t set ${effect.set} from units u
      where u.id = t.unit_id and t.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) and ${effect.when} and ${passed}
      returning t.*, ${effect.told} as told, u.name as unit_name),
    events as (
      insert into task_events (task_id, action, from_state, to_state, note, at)
      select id, ${effect.event}, state, state, ${JSON.stringify(clauses)}::jsonb ->> duty_key, ${iso(at)}::timestamptz from moved)
    select id, told, unit_name, unit_path, title_vi, duty_key, due_at::text as due from moved order by unit_path, id`);
  return found.rows;
}

async function tell(tx: Tx, { season }: SeasonInForce, { seasonId, stepKey, at }: StepCall, action: TaskRung, hits: readonly Hit[], moment: string): Promise<void> {
  if (hits.length === 0) return;
  const { template, roles } = effects[action];
  const clause = planStep(season.plan, stepKey)?.clause ?? '';
  await tellOfTasks(tx, hits.map((one) => ({
    id: one.id, toUnitId: one.told, unitName: one.unit_name, unitPath: one.unit_path, title: one.title_vi, dueAt: Date.parse(one.due), clause,
  })), { season, template, key: `${moment}/${seasonId}/${stepKey}`, roles, more: { seasonAt: at } });
  await announce(tx, { seasonId, topics: ['tasks', 'notices'] });
}

/** The ladder of a single task with a deadline of its own: a dispute. Repeatable by the same marks. */
export async function chaseOneTask(tx: Tx, task: { id: string; seasonId: string; stepKey: string }, at: number, rungs: readonly RungAt[]): Promise<number> {
  const call = { seasonId: task.seasonId, stepKey: task.stepKey, at };
  const inForce = await seasonInForce(tx, task.seasonId);
  let chased = 0;
  for (const { rung, at: when } of rungs) {
    if (rung.action === 'chase') continue;
    const moment = `${rung.action}@${when}`;
    const fresh = await tx.insert(doneOnce).values({ scope: `rung/${task.id}`, key: moment }).onConflictDoNothing().returning();
    if (fresh.length === 0) continue;
    const hits = await hit(tx, call, effects[rung.action], [task.id], clausesOf(inForce, task.stepKey));
    await tell(tx, inForce, call, rung.action, hits, moment);
    chased += hits.length;
  }
  return chased;
}
