import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { storedFile } from './file-path.ts';
import type { Secrets } from './secret.ts';

/** Begins the `unit_path` of a file that holds personal numbers: no policy of row security opens such a path (db/guards/30-policies.sql). */
export const sealedUnder = 'sealed/';

/** Keeps bytes that hold personal numbers sealed in the file store, under the hash of what is written. On disk before any row names it. */
export async function keepSealed(dataDir: string, secrets: Secrets, bytes: Buffer): Promise<string> {
  const sealed = secrets.seal(bytes.toString('base64'));
  const sha256 = createHash('sha256').update(sealed).digest('hex');
  const path = storedFile(dataDir, sha256);
  await mkdir(join(path, '..'), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(sealed);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return sha256;
}

export async function openSealed(dataDir: string, secrets: Secrets, sha256: string): Promise<Buffer> {
  return Buffer.from(secrets.open(await readFile(storedFile(dataDir, sha256))), 'base64');
}
