import { createHash, randomBytes } from 'node:crypto';
import { DAY, HOUR } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';

/** A session ends twelve hours after its last use. */
export const SESSION_LASTS = 12 * HOUR;
/** Prolonging is a write; once every ten minutes is enough. */
export const PROLONG_AFTER = HOUR / 6;
/** However busy, one signs in again after a week. */
export const SESSION_AT_MOST = 7 * DAY;

export const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');

/** `__Host-` pins the cookie to this very host, but browsers refuse it without https. */
export const cookieName = (publicUrl: string) => (isSecure(publicUrl) ? '__Host-mua_session' : 'mua_session');

export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export const newCsrf = () => randomBytes(24).toString('base64url');

/** Only the hash is stored: who reads the table cannot sign in. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();

export const endsAt = (now: Instant) => now + SESSION_LASTS;
