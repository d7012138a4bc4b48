import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The installation's 32 bytes: `MUA_KEY` in base64, else the file that the first `npm start` made. One sentence when neither is whole. */
export function masterKeyOf(given: string | undefined, dataDir: string): Buffer {
  const text = given ?? readIfThere(join(dataDir, 'keys', 'master.key')) ?? '';
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new Error('MUA_KEY must be 32 bytes in base64 (or stand in DATA/keys/master.key): start once with npm start, or set it.');
  return key;
}
