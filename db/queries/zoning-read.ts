import { sql } from 'drizzle-orm';
import type { Cohort } from '../../domain/cohort.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { LocalDate } from '../../domain/instant.ts';
import type { PlaceKind } from '../../domain/place.ts';
import type { Level } from '../../domain/tier.ts';
import { zonedIntakes } from '../../domain/zoning.ts';
import type { Children, ZonedIntake, Zoning } from '../../domain/zoning.ts';
import { withActor } from '../actor.ts';
import type { Db, Tx } from '../client.ts';

export type NamedPlace = { id: string; parentId: string | null; code: string; name: string; kind: PlaceKind; path: string; unitId: string };
export type NamedSchool = { id: string; code: string; name: string; levels: Level[]; parentId: string | null };
export type ZoneRow = { id: string; placeId: string; intake: ZonedIntake; schoolId: string; shared: boolean; validFrom: LocalDate; note: string | null };
export type QuotaRow = { id: string; schoolId: string; intake: ZonedIntake; seats: number; classes: number; rooms: number; twoSessions: number; criteria: string; papers: string[]; forms: { title: string; url: string }[]; version: number };
/** All that a drawing rests on, with names. `unitPath`: a middle unit, or the Sở for the whole province. */
export type ReadZoning = Omit<Zoning, 'places' | 'zones' | 'schools' | 'quotas'> & { places: NamedPlace[]; zones: ZoneRow[]; schools: NamedSchool[]; quotas: QuotaRow[] };

const intakes = sql`(${sql.join(zonedIntakes.map((one) => sql`${one}`), sql`, `)})`;

/** Places, zones in force on a day (all not ended, when none is given), quotas and schools of one year. `children` are counted apart. */
export async function readZoning(tx: Tx, { year, unitPath, on }: { year: number; unitPath: string; on?: LocalDate }): Promise<Omit<ReadZoning, 'children'>> {
  const places = await tx.execute<NamedPlace>(sql`
    select p.id, p.parent_id as "parentId", p.code, p.name, p.kind, p.path, p.unit_id as "unitId" from places p where p.unit_path ^@ ${unitPath} and p.state = 'current' order by p.path`);
  const zones = await tx.execute<ZoneRow>(sql`
    select z.id, z.place_id as "placeId", z.intake, z.school_id as "schoolId", z.shared, z.valid_from::text as "validFrom", z.note from zones z
    where z.unit_path ^@ ${unitPath} and z.year = ${year} and z.intake in ${intakes}
      and ${on === undefined ? sql`z.valid_to is null` : sql`z.valid_from <= ${on}::date and (z.valid_to is null or z.valid_to > ${on}::date)`} order by z.id`);
  const quotas = await tx.execute<QuotaRow>(sql`
    select q.id, q.school_id as "schoolId", q.intake, q.seats, q.classes, q.rooms, q.two_sessions as "twoSessions", q.criteria, q.papers, q.forms, q.version from quotas q
    where q.unit_path ^@ ${unitPath} and q.year = ${year} and q.intake in ${intakes} order by q.id`);
  const schools = await tx.execute<NamedSchool>(sql`
    select u.id, u.code, u.name, u.levels, u.parent_id as "parentId" from units u where u.tier = 'school' and u.active and u.path ^@ ${unitPath} and u.levels && '{kindergarten,primary,lower-secondary}' order by u.code`);
  return { places: places.rows, zones: zones.rows, quotas: quotas.rows, schools: schools.rows };
}

/** In a transaction that may count the children of any school; nothing but the numbers leaves it. */
export async function countChildren(db: Db, unitPath: string): Promise<Children[]> {
  return await withActor(db, { kind: 'counting' }, (tx) => childrenIn(tx, unitPath));
}

/** For the worker, who sees every pupil; and inside `countChildren`. */
export async function childrenIn(tx: Tx, unitPath: string): Promise<Children[]> {
  const found = await tx.execute<{ placeId: string; cohort: Cohort; count: number }>(sql`
    select p.place_id as "placeId", p.cohort, count(*)::int as count from places x join pupils p on p.place_id = x.id
    where x.unit_path ^@ ${unitPath} and p.standing = 'enrolled' and p.residence = 'settled' and p.cohort in ('kindergarten-5', 'grade-5') group by 1, 2`);
  return found.rows;
}

/** Cut by middle unit in one pass; a unit without places or schools has empty lists. */
export function splitZoning(zoning: ReadZoning): (unitId: string) => ReadZoning {
  const unitOfPlace = new Map(zoning.places.map((one) => [one.id, one.unitId]));
  const unitOfSchool = new Map(zoning.schools.map((one) => [one.id, one.parentId]));
  const places = groupBy(zoning.places, (one) => one.unitId);
  const schools = groupBy(zoning.schools, (one) => one.parentId);
  const zones = groupBy(zoning.zones, (one) => unitOfPlace.get(one.placeId));
  const quotas = groupBy(zoning.quotas, (one) => unitOfSchool.get(one.schoolId));
  const children = groupBy(zoning.children, (one) => unitOfPlace.get(one.placeId));
  return (unitId) => ({
    places: places.get(unitId) ?? [], schools: schools.get(unitId) ?? [], zones: zones.get(unitId) ?? [],
    quotas: quotas.get(unitId) ?? [], children: children.get(unitId) ?? [],
  });
}
