import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, startOfDate } from '../../domain/instant.ts';
import type { AnswerAction } from '../../domain/task.ts';
import { dutyOf, planOf, planStepOf, seedOpenStep, seedProvince, storeAnswer } from '../../test/support/season-seed.ts';
import type { SeededProvince } from '../../test/support/season-seed.ts';
import { createWorkerDatabase } from '../../test/support/worker-database.ts';
import { withSystem } from '../actor.ts';
import type { Db } from '../client.ts';
import { seasonInForce } from './season-engine.ts';
import { openStep } from './step-opening.ts';
import { runRungs } from './step-rungs.ts';
import { closeWindow, endStep, listOpenDuties, retimeStep } from './step-tasks.ts';
import { applyAnswers } from './task-answers.ts';
import type { AnswerOutcome } from './task-answers.ts';

const opens = startOfDate('2023-05-02');
const closes = startOfDate('2023-05-09');
let db: Db;
let end: () => Promise<void>;
let province: SeededProvince;

beforeAll(async () => {
  ({ db, end } = await createWorkerDatabase(8));
  province = await seedProvince(db, 3);
});
afterAll(async () => await end());

const work = () => ({ db, realNow: () => opens });
const plan = planOf([planStepOf(1, [dutyOf('report', { review: 'tier-above' }), dutyOf('gather', { owner: 'district', after: ['report'] })])]);

async function opened(code: string): Promise<{ seasonId: string; lapses: number }> {
  const seasonId = await seedOpenStep(db, { code, plan, by: province.staffOf['SO'] ?? '', at: opens });
  const inForce = await withSystem(db, (tx) => seasonInForce(tx, seasonId));
  return { seasonId, lapses: inForce.steps[0]?.lapsesAt ?? 0 };
}

type Task = { id: string; state: string; version: number; workflow_id: string; overdue: boolean; escalation: number; due: string; code: string };
async function tasks(seasonId: string): Promise<Task[]> {
  return (await withSystem(db, (tx) => tx.execute<Task>(sql`
    select t.id, t.state, t.version, t.workflow_id, t.overdue_at is not null as overdue, t.escalation, t.due_at::text as due, u.code
    from tasks t join units u on u.id = t.unit_id where t.season_id = ${seasonId} order by t.unit_path`))).rows;
}
const ofUnit = async (seasonId: string, code: string): Promise<Task> => {
  const task = (await tasks(seasonId)).find((one) => one.code === code);
  if (!task) throw new Error(`no task of ${code}`);
  return task;
};

async function answer(task: Task, action: AnswerAction, by: string, at: number, how: { id?: string; seenVersion?: number } = {}): Promise<AnswerOutcome & { left: number }> {
  const answerId = how.id ?? randomUUID();
  const actorId = province.staffOf[by] ?? '';
  await storeAnswer(db, { id: answerId, taskId: task.id, action, actorId });
  const call = { taskId: task.id, action, actorId, actingFor: actorId, seenVersion: how.seenVersion ?? task.version, answerId };
  const { decided: [one], left } = await withSystem(db, (tx) => applyAnswers(tx, task.workflow_id, [call], at));
  if (!one || !('outcome' in one)) throw new Error(one?.failed ?? 'nothing decided');
  return { ...one.outcome, left };
}

