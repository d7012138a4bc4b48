import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { seasonNow } from '../../domain/clock.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Answers } from '../../domain/form.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SeasonState } from '../../domain/season.ts';
import { isAllowed, stateAfterSubmit } from '../../domain/task.ts';
import type { AnswerAction, TaskState } from '../../domain/task.ts';
import type { Work } from '../../domain/work.ts';
import { auditInsert, auditRows } from '../audit.ts';
import type { AuditEntry } from '../audit.ts';
import type { Tx } from '../client.ts';
import { named, planOnce } from '../named.ts';
import type { EngineSeason } from './season-engine.ts';
import { iso } from './step-opening.ts';
import { doersAndHeads, tellOfTasks } from './task-notices.ts';
import { cohortsOf, workState } from './work/work-state.ts';

/** As in workflows/contracts/duty.ts. */
export type AnswerCall = { taskId: string; action: AnswerAction; actorId: string; actingFor: string; seenVersion: number; answerId: string };
export type AnswerRefusal = 'not-allowed-in-state' | 'somebody-was-faster' | 'after-lapse' | 'waits-for-others' | 'season-paused' | 'work-unfinished';
export type AnswerOutcome =
  | { kind: 'taken'; state: TaskState; version: number }
  | { kind: 'refused'; reason: AnswerRefusal; by: string | null; state: TaskState };
export type AnswersDecided = {
  /** One for each answer. `no-such-answer`: there is none, or its task is another workflow's. */
  decided: ({ answerId: string } & ({ outcome: AnswerOutcome } | { failed: 'no-such-answer' }))[];
  /** Tasks of this `duty` workflow that are not final. */
  left: number;
  /** Of what was decided just now; null when nothing was. */
  seasonId: string | null;
};

type Facts = {
  id: string; task_id: string; outcome: AnswerOutcome | null; answers: Answers; reason: string | null; action: AnswerAction;
  state: TaskState; version: number; unit_id: string; unit_path: string; unit_name: string; reviewer_unit_id: string | null; duty_key: string; step_key: string;
  title_vi: string; due: string; workflow_id: string; last_submitter: string | null; last_mover: string | null;
  season_id: string; season_title: string; rehearsal: boolean; clock: SeasonClock; season_state: SeasonState; lapses: string; clause: string | null; after: string[] | null;
  work: Work | null; plan_kind: Plan['kind']; plan_levels: Plan['levels']; year: number;
};
type Decision = { call: AnswerCall; facts: Facts; now: Instant; late: boolean; outcome: AnswerOutcome };

/**
 * Decides the answers of people who press at the same time, in one transaction and a handful of statements, against the rows as they are now: outcome known
 * before → that one; else state, version, pause, the lapse of the step (late work is taken until then) and the duties it waits for. Writes task, event,
 * audit and notice with each outcome.
 */
export async function applyAnswers(tx: Tx, workflowId: string, calls: readonly AnswerCall[], realNow: Instant): Promise<AnswersDecided> {
  const decided: AnswersDecided['decided'] = [];
  let [seasonId, left]: [string | null, number | null] = [null, null];
  await planOnce(tx);
  for (const round of roundsOf(calls)) {
    const facts = await lockFacts(tx, workflowId, round);
    const fresh: Decision[] = [];
    for (const call of round) {
      const one = facts.get(call.answerId);
      if (one?.action !== call.action || one.task_id !== call.taskId) decided.push({ answerId: call.answerId, failed: 'no-such-answer' });
      else if (one.outcome !== null) decided.push({ answerId: call.answerId, outcome: one.outcome });
      else fresh.push(await decisionOf(tx, call, one, realNow));
    }
    if (fresh.length === 0) continue;
    left = await write(tx, workflowId, fresh, realNow);
    for (const one of fresh) await tellSubmitter(tx, one);
    decided.push(...fresh.map(({ call, outcome }) => ({ answerId: call.answerId, outcome })));
    seasonId = fresh[0]?.facts.season_id ?? null;
  }
  return { decided, left: left ?? (await countLeft(tx, { workflowId }))[0]?.left ?? 0, seasonId };
}

/** Two answers to one task: the second is decided when the first is written. */
function roundsOf(calls: readonly AnswerCall[]): AnswerCall[][] {
  const rounds: AnswerCall[][] = [];
  for (const call of calls) {
    const free = rounds.find((round) => !round.some((one) => one.taskId === call.taskId || one.answerId === call.answerId));
    if (free) free.push(call);
    else rounds.push([call]);
  }
  return rounds;
}

