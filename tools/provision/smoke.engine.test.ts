import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { quietRuntime } from '../../test/support/quiet-runtime.ts';
import { silent } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { startDevServer } from './dev-server.ts';
import { resolveTemporalCli } from './engine.ts';
import { startPostgresServer } from './temporal-server.ts';

quietRuntime();

/** Runs one workflow on the engine and counts those that its visibility store finds by search attribute. */
async function greet(address: string, workflowId: string): Promise<{ answer: string; found: number }> {
  const connection = await Connection.connect({ address });
  const nativeConnection = await NativeConnection.connect({ address });
  try {
    const client = new Client({ connection });
    const worker = await Worker.create({
      connection: nativeConnection, taskQueue: 'smoke', workflowsPath: new URL('../../test/support/smoke-workflow.ts', import.meta.url).pathname,
    });
    const answer = await worker.runUntil(async () => await client.workflow.execute('hello', {
      taskQueue: 'smoke', workflowId, args: ['Mùa'], searchAttributes: { SeasonId: ['s-1'], DueAt: [new Date('2026-04-30T10:00:00Z')] },
    }));
    const query = 'SeasonId = "s-1" AND DueAt < "2026-05-01T00:00:00Z"';
    await expect.poll(async () => (await client.workflow.count(query)).count, { timeout: 10_000 }).toBeGreaterThan(0);
    return { answer, found: (await client.workflow.count(query)).count };
  } finally {
    await nativeConnection.close();
    await connection.close();
  }
}

test('the dev server keeps its workflows over a restart and serves its Web UI under a path', async () => {
  const cli = await resolveTemporalCli({ progress: silent });
  if (cli.kind === 'address') throw new Sentence('This test starts its own engine: unset TEMPORAL_ADDRESS.');
  const folder = await mkdtemp(join(tmpdir(), 'mua-dev-'));
  const options = {
    binary: cli.path, dbFile: join(folder, 'engine.db'), logFile: join(folder, 'engine.log'), uiPort: 0, publicPath: '/temporal',
  };
  const first = await startDevServer(options);
  expect(await greet(first.address, 'smoke/1')).toEqual({ answer: 'hello Mùa', found: 1 });
  expect((await fetch(`http://127.0.0.1:${first.uiPort}/temporal/`)).status).toBe(200);
  await first.stop();
  const second = await startDevServer(options);
  try {
    expect(await greet(second.address, 'smoke/2')).toEqual({ answer: 'hello Mùa', found: 2 });
  } finally {
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('the engine on PostgreSQL resumes at the same address after a kill', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mua-server-'));
  const options = { postgresUrl: inject('postgresUrl'), dataDir: folder, databases: { store: 'smoke_store', visibility: 'smoke_visibility' } };
  const first = await startPostgresServer(options);
  expect((await greet(first.address, 'smoke/1')).found).toBe(1);
  await first.crash();
  const second = await startPostgresServer(options);
  try {
    expect(second.address).toBe(first.address);
    expect((await greet(second.address, 'smoke/2')).found).toBe(2);
  } finally {
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