describe('opening', () => {
  test('each unit owes its duties once, however often the step is opened', async () => {
    const { seasonId } = await opened('open');
    expect(await openStep(work(), { seasonId, stepKey: 'step-1', at: opens })).toMatchObject({ tasks: 0 });
    expect((await tasks(seasonId)).map((task) => task.code)).toEqual(['D01', 'S0001', 'S0002', 'S0003']);
  });

  test('a middle unit and its schools are one cluster, the schools of the Sở are with the Sở', async () => {
    await withSystem(db, (tx) => tx.execute(sql`
      insert into units (id, code, name, folded, tier, path, parent_id, levels)
      select gen_random_uuid(), 'T0001', 'Trường trực thuộc Sở', 'truong', 'school', path || 'T0001/', id, '{primary}' from units where code = 'SO'`));
    const { seasonId } = await opened('clusters');
    await withSystem(db, (tx) => tx.execute(sql`update units set active = false where code = 'T0001'`));
    const from = (after: string, limit: number) => withSystem(db, (tx) => listOpenDuties(tx, { seasonId, stepKey: 'step-1', after, limit }));
    expect(await from('', 10)).toEqual([{ clusterCode: 'D01', left: 4, dueAt: closes }, { clusterCode: 'SO', left: 1, dueAt: closes }]);
    expect(await from('', 1)).toMatchObject([{ clusterCode: 'D01' }]);
    expect(await from('D01', 1)).toMatchObject([{ clusterCode: 'SO' }]);
    expect((await tasks(seasonId)).map((task) => [task.code, task.workflow_id])).toEqual([
      ...['D01', 'S0001', 'S0002', 'S0003'].map((code) => [code, 'duty/clusters/step-1/D01']), ['T0001', 'duty/clusters/step-1/SO'],
    ]);
  });
});

describe('a duty about data', () => {
  const about = planOf([planStepOf(1, [dutyOf('review', { review: 'tier-above', work: 'pupil-review' })])]);
  const spoil = (code: string, phone: string) => withSystem(db, (tx) => tx.execute(sql`
    insert into pupils (code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, permanent_address, current_address, guardian_name, guardian_phone, school_id, school_path, class_name, cohort, residence)
    select ${code}, 'Đỗ Thị Hường', 'do thi huong', 'Hường Đỗ Thị', '2012-09-05', 'female', 'Kinh', 'Hải Phòng', 'a', 'a', 'Nam', ${phone}, u.id, u.path, '5A1', 'grade-5', 'settled' from units u where u.code = 'S0001'
    on conflict (code) do update set guardian_phone = excluded.guardian_phone`));

  test('cannot be handed in while its rows are not right, whatever the screen showed, and changes nothing by trying', async () => {
    const seasonId = await seedOpenStep(db, { code: 'about', plan: about, by: province.staffOf['SO'] ?? '', at: opens });
    await spoil('HS-1', '12');
    const [task, other] = [await ofUnit(seasonId, 'S0001'), await ofUnit(seasonId, 'S0002')];
    const id = randomUUID();
    const refused = { kind: 'refused', reason: 'work-unfinished', by: null, state: 'open' };
    expect(await answer(task, 'submit', 'S0001', opens, { id })).toMatchObject(refused);
    expect(await ofUnit(seasonId, 'S0001')).toMatchObject({ state: 'open', version: task.version });
    // Another school's duty is not held up by it.
    expect(await answer(other, 'submit', 'S0002', opens)).toMatchObject({ kind: 'taken' });
    await spoil('HS-1', '0912345678');
    // What was said to one press stays said; the next one counts.
    expect(await answer(task, 'submit', 'S0001', opens, { id })).toMatchObject(refused);
    expect(await answer(task, 'submit', 'S0001', opens)).toMatchObject({ kind: 'taken', state: 'submitted' });
    // Whoever reviews decides for themselves, also when something was spoilt since.
    await spoil('HS-1', '12');
    expect(await answer(await ofUnit(seasonId, 'S0001'), 'return', 'D01', opens)).toMatchObject({ kind: 'taken', state: 'returned' });
    expect(await answer(await ofUnit(seasonId, 'S0001'), 'submit', 'S0001', opens)).toMatchObject({ ...refused, state: 'returned' });
    await withSystem(db, (tx) => tx.execute(sql`delete from pupils`));
  });
});

