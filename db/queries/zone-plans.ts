import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import { zonePlanCan } from '../../domain/zone-plan.ts';
import type { ZonePlanAction, ZonePlanState } from '../../domain/zone-plan.ts';
import type { Tx } from '../client.ts';
import { units } from '../schema/people.ts';
import { directives, doneOnce } from '../schema/seasons.ts';
import { zoneChanges, zoneComments, zonePlans } from '../schema/zones.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export type ZonePlanRow = { id: string; year: number; unit: UnitRef; state: ZonePlanState; directiveId: string | null; returnReason: string | null; frozenAt: Instant | null; version: number };
const columns = {
  id: zonePlans.id, year: zonePlans.year, unit: unitRef, state: zonePlans.state, directiveId: zonePlans.directiveId, returnReason: zonePlans.returnReason, frozenAt: zonePlans.frozenAt, version: zonePlans.version,
};

/** Begins the plan of a middle unit where there is none. */
export async function ensureZonePlan(tx: Tx, unit: { id: string; path: string }, year: number): Promise<ZonePlanRow> {
  await tx.insert(zonePlans).values({ year, unitId: unit.id, unitPath: unit.path, state: 'draft' }).onConflictDoNothing();
  const found = await zonePlanOf(tx, unit.id, year);
  if (!found) throw new Error('the zone plan did not come back');
  return found;
}

export async function zonePlanOf(tx: Tx, unitId: string, year: number): Promise<ZonePlanRow | null> {
  const [row] = await tx.select(columns).from(zonePlans).innerJoin(units, eq(units.id, zonePlans.unitId)).where(and(eq(zonePlans.unitId, unitId), eq(zonePlans.year, year)));
  return row ?? null;
}

export async function zonePlanById(tx: Tx, id: string): Promise<ZonePlanRow | null> {
  const [row] = await tx.select(columns).from(zonePlans).innerJoin(units, eq(units.id, zonePlans.unitId)).where(eq(zonePlans.id, id));
  return row ?? null;
}

/** The plan as it is, held until the transaction ends: nobody draws, answers or decides meanwhile. For whoever may edit or supervise it. */
export async function lockZonePlan(tx: Tx, id: string): Promise<ZonePlanRow | null> {
  const [row] = await tx.select(columns).from(zonePlans).innerJoin(units, eq(units.id, zonePlans.unitId)).where(eq(zonePlans.id, id)).for('update', { of: zonePlans });
  return row ?? null;
}

/** False when this very request was taken before. */
export async function isFirst(tx: Tx, planId: string, request: { by: string; key: string }): Promise<boolean> {
  const marked = await tx.insert(doneOnce).values({ scope: `zone-plan/${planId}/${request.by}`, key: request.key }).onConflictDoNothing().returning({ key: doneOnce.key });
  return marked.length > 0;
}

export async function listZonePlans(tx: Tx, year: number): Promise<ZonePlanRow[]> {
  return await tx.select(columns).from(zonePlans).innerJoin(units, eq(units.id, zonePlans.unitId)).where(eq(zonePlans.year, year)).orderBy(asc(units.code));
}

export function mayMove(action: ZonePlanAction, state: ZonePlanState): boolean {
  return (zonePlanCan[action] as readonly ZonePlanState[]).includes(state);
}

type Move = { state: ZonePlanState; directiveId?: string; returnReason?: string | null };

/** Moves a plan on or back; false when somebody was faster. */
export async function moveZonePlan(tx: Tx, plan: { id: string; version: number }, move: Move): Promise<boolean> {
  const moved = await tx.update(zonePlans).set({ ...move, version: plan.version + 1 }).where(and(eq(zonePlans.id, plan.id), eq(zonePlans.version, plan.version))).returning({ id: zonePlans.id });
  return moved.length > 0;
}

/** Zones or quotas were drawn anew: who looked at the plan before that has not seen it. For a plan that is locked. */
export async function raiseZonePlan(tx: Tx, plan: { id: string; version: number }): Promise<void> {
  await tx.update(zonePlans).set({ version: plan.version + 1 }).where(eq(zonePlans.id, plan.id));
}

/** At the opening of the online round: what was decided holds from here on (HP-2023 steps 5 and 8). Returns how many. */
export async function freezeZonePlans(tx: Tx, year: number, at: Instant): Promise<number> {
  const frozen = await tx.update(zonePlans).set({ state: 'frozen', frozenAt: at, version: sql`${zonePlans.version} + 1` })
    .where(and(eq(zonePlans.year, year), inArray(zonePlans.state, [...zonePlanCan.freeze]))).returning({ id: zonePlans.id });
  return frozen.length;
}

export type ZoneComment = { schoolId: string; agrees: 'yes' | 'no'; note: string; reply: string | null; version: number };
export async function commentsOf(tx: Tx, planId: string): Promise<ZoneComment[]> {
  const { schoolId, agrees, note, reply, version } = zoneComments;
  return await tx.select({ schoolId, agrees, note, reply, version }).from(zoneComments).where(eq(zoneComments.planId, planId)).orderBy(zoneComments.createdAt);
}

/** A school says once what it thinks; said again, the later word counts. */
export async function commentOnPlan(tx: Tx, planId: string, school: { id: string; path: string }, said: { agrees: 'yes' | 'no'; note: string; madeBy: string }): Promise<void> {
  await tx.insert(zoneComments).values({ planId, schoolId: school.id, unitPath: school.path, ...said })
    .onConflictDoUpdate({ target: [zoneComments.planId, zoneComments.schoolId], set: { agrees: said.agrees, note: said.note, madeBy: said.madeBy, version: sql`${zoneComments.version} + 1` } });
}

export async function replyToComment(tx: Tx, planId: string, schoolId: string, reply: string): Promise<boolean> {
  const done = await tx.update(zoneComments).set({ reply }).where(and(eq(zoneComments.planId, planId), eq(zoneComments.schoolId, schoolId))).returning({ id: zoneComments.id });
  return done.length > 0;
}

export async function directiveOfPlan(tx: Tx, id: string | null): Promise<{ number: string; signedOn: string; signer: string } | null> {
  if (id === null) return null;
  const [row] = await tx.select({ number: directives.number, signedOn: directives.signedOn, signer: directives.signer }).from(directives).where(eq(directives.id, id));
  return row ?? null;
}

export type NewZoneChange = Omit<typeof zoneChanges.$inferInsert, 'id' | 'createdAt'>;
export async function noteZoneChange(tx: Tx, change: NewZoneChange): Promise<void> {
  await tx.insert(zoneChanges).values(change);
}

/** What a request did when it came first. */
export async function zoneChangeOf(tx: Tx, planId: string, key: string): Promise<{ after: Record<string, unknown>; affected: number } | null> {
  const [row] = await tx.select({ after: zoneChanges.after, affected: zoneChanges.affected }).from(zoneChanges).where(and(eq(zoneChanges.planId, planId), sql`${zoneChanges.after} ->> 'key' = ${key}`));
  return row ?? null;
}

export async function zoneHistory(tx: Tx, planId: string) {
  const { kind, before, after, affected, reason, madeBy, createdAt } = zoneChanges;
  return await tx.select({ kind, before, after, affected, reason, madeBy, createdAt, directive: directives.number }).from(zoneChanges)
    .leftJoin(directives, eq(directives.id, zoneChanges.directiveId)).where(eq(zoneChanges.planId, planId)).orderBy(sql`${zoneChanges.id} desc`).limit(200);
}
