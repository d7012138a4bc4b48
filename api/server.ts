import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import { pino } from 'pino';
import { createDb, createPool } from '../db/client.ts';
import { listen } from '../db/listen.ts';
import { eventsChannel } from '../db/outbox.ts';
import { createSecrets } from '../db/secret.ts';
import { createPortal } from '../portal/app.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import type { ApiConfig } from './config.ts';
import type { Deps } from './deps.ts';
import { addressOf } from './edge/context.ts';
import { createSeasonEvents } from './events.ts';
import { createSignInLimits } from './session/limits.ts';
import { createOidc } from './session/oidc.ts';
import { createTemporalEngine } from './temporal-engine.ts';
import { createWireCodec } from './wire-codec.ts';

export type RunningServer = {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  url: string;
  /** Ends after the requests in hand. */
  stop(): Promise<void>;
};

/** Listens; the database and the engine may come later, /healthz says which is missing. */
export async function startServer(config: ApiConfig): Promise<RunningServer> {
  const log = pino({ level: config.logLevel, base: { part: 'api' } });
  const pool = createPool(config.databaseUrl, 'mua_api', 12);
  const db = createDb(pool);
  const engine = createTemporalEngine(config);
  const events = createSeasonEvents();
  const listening = listen(config.databaseUrl, eventsChannel, (payload) => events.receive(payload));
  const secrets = createSecrets(config.masterKey);
  const now = () => Date.now();
  const portal = createPortal({
    db,
    pool,
    secrets,
    masterKey: config.masterKey,
    publicUrl: config.publicUrl,
    realNow: now,
    addressOf: (c) => addressOf(c, config.proxies),
    log: (thrown) => log.error({ err: thrown instanceof Error ? thrown.name : typeof thrown }, 'portal request failed'),
  });
  const deps: Deps = {
    config,
    db,
    pool,
    engine,
    secrets,
    codec: createWireCodec(config.masterKey),
    limits: createSignInLimits(pool),
    oidc: config.oidc ? createOidc(config.oidc, config.publicUrl) : null,
    events,
    portal,
    log,
    now,
  };
  const server = serve({ fetch: createApp(deps).fetch, hostname: config.listen.host, port: config.listen.port });
  const { port } = await listeningOn(server);
  log.info({ port }, 'api listens');
  return {
    url: `http://${config.listen.host}:${port}`,
    async stop() {
      if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 3_000).unref();
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await listening.stop();
      await engine.close();
      await pool.end();
    },
  };
}

function listeningOn(server: ServerType): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => resolve(server.address() as AddressInfo));
  });
}

async function main(): Promise<void> {
  const running = await startServer(readConfig(process.env));
  const end = () => void running.stop().finally(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((failure: unknown) => {
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
    process.exit(1);
  });
}
