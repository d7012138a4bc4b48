import { sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import type { Cohort } from '../../domain/cohort.ts';
import { unmatchedStates } from '../../domain/identity.ts';
import type { IdentityState } from '../../domain/identity.ts';
import type { Tx } from '../client.ts';

type Named = SQL | AnyColumn;
const unmatchedCodes = sql.raw(unmatchedStates.map((one) => `'${one}'`).join(', '));

/**
 * Where a pupil stands by the check (left joined): who was never asked about is unchecked, and so is who was changed since the answer.
 * What was reported or settled stays so: people have taken it up.
 */
export const stateOf = (check: { pupilId: Named; pupilVersion: Named; state: Named }, pupil: { version: Named }): SQL<IdentityState> =>
  sql`case when ${check.pupilId} is null or (${check.pupilVersion} <> ${pupil.version} and ${check.state} in ('matched', ${unmatchedCodes})) then 'unchecked' else ${check.state} end`;

export const isUnmatched = (state: SQL): SQL => sql`${state} in (${unmatchedCodes})`;

/** For statements that call the pupil `p` and the check `c`. */
export const stateNow = stateOf({ pupilId: sql`c.pupil_id`, pupilVersion: sql`c.pupil_version`, state: sql`c.state` }, { version: sql`p.version` });
const unmatchedNow = isUnmatched(stateNow);

export const cohortsIn = (cohorts: readonly Cohort[]): SQL => sql`p.cohort in (${sql.join(cohorts.map((one) => sql`${one}`), sql`, `)})`;

export type IdentityCounts = Record<IdentityState, number> & {
  total: number; withNumber: number; withoutReason: number; undecided: number; unreported: number; unresolved: number; doubtful: number;
};

/** Rows whose path begins with `path`, by the `text_pattern_ops` index also where the plan was made before the path was known. */
export const under = (column: SQL, path: string): SQL => sql`${column} ~>=~ ${path}::text and ${column} ~<~ (${path}::text || chr(1114111))`;

const filter = (condition: SQL): SQL => sql`(count(*) filter (where ${condition}))::int`;
const inState = (state: IdentityState): SQL => filter(sql`${stateNow} = ${sql.raw(`'${state}'`)}`);

/** All that is counted about identities, in one pass over the pupils of a unit. */
export const identityCounts: SQL = sql`
  count(*)::int as "total", ${inState('unchecked')} as "unchecked", ${inState('sent')} as "sent", ${inState('matched')} as "matched", ${inState('mismatch')} as "mismatch",
  ${inState('not-found')} as "not-found", ${inState('other-person')} as "other-person", ${inState('reported')} as "reported", ${inState('settled')} as "settled",
  count(p.personal_number_key)::int as "withNumber", ${filter(sql`p.personal_number_key is null and c.reason is null`)} as "withoutReason",
  ${filter(sql`${unmatchedNow} and c.reason is null`)} as "undecided", ${filter(unmatchedNow)} as "unreported", ${filter(sql`c.state = 'reported'`)} as "unresolved",
  ${filter(sql`p.personal_number_key is not null and ${unmatchedNow}`)} as "doubtful"`;

export async function countIdentities(tx: Tx, of: { unitPath: string; cohorts: readonly Cohort[] }): Promise<IdentityCounts> {
  const found = await tx.execute<IdentityCounts>(sql`
    select ${identityCounts} from pupils p left join identity_checks c on c.pupil_id = p.id
    where ${under(sql`p.school_path`, of.unitPath)} and p.standing = 'enrolled' and ${cohortsIn(of.cohorts)}`);
  const [counts] = found.rows;
  if (!counts) throw new Error('a count came back without a row');
  return counts;
}
