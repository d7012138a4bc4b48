import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { takeLock } from './lock.ts';
import { findPostgresBinaries, runPostgresAs } from './postgres-binaries.ts';
import type { PostgresBinaries, RunAs } from './postgres-binaries.ts';
import { commandLineOf, freePort, goneWithin, isAlive, isPortFree, lastLines, run, startDetached, stopProcess } from './processes.ts';
import { silent, whileWaiting } from './progress.ts';
import type { Progress } from './progress.ts';
import { Sentence } from './sentence.ts';

export interface PostgresOptions {
  /** Folder of the cluster, made on first use; without it a temporary one, deleted by stop(). */
  dataDir?: string;
  /** Without it the port of last time when still free, else any free one. */
  port?: number;
  /** Database that `url` names; made when absent. */
  database?: string;
  /** false trades safety after a power cut for speed: for tests only. Crash of the process alone loses nothing. */
  durable?: boolean;
  /** true starts a cluster even when DATABASE_URL is set. */
  ownServer?: boolean;
  progress?: Progress;
}

export interface Postgres {
  /** postgres://… of the database, as superuser. */
  url: string;
  port: number;
  /** undefined for a server of somebody else (DATABASE_URL). */
  pid: number | undefined;
  /** Fast shutdown, data on disk. */
  stop: () => Promise<void>;
  /** Immediate stop as by a fault; start again with startPostgres on the same folder. */
  crash: () => Promise<void>;
}

