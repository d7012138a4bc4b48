import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id exists (a zombie counts as gone). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
  return statOf(pid) !== 'Z';
}

/** State letter from /proc; undefined where there is no /proc. */
function statOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined;
  }
}

/** The command line of a process, arguments joined by spaces; '' when it cannot be read. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Sends `signal`, waits up to `graceMs` for the process to go, then kills it. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  if (await goneWithin(pid, graceMs)) return;
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await goneWithin(pid, 5_000);
}

/** Whether the process ended within `waitMs`. */
export async function goneWithin(pid: number, waitMs: number): Promise<boolean> {
  const until = performance.now() + waitMs;
  while (isAlive(pid)) {
    if (performance.now() > until) return false;
    await sleep(25);
  }
  return true;
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Whether nothing listens on this port of 127.0.0.1. */
export async function isPortFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The first executable of these names on PATH. */
export async function findOnPath(...names: string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      if (folder === '') continue;
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Finished {
  code: number;
  /** Standard output and standard error, in order of arrival. */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  timeoutMs?: number;
  /** Aborting kills the command. */
  signal?: AbortSignal;
  uid?: number;
  gid?: number;
}

/** Runs a command to its end. A command that cannot start has code 127, one that timed out 124. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { timeoutMs, env, ...rest } = options;
  return await new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, { ...rest, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (failure) => {
      clearTimeout(timer);
      resolve({ code: 127, output: failure.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? 1), output });
    });
  });
}

export interface Detached {
  pid: number;
  /** Resolves with the exit code, or the signal's name, once the process ended. */
  ended: Promise<string>;
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C in the terminal reaches only the process
 * that will stop it in order. What it prints goes to the end of `logFile`.
 */
export async function startDetached(
  command: string, args: readonly string[],
  options: { logFile: string; cwd?: string; uid?: number; gid?: number; env?: Record<string, string | undefined> },
): Promise<Detached> {
  const { logFile, env, ...rest } = options;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, { ...rest, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? String(code)));
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      if (child.pid !== undefined) resolve({ pid: child.pid, ended });
    });
  });
}

/** The last lines of a log, for a sentence about a server that ended early. */
export function lastLines(logFile: string, count = 3): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).map((line) => line.slice(0, 300)).join(' | ');
  } catch {
    return '';
  }
}
