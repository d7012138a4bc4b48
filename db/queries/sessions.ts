import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor, Role, Standing } from '../../domain/policy.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import { delegations, sessions, staff, units } from '../schema/people.ts';

export type UnitRef = { id: string; code: string; name: string; tier: Tier; path: string };
export type Lent = { staffId: string; name: string; role: Role; className: string | null; unit: UnitRef; endsAt: Instant };
export type SignedInStaff = {
  sessionId: string;
  csrf: string;
  createdAt: Date;
  expiresAt: Instant;
  id: string;
  username: string;
  name: string;
  role: Role;
  className: string | null;
  unit: UnitRef;
  preferences: Record<string, unknown>;
  delegated: Lent[];
};

export const unitRef = { id: units.id, code: units.code, name: units.name, tier: units.tier, path: units.path };

/** What the sign-in must know of a username; null = no such active person. */
export async function credentialsOf(tx: Tx, username: string): Promise<{ id: string; passwordHash: string | null } | null> {
  const [row] = await tx
    .select({ id: staff.id, passwordHash: staff.passwordHash })
    .from(staff)
    .where(and(eq(staff.username, username), eq(staff.active, true)));
  return row ?? null;
}

export async function staffIdOfSubject(tx: Tx, subject: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.oidcSubject, subject), eq(staff.active, true)));
  return row?.id ?? null;
}

export type NewSession = { tokenHash: Buffer; staffId: string; csrf: string; expiresAt: Instant };
export async function openSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.insert(sessions).values(session);
}

export async function closeSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, sessionId));
}

export async function prolongSession(tx: Tx, sessionId: string, expiresAt: Instant): Promise<void> {
  await tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, sessionId));
}

/** The person behind a cookie with the delegations in force at `now`; null = no session, or it has ended. */
export async function sessionOf(tx: Tx, tokenHash: Buffer, now: Instant): Promise<SignedInStaff | null> {
  const [row] = await tx
    .select({
      sessionId: sessions.id,
      csrf: sessions.csrf,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
      id: staff.id,
      username: staff.username,
      name: staff.name,
      role: staff.role,
      className: staff.className,
      unit: unitRef,
      preferences: staff.preferences,
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now), eq(staff.active, true)));
  return row ? { ...row, delegated: await lentTo(tx, row.id, now) } : null;
}

/** Standings lent to somebody, in force at `now`: dated, not revoked, from an active person. */
export async function lentTo(tx: Tx, staffId: string, now: Instant): Promise<Lent[]> {
  const lender = alias(staff, 'lender');
  return await tx
    .select({
      staffId: lender.id,
      name: lender.name,
      role: lender.role,
      className: lender.className,
      unit: unitRef,
      endsAt: delegations.endsAt,
    })
    .from(delegations)
    .innerJoin(lender, eq(lender.id, delegations.fromStaffId))
    .innerJoin(units, eq(units.id, lender.unitId))
    .where(
      and(
        eq(delegations.toStaffId, staffId),
        isNull(delegations.revokedAt),
        eq(lender.active, true),
        lte(delegations.startsAt, now),
        gt(delegations.endsAt, now),
      ),
    );
}

export function actorOf(me: SignedInStaff): Actor {
  return { own: standingOf(me.id, me), delegated: me.delegated.map((lent) => standingOf(lent.staffId, lent)) };
}

const standingOf = (staffId: string, one: { role: Role; className: string | null; unit: UnitRef }): Standing => ({
  staffId,
  tier: one.unit.tier,
  role: one.role,
  unitId: one.unit.id,
  unitPath: one.unit.path,
  className: one.className,
});

export async function keepPreferences(tx: Tx, staffId: string, preferences: Record<string, unknown>): Promise<void> {
  await tx
    .update(staff)
    .set({ preferences: sql`${staff.preferences} || ${JSON.stringify(preferences)}::jsonb` })
    .where(eq(staff.id, staffId));
}

/** Null: the person signs in elsewhere (OIDC). */
export async function passwordHashOf(tx: Tx, staffId: string): Promise<string | null> {
  const [row] = await tx.select({ passwordHash: staff.passwordHash }).from(staff).where(eq(staff.id, staffId));
  return row?.passwordHash ?? null;
}

/** False when it was changed since `stored` was read. */
export async function replacePassword(tx: Tx, staffId: string, { stored, hash }: { stored: string; hash: string }): Promise<boolean> {
  const done = await tx.update(staff).set({ passwordHash: hash }).where(and(eq(staff.id, staffId), eq(staff.passwordHash, stored))).returning({ id: staff.id });
  return done.length > 0;
}
