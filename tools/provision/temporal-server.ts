import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { Client, DatabaseError } from 'pg';
import { searchAttributes } from '../../workflows/contracts/names.ts';
import { takeLock } from '../lock.ts';
import { run, startDetached, stopProcess } from '../processes.ts';
import { silent, whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { engineReady } from './engine-ready.ts';
import { indexedValues } from './search-attributes.ts';
import { stopOrphan } from './orphan.ts';
import { dynamicConfig, serverConfig } from './temporal-server-config.ts';
import type { SqlStore } from './temporal-server-config.ts';
import { choosePorts } from './temporal-server-ports.ts';
import { resolveTemporalServer } from './temporal-server-binaries.ts';
import type { TemporalServerFiles } from './temporal-server-binaries.ts';

export interface PostgresServerOptions {
  /** postgres://user:password@host:port/anything of a user who may create databases. */
  postgresUrl: string;
  /** Folder for configuration and log. */
  dataDir: string;
  /** gRPC port of the frontend; 0 or absent takes a free one. */
  port?: number;
  /** Fixed for the life of the databases: Temporal refuses another number later. */
  historyShards?: number;
  /** Names of the two databases, for several engines on one PostgreSQL. */
  databases?: { store: string; visibility: string };
  progress?: Progress;
}

export interface PostgresServer {
  address: string;
  pid: number;
  logFile: string;
  /** Orderly stop. */
  stop: () => Promise<void>;
  /** Kill -9, as by a fault; startPostgresServer with the same options resumes. */
  crash: () => Promise<void>;
}

/** Starts the Temporal server on PostgreSQL: databases, schema, namespace `default` and search attributes included. */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const { dataDir, progress = silent, databases = { store: 'temporal', visibility: 'temporal_visibility' } } = options;
  const files = await resolveTemporalServer(progress);
  await mkdir(join(dataDir, 'config'), { recursive: true });
  const lock = await takeLock(join(dataDir, 'temporal.lock'));
  if ('heldBy' in lock) {
    throw new Sentence(`The Temporal engine in ${dataDir} is in use by process ${lock.heldBy}: stop that one first.`);
  }
  const store = storeOf(options.postgresUrl);
  const logFile = join(dataDir, 'temporal.log');
  const pidFile = join(dataDir, 'temporal.pid');
  try {
    await whileWaiting(progress, "Preparing the engine's databases", prepareDatabases(options.postgresUrl, store, databases, files));
    await stopOrphan(pidFile, dataDir, progress);
    const ports = await choosePorts(join(dataDir, 'ports.json'), options.port);
    const dynamicConfigFile = join(dataDir, 'config', 'dynamic.yaml');
    await writeFile(dynamicConfigFile, dynamicConfig);
    await writeFile(
      join(dataDir, 'config', 'mua.yaml'),
      serverConfig({ store, databases, ports, historyShards: options.historyShards ?? 4, dynamicConfigFile }),
      { mode: 0o600 },
    );
    const server = await startDetached(
      files.server, ['--root', dataDir, '--config', 'config', '--env', 'mua', '--allow-no-auth', 'start'], { logFile },
    );
    await writeFile(pidFile, `${server.pid}\n`);
    const address = `127.0.0.1:${ports.frontend}`;
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      await stopProcess(server.pid, signal, 20_000);
      await rm(pidFile, { force: true });
      await lock.release();
    };
    try {
      const connection = await whileWaiting(progress, 'Starting the Temporal engine on PostgreSQL', engineReady({
        address, namespace: 'temporal-system', process: { pid: server.pid, logFile },
      }));
      await whileWaiting(progress, 'Registering namespace and search attributes', register(connection));
      await connection.close();
    } catch (failure) {
      await end('SIGKILL');
      throw failure;
    }
    return { address, pid: server.pid, logFile, stop: async () => await end('SIGTERM'), crash: async () => await end('SIGKILL') };
  } catch (failure) {
    await lock.release();
    throw failure;
  }
}

function storeOf(postgresUrl: string): SqlStore {
  const url = new URL(postgresUrl);
  return {
    host: url.hostname, port: Number(url.port || 5432),
    user: decodeURIComponent(url.username), password: decodeURIComponent(url.password),
  };
}

/** Creates what is absent and brings the schema up to date; nothing existing is dropped. */
async function prepareDatabases(
  postgresUrl: string, store: SqlStore, databases: { store: string; visibility: string }, files: TemporalServerFiles,
): Promise<void> {
  for (const [database, schema] of [[databases.store, 'temporal'], [databases.visibility, 'visibility']] as const) {
    const tool = async (...args: string[]): Promise<void> => {
      const done = await run(files.sql, ['--ep', store.host, '-p', String(store.port), '-u', store.user, '--pl', 'postgres12', '--db', database, ...args], {
        env: { SQL_PASSWORD: store.password },
      });
      if (done.code !== 0) {
        throw new Sentence(`Temporal's schema could not be written to database ${database} (${done.output.trim().split('\n').at(-1)?.slice(0, 300)}): check that the database user may create databases and tables.`);
      }
    };
    const { exists, versioned } = await stateOf(postgresUrl, database);
    if (!exists) await tool('create-database');
    if (!versioned) await tool('setup-schema', '-v', '0.0');
    await tool('update-schema', '-d', join(files.schema, schema, 'versioned'));
  }
}

async function stateOf(postgresUrl: string, database: string): Promise<{ exists: boolean; versioned: boolean }> {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  try {
    await client.connect();
    const { rows } = await client.query<{ found: boolean }>("select to_regclass('schema_version') is not null as found");
    return { exists: true, versioned: rows[0]?.found ?? false };
  } catch (failure) {
    if (failure instanceof DatabaseError && failure.code === '3D000') return { exists: false, versioned: false };
    throw failure;
  } finally {
    await client.end();
  }
}

/** Registers namespace and search attributes where absent, and waits until they can be used. */
async function register(connection: Connection): Promise<void> {
  const { workflowService, operatorService } = connection;
  const namespace = 'default';
  let isNew = false;
  await until(async () => {
    try {
      await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('7 days') });
      isNew = true;
    } catch (failure) {
      if (!(failure instanceof Error && /already exists/i.test(failure.message))) throw failure;
    }
  });
  await until(async () => {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(searchAttributes).filter(([name]) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return;
    await operatorService.addSearchAttributes({ namespace, searchAttributes: indexedValues(Object.fromEntries(missing)) });
    throw new Error('search attributes are being added');
  });
  if (!isNew) return;
  // Every service keeps a copy of the namespaces; a start that is taken and then ended proves that all have it.
  await until(async () => {
    const workflowId = `provision/${randomUUID()}`;
    await workflowService.startWorkflowExecution({
      namespace, workflowId, requestId: workflowId, workflowType: { name: 'provision' }, taskQueue: { name: 'provision' },
      searchAttributes: { indexedFields: { Phase: { metadata: { encoding: Buffer.from('json/plain'), type: Buffer.from('Keyword') }, data: Buffer.from('"ready"') } } },
    });
    await workflowService.terminateWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    await workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
  });
}

/** Repeats a step that a young server may refuse, for at most a minute. */
async function until(step: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      await step();
      return;
    } catch (failure) {
      if (performance.now() > deadline) throw failure;
      await sleep(100);
    }
  }
}
