import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '../db/migrate.ts';
import { ensureConsole } from './console-build.ts';
import { ensureKeys } from './data-folder.ts';
import { demoCitizens } from './demo/citizens.ts';
import { startHouseEngine } from './house-engine.ts';
import type { EngineKind } from './house-engine.ts';
import { startMailSink } from './mail-sink.ts';
import { startPopulationSimulator } from './population-simulator.ts';
import { startPostgres } from './postgres.ts';
import { whileWaiting } from './progress.ts';
import type { Progress } from './progress.ts';
import { Sentence } from './sentence.ts';
import { supervise, whyEnded } from './supervised.ts';
import type { Supervised } from './supervised.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

export type HouseOptions = {
  /** Absolute path of the data folder, already opened. */
  data: string;
  /** Port people reach on 127.0.0.1. */
  port: number;
  engine: EngineKind;
  /** Lets go of the port, if somebody holds it, just before the API listens on it. */
  takeOverPort?: () => Promise<void>;
  /** Own PostgreSQL even when DATABASE_URL is set, and without waiting for disks: for runs that are thrown away. */
  throwAway?: boolean;
  /** The console and the page of the mail sink: not needed where nobody looks. */
  forPeople?: boolean;
  /** Called once the database is migrated, before worker and API start. */
  beforeWork?: (database: { url: string; masterKey: Buffer }) => Promise<void>;
  progress: Progress;
};

export type House = {
  url: string;
  databaseUrl: string;
  engine: { address: string; uiUrl: string | null; databaseFile: string | null; databaseUrl: string | null };
  mail: { folder: string; pageUrl: string | null };
  worker: Supervised;
  api: Supervised;
  /** One more process of ours beside them, restarted like them. */
  beside(name: string, script: string, env: Record<string, string>): Promise<Supervised>;
  /** Everything, in the order in which nothing is lost: colleagues, API, worker (drained), database, engine last. */
  stop: () => Promise<void>;
};

type Stop = () => Promise<void>;

/** Starts all parts on one machine. What was started is stopped again when a later part fails. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { data, port, progress, forPeople = true } = options;
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last().catch((failure: unknown) => progress(`A part did not stop in order (${String(failure)})`));
  };
  try {
    await Promise.all(['run', 'logs', 'files', 'mail', 'sms'].map(async (name) => await mkdir(join(data, name), { recursive: true, mode: 0o700 })));
    const { masterKey } = await ensureKeys(data, options.throwAway ? '' : process.env['MUA_KEY']);
    const url = `http://127.0.0.1:${port}`;
    const postgres = await startPostgres({ dataDir: join(data, 'postgres'), progress, ...(options.throwAway ? { ownServer: true, durable: false } : {}) });
    const engine = await startHouseEngine({ kind: options.engine, data, url, postgresUrl: postgres.url, progress }).catch(async (failure: unknown) => {
      await postgres.stop();
      throw failure;
    });
    // The engine may keep its own tables in this PostgreSQL, so a dev server ends last and a Postgres-backed one before it.
    if (engine.databaseUrl === null) stops.push(engine.stop, postgres.stop);
    else stops.push(postgres.stop, engine.stop);
    await whileWaiting(progress, 'Bringing the database up to date', migrate(postgres.url));
    await options.beforeWork?.({ url: postgres.url, masterKey });
    const sink = process.env['SMTP_URL'] && !options.throwAway ? null : await startMailSink({ data, page: forPeople });
    if (sink) stops.push(sink.stop);
    // Only where the pupils are invented: of real children a simulator would say that they match.
    const invented = options.throwAway || (await stat(join(data, 'accounts.json')).catch(() => null)) !== null;
    const given = options.throwAway ? undefined : process.env['POPULATION_URL'];
    const population = given || !invented ? null : await startPopulationSimulator({ seed: 1, citizens: () => demoCitizens({ url: postgres.url, masterKey }) });
    if (population) stops.push(population.stop);
    const populationUrl = given || population?.url;
    const consoleDir = forPeople ? await ensureConsole(root, progress) : join(root, 'console', 'dist');
    const env = {
      TZ: 'UTC', NODE_ENV: 'production', DATABASE_URL: postgres.url, TEMPORAL_ADDRESS: engine.address, MUA_PUBLIC_URL: process.env['MUA_PUBLIC_URL'] ?? url, MUA_LISTEN: `127.0.0.1:${port}`,
      MUA_DATA: data, MUA_CONSOLE: consoleDir, ...(engine.uiUrl ? { TEMPORAL_UI_ADDRESS: engine.uiUrl } : {}), ...(sink ? { SMTP_URL: sink.smtpUrl, MUA_SINK_URL: sink.smtpUrl } : {}),
      ...(populationUrl ? { POPULATION_URL: populationUrl } : {}),
      ...(options.throwAway ? { SMS_URL: undefined, OIDC_ISSUER: undefined, MUA_KEY: undefined, MUA_AUDIT_KEY: undefined, MUA_PUBLIC_URL: url } : {}),
    };
    const beside = async (name: string, script: string, more: Record<string, string>, graceMs = 5_000): Promise<Supervised> => {
      const one = await supervise({
        name, cwd: root, env: { ...env, ...more }, graceMs, progress, logFile: join(data, 'logs', `${name}.log`), pidFile: join(data, 'run', `${name}.pid`),
        // The folder stands in the command line so that a later start knows its own orphans.
        args: ['--import', 'tsx', join(root, script), `--data=${data}`],
      });
      stops.push(one.stop);
      return one;
    };
    const worker = await beside('worker', 'activities/worker.ts', {}, 30_000);
    await options.takeOverPort?.();
    const api = await beside('api', 'api/server.ts', {}, 10_000);
    await whileWaiting(progress, 'Starting worker and API', healthy(url, [worker, api], data));
    return {
      url, databaseUrl: postgres.url, worker, api, stop, beside,
      engine: { address: engine.address, uiUrl: engine.uiUrl, databaseFile: engine.databaseFile, databaseUrl: engine.databaseUrl },
      mail: { folder: join(data, 'mail'), pageUrl: sink?.pageUrl ?? null },
    };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Waits for `200 /healthz`: database, engine and a worker answer. */
async function healthy(url: string, parts: readonly Supervised[], data: string): Promise<void> {
  const until = performance.now() + 180_000;
  let said = 'no answer';
  while (performance.now() < until) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.status === 200) return;
    said = answer ? await answer.text() : 'no answer';
    if (parts.some((one) => one.restarts() >= 4)) break;
    await sleep(150);
  }
  const logs = ['worker', 'api'].map((name) => `${name}: ${whyEnded(join(data, 'logs', `${name}.log`))}`).join('; ');
  throw new Sentence(`Worker and API did not come up (${said.slice(0, 200)}; ${logs}): see ${join(data, 'logs')}.`);
}
