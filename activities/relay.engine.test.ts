import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataConverter } from '../codec/data-converter.ts';
import { withSystem } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import type { Db } from '../db/client.ts';
import { startOfDate } from '../domain/instant.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { startRealEngine } from '../test/support/real-engine.ts';
import { dutyOf, planOf, planStepOf, rehearsalAt, seedProvince, seedSeason } from '../test/support/season-seed.ts';
import { createLog } from './log.ts';
import { reconcile } from './reconcile.ts';
import type { RelayDeps } from './relay.ts';
import { startWorker } from './start-worker.ts';

let db: Db;
let deps: RelayDeps;
let ends: (() => Promise<unknown>)[] = [];
let begin: () => Promise<void>;
let officer: string;

beforeAll(async () => {
  const engine = await startRealEngine();
  const database = await createTestDatabase();
  const pool = createPool(database.url, 'mua_worker', 4);
  db = createDb(pool);
  const dataDir = await mkdtemp(join(tmpdir(), 'mua-relay-'));
  const masterKey = randomBytes(32);
  const connection = await Connection.connect({ address: engine.address });
  const log = createLog('silent');
  deps = { db, databaseUrl: database.url, client: new Client({ connection, dataConverter: createDataConverter(masterKey) }), realNow: Date.now, log };
  begin = async () => {
    const worker = await startWorker({ log, config: {
      databaseUrl: database.url, temporal: { address: engine.address, namespace: 'default' }, publicUrl: 'http://127.0.0.1', dataDir, masterKey, auditKeyPem: null,
      mail: { smtpUrl: null, from: 'mua@localhost' }, smsUrl: null, logLevel: 'silent',
    } });
    ends.unshift(() => worker.stop());
  };
  officer = (await seedProvince(db, 2)).staffOf['SO'] ?? '';
  ends = [() => connection.close(), () => pool.end(), () => engine.stop(), () => database.drop(), () => rm(dataDir, { recursive: true, force: true })];
});
afterAll(async () => {
  for (const end of ends) await end();
});

async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await look().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error(`did not happen within 40 s: ${what}`);
}
const runs = async (workflowId: string): Promise<boolean> => (await deps.client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';

test('a launch committed while no worker lived is started when one does; relayed twice it starts once; what is lost is found and started again', async () => {
  const plan = planOf([planStepOf(1, [dutyOf('report')])]);
  // Half an hour of real time for a season day: the step opens at once and stays open.
  const clock = rehearsalAt(startOfDate('2023-05-03'), 1_800_000);
  const seasonId = await seedSeason(db, { code: 'relay', plan, clock, by: officer });
  await begin();
  await until(() => runs('duty/relay/step-1/D01'), 'the season was healed after a crash between commit and start');

  const { runId } = await deps.client.workflow.getHandle('season/relay').describe();
  await withSystem(db, (tx) => tx.execute(sql`update outbox set relayed_at = null where key = ${`start/${seasonId}`}`));
  await withSystem(db, (tx) => tx.execute(sql`select pg_notify('mua_outbox', '')`));
  await until(async () => {
    const left = await withSystem(db, (tx) => tx.execute(sql`select from outbox where relayed_at is null`));
    return left.rows.length === 0;
  }, 'the row was relayed again');
  expect((await deps.client.workflow.getHandle('season/relay').describe()).runId).toBe(runId);

  await until(async () => (await reconcile({ ...deps, realNow: () => Date.now() + 120_000 })).length === 0, 'tables and engine agree');
  for (const id of ['duty/relay/step-1/D01', 'step/relay/step-1', 'season/relay']) await deps.client.workflow.getHandle(id).terminate();
  // The engine's list lags a moment behind.
  const found: string[] = [];
  await until(async () => {
    found.push(...(await reconcile({ ...deps, realNow: () => Date.now() + 120_000 })).map((one) => one.kind));
    return ['season-missing', 'step-missing', 'duty-missing'].every((kind) => found.includes(kind));
  }, 'each missing workflow was found');
  for (const id of ['duty/relay/step-1/D01', 'step/relay/step-1', 'season/relay']) await until(() => runs(id), `${id} runs again`);
  const tasks = await withSystem(db, (tx) => tx.execute(sql`select from tasks where season_id = ${seasonId}`));
  expect(tasks.rows).toHaveLength(2);

  // A list that waits for its answer file, and whose story the engine lost.
  const batchId = randomUUID();
  await withSystem(db, (tx) => tx.execute(sql`insert into identity_batches (id, adapter, state, unit_path, created_by, created_at) values (${batchId}, 'file', 'waiting', 'SO/', ${officer}, now() - interval '1 hour')`));
  expect((await reconcile(deps)).map((one) => one.kind)).toContain('batch-missing');
  await until(async () => (await deps.client.workflow.getHandle(`identity-batch/${batchId}`).describe()).status.name !== 'UNSPECIFIED', 'the batch has its story again');
});
