import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import type { ZonedIntake, ZoneMove } from '../../domain/zoning.ts';
import type { Tx } from '../client.ts';
import { quotas, zones } from '../schema/zones.ts';

type Plan = { year: number; unitPath: string };

/**
 * Gives places to schools. A draft is written over; once frozen, the old row ends on `from` and a new one begins, so that any past day can still be answered.
 * Several schools for one place share it.
 */
export async function setZones(tx: Tx, plan: Plan, moves: readonly ZoneMove[], { from, keepHistory }: { from: LocalDate; keepHistory: boolean }): Promise<void> {
  for (const [intake, of] of byIntake(moves)) {
    const where = and(eq(zones.year, plan.year), eq(zones.intake, intake), inArray(zones.placeId, of.map((one) => one.placeId)), isNull(zones.validTo));
    if (keepHistory) {
      await tx.update(zones).set({ validTo: from, version: sql`${zones.version} + 1` }).where(and(where, sql`${zones.validFrom} < ${from}`));
      await tx.delete(zones).where(and(where, sql`${zones.validFrom} >= ${from}`));
    } else await tx.delete(zones).where(where);
    const rows = of.flatMap(({ placeId, schoolIds }) => [...new Set(schoolIds)].map((schoolId) => ({
      year: plan.year, intake, placeId, schoolId, unitPath: plan.unitPath, validFrom: from, shared: new Set(schoolIds).size > 1,
    })));
    for (let at = 0; at < rows.length; at += 1_000) await tx.insert(zones).values(rows.slice(at, at + 1_000)).onConflictDoNothing();
  }
}

function byIntake(moves: readonly ZoneMove[]): Map<ZonedIntake, ZoneMove[]> {
  const map = new Map<ZonedIntake, ZoneMove[]>();
  // The last word on a place counts.
  for (const one of new Map(moves.map((move) => [`${move.placeId}/${move.intake}`, move])).values()) map.set(one.intake, [...(map.get(one.intake) ?? []), one]);
  return map;
}

export type QuotaEdit = { schoolId: string; intake: ZonedIntake; seats: number; classes: number; rooms: number; twoSessions: number; criteria: string; papers: string[]; forms: { title: string; url: string }[] };

export async function setQuotas(tx: Tx, plan: Plan, edits: readonly QuotaEdit[]): Promise<void> {
  for (const edit of edits) {
    const { schoolId, intake, ...values } = edit;
    await tx.insert(quotas).values({ ...values, schoolId, intake, year: plan.year, unitPath: plan.unitPath })
      .onConflictDoUpdate({ target: [quotas.year, quotas.intake, quotas.schoolId], set: { ...values, version: sql`${quotas.version} + 1` } });
  }
}

/** Last year's drawing as this year's first: places that are no more are left out, what is there already stays. Returns the rows made. */
export async function copyLastYear(tx: Tx, plan: Plan, from: LocalDate): Promise<{ zones: number; quotas: number }> {
  const copied = await tx.execute(sql`
    insert into zones (year, intake, place_id, school_id, unit_path, valid_from, shared, note)
    select ${plan.year}, z.intake, z.place_id, z.school_id, z.unit_path, ${from}::date, z.shared, z.note from zones z join places p on p.id = z.place_id and p.state = 'current' join units u on u.id = z.school_id and u.active
    where z.unit_path = ${plan.unitPath} and z.year = ${plan.year - 1} and z.valid_to is null
      and not exists (select from zones n where n.year = ${plan.year} and n.intake = z.intake and n.place_id = z.place_id)
    on conflict do nothing`);
  const seats = await tx.execute(sql`
    insert into quotas (year, intake, school_id, unit_path, seats, classes, criteria, papers, forms, rooms, two_sessions)
    select ${plan.year}, intake, school_id, unit_path, seats, classes, criteria, papers, forms, rooms, two_sessions from quotas where unit_path = ${plan.unitPath} and year = ${plan.year - 1} on conflict do nothing`);
  return { zones: copied.rowCount ?? 0, quotas: seats.rowCount ?? 0 };
}

export type YearDifference = { placeId: string; intake: ZonedIntake; before: string[]; after: string[] };

/** Places whose own schools are others than last year, by code. */
export async function comparedWithLastYear(tx: Tx, { year, unitPath }: Plan): Promise<YearDifference[]> {
  const found = await tx.execute<YearDifference>(sql`
    with drawn as (select z.place_id, z.intake, z.year, array_agg(u.code order by u.code) as codes from zones z join units u on u.id = z.school_id
      where z.unit_path = ${unitPath} and z.year in (${year}, ${year - 1}) and z.valid_to is null group by 1, 2, 3)
    select coalesce(n.place_id, o.place_id) as "placeId", coalesce(n.intake, o.intake) as intake, coalesce(o.codes, '{}') as before, coalesce(n.codes, '{}') as after
    from (select * from drawn where year = ${year}) n full join (select * from drawn where year = ${year - 1}) o on o.place_id = n.place_id and o.intake = n.intake
    where n.codes is distinct from o.codes order by 1, 2`);
  return found.rows;
}
