import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDevServer } from './provision/dev-server.ts';
import { resolveTemporalCli } from './provision/engine.ts';
import { startPostgresServer } from './provision/temporal-server.ts';
import type { Progress } from './progress.ts';

/** `dev`: the Temporal dev server on SQLite, for one machine. `postgres`: the real server, for load. */
export const engineKinds = ['dev', 'postgres'] as const;
export type EngineKind = (typeof engineKinds)[number];

export type HouseEngine = {
  address: string;
  /** Where the Web UI listens; null when it is somebody else's or there is none. */
  uiUrl: string | null;
  databaseFile: string | null;
  /** Of the engine's own tables, when they are in PostgreSQL. */
  databaseUrl: string | null;
  stop: () => Promise<void>;
};

export async function startHouseEngine({ kind, data, url, postgresUrl, progress }: {
  kind: EngineKind; data: string; url: string; postgresUrl: string; progress: Progress;
}): Promise<HouseEngine> {
  const folder = join(data, 'engine');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (kind === 'postgres') {
    const server = await startPostgresServer({ postgresUrl, dataDir: folder, progress });
    const own = new URL(postgresUrl);
    own.pathname = '/temporal';
    return { address: server.address, uiUrl: null, databaseFile: null, databaseUrl: own.href, stop: server.stop };
  }
  const cli = await resolveTemporalCli({ progress });
  if (cli.kind === 'address') return { address: cli.address, uiUrl: null, databaseFile: null, databaseUrl: null, stop: async () => undefined };
  const databaseFile = join(folder, 'temporal.db');
  const server = await startDevServer({
    binary: cli.path, dbFile: databaseFile, uiPort: 0, codecEndpoint: `${url}/codec`, publicPath: '/temporal', logFile: join(data, 'logs', 'engine.log'), progress,
  });
  return { address: server.address, uiUrl: `http://127.0.0.1:${server.uiPort}`, databaseFile, databaseUrl: null, stop: server.stop };
}
