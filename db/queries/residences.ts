import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { ResidenceState } from '../../domain/place.ts';
import type { Tx } from '../client.ts';
import { inNameOrder } from '../pupil-order.ts';
import { pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { places } from '../schema/places.ts';
import type { Homeless } from './residence-choices.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export type ResidenceFilter = { id?: string[]; q?: string; state?: ResidenceState[]; schoolId?: string; placeId?: string };
export type ResidenceRow = { id: string; code: string; fullName: string; className: string; school: UnitRef; currentAddress: string; permanentAddress: string; residence: ResidenceState; placeId: string | null; placeName: string | null; owner: UnitRef | null; dueAt: string | null; version: number };

const columns = {
  id: pupils.id, code: pupils.code, fullName: pupils.fullName, className: pupils.className, school: unitRef, currentAddress: pupils.currentAddress, permanentAddress: pupils.permanentAddress, residence: pupils.residence,
  placeId: pupils.placeId, placeName: places.name, version: pupils.version,
  /** Who owes the decision: the middle unit of the school. */
  owner: sql<UnitRef | null>`(select jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name, 'tier', m.tier, 'path', m.path) from units m where m.id = ${units.parentId})`,
  /** By its duty of the running season; what turns up after that (a parent corrects the address) by the end of the step in which it does. */
  dueAt: sql<string | null>`coalesce(
    (select min(t.due_at) from tasks t where t.unit_id = ${units.parentId} and t.duty_key in ('consolidate-places', 'draw-zones') and t.state in ('open', 'returned')),
    (select min(case s.phase when 'grace' then s.lapses_at else s.closes_at end) from steps s join seasons e on e.id = s.season_id where e.state = 'running' and s.phase in ('open', 'grace')))::text`,
};

/** Pupils whose place a person has to decide: split wards, unclear and missing addresses. */
export async function listResidences(tx: Tx, list: ListOf<ResidenceFilter, 'fullName'>, scope?: SQL): Promise<Listed<ResidenceRow>> {
  const { id, q, state, schoolId, placeId } = list.filter;
  const where = and(
    scope, eq(pupils.standing, 'enrolled'), inArray(pupils.residence, state ?? ['split', 'unclear', 'missing']), id && inArray(pupils.id, id), schoolId ? eq(pupils.schoolId, schoolId) : undefined,
    // A ward stands for its groups too.
    placeId ? sql`${pupils.placeId} in (select b.id from places a join places b on b.path ^@ a.path where a.id = ${placeId})` : undefined, q ? matching(sql`${pupils.folded} || ' ' || lower(${pupils.code})`, q) : undefined,
  );
  const rows = await tx.select(columns).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).leftJoin(places, eq(places.id, pupils.placeId)).where(where)
    .orderBy(asc(pupils.residence), ...inNameOrder, asc(pupils.id)).offset(list.offset).limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(pupils).where(where);
  return { rows: rows.map((row) => ({ ...row, dueAt: row.dueAt && new Date(row.dueAt).toISOString() })), total: counted?.total ?? 0 };
}

/** Those of the asked who are enrolled and whom the asker may see, settled or not. */
export async function askedResidences(tx: Tx, ids: readonly string[]): Promise<(Homeless & { version: number })[]> {
  return await tx
    .select({ id: pupils.id, placeId: pupils.placeId, residence: pupils.residence, currentAddress: pupils.currentAddress, schoolPath: pupils.schoolPath, version: pupils.version })
    .from(pupils).where(and(inArray(pupils.id, [...ids]), eq(pupils.standing, 'enrolled')));
}

/** A person's word on one or many; only those still open whose version is what was seen. Returns the ids decided. */
export async function decideResidences(tx: Tx, seen: readonly { id: string; version: number }[], placeId: string): Promise<string[]> {
  const done = await tx.execute<{ id: string }>(sql`
    update pupils p set place_id = ${placeId}::uuid, residence = 'settled', version = p.version + 1 from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as s(id uuid, version int)
    where p.id = s.id and p.version = s.version and p.standing = 'enrolled' and p.residence <> 'settled' returning p.id`);
  return done.rows.map((one) => one.id);
}
