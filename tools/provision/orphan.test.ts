import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../processes.ts';
import { silent } from '../progress.ts';
import { startDevServer } from './dev-server.ts';
import { stopOrphan } from './orphan.ts';
import { choosePorts } from './temporal-server-ports.ts';

let folder: string;
let other: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-orphan-'));
});
afterEach(async () => {
  other?.kill('SIGKILL');
  other = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A process that runs until it is stopped and names `place` on its command line; its id is in the pid file. */
async function leave(place: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', place], { stdio: 'ignore' });
  other = child;
  await new Promise((resolve) => child.once('spawn', resolve));
  await writeFile(join(folder, 'pid'), `${child.pid}\n`);
  return child.pid ?? 0;
}

test('the engine that a killed run left is stopped', async () => {
  const pid = await leave(join(folder, 'engine.db'));
  await stopOrphan(join(folder, 'pid'), join(folder, 'engine.db'), silent);
  expect(isAlive(pid)).toBe(false);
});

test('a stranger with the same process id is left alone', async () => {
  const pid = await leave('something else');
  await stopOrphan(join(folder, 'pid'), join(folder, 'engine.db'), silent);
  expect(isAlive(pid)).toBe(true);
});

test('no pid file, or a broken one, is nothing to do', async () => {
  await stopOrphan(join(folder, 'pid'), folder, silent);
  await writeFile(join(folder, 'pid'), 'half');
  await stopOrphan(join(folder, 'pid'), folder, silent);
});

/** A listener on a free port. */
async function listen(): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() };
}

test('a taken port is one sentence, for both engines', async () => {
  const { port, close } = await listen();
  const told = `Port ${port} for the Temporal engine is taken by another program: stop that program or choose another port.`;
  await expect(startDevServer({ binary: 'temporal', dbFile: join(folder, 'engine.db'), logFile: join(folder, 'engine.log'), port })).rejects.toThrow(told);
  await expect(choosePorts(join(folder, 'ports.json'), port)).rejects.toThrow(told);
  close();
});

test('an engine keeps its ports over a restart, all below what its smallint column holds', async () => {
  const file = join(folder, 'ports.json');
  const first = await choosePorts(file, undefined);
  expect(new Set(Object.values(first)).size).toBe(8);
  expect(Object.values(first).every((port) => port < 32_768)).toBe(true);
  expect(await choosePorts(file, undefined)).toEqual(first);
  await writeFile(file, '{"frontend": "half');
  expect(await choosePorts(file, undefined)).not.toEqual({});
});
