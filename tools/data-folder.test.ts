import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearDataFolder, ensureKeys, openDataFolder } from './data-folder.ts';
import { silent } from './progress.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-data-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

it('says in a sentence that the folder is a file', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(openDataFolder(join(folder, 'file'))).rejects.toThrow(/cannot write its data folder .*file \(it is a file\)/);
  await expect(openDataFolder(join(folder, 'file', 'below'))).rejects.toThrow(/a part of its path is a file/);
});

it('says in a sentence that it may not write', async () => {
  await expect(openDataFolder('/proc/mua')).rejects.toThrow(/cannot write its data folder \/proc\/mua \(.+\): make it writable or choose another with --data/);
});

it('refuses a second Mùa on the same folder and lets go at the end', async () => {
  const first = await openDataFolder(folder);
  await expect(openDataFolder(folder)).rejects.toThrow(/already runs with .* as process \d+/);
  await first.lock.release();
  await (await openDataFolder(folder)).lock.release();
});

it('takes over a lock whose process is gone, or is a stranger with its number', async () => {
  await writeFile(join(folder, 'mua.lock'), '4194301\n');
  await (await openDataFolder(folder)).lock.release();
  await writeFile(join(folder, 'mua.lock'), '1\n');
  await (await openDataFolder(folder)).lock.release();
});

it('makes keys once, for this user only', async () => {
  const { masterKey } = await ensureKeys(folder, '');
  expect(masterKey).toHaveLength(32);
  expect((await ensureKeys(folder, '')).masterKey).toEqual(masterKey);
  expect((await stat(join(folder, 'keys', 'master.key'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'keys', 'audit.pem'), 'utf8')).toContain('PRIVATE KEY');
});

it('says in a sentence that the key is broken', async () => {
  await ensureKeys(folder, '');
  await writeFile(join(folder, 'keys', 'master.key'), 'short');
  await expect(ensureKeys(folder, '')).rejects.toThrow(/is not 32 bytes in base64: restore it from a backup/);
});

it('removes with --fresh only what is ours', async () => {
  await writeFile(join(folder, 'thesis.odt'), '');
  await writeFile(join(folder, 'accounts.json'), '[]');
  await clearDataFolder(folder, silent);
  expect(await readdir(folder)).toEqual(['thesis.odt']);
});