describe('the deadline, in the transaction that takes the answer', () => {
  test.each([[-1, 'taken', false], [0, 'taken', true], [1, 'taken', true]])('due %d ms: %s, late %s', async (offset, kind, late) => {
    const { seasonId } = await opened(`due${offset}`);
    const task = await ofUnit(seasonId, 'S0001');
    expect((await answer(task, 'submit', 'S0001', closes + offset)).kind).toBe(kind);
    expect((await ofUnit(seasonId, 'S0001')).overdue).toBe(late);
  });

  test.each([[-1, 'taken'], [0, 'refused'], [1, 'refused']])('lapse %d ms: %s', async (offset, kind) => {
    const { seasonId, lapses } = await opened(`lapse${offset}`);
    const outcome = await answer(await ofUnit(seasonId, 'S0001'), 'submit', 'S0001', lapses + offset);
    expect(outcome).toMatchObject(kind === 'taken' ? { kind } : { kind, reason: 'after-lapse', left: 4 });
  });

  test('an extension counts at once: the row decides, not the workflow', async () => {
    const { seasonId, lapses } = await opened('longer');
    await withSystem(db, (tx) => tx.execute(sql`update steps set closes_at = closes_at + interval '7 days', lapses_at = lapses_at + interval '7 days' where season_id = ${seasonId}`));
    await withSystem(db, (tx) => retimeStep(tx, { seasonId, stepKey: 'step-1', at: opens }));
    const task = await ofUnit(seasonId, 'S0001');
    expect(Date.parse(task.due)).toBe(closes + 7 * DAY);
    expect(await answer(task, 'submit', 'S0001', lapses)).toMatchObject({ kind: 'taken', state: 'submitted' });
    // After the old lapse, yet before the new deadline: on time.
    expect((await ofUnit(seasonId, 'S0001')).overdue).toBe(false);
  });
});

describe('an answer', () => {
  test('goes up and comes back: submitted, returned, submitted, accepted; a repeat hears the first outcome', async () => {
    const { seasonId } = await opened('chain');
    const task = await ofUnit(seasonId, 'S0001');
    const id = randomUUID();
    expect(await answer(task, 'submit', 'S0001', opens, { id })).toMatchObject({ kind: 'taken', state: 'submitted', version: 2, left: 4 });
    expect(await answer(task, 'submit', 'S0001', opens, { id })).toMatchObject({ kind: 'taken', state: 'submitted', version: 2 });
    expect(await answer(task, 'submit', 'S0002', opens)).toMatchObject({ kind: 'refused', reason: 'somebody-was-faster', by: province.staffOf['S0001'] });
    expect(await answer(task, 'return', 'D01', opens, { seenVersion: 2 })).toMatchObject({ kind: 'taken', state: 'returned' });
    expect(await answer(task, 'submit', 'S0001', opens, { seenVersion: 3 })).toMatchObject({ kind: 'taken', state: 'submitted' });
    expect(await answer(task, 'accept', 'D01', opens, { seenVersion: 4 })).toMatchObject({ kind: 'taken', state: 'done', left: 3 });
    expect(await answer(task, 'submit', 'S0001', opens, { seenVersion: 5 })).toMatchObject({ kind: 'refused', reason: 'not-allowed-in-state' });
  });

  test('of twenty people at once exactly one wins', async () => {
    const { seasonId } = await opened('race');
    const task = await ofUnit(seasonId, 'S0002');
    const all = await Promise.all(Array.from({ length: 20 }, () => answer(task, 'submit', 'S0002', opens)));
    expect(all.filter((one) => one.kind === 'taken')).toHaveLength(1);
    expect((await ofUnit(seasonId, 'S0002')).version).toBe(2);
  });

  test('many at once are decided as they would be one after another, and none holds up the others', async () => {
    const { seasonId } = await opened('batch');
    const [first, second] = [await ofUnit(seasonId, 'S0001'), await ofUnit(seasonId, 'S0002')];
    const calls = [first, second, first, second].map((task, index) => ({
      taskId: task.id, action: 'submit' as const, actorId: province.staffOf[index < 2 ? task.code : 'D01'] ?? '', actingFor: province.staffOf[task.code] ?? '', seenVersion: 1, answerId: randomUUID(),
    }));
    for (const call of calls.slice(0, 3)) await storeAnswer(db, { id: call.answerId, taskId: call.taskId, action: call.action, actorId: call.actorId });
    const decide = () => withSystem(db, (tx) => applyAnswers(tx, first.workflow_id, calls, opens));
    const { decided, left } = await decide();
    const told = new Map(decided.map(({ answerId, ...one }) => [answerId, one]));
    expect(calls.map((call) => told.get(call.answerId))).toEqual([
      { outcome: { kind: 'taken', state: 'submitted', version: 2 } },
      { outcome: { kind: 'taken', state: 'submitted', version: 2 } },
      { outcome: { kind: 'refused', reason: 'somebody-was-faster', by: province.staffOf['S0001'], state: 'submitted' } },
      { failed: 'no-such-answer' },
    ]);
    expect(left).toBe(4);
    expect(new Map((await decide()).decided.map(({ answerId, ...one }) => [answerId, one]))).toEqual(told);
    const audit = await withSystem(db, (tx) => tx.execute(sql`select from audit_entries where action = 'task.submit' and subject_id in (${first.id}, ${second.id})`));
    expect(audit.rows).toHaveLength(2);
  });

  test('of a district waits for its schools', async () => {
    const { seasonId } = await opened('waits');
    const gather = await ofUnit(seasonId, 'D01');
    expect(await answer(gather, 'submit', 'D01', opens)).toMatchObject({ kind: 'refused', reason: 'waits-for-others' });
    for (const code of province.schools) {
      const task = await ofUnit(seasonId, code);
      await answer(task, 'submit', code, opens);
      await answer(task, 'accept', 'D01', opens, { seenVersion: 2 });
    }
    expect(await answer(gather, 'submit', 'D01', opens)).toMatchObject({ kind: 'taken' });
  });

  test('meets a paused season, and a task of another duty', async () => {
    const { seasonId } = await opened('paused');
    const task = await ofUnit(seasonId, 'S0001');
    await expect(answer({ ...task, workflow_id: 'duty/other' }, 'submit', 'S0001', opens)).rejects.toThrow('no-such-answer');
    await withSystem(db, (tx) => tx.execute(sql`update seasons set state = 'paused' where id = ${seasonId}`));
    expect(await answer(task, 'submit', 'S0001', opens)).toMatchObject({ kind: 'refused', reason: 'season-paused' });
  });
});

