import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { paperAlphabet } from '../domain/generated-code.ts';

/** argon2id (the library's own default) as OWASP's first choice: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password.normalize('NFC'), parameters);

/** As on paper: no letters or digits that are taken for each other, in two halves. 31⁸, against ten tries in a quarter of an hour. */
export function inventPassword(): string {
  const half = () => Array.from({ length: 4 }, () => paperAlphabet[randomInt(paperAlphabet.length)] ?? '').join('');
  return `${half()}-${half()}`;
}

/** A password from paper as somebody types it: small letters, a blank or nothing for the dash. */
export function typedPassword(text: string): string {
  const bare = text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '').slice(0, 40);
  return `${bare.slice(0, 4)}-${bare.slice(4)}`;
}

let decoy: Promise<string> | undefined;

/** Takes as long for a person who does not exist as for a wrong password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const against = stored ?? (await decoy);
  const same = await verify(against, password.normalize('NFC')).catch(() => false);
  return same && stored !== null;
}
