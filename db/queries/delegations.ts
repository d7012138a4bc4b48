import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { delegations, staff, units } from '../schema/people.ts';
import { matching } from './matching.ts';
import type { PersonRef } from './staff.ts';

export type DelegationRow = {
  id: string;
  from: PersonRef;
  to: PersonRef;
  startsAt: Instant;
  endsAt: Instant;
  reason: string;
  revokedAt: Instant | null;
};

const lender = alias(staff, 'lender');
const lenderUnit = alias(units, 'lender_unit');
const borrower = alias(staff, 'borrower');
const borrowerUnit = alias(units, 'borrower_unit');

function joined(tx: Tx) {
  return tx
    .select({
      id: delegations.id,
      startsAt: delegations.startsAt,
      endsAt: delegations.endsAt,
      reason: delegations.reason,
      revokedAt: delegations.revokedAt,
      from: { id: lender.id, name: lender.name, unit: lenderUnit.name },
      to: { id: borrower.id, name: borrower.name, unit: borrowerUnit.name },
    })
    .from(delegations)
    .innerJoin(lender, eq(lender.id, delegations.fromStaffId))
    .innerJoin(lenderUnit, eq(lenderUnit.id, lender.unitId))
    .innerJoin(borrower, eq(borrower.id, delegations.toStaffId))
    .innerJoin(borrowerUnit, eq(borrowerUnit.id, borrower.unitId))
    .$dynamic();
}

/** What a person lent or was lent, newest first. */
export async function delegationsOf(tx: Tx, staffId: string): Promise<DelegationRow[]> {
  return await joined(tx)
    .where(or(eq(delegations.fromStaffId, staffId), eq(delegations.toStaffId, staffId)))
    .orderBy(desc(delegations.startsAt), delegations.id);
}

export async function delegationById(tx: Tx, id: string): Promise<DelegationRow | null> {
  const [row] = await joined(tx).where(eq(delegations.id, id));
  return row ?? null;
}

export type NewDelegation = { fromStaffId: string; toStaffId: string; startsAt: Instant; endsAt: Instant; reason: string };
export async function addDelegation(tx: Tx, given: NewDelegation): Promise<string> {
  const [row] = await tx.insert(delegations).values(given).returning({ id: delegations.id });
  if (!row) throw new Error('the delegation did not come back');
  return row.id;
}

/** False when it is not theirs to revoke, or revoked already. */
export async function revokeDelegation(tx: Tx, id: string, fromStaffId: string, now: Instant): Promise<boolean> {
  const done = await tx
    .update(delegations)
    .set({ revokedAt: now })
    .where(
      and(eq(delegations.id, id), eq(delegations.fromStaffId, fromStaffId), isNull(delegations.revokedAt), gt(delegations.endsAt, now)),
    )
    .returning({ id: delegations.id });
  return done.length > 0;
}

/** Colleagues of the same unit who may be lent a standing. */
export async function possibleDelegates(tx: Tx, me: { staffId: string; unitId: string }, q: string, scope?: SQL): Promise<PersonRef[]> {
  return await tx
    .select({ id: staff.id, name: staff.name, unit: units.name })
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(
      and(scope, eq(staff.unitId, me.unitId), ne(staff.id, me.staffId), eq(staff.active, true), q ? matching(staff.folded, q) : undefined),
    )
    .orderBy(sql`${staff.name} collate "vi-x-icu"`)
    .limit(50);
}
