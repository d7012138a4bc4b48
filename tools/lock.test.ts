import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock, waitForLock } from './lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The id of a process that has just ended. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

test('a lock holds its owner and refuses a second one', async () => {
  const path = join(folder, 'a.lock');
  const lock = await takeLock(path);
  expect(await readFile(path, 'utf8')).toBe(`${process.pid}\n`);
  expect(await takeLock(path)).toEqual({ heldBy: process.pid });
  if ('release' in lock) await lock.release();
  expect(await takeLock(path)).toHaveProperty('release');
});

test('the lock of a process that is gone is taken over', async () => {
  const path = join(folder, 'a.lock');
  await writeFile(path, `${await goneProcess()}\n`);
  expect(await takeLock(path)).toHaveProperty('release');
});

test('the lock of a living process is respected', async () => {
  const path = join(folder, 'a.lock');
  await writeFile(path, `${process.ppid}\n`);
  expect(await takeLock(path)).toEqual({ heldBy: process.ppid });
});

test("a file with our own id that we did not write is a leftover", async () => {
  const path = join(folder, 'a.lock');
  await writeFile(path, `${process.pid}\n`);
  expect(await takeLock(path)).toHaveProperty('release');
});

test('an empty lock, of a process killed between create and write, is taken over', async () => {
  const path = join(folder, 'a.lock');
  await writeFile(path, '');
  expect(await takeLock(path)).toHaveProperty('release');
});

test('of many at once exactly one wins a stale lock', async () => {
  const path = join(folder, 'a.lock');
  await writeFile(path, `${await goneProcess()}\n`);
  const taken = await Promise.all(Array.from({ length: 8 }, async () => await takeLock(path)));
  expect(taken.filter((one) => 'release' in one)).toHaveLength(1);
});

test('waiting ends when the owner releases', async () => {
  const path = join(folder, 'a.lock');
  const first = await takeLock(path);
  const owners: number[] = [];
  const second = waitForLock(path, (owner) => owners.push(owner));
  setTimeout(() => 'release' in first && void first.release(), 50);
  await (await second).release();
  expect(owners).toEqual([process.pid]);
});
