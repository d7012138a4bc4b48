import { z } from '@hono/zod-openapi';
import { hash, verify } from '@node-rs/argon2';

export const newPassword = z.string().min(12).max(200);

/** argon2id (the library's own default) as OWASP's first choice: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password.normalize('NFC'), parameters);

let decoy: Promise<string> | undefined;

/** Takes as long for a person who does not exist as for a wrong password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const against = stored ?? (await decoy);
  const same = await verify(against, password.normalize('NFC')).catch(() => false);
  return same && stored !== null;
}
