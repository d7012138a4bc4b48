import { sql } from 'drizzle-orm';
import { seasonNow } from '../../domain/clock.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Answers } from '../../domain/form.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SeasonState } from '../../domain/season.ts';
import { isAllowed, stateAfterSubmit } from '../../domain/task.ts';
import type { AnswerAction, TaskState } from '../../domain/task.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import type { EngineSeason } from './season-engine.ts';
import { iso } from './step-opening.ts';
import { doersAndHeads, tellOfTasks } from './task-notices.ts';

/** As in workflows/contracts/duty.ts; `workflowId`: the duty that asks. */
export type AnswerCall = {
  taskId: string; action: AnswerAction; actorId: string; actingFor: string; seenVersion: number; answerId: string; workflowId: string;
};
export type AnswerRefusal = 'not-allowed-in-state' | 'somebody-was-faster' | 'after-lapse' | 'waits-for-others' | 'season-paused';
export type AnswerOutcome =
  | { kind: 'taken'; state: TaskState; version: number }
  | { kind: 'refused'; reason: AnswerRefusal; by: string | null; state: TaskState };

/** There is nothing to decide on: no such answer, or a task of another duty. A repeat would find the same. */
export class NoSuchAnswer extends Error {
  override readonly name = 'NoSuchAnswer';
}

type Facts = {
  outcome: AnswerOutcome | null; answers: Answers; reason: string | null; action: AnswerAction;
  state: TaskState; version: number; unit_id: string; unit_path: string; unit_name: string; reviewer_unit_id: string | null; duty_key: string; step_key: string;
  title_vi: string; due: string; overdue: boolean; workflow_id: string; last_submitter: string | null; last_mover: string | null;
  season_id: string; season_title: string; rehearsal: boolean; clock: SeasonClock; season_state: SeasonState; lapses: string; clause: string | null; after: string[] | null;
};

/**
 * Decides one answer in one transaction, against the rows as they are now: outcome known before → that one; else
 * state, version, pause, the lapse of the step (late work is taken until then) and the duties it waits for. Writes task,
 * event, audit and notice with the outcome. `left`: tasks of this duty that are not final.
 * @throws {NoSuchAnswer}
 */
export async function applyAnswer(tx: Tx, call: AnswerCall, realNow: Instant): Promise<{ outcome: AnswerOutcome; left: number }> {
  const facts = await lockFacts(tx, call);
  if (facts.outcome === null) {
    const now = seasonNow(facts.clock, realNow);
    const reason = await refusalOf(tx, call, facts, now);
    facts.outcome = reason === null
      ? await take(tx, call, facts, now, realNow)
      : { kind: 'refused', reason, by: reason === 'somebody-was-faster' || reason === 'not-allowed-in-state' ? facts.last_mover : null, state: facts.state };
    await tx.execute(sql`update task_answers set outcome = ${JSON.stringify(facts.outcome)}::jsonb where id = ${call.answerId}`);
  }
  return { outcome: facts.outcome, left: await leftOf(tx, facts) };
}

async function lockFacts(tx: Tx, call: AnswerCall): Promise<Facts> {
  // The lock first, so that of two people at once the second sees what the first has done.
  await tx.execute(sql`select from tasks where id = ${call.taskId} for no key update`);
  const found = await tx.execute<Facts>(sql`
    select a.outcome, a.answers, a.reason, a.action, t.state, t.version, t.unit_id, t.unit_path, u.name as unit_name, t.reviewer_unit_id, t.duty_key, t.step_key,
      t.title_vi, t.due_at::text as due, t.overdue_at is not null as overdue, t.workflow_id,
      (select e.actor_id from task_events e where e.task_id = t.id and e.action = 'submit' order by e.id desc limit 1) as last_submitter,
      (select e.actor_id from task_events e where e.task_id = t.id and e.actor_id is not null and e.from_state <> e.to_state order by e.id desc limit 1) as last_mover,
      s.id as season_id, s.title as season_title, s.rehearsal, s.clock, s.state as season_state, st.lapses_at::text as lapses,
      d.duty ->> 'clause' as clause, (select array_agg(x) from jsonb_array_elements_text(d.duty -> 'after') as x) as after
    from task_answers a join tasks t on t.id = a.task_id join units u on u.id = t.unit_id join seasons s on s.id = t.season_id
    join steps st on st.season_id = s.id and st.key = t.step_key
    left join lateral (select d as duty from jsonb_array_elements(s.plan -> 'steps') as p, jsonb_array_elements(p -> 'duties') as d
      where p ->> 'key' = t.step_key and d ->> 'key' = t.duty_key) as d on true
    where a.id = ${call.answerId} and t.id = ${call.taskId}`);
  const [facts] = found.rows;
  if (!facts || facts.workflow_id !== call.workflowId || facts.action !== call.action) throw new NoSuchAnswer('No such answer waits for a task of this duty.');
  return facts;
}

