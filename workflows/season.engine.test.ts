import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataConverter } from '../codec/data-converter.ts';
import { createLog } from '../activities/log.ts';
import { startWorker } from '../activities/start-worker.ts';
import type { RunningWorker } from '../activities/start-worker.ts';
import { createDb, createPool } from '../db/client.ts';
import type { Db } from '../db/client.ts';
import { withSystem } from '../db/actor.ts';
import { startOfDate } from '../domain/instant.ts';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { startRealEngine } from '../test/support/real-engine.ts';
import type { RealEngine } from '../test/support/real-engine.ts';
import { dutyOf, planOf, planStepOf, rehearsalAt, seedProvince, seedSeason, storeAnswer } from '../test/support/season-seed.ts';
import { answerTask } from './contracts/duty.ts';
import type { AnswerOutcome, AnswerTask } from './contracts/duty.ts';

// The thinnest season on the real engine and real Postgres: plan → workflow → task → answer → next step → end.
let engine: RealEngine;
let database: TestDatabase;
let db: Db;
let end: () => Promise<void>;
let client: Client;
let worker: RunningWorker;
let dataDir: string;

beforeAll(async () => {
  engine = await startRealEngine();
  database = await createTestDatabase();
  const pool = createPool(database.url, 'mua_worker', 4);
  db = createDb(pool);
  dataDir = await mkdtemp(join(tmpdir(), 'mua-season-'));
  const masterKey = randomBytes(32);
  const connection = await Connection.connect({ address: engine.address });
  client = new Client({ connection, dataConverter: createDataConverter(masterKey) });
  worker = await startWorker({
    log: createLog(process.env['MUA_DEBUG'] ? 'debug' : 'silent'),
    config: {
      databaseUrl: database.url, temporal: { address: engine.address, namespace: 'default' }, publicUrl: 'http://127.0.0.1', dataDir, masterKey, auditKeyPem: null,
      mail: { smtpUrl: null, from: 'mua@localhost' }, smsUrl: null, logLevel: 'silent',
    },
  });
  end = async () => {
    await worker.stop();
    await connection.close();
    await pool.end();
    await engine.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
});
afterAll(async () => await end());

type Row = { id: string; state: string; version: number; workflow_id: string; escalation: number; overdue: boolean };
async function tasksOf(seasonId: string, stepKey: string): Promise<Row[]> {
  const found = await withSystem(db, (tx) => tx.execute<Row>(sql`
    select id, state, version, workflow_id, escalation, overdue_at is not null as overdue from tasks where season_id = ${seasonId} and step_key = ${stepKey} order by unit_path, duty_key`));
  return found.rows;
}

async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(100);
  }
  throw new Error(`did not happen within 30 s: ${what}`);
}

async function answer(task: Row, action: AnswerTask['action'], actorId: string, how: { answerId?: string; seenVersion?: number; reason?: string } = {}): Promise<AnswerOutcome> {
  const answerId = how.answerId ?? randomUUID();
  await storeAnswer(db, { id: answerId, taskId: task.id, action, actorId, ...(how.reason !== undefined && { reason: how.reason }) });
  const update: AnswerTask = { taskId: task.id, action, actorId, actingFor: actorId, seenVersion: how.seenVersion ?? task.version, answerId };
  return await client.workflow.getHandle(task.workflow_id).executeUpdate<AnswerOutcome, [AnswerTask]>(answerTask, { updateId: answerId, args: [update] });
}

test('a season of two steps: answered, returned and accepted, late, lapsed; it ends by itself', async () => {
  const { staffOf } = await seedProvince(db, 2);
  const clerk = staffOf['S0001'] ?? '';
  const officer = staffOf['D01'] ?? '';
  const plan = planOf([
    planStepOf(1, [dutyOf('report', { review: 'tier-above' })]),
    planStepOf(2, [dutyOf('publish', { owner: 'district' })], {
      gates: [{ step: 'step-1', edge: 'closed' }], window: { opens: { kind: 'date', month: 5, day: 5 }, closes: { kind: 'date', month: 5, day: 16 } },
    }),
  ]);
  // A day is 1.5 s: step 1 runs for about ten seconds from half a day after the start.
  const seasonId = await seedSeason(db, { code: 'thin-real', plan, clock: rehearsalAt(startOfDate('2023-05-01') + 43_200_000, 1_500), by: officer });
  const [one, other] = await until(async () => {
    const rows = await tasksOf(seasonId, 'step-1');
    return rows.length === 2 && rows;
  }, 'two tasks opened');
  if (!one || !other) throw new Error('no tasks');
  await until(async () => await client.workflow.getHandle(one.workflow_id).describe().then(() => true, () => false), 'the duty runs');

  const first = randomUUID();
  expect(await answer(one, 'submit', clerk, { answerId: first })).toMatchObject({ kind: 'taken', state: 'submitted', version: 2 });
  expect(await answer(one, 'submit', clerk, { answerId: first })).toMatchObject({ kind: 'taken', state: 'submitted', version: 2 });
  expect(await answer(one, 'submit', clerk)).toMatchObject({ kind: 'refused', reason: 'somebody-was-faster', by: clerk });
  expect(await answer(one, 'return', officer, { seenVersion: 2, reason: 'thiếu số liệu' })).toMatchObject({ kind: 'taken', state: 'returned' });
  expect(await answer(one, 'submit', clerk, { seenVersion: 3 })).toMatchObject({ kind: 'taken', state: 'submitted' });
  // The last task of the duty: the update is answered and the workflow ends in the same task.
  expect(await answer(one, 'accept', officer, { seenVersion: 4 })).toMatchObject({ kind: 'taken', state: 'done' });
  await until(async () => (await client.workflow.getHandle(one.workflow_id).describe()).status.name === 'COMPLETED', 'the duty ended');

  await until(async () => (await tasksOf(seasonId, 'step-1'))[1]?.overdue, 'the other school is overdue');
  const publish = await until(async () => (await tasksOf(seasonId, 'step-2'))[0], 'step 2 opened when the window of step 1 closed');
  expect(publish.state).toBe('open');
  await until(async () => (await tasksOf(seasonId, 'step-1'))[1]?.state === 'lapsed', 'the other school lapsed');
  expect((await tasksOf(seasonId, 'step-1'))[1]?.escalation).toBeGreaterThanOrEqual(1);
  await until(async () => (await client.workflow.getHandle('season/thin-real').describe()).status.name === 'COMPLETED', 'the season ended');
  const [season] = (await withSystem(db, (tx) => tx.execute<{ state: string; phases: string }>(sql`
    select s.state, string_agg(p.phase, ',' order by p.number) as phases from seasons s join steps p on p.season_id = s.id where s.id = ${seasonId} group by s.id`))).rows;
  expect(season).toMatchObject({ state: 'finished', phases: 'closed,closed' });
  const notices = (await withSystem(db, (tx) => tx.execute<{ template: string }>(sql`select distinct template from notices where season_id = ${seasonId} order by 1`))).rows;
  expect(notices.map((row) => row.template)).toEqual(['task-accepted', 'task-escalated', 'task-opened', 'task-overdue', 'task-reminder', 'task-returned']);
});
