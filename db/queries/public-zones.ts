import { sql } from 'drizzle-orm';
import type { ZonedIntake } from '../../domain/zoning.ts';
import type { Tx } from '../client.ts';
import { matching } from './matching.ts';

/** What anybody may know, of plans that were decided: no personal data is read here. */
const decided = sql`p.state in ('decided', 'supervised', 'frozen')`;

export async function newestDecidedYear(tx: Tx): Promise<number | null> {
  const found = await tx.execute<{ year: number | null }>(sql`select max(p.year)::int as year from zone_plans p where ${decided}`);
  return found.rows[0]?.year ?? null;
}

export type FoundPlace = { id: string; name: string; above: string; unitName: string };

/** Groups and hamlets whose name, or the name of whose ward, has every word typed. */
export async function searchPlaces(tx: Tx, year: number, q: string): Promise<FoundPlace[]> {
  const found = await tx.execute<FoundPlace>(sql`
    select x.id, x.name, coalesce(w.name, '') as above, u.name as "unitName" from places x left join places w on w.id = x.parent_id join units u on u.id = x.unit_id
    where x.state = 'current' and x.kind in ('group', 'hamlet', 'commune') and exists (select from zone_plans p where p.unit_id = x.unit_id and p.year = ${year} and ${decided})
      and ${matching(sql`x.folded || ' ' || coalesce(w.folded, '') || ' ' || u.folded`, q)} order by (x.kind = 'commune') desc, x.path limit 40`);
  return found.rows;
}

export type PlaceSchool = { intake: ZonedIntake; schoolCode: string; schoolName: string; viaId: string; viaName: string; shared: boolean; validFrom: string; seats: number | null; decision: string | null; signedOn: string | null };
export type PlaceAnswer = { place: FoundPlace; schools: PlaceSchool[] };

/** Which school is mine, and why: the zone of the place itself, else of the nearest place above it, by which decision. */
export async function schoolsOfPlace(tx: Tx, year: number, placeId: string, on: string): Promise<PlaceAnswer | null> {
  const place = await tx.execute<FoundPlace>(sql`select x.id, x.name, coalesce(w.name, '') as above, u.name as "unitName" from places x left join places w on w.id = x.parent_id join units u on u.id = x.unit_id where x.id = ${placeId} and x.state = 'current'`);
  const [one] = place.rows;
  if (!one) return null;
  const found = await tx.execute<PlaceSchool>(sql`
    with reach as (select z.*, a.name as via, rank() over (partition by z.intake order by length(a.path) desc) as nearness
      from places x join places a on starts_with(x.path, a.path) join zones z on z.place_id = a.id
      where x.id = ${placeId} and z.year = ${year} and z.valid_from <= greatest(${on}::date, make_date(${year}::int, 6, 1)) and (z.valid_to is null or z.valid_to > ${on}::date))
    select r.intake, s.code as "schoolCode", s.name as "schoolName", r.place_id as "viaId", r.via as "viaName", r.shared, r.valid_from::text as "validFrom", q.seats, d.number as decision, d.signed_on as "signedOn"
    from reach r join units s on s.id = r.school_id join zone_plans p on p.unit_id = s.parent_id and p.year = ${year} and ${decided} left join directives d on d.id = p.directive_id
    left join quotas q on q.school_id = s.id and q.year = ${year} and q.intake = r.intake where r.nearness = 1 order by r.intake, s.code`);
  return { place: one, schools: found.rows };
}

export type PublicSchool = {
  code: string; name: string; phone: string | null; unitName: string; decision: string | null; signedOn: string | null;
  quotas: { intake: ZonedIntake; seats: number; lastYear: number | null; classes: number; criteria: string; papers: string[]; forms: { title: string; url: string }[] }[];
  places: { intake: ZonedIntake; name: string; above: string; shared: boolean }[];
};

/** A school's profile for parents: zone, seats beside last year's, criteria, papers and forms. */
export async function publicSchool(tx: Tx, year: number, code: string): Promise<PublicSchool | null> {
  const head = await tx.execute<Omit<PublicSchool, 'quotas' | 'places'> & { id: string }>(sql`
    select s.id, s.code, s.name, s.phone, m.name as "unitName", d.number as decision, d.signed_on as "signedOn" from units s join units m on m.id = s.parent_id
    join zone_plans p on p.unit_id = m.id and p.year = ${year} and ${decided} left join directives d on d.id = p.directive_id where s.tier = 'school' and lower(s.code) = lower(${code})`);
  const [school] = head.rows;
  if (!school) return null;
  const { id, ...shown } = school;
  const quotas = await tx.execute<PublicSchool['quotas'][number]>(sql`
    select q.intake, q.seats, o.seats as "lastYear", q.classes, q.criteria, q.papers, q.forms from quotas q left join quotas o on o.school_id = q.school_id and o.intake = q.intake and o.year = q.year - 1
    where q.school_id = ${id} and q.year = ${year} order by q.intake`);
  const places = await tx.execute<PublicSchool['places'][number]>(sql`
    select z.intake, x.name, coalesce(w.name, '') as above, z.shared from zones z join places x on x.id = z.place_id left join places w on w.id = x.parent_id
    where z.school_id = ${id} and z.year = ${year} and z.valid_to is null order by z.intake, x.path`);
  return { ...shown, quotas: quotas.rows, places: places.rows };
}
