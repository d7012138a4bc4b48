import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takeLock } from './lock.ts';
import type { Lock } from './lock.ts';
import { commandLineOf, stopProcess } from './processes.ts';
import { stopOrphan } from './provision/orphan.ts';
import type { Progress } from './progress.ts';
import { Sentence } from './sentence.ts';

/** Everything Mùa puts into its data folder; `--fresh` removes these and nothing else, whatever folder was named. */
const ours = [
  'accounts.json', 'audit', 'engine', 'files', 'keys', 'logs', 'mail', 'postgres', 'postgres.lock', 'postgres.log', 'postgres.password', 'postgres.port', 'postgres.ready', 'run', 'sms',
] as const;

export type DataFolder = { path: string; lock: Lock };

/** Makes the folder, proves that it can be written and locks it for this process. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  try {
    await makeFolder(path);
    const probe = join(path, `.write-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown';
    const why = { ENOENT: 'it cannot be made there', EEXIST: 'it is a file', ENOTDIR: 'a part of its path is a file', EACCES: 'this user may not', EPERM: 'this user may not', EROFS: 'the disk is read-only', ENOSPC: 'the disk is full' }[code] ?? code;
    throw new Sentence(`Mùa cannot write its data folder ${path} (${why}): make it writable or choose another with --data.`);
  }
  return { path, lock: await lockFolder(path) };
}

/** mkdir's own `recursive` never ends where a file system refuses new folders with ENOENT (as /proc does). */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).then(() => null, (failure: NodeJS.ErrnoException) => failure);
  if (made === null) return;
  if (made.code === 'EEXIST' && (await stat(path)).isDirectory()) return;
  if (made.code !== 'ENOENT' || dirname(path) === path) throw made;
  await makeFolder(dirname(path));
  await mkdir(path);
}

async function lockFolder(path: string): Promise<Lock> {
  const file = join(path, 'mua.lock');
  const taken = await takeLock(file);
  if (!('heldBy' in taken)) return taken;
  // After a power cut the number in the lock may belong to a stranger.
  const owner = commandLineOf(taken.heldBy);
  if (owner !== '' && !/tools\/(up|rehearse)\.ts|vitest/.test(owner)) {
    await rm(file, { force: true });
    return await lockFolder(path);
  }
  throw new Sentence(`Mùa already runs with ${path} as process ${taken.heldBy}: open the address it printed, stop it with Ctrl-C, or choose another folder with --data.`);
}

/** Servers of a run that was killed: they hold the files that this run needs. */
export async function stopLeftovers(path: string, progress: Progress): Promise<void> {
  for (const name of ['colleagues', 'api', 'worker']) await stopOrphan(join(path, 'run', `${name}.pid`), path, progress);
}

export async function clearDataFolder(path: string, progress: Progress): Promise<void> {
  await stopOrphan(join(path, 'engine', 'temporal.db.pid'), path, progress);
  const postmaster = Number.parseInt(await readFile(join(path, 'postgres', 'postmaster.pid'), 'utf8').catch(() => ''), 10);
  if (!Number.isNaN(postmaster) && commandLineOf(postmaster).includes(join(path, 'postgres'))) await stopProcess(postmaster, 'SIGINT', 30_000);
  for (const name of ours) await rm(join(path, name), { recursive: true, force: true });
}

/** Keys are made at first start and never replaced: without them nothing encrypted can be read again. */
export async function ensureKeys(path: string, given = process.env['MUA_KEY']): Promise<{ masterKey: Buffer }> {
  const folder = join(path, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await once(join(folder, 'master.key'), () => `${randomBytes(32).toString('base64')}\n`);
  await once(join(folder, 'audit.pem'), () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const text = given || (await readFile(join(folder, 'master.key'), 'utf8'));
  const masterKey = Buffer.from(text.trim(), 'base64');
  if (masterKey.length !== 32) throw new Sentence(`The master key (${given ? 'MUA_KEY' : join(folder, 'master.key')}) is not 32 bytes in base64: restore it from a backup, or start over with --fresh.`);
  return { masterKey };
}

async function once(file: string, make: () => string): Promise<void> {
  const exists = await stat(file).then(() => true, () => false);
  if (!exists) await writeWhole(file, make());
}

/** Readable by this user only, and never half there. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const half = `${file}.${process.pid}.part`;
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, file);
}