/** Starts PostgreSQL on 127.0.0.1, or hands back the one that DATABASE_URL names. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const given = process.env['DATABASE_URL'];
  if (given && !options.ownServer) return await useGiven(given);
  const progress = options.progress ?? silent;
  const temporary = options.dataDir === undefined;
  const durable = options.durable ?? true;
  const dataDir = temporary ? join(await mkdtemp(join(tmpdir(), 'mua-postgres-')), 'data') : resolve(options.dataDir ?? '');
  await mkdir(dataDir, { recursive: true });
  const lock = await takeLock(`${dataDir}.lock`);
  if ('heldBy' in lock) {
    throw new Sentence(`The database in ${dataDir} is in use by process ${lock.heldBy}: stop that Mùa first, or choose another folder with --data.`);
  }
  try {
    const binaries = await findPostgresBinaries();
    const runAs = await runPostgresAs([dirname(binaries.postgres), temporary ? dirname(dataDir) : dataDir]);
    const password = await ensureCluster({ dataDir, binaries, runAs, durable }, progress);
    await clearStalePostmaster(dataDir, progress);
    const port = await choosePort(dataDir, options.port);
    const logFile = `${dataDir}.log`;
    const server = await launch({ dataDir, binaries, runAs, port, logFile, durable });
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/${options.database ?? 'mua'}`;
    await whileWaiting(progress, 'Starting PostgreSQL', answers(url, server, logFile));
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      await stopProcess(server.pid, signal, 30_000);
      await lock.release();
    };
    return {
      url, port, pid: server.pid,
      crash: async () => await end('SIGQUIT'),
      stop: async () => {
        await end('SIGINT');
        if (temporary) await rm(dirname(dataDir), { recursive: true, force: true });
      },
    };
  } catch (failure) {
    await lock.release();
    throw failure;
  }
}

async function useGiven(url: string): Promise<Postgres> {
  try {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    await client.connect();
    await client.end();
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new Sentence(`The database of DATABASE_URL does not answer (${why}): start it, correct DATABASE_URL, or unset it so that Mùa brings its own.`);
  }
  return {
    url, port: Number(new URL(url).port || 5432), pid: undefined,
    stop: async () => undefined,
    crash: async () => {
      throw new Sentence('A database given by DATABASE_URL cannot be crashed on purpose: unset DATABASE_URL for fault runs.');
    },
  };
}

interface Cluster {
  dataDir: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
  durable: boolean;
}

/** Runs initdb when the folder holds no cluster yet; a half-made cluster (no marker) is made again. Returns the password. */
async function ensureCluster({ dataDir, binaries, runAs, durable }: Cluster, progress: Progress): Promise<string> {
  const passwordFile = `${dataDir}.password`;
  const complete = `${dataDir}.ready`;
  const isComplete = await stat(complete).then(() => true, () => false);
  if (isComplete) return (await readFile(passwordFile, 'utf8')).trim();
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    await chown(dataDir, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  // C.UTF-8 by the built-in provider: the same order on every machine. Vietnamese order is asked for by
  // COLLATE "vi-x-icu" where people read it.
  const made = await whileWaiting(progress, 'Making the database', execute(binaries.initdb, [
    `--pgdata=${dataDir}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync']),
  ], runAs));
  if (made.code !== 0) {
    throw new Sentence(`PostgreSQL could not make its database in ${dataDir} (${made.output.trim().split('\n').at(-1)}): check that the folder is writable and the disk not full.`);
  }
  await writeFile(complete, '', { mode: 0o600 });
  return password;
}

async function execute(command: string, args: readonly string[], runAs: RunAs): ReturnType<typeof run> {
  const [first, ...rest] = [...runAs.through, command, ...args];
  const env = { LC_ALL: 'C', LC_MESSAGES: 'C' };
  return runAs.through.length > 0 || runAs.uid === undefined
    ? await run(first ?? command, rest, { env })
    : await run(command, args, { env, uid: runAs.uid, ...(runAs.gid === undefined ? {} : { gid: runAs.gid }) });
}

/**
 * A postmaster.pid left behind. Its process may be gone, may be a stranger that was given the same number, or
 * may be our own server whose starter was killed: then it is stopped in order.
 */
async function clearStalePostmaster(dataDir: string, progress: Progress): Promise<void> {
  const path = join(dataDir, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (!Number.isNaN(pid) && isAlive(pid) && commandLineOf(pid).includes(dataDir)) {
    await whileWaiting(progress, 'Stopping the PostgreSQL of an earlier run', stopProcess(pid, 'SIGINT', 30_000));
  }
  await rm(path, { force: true });
}

async function choosePort(dataDir: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && wanted !== 0) {
    if (await isPortFree(wanted)) return wanted;
    throw new Sentence(`Port ${wanted} for PostgreSQL is taken by another program: stop that program or choose another port.`);
  }
  const last = Number.parseInt(await readFile(`${dataDir}.port`, 'utf8').catch(() => ''), 10);
  const port = !Number.isNaN(last) && (await isPortFree(last)) ? last : await freePort();
  await writeFile(`${dataDir}.port`, `${port}\n`);
  return port;
}

interface Launch extends Cluster {
  port: number;
  logFile: string;
}

async function launch({ dataDir, binaries, runAs, port, logFile, durable }: Launch): ReturnType<typeof startDetached> {
  const settings = {
    listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '300', shared_buffers: '128MB',
    timezone: 'UTC', log_timezone: 'UTC', log_min_messages: 'warning', log_min_error_statement: 'panic',
    wal_level: 'replica', jit: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const args = ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  const [first, ...rest] = [...runAs.through, binaries.postgres, ...args];
  return runAs.through.length > 0 || runAs.uid === undefined
    ? await startDetached(first ?? binaries.postgres, rest, { logFile, env })
    : await startDetached(binaries.postgres, args, { logFile, env, uid: runAs.uid, ...(runAs.gid === undefined ? {} : { gid: runAs.gid }) });
}

/** Waits until the server takes connections (recovery after a crash included), and makes the database. */
async function answers(url: string, server: { pid: number }, logFile: string): Promise<void> {
  const admin = new URL(url);
  const database = admin.pathname.slice(1);
  admin.pathname = '/postgres';
  const until = performance.now() + 120_000;
  for (;;) {
    const client = new Client({ connectionString: admin.href, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
      return;
    } catch (failure) {
      if (!isAlive(server.pid)) {
        throw new Sentence(`PostgreSQL ended while starting (${lastLines(logFile, 2)}): see ${logFile}.`);
      }
      if (performance.now() > until) {
        await goneWithin(server.pid, 0);
        throw failure;
      }
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
