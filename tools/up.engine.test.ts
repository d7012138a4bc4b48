import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isAlive } from './processes.ts';

let data: string;
let child: ChildProcess;
let said = '';

async function start(): Promise<string> {
  said = '';
  const env = { ...process.env };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'MUA_KEY', 'NODE_OPTIONS']) delete env[name];
  child = spawn(process.execPath, ['tools/with-dependencies.mjs', 'tools/up.ts', '--data', data, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await vi.waitFor(() => expect(said).toContain('Mùa is ready: '), { timeout: 240_000, interval: 200 });
  return /Mùa is ready: (\S+)/.exec(said)?.[1] ?? '';
}

/** Ctrl-C, and the exit code. */
async function stop(): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return await ended;
}

const pidOf = async (name: string): Promise<number> => Number(await readFile(join(data, 'run', `${name}.pid`), 'utf8'));

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'mua-up-'));
});
afterAll(async () => {
  if (child.exitCode === null) await stop();
  await rm(data, { recursive: true, force: true });
});

it('starts everything, restarts a killed worker, stops in order and resumes', { timeout: 600_000 }, async () => {
  const url = await start();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(url)).text()).toContain('<html');
  expect(said).toMatch(/mail sink\s+http:\/\/127\.0\.0\.1:\d+/);
  const accounts = JSON.parse(await readFile(join(data, 'accounts.json'), 'utf8')) as { username: string; password: string }[];
  const { username, password } = accounts[0] ?? { username: '', password: '' };
  const signIn = async (at: string) => (await fetch(`${at}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: at }, body: JSON.stringify({ username, password }) })).status;
  expect(await signIn(url)).toBe(201);

  const killed = await pidOf('worker');
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(async () => expect(await pidOf('worker')).not.toBe(killed), { timeout: 10_000 });
  await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: 60_000, interval: 500 });

  const pids = [await pidOf('worker'), await pidOf('api')];
  expect(await stop()).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(said).toContain('Mùa has stopped');

  const again = await start();
  expect(said).not.toContain('Loading the demo province');
  expect(await signIn(again)).toBe(201);
  expect(await stop()).toBe(0);
});
