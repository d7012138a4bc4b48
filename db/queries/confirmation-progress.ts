import { sql } from 'drizzle-orm';
import type { ConfirmationState } from '../../domain/confirmation.ts';
import type { Tx } from '../client.ts';

export type ConfirmationCounts = {
  waiting: number;
  withTeacher: number;
  confirmed: number;
  disputed: number;
  settled: number;
  silent: number;
  total: number;
};
/** `key`: the path of a child unit of `under`, or a class name. */
export type ConfirmationProgress = { key: string } & ConfirmationCounts;

const countOf = (state: ConfirmationState) => sql`count(*) filter (where c.state = ${state})::int`;
const counts = sql`
  ${countOf('waiting')} as "waiting", ${countOf('with-teacher')} as "withTeacher", ${countOf('confirmed')} as "confirmed",
  ${countOf('disputed')} as "disputed", ${countOf('settled')} as "settled", ${countOf('silent')} as "silent", count(*)::int as "total"`;

/**
 * By the children of a unit (province → districts, district → schools), or by class under a school: one grouped
 * statement over the progress index. Row security cuts it to what the reader may see.
 */
export async function confirmationProgress(
  tx: Tx,
  filter: { seasonId: string; under: string; by: 'unit' | 'class'; stepKey?: string },
): Promise<ConfirmationProgress[]> {
  const depth = filter.under.split('/').length - 1;
  // A path is codes ended by '/': the child of `under` is its first depth + 1 codes. A school under itself stays itself.
  const key =
    filter.by === 'class'
      ? sql`c.class_name`
      : sql`case when c.school_path = ${filter.under} then c.school_path
             else array_to_string((string_to_array(c.school_path, '/'))[1:${depth + 1}], '/') || '/' end`;
  const found = await tx.execute<ConfirmationProgress>(sql`
    select ${key} as "key", ${counts}
    from confirmations c
    where c.season_id = ${filter.seasonId} and c.school_path ^@ ${filter.under}
      ${filter.stepKey === undefined ? sql`` : sql`and c.step_key = ${filter.stepKey}`}
    group by 1 order by 1`);
  return found.rows;
}

/** The whole season, for the report. */
export async function confirmationTotals(tx: Tx, seasonId: string): Promise<ConfirmationCounts> {
  const found = await tx.execute<ConfirmationCounts>(sql`select ${counts} from confirmations c where c.season_id = ${seasonId}`);
  return found.rows[0] ?? { waiting: 0, withTeacher: 0, confirmed: 0, disputed: 0, settled: 0, silent: 0, total: 0 };
}