const given = (name: string): SQL => sql`${sql.placeholder(name)}`;
const uuidsIn = (name: string): SQL => sql`any(${given(name)}::uuid[])`;
const leftIn = sql`select count(*)::int as left from tasks where workflow_id = ${given('workflowId')} and state in ('open', 'returned', 'submitted')`;

const lock = named('answers-lock', sql`select from tasks where id = ${uuidsIn('tasks')} order by unit_path, id for no key update`);
const countLeft = named<{ left: number }>('answers-left', leftIn);
const readFacts = named<Facts>('answers-facts', sql`
  select a.id, t.id as task_id, a.outcome, a.answers, a.reason, a.action, t.state, t.version, t.unit_id, t.unit_path, u.name as unit_name, t.reviewer_unit_id,
    t.duty_key, t.step_key, t.title_vi, t.due_at::text as due, t.workflow_id,
    (select e.actor_id from task_events e where e.task_id = t.id and e.action = 'submit' order by e.id desc limit 1) as last_submitter,
    (select e.actor_id from task_events e where e.task_id = t.id and e.actor_id is not null and e.from_state <> e.to_state order by e.id desc limit 1) as last_mover,
    s.id as season_id, s.title as season_title, s.rehearsal, s.clock, s.state as season_state, st.lapses_at::text as lapses,
    d.duty ->> 'clause' as clause, (select array_agg(x) from jsonb_array_elements_text(d.duty -> 'after') as x) as after,
    d.duty ->> 'work' as work, s.plan ->> 'kind' as plan_kind, s.plan -> 'levels' as plan_levels, s.year
  from task_answers a join tasks t on t.id = a.task_id join units u on u.id = t.unit_id join seasons s on s.id = t.season_id
  join steps st on st.season_id = s.id and st.key = t.step_key
  left join lateral (select d as duty from jsonb_array_elements(s.plan -> 'steps') as p, jsonb_array_elements(p -> 'duties') as d
    where p ->> 'key' = t.step_key and d ->> 'key' = t.duty_key) as d on true
  where a.id = ${uuidsIn('answers')}`);
/** The ids twice: the planner takes a recordset for a hundred rows and would read whole tables. `left`: before it, as all parts of a statement see the rows. */
const writeRound = named<{ left: number }>('answers-write', sql`
  with d as (select * from jsonb_to_recordset(${given('rows')}::jsonb) as d(
    task_id uuid, answer_id uuid, outcome jsonb, taken boolean, action text, from_state text, state text, version int, holder_id uuid, submitter_id uuid,
    answers jsonb, reason text, late boolean, at timestamptz, actor_id uuid, acting_for uuid)),
  answered as (update task_answers a set outcome = d.outcome from d where a.id = d.answer_id and a.id = ${uuidsIn('answers')}),
  audited as (${auditInsert(given('audits'))}),
  moved as (
    update tasks t set state = d.state, version = d.version, holder_unit_id = d.holder_id,
      assignee_id = case d.state when 'submitted' then null when 'returned' then d.submitter_id else t.assignee_id end,
      answers = case when d.action = 'submit' then d.answers else t.answers end,
      return_reason = case when d.action = 'return' then d.reason end,
      submitted_at = case when d.action = 'submit' then d.at else t.submitted_at end,
      finished_at = case when d.state = 'done' then d.at end,
      overdue_at = case when d.late then coalesce(t.overdue_at, t.due_at) else t.overdue_at end
    from d where d.taken and t.id = d.task_id and t.id = ${uuidsIn('tasks')}),
  told as (insert into task_events (task_id, action, from_state, to_state, actor_id, acting_for, note, at)
    select task_id, action, from_state, state, actor_id, acting_for, reason, at from d where taken)
  ${leftIn}`);

async function lockFacts(tx: Tx, workflowId: string, calls: readonly AnswerCall[]): Promise<ReadonlyMap<string, Facts>> {
  // The lock first, so that of two people at once the second sees what the first has done; in the order of the ladder and of the end of a step, so that none waits for the other in a circle.
  await lock(tx, { tasks: calls.map((one) => one.taskId) });
  const found = await readFacts(tx, { answers: calls.map((one) => one.answerId) });
  // Not in the statement, or the planner starts from all tasks of the workflow.
  return new Map(found.filter((one) => one.workflow_id === workflowId).map((one) => [one.id, one]));
}

async function decisionOf(tx: Tx, call: AnswerCall, facts: Facts, realNow: Instant): Promise<Decision> {
  const now = seasonNow(facts.clock, realNow);
  const late = call.action === 'submit' && now >= Date.parse(facts.due);
  const reason = await refusalOf(tx, call, facts, now);
  if (reason !== null) {
    const by = reason === 'somebody-was-faster' || reason === 'not-allowed-in-state' ? facts.last_mover : null;
    return { call, facts, now, late, outcome: { kind: 'refused', reason, by, state: facts.state } };
  }
  const state = { submit: stateAfterSubmit(facts.reviewer_unit_id !== null), accept: 'done' as const, return: 'returned' as const }[call.action];
  return { call, facts, now, late, outcome: { kind: 'taken', state, version: facts.version + 1 } };
}

