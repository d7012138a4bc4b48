import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.ts';

export interface Lock {
  release: () => Promise<void>;
}

/** How long a lock may stay without a readable owner: another process may be between create and write. */
const unreadableGraceMs = 1_000;

/** Paths locked by this process, so that a stale file with its own id is told from its own live one. */
const held = new Set<string>();

/**
 * Takes a lock file that holds the owner's process id. A lock left by a process that is gone (killed, power
 * cut) is taken over; one held by a living process gives `{ heldBy }`.
 */
export async function takeLock(path: string): Promise<Lock | { heldBy: number }> {
  // One at a time within this process: between them, process ids tell nothing apart.
  const turn = (turns.get(path) ?? Promise.resolve()).then(async () => await take(path));
  turns.set(path, turn.then(() => undefined, () => undefined));
  return await turn;
}

const turns = new Map<string, Promise<void>>();

async function take(path: string): Promise<Lock | { heldBy: number }> {
  await mkdir(dirname(path), { recursive: true });
  const deadline = performance.now() + unreadableGraceMs;
  while (!(await create(path))) {
    const owner = await ownerOf(path);
    if (owner === undefined && performance.now() < deadline) {
      await sleep(50);
    } else if (owner !== undefined && isHeldBy(owner, path)) {
      return { heldBy: owner };
    } else {
      await clearStale(path);
    }
  }
  held.add(path);
  return {
    release: async () => {
      held.delete(path);
      await rm(path, { force: true });
    },
  };
}

/** Takes the lock, or waits until its owner is done, telling `onWait` once whom it waits for. */
export async function waitForLock(path: string, onWait: (owner: number) => void): Promise<Lock> {
  for (let told = false; ; told = true) {
    const taken = await takeLock(path);
    if (!('heldBy' in taken)) return taken;
    if (!told) onWait(taken.heldBy);
    await sleep(250);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'EEXIST') return false;
    throw failure;
  }
}

async function ownerOf(path: string): Promise<number | undefined> {
  const owner = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  return Number.isNaN(owner) ? undefined : owner;
}

function isHeldBy(owner: number, path: string): boolean {
  return owner === process.pid ? held.has(path) : isAlive(owner);
}

/**
 * Moves the file aside before judging it again: two processes may both have found it stale, and the slower
 * one must not remove the lock that the faster one has just made.
 */
async function clearStale(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const owner = await ownerOf(aside);
  if (owner !== undefined && isHeldBy(owner, path)) {
    await writeFile(path, `${owner}\n`, { flag: 'wx', mode: 0o600 }).catch(() => undefined);
  }
  await rm(aside, { force: true });
}
