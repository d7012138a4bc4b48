import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { HOUR } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { withActor } from '../actor.ts';
import type { Db, Tx } from '../client.ts';
import { hashPassword, inventPassword, passwordMatches, typedPassword } from '../password.ts';
import { confirmations, parentPasswords, pupils } from '../schema/families.ts';
import type { Secrets } from '../secret.ts';
import { addLinks, newLink, revokeLinks } from './parent-links.ts';

/** `password` in clear only until the paper is printed. */
export type IssuedPassword = { confirmationId: string; pupilId: string; password: string; hash: string };

/** Whose password may be issued: a class, or one pupil. Only those with a personal number: without it nobody can enter one. `anew`: also who has a password that works. */
export type PasswordScope = { seasonId: string; schoolId: string; className: string | null; confirmationId: string | null; anew: boolean };

export async function wantingPassword(tx: Tx, scope: PasswordScope): Promise<{ confirmationId: string; pupilId: string }[]> {
  return await tx
    .select({ confirmationId: confirmations.id, pupilId: confirmations.pupilId })
    .from(confirmations)
    .innerJoin(pupils, eq(pupils.id, confirmations.pupilId))
    .leftJoin(parentPasswords, and(eq(parentPasswords.confirmationId, confirmations.id), isNull(parentPasswords.revokedAt)))
    .where(
      and(
        eq(confirmations.seasonId, scope.seasonId),
        eq(pupils.schoolId, scope.schoolId),
        sql`${pupils.personalNumberKey} is not null`,
        scope.className === null ? undefined : eq(confirmations.className, scope.className),
        scope.confirmationId === null ? undefined : eq(confirmations.id, scope.confirmationId),
        scope.anew ? undefined : isNull(parentPasswords.confirmationId),
      ),
    );
}

/** Outside of any transaction: hashing a class takes a second or two of computing. */
export async function inventPasswords(wanting: readonly { confirmationId: string; pupilId: string }[]): Promise<IssuedPassword[]> {
  return await Promise.all(
    wanting.map(async (one) => {
      const password = inventPassword();
      return { ...one, password, hash: await hashPassword(password) };
    }),
  );
}

/** The passwords by confirmation that now hold. Two clerks at once: without `anew` whoever came second prints nothing for that pupil. */
export async function storePasswords(tx: Tx, issued: readonly IssuedPassword[], by: { actorId: string; at: Instant; anew: boolean }): Promise<Map<string, string>> {
  if (issued.length === 0) return new Map();
  const rows = issued.map(({ confirmationId, pupilId, hash }) => ({ confirmationId, pupilId, passwordHash: hash, issuedAt: by.at, issuedBy: by.actorId, revokedAt: null }));
  const held = await tx
    .insert(parentPasswords)
    .values(rows)
    .onConflictDoUpdate({
      target: parentPasswords.confirmationId,
      set: { passwordHash: sql`excluded.password_hash`, issuedAt: sql`excluded.issued_at`, issuedBy: sql`excluded.issued_by`, revokedAt: null },
      ...(!by.anew && { setWhere: sql`${parentPasswords.revokedAt} is not null` }),
    })
    .returning({ id: parentPasswords.confirmationId });
  const stored = new Set(held.map((row) => row.id));
  return new Map(issued.filter((one) => stored.has(one.confirmationId)).map((one) => [one.confirmationId, one.password]));
}

/** A number may stand in two records (an error, being reviewed) and in a rehearsal beside the season: the password says which. */
const mostOfOneNumber = 4;

/**
 * Personal number and password, as typed → the family. An unknown number costs the same computing as a wrong password, and both are `null`.
 * The number is the one that the school has on record, right or wrong: it stands on the slip.
 */
export async function familyByPassword(db: Db, typed: { number: string; password: string }, secrets: Secrets): Promise<{ confirmationId: string; pupilId: string } | null> {
  const key = secrets.index(typed.number);
  const found = await withActor(db, { kind: 'anonymous', number: key.toString('hex') }, (tx) =>
    tx
      .select({ confirmationId: parentPasswords.confirmationId, pupilId: parentPasswords.pupilId, hash: parentPasswords.passwordHash })
      .from(pupils)
      .innerJoin(parentPasswords, and(eq(parentPasswords.pupilId, pupils.id), isNull(parentPasswords.revokedAt)))
      .where(eq(pupils.personalNumberKey, key))
      .orderBy(desc(parentPasswords.issuedAt))
      .limit(mostOfOneNumber),
  );
  const password = typedPassword(typed.password);
  const first = found[0] ?? null;
  if (await passwordMatches(first?.hash ?? null, password)) return first;
  for (const twin of found.slice(1)) if (await passwordMatches(twin.hash, password)) return twin;
  return null;
}

/** How long the pages stay open that a password opened. */
const openFor = 2 * HOUR;

/** A link of its own for this visit; the token for its path. */
export async function openByPassword(db: Db, family: { confirmationId: string; pupilId: string }, secrets: Secrets, realNow: Instant): Promise<string> {
  const link = newLink(secrets);
  await withActor(db, { kind: 'parent', ...family }, (tx) => addLinks(tx, [{ confirmationId: family.confirmationId, hash: link.hash }], realNow + openFor));
  return link.token;
}

/** What a family can come in by now. Real instants. */
export type FamilyAccess = { passwordIssuedAt: Instant | null; passwordRevokedAt: Instant | null; links: number };

export async function familyAccess(tx: Tx, confirmationId: string, realNow: Instant): Promise<FamilyAccess> {
  const [password] = await tx.select().from(parentPasswords).where(eq(parentPasswords.confirmationId, confirmationId));
  const found = await tx.execute<{ links: number }>(sql`
    select count(*)::int as links from parent_links where confirmation_id = ${confirmationId} and revoked_at is null and expires_at > ${new Date(realNow).toISOString()}::timestamptz`);
  return { passwordIssuedAt: password?.issuedAt ?? null, passwordRevokedAt: password?.revokedAt ?? null, links: found.rows[0]?.links ?? 0 };
}

/** A slip lost, a phone given away: every link and the password of the family stop working, visits under way included. */
export async function revokeFamilyAccess(tx: Tx, confirmationId: string, realNow: Instant): Promise<void> {
  await revokeLinks(tx, confirmationId, realNow);
  await tx.update(parentPasswords).set({ revokedAt: realNow }).where(and(eq(parentPasswords.confirmationId, confirmationId), isNull(parentPasswords.revokedAt)));
}