async function refusalOf(tx: Tx, call: AnswerCall, facts: Facts, now: Instant): Promise<AnswerRefusal | null> {
  if (facts.state === 'lapsed') return 'after-lapse';
  if (call.seenVersion !== facts.version) return 'somebody-was-faster';
  if (!isAllowed(call.action, facts.state)) return 'not-allowed-in-state';
  if (facts.season_state === 'paused') return 'season-paused';
  if (facts.season_state === 'cancelled') return 'not-allowed-in-state';
  if (Date.parse(facts.lapses) <= now) return 'after-lapse';
  if (call.action === 'submit' && facts.after !== null && (await waitsForOthers(tx, facts, facts.after))) return 'waits-for-others';
  if (call.action === 'submit' && facts.work !== null && (await isUnfinished(tx, facts, facts.work))) return 'work-unfinished';
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

/** What the duty is about is not right yet: decided on the rows of this moment, whatever the screen showed. */
async function isUnfinished(tx: Tx, facts: Facts, work: Work): Promise<boolean> {
  const { blockers } = await workState(tx, work, {
    unitId: facts.unit_id, unitPath: facts.unit_path, seasonId: facts.season_id, year: facts.year, cohorts: cohortsOf({ kind: facts.plan_kind, levels: facts.plan_levels }),
  });
  return blockers.length > 0;
}

/** Rows, events, audit entries and outcomes of one round, as one statement; how many tasks are left then. */
async function write(tx: Tx, workflowId: string, decisions: readonly Decision[], realNow: Instant): Promise<number> {
  const rows = decisions.map(({ call, facts, now, late, outcome }) => ({
    task_id: call.taskId, answer_id: call.answerId, outcome, taken: outcome.kind === 'taken', action: call.action, from_state: facts.state, state: outcome.state,
    version: outcome.kind === 'taken' ? outcome.version : null, holder_id: outcome.state === 'submitted' ? facts.reviewer_unit_id : facts.unit_id,
    submitter_id: facts.last_submitter, answers: facts.answers, reason: facts.reason, late, at: iso(now), actor_id: call.actorId, acting_for: call.actingFor,
  }));
  const [before] = await writeRound(tx, {
    workflowId, rows: JSON.stringify(rows), audits: auditRows(decisions.flatMap((one) => auditOf(one, realNow))),
    tasks: rows.map((row) => row.task_id), answers: rows.map((row) => row.answer_id),
  });
  return (before?.left ?? 0) - decisions.filter(({ outcome }) => outcome.kind === 'taken' && outcome.state === 'done').length;
}

function auditOf({ call, facts, now, late, outcome }: Decision, realNow: Instant): AuditEntry[] {
  if (outcome.kind === 'refused') return [];
  return [{
    at: realNow, actorId: call.actorId, actingFor: call.actingFor, action: `task.${call.action}`, subjectType: 'task', subjectId: call.taskId, unitPath: facts.unit_path,
    details: {
      answerId: call.answerId, seasonAt: now, dueAt: Date.parse(facts.due), lapsesAt: Date.parse(facts.lapses), late, clause: facts.clause ?? '',
      rule: late ? 'late work is taken until the grace is over' : 'work is taken while its step is open', after: { state: outcome.state, version: outcome.version },
    },
  }];
}

/** Accepted or returned: the unit that handed it in hears of it. */
async function tellSubmitter(tx: Tx, { call, facts, outcome }: Decision): Promise<void> {
  if (call.action === 'submit' || outcome.kind === 'refused') return;
  const season: Pick<EngineSeason, 'id' | 'title' | 'rehearsal'> = { id: facts.season_id, title: facts.season_title, rehearsal: facts.rehearsal };
  const told = { id: call.taskId, toUnitId: facts.unit_id, unitName: facts.unit_name, unitPath: facts.unit_path, title: facts.title_vi, dueAt: Date.parse(facts.due), clause: facts.clause ?? '' };
  await tellOfTasks(tx, [told], {
    season, template: call.action === 'accept' ? 'task-accepted' : 'task-returned', key: `answer/${call.answerId}`, roles: doersAndHeads,
    ...(facts.last_submitter !== null && { only: facts.last_submitter }), ...(facts.reason !== null && { more: { reason: facts.reason } }),
  });
}
