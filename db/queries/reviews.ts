import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { completenessRules, incompletenesses, isBlocking } from '../../domain/completeness.ts';
import type { Incompleteness } from '../../domain/completeness.ts';
import { cohorts } from '../../domain/cohort.ts';
import type { Cohort } from '../../domain/cohort.ts';
import type { Tx } from '../client.ts';

/** Of a row `p` of `pupils`: true when the rule is about it and fails. */
function failing(code: Incompleteness): SQL {
  const rule: { fails: string; cohorts?: readonly Cohort[] } = completenessRules[code];
  return rule.cohorts === undefined ? sql.raw(`(${rule.fails})`) : sql`(p.cohort in (${sql.join(rule.cohorts.map((one) => sql`${one}`), sql`, `)}) and ${sql.raw(rule.fails)})`;
}

/** Codes of everything that fails, for a row `p`. */
export const failingCodes: SQL = sql`array_remove(array[${sql.join(incompletenesses.map((code) => sql`case when ${failing(code)} then ${code}::text end`), sql`, `)}], null)`;
const blocked: SQL = sql`(${sql.join(incompletenesses.filter(isBlocking).map((code) => failing(code)), sql` or `)})`;

export type ReviewCounts = { pupils: number; complete: number } & Record<Incompleteness, number>;

/** How far the review of a school, district or province is; enrolled pupils of the cohorts only. One pass. */
export async function reviewCounts(tx: Tx, { unitPath, cohorts: of = cohorts }: { unitPath: string; cohorts?: readonly Cohort[] }): Promise<ReviewCounts> {
  const found = await tx.execute<ReviewCounts>(sql`
    select count(*)::int as pupils, count(*) filter (where not ${blocked})::int as complete,
      ${sql.join(incompletenesses.map((code) => sql`count(*) filter (where ${failing(code)})::int as ${sql.identifier(code)}`), sql`, `)}
    from pupils p where p.school_path ^@ ${unitPath} and p.standing = 'enrolled' and p.cohort = any(${sql.param([...of])}::text[])`);
  const [row] = found.rows;
  if (!row) throw new Error('the counts did not come back');
  return row;
}

export type ReviewRow = { id: string; code: string; fullName: string; className: string; schoolId: string; schoolName: string; schoolPath: string; cohort: Cohort; residence: string; currentAddress: string; guardianName: string; guardianPhone: string; missing: Incompleteness[]; version: number };

/** Pupils that are not complete, by class list; `only`: one reason. */
export async function incompletePupils(tx: Tx, asked: { unitPath: string; only: Incompleteness | null; offset: number; limit: number }): Promise<{ rows: ReviewRow[]; total: number }> {
  const where = sql`p.school_path ^@ ${asked.unitPath} and p.standing = 'enrolled' and ${asked.only === null ? blocked : failing(asked.only)}`;
  const found = await tx.execute<ReviewRow>(sql`
    select p.id, p.code, p.full_name as "fullName", p.class_name as "className", p.school_id as "schoolId", u.name as "schoolName", p.school_path as "schoolPath", p.cohort, p.residence, p.current_address as "currentAddress",
      p.guardian_name as "guardianName", p.guardian_phone as "guardianPhone", ${failingCodes} as missing, p.version
    from pupils p join units u on u.id = p.school_id where ${where} order by p.school_path, p.class_name, p.sort_key collate "vi-x-icu", p.id offset ${asked.offset} limit ${asked.limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from pupils p where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}

export type UnitReview = { id: string; code: string; name: string; schools: number; submitted: number; accepted: number; pupils: number; complete: number };

/** Per middle unit: schools that have handed in and that were accepted, pupils that are complete; what the Sở watches. */
export async function reviewByUnit(tx: Tx, seasonId: string): Promise<UnitReview[]> {
  const found = await tx.execute<UnitReview>(sql`
    with work as (select t.unit_id, t.state from tasks t where t.season_id = ${seasonId} and t.duty_key = 'submit-m1-m2'),
    data as (select u.parent_id, count(*)::int as pupils, count(*) filter (where not ${blocked})::int as complete from pupils p join units u on u.id = p.school_id where p.standing = 'enrolled' group by 1)
    select m.id, m.code, m.name, count(w.unit_id)::int as schools, count(*) filter (where w.state in ('submitted', 'done'))::int as submitted, count(*) filter (where w.state = 'done')::int as accepted,
      coalesce(max(d.pupils), 0)::int as pupils, coalesce(max(d.complete), 0)::int as complete
    from units m join units s on s.parent_id = m.id and s.tier = 'school' join work w on w.unit_id = s.id left join data d on d.parent_id = m.id group by m.id, m.code, m.name order by m.code`);
  return found.rows;
}

/** By day of the season: how many schools were still to hand in at its end. */
export async function reviewByDay(tx: Tx, seasonId: string): Promise<{ day: string; left: number }[]> {
  const found = await tx.execute<{ day: string; left: number }>(sql`
    with handed as (select t.id, (min(e.at) at time zone '+07')::date as day from tasks t join task_events e on e.task_id = t.id and e.action = 'submit' where t.season_id = ${seasonId} and t.duty_key = 'submit-m1-m2' group by t.id),
    total as (select count(*)::int as n from tasks where season_id = ${seasonId} and duty_key = 'submit-m1-m2')
    select day::text, ((select n from total) - sum(count(*)) over (order by day))::int as left from handed group by day order by day`);
  return found.rows;
}
