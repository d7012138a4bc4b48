import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataConverter } from '../codec/data-converter.ts';
import { createApiWorld, masterKey, password } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';
import { findChromium } from '../tools/provision/chromium.ts';
import { startDevServer } from '../tools/provision/dev-server.ts';
import type { DevServer } from '../tools/provision/dev-server.ts';
import { resolveTemporalCli } from '../tools/provision/engine.ts';
import { freePort } from '../tools/processes.ts';
import { createApp } from './app.ts';
import { createWireCodec } from './wire-codec.ts';

/** The real Web UI of a real engine behind our door, in a browser: page, assets, its own API, and payloads in clear. */
let world: ApiWorld;
let engine: DevServer;
let server: ServerType;
let browser: Browser;
let folder: string;
let origin: string;

beforeAll(async () => {
  const cli = await resolveTemporalCli({ progress: () => undefined });
  if (cli.kind !== 'binary') throw new Error('this test needs an engine of its own: unset TEMPORAL_ADDRESS');
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  folder = await mkdtemp(join(tmpdir(), 'mua-ui-'));
  engine = await startDevServer({
    binary: cli.path,
    dbFile: join(folder, 'engine.db'),
    logFile: join(folder, 'engine.log'),
    uiPort: 0,
    publicPath: '/temporal',
    codecEndpoint: `${origin}/codec`,
  });
  const connection = await Connection.connect({ address: engine.address });
  const client = new Client({ connection, dataConverter: createDataConverter(masterKey) });
  await client.workflow.start('season', { workflowId: 'season/thu', taskQueue: 'nobody', args: [{ seasonCode: 'thu-2023-trong-suot' }] });
  await connection.close();
  world = await createApiWorld();
  const app = createApp({
    ...world.deps,
    codec: createWireCodec(masterKey),
    config: {
      ...world.deps.config,
      publicUrl: origin,
      temporal: { ...world.deps.config.temporal, uiAddress: `http://127.0.0.1:${engine.uiPort}` },
    },
  });
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  if (server && 'closeAllConnections' in server) server.closeAllConnections();
  await world?.close();
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('shows an operator a workflow with its payloads, and asks nobody outside', async () => {
  const context = await browser.newContext();
  const outside: string[] = [];
  context.on(
    'request',
    (request) => void (request.url().startsWith(origin) || /^(data|blob):/.test(request.url()) || outside.push(request.url())),
  );
  const signedIn = await context.request.post(`${origin}/api/session`, { data: { username: 'so-operator', password } });
  expect(signedIn.status()).toBe(201);
  const page = await context.newPage();
  const decoded = page.waitForResponse((response) => response.url().endsWith('/codec/decode') && response.status() === 200, {
    timeout: 60_000,
  });
  await page.goto(`${origin}/temporal/namespaces/default/workflows/season%2Fthu`);
  await decoded;
  await page.getByText('thu-2023-trong-suot').first().waitFor({ timeout: 60_000 });
  expect(outside).toEqual([]);
  await context.close();
});

it('shows nothing to anybody else', async () => {
  expect((await fetch(`${origin}/temporal/`)).status).toBe(401);
});