async function refusalOf(tx: Tx, call: AnswerCall, facts: Facts, now: Instant): Promise<AnswerRefusal | null> {
  if (facts.state === 'lapsed') return 'after-lapse';
  if (call.seenVersion !== facts.version) return 'somebody-was-faster';
  if (!isAllowed(call.action, facts.state)) return 'not-allowed-in-state';
  if (facts.season_state === 'paused') return 'season-paused';
  if (facts.season_state === 'cancelled') return 'not-allowed-in-state';
  if (Date.parse(facts.lapses) <= now) return 'after-lapse';
  if (call.action === 'submit' && facts.after !== null && (await waitsForOthers(tx, facts, facts.after))) return 'waits-for-others';
  return null;
}

/** HP-2023 step 4, Phòng: a district reports when all its schools have. Work that lapsed is waited for no longer. */
async function waitsForOthers(tx: Tx, facts: Facts, after: readonly string[]): Promise<boolean> {
  const keys = sql`(${sql.join(after.map((key) => sql`${key}`), sql`, `)})`;
  const found = await tx.execute(sql`
    select from tasks where season_id = ${facts.season_id} and step_key = ${facts.step_key} and duty_key in ${keys} and kind not in ('dispute', 'chase')
      and starts_with(unit_path, ${facts.unit_path}) and state in ('open', 'returned', 'submitted') limit 1`);
  return found.rows.length > 0;
}

async function take(tx: Tx, call: AnswerCall, facts: Facts, now: Instant, realNow: Instant): Promise<AnswerOutcome> {
  const reviewed = facts.reviewer_unit_id !== null;
  const state = { submit: stateAfterSubmit(reviewed), accept: 'done' as const, return: 'returned' as const }[call.action];
  const due = Date.parse(facts.due);
  const late = call.action === 'submit' && now >= due;
  const version = facts.version + 1;
  await tx.execute(sql`
    with moved as (
      update tasks set state = ${state}, version = ${version},
        holder_unit_id = ${state === 'submitted' ? facts.reviewer_unit_id : facts.unit_id},
        assignee_id = case ${state} when 'submitted' then null when 'returned' then ${facts.last_submitter}::uuid else assignee_id end,
        answers = case when ${call.action} = 'submit' then ${JSON.stringify(facts.answers)}::jsonb else answers end,
        return_reason = ${call.action === 'return' ? facts.reason : null},
        submitted_at = case when ${call.action} = 'submit' then ${iso(now)}::timestamptz else submitted_at end,
        finished_at = case when ${state} = 'done' then ${iso(now)}::timestamptz end,
        overdue_at = case when ${late} then coalesce(overdue_at, due_at) else overdue_at end
      where id = ${call.taskId} returning id)
    insert into task_events (task_id, action, from_state, to_state, actor_id, acting_for, note, at)
    select id, ${call.action}, ${facts.state}, ${state}, ${call.actorId}::uuid, ${call.actingFor}::uuid, ${facts.reason}, ${iso(now)}::timestamptz from moved`);
  await recordAudit(tx, {
    at: realNow, actorId: call.actorId, actingFor: call.actingFor, action: `task.${call.action}`, subjectType: 'task', subjectId: call.taskId, unitPath: facts.unit_path,
    details: {
      answerId: call.answerId, seasonAt: now, dueAt: due, lapsesAt: Date.parse(facts.lapses), late, clause: facts.clause ?? '',
      rule: late ? 'late work is taken until the grace is over' : 'work is taken while its step is open', after: { state, version },
    },
  });
  await tellSubmitter(tx, call, facts, due);
  await announce(tx, { seasonId: facts.season_id, topics: ['tasks'] });
  return { kind: 'taken', state, version };
}

/** Accepted or returned: the unit that handed it in hears of it. */
async function tellSubmitter(tx: Tx, call: AnswerCall, facts: Facts, dueAt: Instant): Promise<void> {
  if (call.action === 'submit') return;
  const season: Pick<EngineSeason, 'id' | 'title' | 'rehearsal'> = { id: facts.season_id, title: facts.season_title, rehearsal: facts.rehearsal };
  const told = { id: call.taskId, toUnitId: facts.unit_id, unitName: facts.unit_name, unitPath: facts.unit_path, title: facts.title_vi, dueAt, clause: facts.clause ?? '' };
  await tellOfTasks(tx, [told], {
    season, template: call.action === 'accept' ? 'task-accepted' : 'task-returned', key: `answer/${call.answerId}`, roles: doersAndHeads,
    ...(facts.last_submitter !== null && { only: facts.last_submitter }), ...(facts.reason !== null && { more: { reason: facts.reason } }),
  });
}

async function leftOf(tx: Tx, facts: Facts): Promise<number> {
  const found = await tx.execute<{ left: number }>(sql`
    select count(*)::int as left from tasks
    where unit_path = ${facts.unit_path} and season_id = ${facts.season_id} and step_key = ${facts.step_key} and workflow_id = ${facts.workflow_id}
      and state in ('open', 'returned', 'submitted')`);
  return found.rows[0]?.left ?? 0;
}
