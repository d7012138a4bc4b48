import { randomUUID } from 'node:crypto';
import { enqueue } from '../../db/outbox.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { addSeason, insertSteps } from '../../db/queries/seasons.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { DAY } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Duty, Plan } from '../../domain/plan.ts';
import { scheduleSeason } from '../../domain/schedule.ts';
import type { AnswerOutcome, AnswerTask } from '../../workflows/contracts/duty.ts';
import type { Ground } from './ground.ts';
import { plainDuty, plainPlan } from './plan.ts';
import type { Person } from './province.ts';

export type LaunchedSeason = { id: string; code: string; plan: Plan };
type Launch = {
  code: string; plan: Plan; people: readonly Person[];
  /** The windows in force, by step; those of the plan without. */
  windows?: Readonly<Record<string, { opensAt: Instant; closesAt: Instant }>>;
  clock?: (firstOpening: Instant) => SeasonClock;
  /** false: the rows alone, for a peer that is no engine of ours. */
  byEngine?: boolean;
};

/** As an approval leaves it: season, steps and the order to the engine in one transaction; the relay does the rest. */
export async function launchSeason(ground: Ground, { code, plan, people, windows = {}, clock = () => ({ mode: 'live' }), byEngine = true }: Launch): Promise<LaunchedSeason> {
  const [preparer, approver] = people.filter((one) => one.unitCode === 'SO');
  if (!preparer || !approver) throw new Error('a province needs two people at the Sở');
  return await ground.db.transaction(async (tx) => {
    const schedule = scheduleSeason({ plan, year: plan.year, choices: windows, holidays: await readHolidays(tx) });
    const first = Math.min(...schedule.map((step) => step.opensAt));
    const made = clock(first);
    const now = Date.now();
    const season = await addSeason(tx, {
      code, title: `Đo ${code}`, planKey: plan.key, plan, year: plan.year, clock: made, clockOptions: {}, choices: windows, rehearsal: made.mode === 'rehearsal', colleagues: null,
      state: byEngine ? 'launching' : 'running', preparedBy: preparer.id, preparedFor: preparer.id, approvedBy: approver.id, startedAt: now, submittedAt: now,
    });
    await insertSteps(tx, season, schedule);
    if (byEngine) await enqueue(tx, { kind: 'start-season', key: `start-season/${season.id}`, payload: { seasonId: season.id, seasonCode: code } });
    return { id: season.id, code, plan };
  });
}

/** A step open since a moment ago, with `duties` alike for every school: nothing but tasks. */
export function openStepPlan(key: string, duties: number, change: Partial<Duty> = {}): Plan {
  return plainPlan(key, Array.from({ length: duties }, (_one, index) => plainDuty(`duty-${index + 1}`, change)));
}

/** The window of its one step, around now. */
export const openNow = (forMs = 30 * DAY): { first: { opensAt: Instant; closesAt: Instant } } => ({ first: { opensAt: Date.now() - 60_000, closesAt: Date.now() + forMs } });

export type OpenTask = { id: string; workflowId: string; version: number; unitId: string; unitCode: string; reviewerCode: string | null; state: 'open' | 'returned' | 'submitted' };

export async function openTasks(ground: Ground, seasonId: string): Promise<OpenTask[]> {
  const { rows } = await ground.pool.query<OpenTask>(
    `select t.id, t.workflow_id as "workflowId", t.version, t.unit_id as "unitId", u.code as "unitCode", r.code as "reviewerCode", t.state
     from tasks t join units u on u.id = t.unit_id left join units r on r.id = t.reviewer_unit_id
     where t.season_id = $1 and t.state in ('open', 'returned', 'submitted') order by md5(t.id::text)`, [seasonId]);
  return rows;
}

/** Who answers at each unit. */
export function doersOf(people: readonly Person[]): ReadonlyMap<string, string> {
  return new Map(people.filter((one) => one.role === 'officer' || one.role === 'clerk').map((one) => [one.unitCode, one.id]));
}

/** An answer as the API has stored it before it asks the engine. */
export async function storeAnswers(ground: Ground, answers: readonly AnswerTask[]): Promise<void> {
  await ground.pool.query(
    `insert into task_answers (id, task_id, action, answers, actor_id, acting_for)
     select (a ->> 'answerId')::uuid, (a ->> 'taskId')::uuid, a ->> 'action', '{"figure": 1}', (a ->> 'actorId')::uuid, (a ->> 'actingFor')::uuid from jsonb_array_elements($1::jsonb) a
     on conflict do nothing`, [JSON.stringify(answers)]);
}

export function answerOf(task: OpenTask, actorId: string, action: AnswerTask['action'] = 'submit'): AnswerTask & { workflowId: string } {
  return { taskId: task.id, action, actorId, actingFor: actorId, seenVersion: task.version, answerId: randomUUID(), workflowId: task.workflowId };
}

/** The Update as the API sends it: its id is the answer's. */
export async function sendAnswer(ground: Ground, { workflowId, ...answer }: AnswerTask & { workflowId: string }): Promise<AnswerOutcome> {
  return await ground.asked.answer(workflowId, answer);
}

/** Runs `one` over all, `width` at a time. */
export async function inLanes<T>(all: readonly T[], width: number, one: (each: T) => Promise<void>): Promise<void> {
  const left = all[Symbol.iterator]();
  await Promise.all(Array.from({ length: width }, async () => {
    for (const each of left) await one(each);
  }));
}

/**
 * Notices are queued as always and sent by nobody: what they cost is measured in *season*. For comparisons with peers that send none, and whose
 * notices our worker would otherwise send in its own time.
 */
export async function holdNotices(ground: Ground): Promise<void> {
  await ground.pool.query(`create function hold_notice() returns trigger language plpgsql as $$ begin new.not_before = '2999-01-01'; return new; end $$`);
  await ground.pool.query('create trigger hold_notice before insert on notices for each row execute function hold_notice()');
}

/** What an earlier run or a peer left to the worker is done: the audit log is sealed. */
export async function untilIdle(ground: Ground): Promise<void> {
  await ground.until('the audit log is sealed', 60_000, async () => (await ground.pool.query('select from audit_entries where leaf_index is null limit 1')).rows.length === 0);
}
