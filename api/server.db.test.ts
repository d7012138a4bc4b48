import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

/** The real thing on a real port, with the engine away. */
let database: TestDatabase;
let folder: string;
let server: RunningServer;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'mua-api-'));
  server = await startServer(
    readConfig({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      MUA_DATA: folder,
      MUA_KEY: Buffer.alloc(32, 1).toString('base64'),
      MUA_LISTEN: '127.0.0.1:0',
      MUA_CONSOLE: join(folder, 'no-console'),
      LOG_LEVEL: 'silent',
    }),
  );
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('starts without an engine and says so', async () => {
  const health = await fetch(`${server.url}/healthz`);
  expect([health.status, await health.json()]).toEqual([503, { status: 'down', database: 'up', engine: 'down', worker: 'down' }]);
});

it('serves the parents beside the staff', async () => {
  const lookup = await fetch(`${server.url}/tra-cuu`);
  expect([lookup.status, lookup.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect((await fetch(`${server.url}/api/session`)).status).toBe(401);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  expect((await fetch(`${server.url}/`)).status).toBe(503);
});

it('says in one sentence which key is missing', () => {
  expect(() => readConfig({ DATABASE_URL: 'postgres://x', MUA_DATA: folder })).toThrow(/MUA_KEY must be 32 bytes/);
  expect(() => readConfig({})).toThrow(/DATABASE_URL/);
});
