import proto from '@temporalio/proto';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { createTemporalEngine } from '../../api/temporal-engine.ts';
import { createDataConverter } from '../../codec/data-converter.ts';
import { createDb } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { startPostgres } from '../../tools/postgres.ts';
import type { Postgres } from '../../tools/postgres.ts';
import { lastLines } from '../../tools/processes.ts';
import type { Progress } from '../../tools/progress.ts';
import { startPostgresServer } from '../../tools/provision/temporal-server.ts';
import type { PostgresServer } from '../../tools/provision/temporal-server.ts';
import { busyNow } from './cpu.ts';
import type { Busy } from './cpu.ts';
import { startProcess } from './worker-process.ts';
import type { Process } from './worker-process.ts';

/** Ends what runs when the run itself is ended, so that no server outlives it. */
const workflowQueue = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;

export function stopOnSignal(ground: Ground): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void ground.stop().finally(() => process.exit(1));
    });
  }
}

/** PostgreSQL, the engine on it, and workers as processes of their own, all on loopback; each part can be killed and started again. */
export class Ground {
  private readonly processes = new Set<Process>();
  private stopping: Promise<void> | null = null;
  private readonly closing: (() => Promise<void>)[] = [];

  private constructor(
    readonly folder: string,
    readonly masterKey: Buffer,
    readonly auditKeyPem: string,
    public postgres: Postgres,
    public engine: PostgresServer,
    /** As owner: bound by no row security. */
    readonly pool: Pool,
    readonly client: Client,
    /** The way of the API to the engine, with its patience. */
    readonly asked: ReturnType<typeof createTemporalEngine>,
    private readonly progress: Progress,
  ) {}

  static async start(progress: Progress): Promise<Ground> {
    const folder = await mkdtemp(join(tmpdir(), 'mua-ground-'));
    const undo: (() => Promise<void>)[] = [async () => await rm(folder, { recursive: true, force: true })];
    try {
      const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), ownServer: true, progress });
      undo.unshift(postgres.stop);
      await migrate(postgres.url);
      await mkdir(join(folder, 'engine'));
      const engine = await startPostgresServer({ postgresUrl: postgres.url, dataDir: join(folder, 'engine'), progress });
      undo.unshift(engine.stop);
      const masterKey = randomBytes(32);
      const connection = await Connection.connect({ address: engine.address });
      const pool = new Pool({ connectionString: postgres.url, max: 10 });
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
      const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const client = new Client({ connection, dataConverter: createDataConverter(masterKey) });
      const asked = createTemporalEngine({ temporal: { address: engine.address, namespace: 'default', uiAddress: '' }, masterKey });
      const ground = new Ground(folder, masterKey, pem, postgres, engine, pool, client, asked, progress);
      ground.closing.push(async () => await asked.close(), async () => await connection.close(), async () => await pool.end());
      return ground;
    } catch (failure) {
      for (const one of undo) await one();
      throw failure;
    }
  }

  get db(): Db {
    return createDb(this.pool);
  }

  /** As tools/house.ts gives it to the worker. */
  env(): Record<string, string | undefined> {
    return {
      TZ: 'UTC', NODE_ENV: 'production', DATABASE_URL: this.postgres.url, TEMPORAL_ADDRESS: this.engine.address, MUA_DATA: this.folder, MUA_KEY: this.masterKey.toString('base64'),
      MUA_AUDIT_KEY: this.auditKeyPem, MUA_PUBLIC_URL: 'http://127.0.0.1:8080', LOG_LEVEL: 'warn', SMTP_URL: undefined, SMS_URL: undefined, OIDC_ISSUER: undefined, TEMPORAL_NAMESPACE: undefined,
    };
  }

  logOf(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  async process(name: string, script: string, env: Record<string, string | undefined> = {}): Promise<Process> {
    const one = await startProcess(script, { env: { ...this.env(), ...env }, logFile: this.logOf(name), flags: (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((one) => one !== '') });
    this.processes.add(one);
    return one;
  }

  /** The product's worker, as `npm start` runs it. `ready: false` does not wait until it polls. */
  async worker(env: Record<string, string | undefined> = {}, ready = true): Promise<Process> {
    const worker = await this.process('worker', 'activities/worker.ts', env);
    if (ready) await this.untilPolled('mua', worker);
    return worker;
  }

  /** Until a worker polls the task queue. */
  async untilPolled(taskQueue: string, by: Process): Promise<void> {
    const since = Date.now();
    const ended = by.ended.then((how) => Promise.reject(new Error(`a worker ended (${how}): ${lastLines(this.logOf('worker'), 4)}`)));
    await Promise.race([ended, this.until(`a worker on ${taskQueue}`, 60_000, async () => {
      const { pollers } = await this.client.workflowService.describeTaskQueue({ namespace: 'default', taskQueue: { name: taskQueue }, taskQueueType: workflowQueue });
      return pollers.some((one) => (one.lastAccessTime?.seconds?.toNumber() ?? 0) * 1_000 + 1_000 >= since && (one.identity?.startsWith(`${by.pid}@`) ?? false));
    })]);
  }

  /** Polls `holds` until true; an error counts as not yet. */
  async until(what: string, withinMs: number, holds: () => Promise<boolean>, everyMs = 50): Promise<number> {
    const startedAt = performance.now();
    let last: unknown;
    for (;;) {
      try {
        if (await holds()) return performance.now() - startedAt;
      } catch (failure) {
        last = failure;
      }
      if (performance.now() - startedAt > withinMs) {
        throw new Error(`${what}: not within ${withinMs / 1_000} s${last instanceof Error ? ` (${last.message})` : ''}; ${lastLines(this.logOf('worker'), 3)}`);
      }
      await sleep(everyMs);
    }
  }

  busy(workers: Readonly<Record<string, Process | undefined>>): Busy {
    return busyNow({ ...Object.fromEntries(Object.entries(workers).map(([name, one]) => [name, one?.pid])), engine: this.engine.pid, postgres: this.postgres.pid });
  }

  async restartEngine(): Promise<void> {
    this.engine = await startPostgresServer({ postgresUrl: this.postgres.url, dataDir: join(this.folder, 'engine'), progress: this.progress });
  }

  async restartPostgres(): Promise<void> {
    this.postgres = await startPostgres({ dataDir: join(this.folder, 'postgres'), ownServer: true, progress: this.progress });
  }

  /** Everything this ground started, and its folder. */
  async stop(): Promise<void> {
    this.stopping ??= this.end();
    await this.stopping;
  }

  private async end(): Promise<void> {
    // What still asks fails now; that must not end this process before its servers, nor hide why the run ended.
    const heard = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => undefined);
    for (const one of this.processes) await one.stop();
    for (const close of this.closing) await close().catch(() => undefined);
    await this.engine.stop();
    await this.postgres.stop();
    if (process.env['MUA_KEEP']) this.progress(`Kept: ${this.folder}`);
    else await rm(this.folder, { recursive: true, force: true });
    process.removeAllListeners('unhandledRejection');
    for (const listener of heard) process.on('unhandledRejection', listener);
  }
}
