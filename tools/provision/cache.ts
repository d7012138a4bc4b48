import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { waitForLock } from '../lock.ts';
import { isAlive } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';

/** Where engines are kept between runs and between clones: MUA_CACHE, else ~/.cache/mua. */
export function cacheDir(): string {
  return process.env['MUA_CACHE'] ?? join(homedir(), '.cache', 'mua');
}

/**
 * Puts something into the cache that is either whole or absent. `make` fills a scratch folder and returns
 * the path inside it that becomes `target` by one rename; a crash leaves only scratch, swept next time.
 * Two processes at once: the second waits for the first and then finds the work done.
 */
export async function makeOnce<T extends string | undefined>(
  target: string, isThere: () => Promise<boolean>, progress: Progress, make: (scratch: string) => Promise<T>,
): Promise<T | string> {
  if (await isThere()) return target;
  const cache = cacheDir();
  try {
    await mkdir(join(cache, 'scratch'), { recursive: true });
  } catch {
    throw new Sentence(`Mùa cannot write its cache ${cache}: make that folder writable or name another one in MUA_CACHE.`);
  }
  const lock = await waitForLock(`${join(cache, 'scratch')}/${encodeURIComponent(target.slice(cache.length + 1))}.lock`, (owner) => {
    progress(`Waiting for process ${owner}, which is fetching the same files`);
  });
  try {
    if (await isThere()) return target;
    await sweep(cache);
    const scratch = await mkdtemp(join(cache, 'scratch', `${process.pid}-`));
    try {
      const made = await make(scratch);
      if (made === undefined) return made;
      await mkdir(join(target, '..'), { recursive: true });
      await rm(target, { recursive: true, force: true });
      await rename(made, target);
      return target;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } finally {
    await lock.release();
  }
}

/** Removes the half-finished work of processes that are gone: scratch folders are named by process id. */
async function sweep(cache: string): Promise<void> {
  for (const name of await readdir(join(cache, 'scratch'))) {
    const owner = /^(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(cache, 'scratch', name), { recursive: true, force: true });
    }
  }
}