describe('the ladder and the end of a step', () => {
  test('overdue, escalated twice, lapsed; each once, however often it is asked', async () => {
    const { seasonId, lapses } = await opened('ladder');
    await answer(await ofUnit(seasonId, 'S0001'), 'submit', 'S0001', opens);
    const rung = (action: 'overdue' | 'escalate-above' | 'escalate-province', at: number) =>
      runRungs(work(), { seasonId, stepKey: 'step-1', at, rungs: [{ dutyKey: 'report', rung: { action, workingDays: 0 }, at }] });
    expect(await rung('overdue', closes)).toEqual({ tasks: 2 });
    expect(await rung('overdue', closes)).toEqual({ tasks: 0 });
    expect(await rung('escalate-above', closes + DAY)).toEqual({ tasks: 2 });
    expect(await rung('escalate-province', closes + DAY + 1)).toEqual({ tasks: 2 });
    expect((await tasks(seasonId)).map((task) => [task.code, task.escalation])).toEqual([['D01', 0], ['S0001', 0], ['S0002', 2], ['S0003', 2]]);
    const told = await withSystem(db, (tx) => tx.execute<{ template: string; people: number }>(sql`
      select template, count(*)::int as people from notices where season_id = ${seasonId} group by 1 order by 1`));
    expect(told.rows).toEqual([{ template: 'task-escalated', people: 2 }, { template: 'task-opened', people: 4 }, { template: 'task-overdue', people: 2 }]);
    expect(await withSystem(db, (tx) => closeWindow(tx, { seasonId, stepKey: 'step-1', at: closes }))).toEqual({ left: 4 });
    const ended = await endStep(work(), { seasonId, stepKey: 'step-1', at: lapses }, 'lapse');
    expect(ended).toEqual({ clusterCodes: ['D01'], ended: 4 });
    expect(await endStep(work(), { seasonId, stepKey: 'step-1', at: lapses }, 'lapse')).toEqual({ ...ended, ended: 0 });
    expect(await answer(await ofUnit(seasonId, 'S0002'), 'submit', 'S0002', closes)).toMatchObject({ kind: 'refused', reason: 'after-lapse', left: 0 });
  });
});
