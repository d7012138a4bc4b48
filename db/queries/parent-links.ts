import { createHash, randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { DAY } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { realInstantOf } from '../../domain/clock.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { withActor } from '../actor.ts';
import type { Db, Tx } from '../client.ts';
import { confirmations, parentLinks } from '../schema/families.ts';

/** The part of db/secret.ts that links need. */
export type Sealing = { seal: (text: string) => Buffer; open: (sealed: Buffer) => string };

/** 256 random bits, 43 characters of base64url. */
export const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/** `hash` is for the row; `sealed` for the notice that carries the link, so that the tables alone give no working link. */
export type NewLink = { token: string; hash: Buffer; sealed: string };

export function newLink(secrets: Sealing): NewLink {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token), sealed: secrets.seal(token).toString('base64') };
}

/** SHA-256: a random token of 256 bits needs no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The path of a link's page from what a notice carries. */
export function linkPathOf(sealed: string, secrets: Sealing): string {
  return `/p/${secrets.open(Buffer.from(sealed, 'base64'))}`;
}

const DAYS_AFTER_STEP = 30;
const DAYS_WHEN_PAUSED = 180;

/**
 * A link outlives its step: a parent looks up the reference or a decision later. Whether an answer still
 * counts is decided by the season's clock in the answering transaction, not here. Real instants.
 */
export function linkExpiry(clock: SeasonClock, lapsesAt: Instant, realNow: Instant): Instant {
  const over = realInstantOf(clock, lapsesAt, realNow);
  return over === null ? realNow + DAYS_WHEN_PAUSED * DAY : over + DAYS_AFTER_STEP * DAY;
}

/** Adds links; earlier ones of the same confirmation keep working (a lost text message is found again). */
export async function addLinks(tx: Tx, links: readonly { confirmationId: string; hash: Buffer }[], expiresAt: Instant): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({ confirmation_id: link.confirmationId, token_hash: link.hash.toString('hex') }));
  await tx.execute(sql`
    insert into parent_links (confirmation_id, token_hash, expires_at)
    select r.confirmation_id, decode(r.token_hash, 'hex'), ${new Date(expiresAt).toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(confirmation_id uuid, token_hash text)
    on conflict do nothing`);
}

/** What a token opens. `expired` covers the past and the revoked. */
export type OpenedLink = { confirmationId: string; pupilId: string; expired: boolean };

/**
 * `null` = no such link. Before it, nobody is known: row security lets such a transaction see links by their
 * hash and no family; only then the parent of that one confirmation is somebody.
 */
export async function findLink(db: Db, token: string, realNow: Instant): Promise<OpenedLink | null> {
  const hash = hashToken(token);
  const [link] = await withActor(db, { kind: 'anonymous' }, (tx) => tx.select().from(parentLinks).where(eq(parentLinks.tokenHash, hash)));
  const confirmationId = link?.confirmationId ?? nobody;
  // Asked also when there is no link, so that a wrong token costs the same time as a right one.
  const [confirmation] = await withActor(db, { kind: 'parent', pupilId: '', confirmationId }, (tx) =>
    tx.select({ pupilId: confirmations.pupilId }).from(confirmations).where(eq(confirmations.id, confirmationId)),
  );
  if (!link || !confirmation) return null;
  return { confirmationId, pupilId: confirmation.pupilId, expired: link.revokedAt !== null || link.expiresAt <= realNow };
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** For a slip lost or a phone given away: every link of the confirmation stops working. */
export async function revokeLinks(tx: Tx, confirmationId: string, realNow: Instant): Promise<void> {
  await tx
    .update(parentLinks)
    .set({ revokedAt: sql`coalesce(${parentLinks.revokedAt}, ${new Date(realNow).toISOString()}::timestamptz)` })
    .where(eq(parentLinks.confirmationId, confirmationId));
}
