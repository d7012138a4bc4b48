import { sql } from 'drizzle-orm';
import { seasonNow } from '../../domain/clock.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Cohort } from '../../domain/cohort.ts';
import { localDateOf } from '../../domain/instant.ts';
import type { Instant, LocalDate } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { cohortsIn, identityCounts, stateNow, under } from './identity-state.ts';
import type { IdentityCounts } from './identity-state.ts';
import { childrenOf } from './progress.ts';
import type { UnitRef } from './sessions.ts';

export type BurndownDay = { date: LocalDate; matched: number; remaining: number };
export type BurndownUnit = { unit: UnitRef; total: number; matched: number; unmatched: number; unchecked: number; reported: number; settled: number };
export type Burndown = { total: number; days: BurndownDay[]; units: BurndownUnit[] };

/**
 * How many are right (matched, or resolved by the Sở) at the end of each day, and where the others are. `clock`: of a season, so that a
 * rehearsal's days are its own; without it, days of the calendar.
 */
export async function identityBurndown(tx: Tx, of: { under: string; cohorts: readonly Cohort[]; clock: SeasonClock | null }): Promise<Burndown> {
  const where = sql`from pupils p left join identity_checks c on c.pupil_id = p.id where ${under(sql`p.school_path`, of.under)} and p.standing = 'enrolled' and ${cohortsIn(of.cohorts)}`;
  // One instant a page of a batch, and one for what people settle: some hundreds.
  const right = await tx.execute<{ at: string; right: number }>(sql`
    select c.answered_at::text as at, count(*)::int as "right" ${where} and ${stateNow} in ('matched', 'settled') and c.answered_at is not null group by 1`);
  const depth = of.under.split('/').length;
  const child = sql`array_to_string((string_to_array(p.school_path, '/'))[1:${depth}], '/') || '/'`;
  const grouped = await tx.execute<{ key: string } & IdentityCounts>(sql`select ${child} as "key", ${identityCounts} ${where} group by 1`);
  const counts = new Map(grouped.rows.map((row) => [row.key, row]));
  const units = (await childrenOf(tx, of.under)).flatMap((unit): BurndownUnit[] => {
    const row = counts.get(unit.path) ?? (unit.path === of.under ? grouped.rows[0] : undefined);
    return row ? [{
      unit, total: row.total, matched: row.matched, unmatched: row.mismatch + row['not-found'] + row['other-person'], unchecked: row.unchecked + row.sent, reported: row.reported, settled: row.settled,
    }] : [];
  });
  const total = grouped.rows.reduce((sum, row) => sum + row.total, 0);
  return { total, units, days: daysOf(right.rows.map((row) => ({ at: Date.parse(row.at), right: row.right })), total, of.clock) };
}

function daysOf(answers: readonly { at: Instant; right: number }[], total: number, clock: SeasonClock | null): BurndownDay[] {
  const byDay = new Map<LocalDate, number>();
  for (const { at, right } of answers) {
    const day = localDateOf(clock ? seasonNow(clock, at) : at);
    byDay.set(day, (byDay.get(day) ?? 0) + right);
  }
  let matched = 0;
  return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([date, right]) => {
    matched += right;
    return { date, matched, remaining: total - matched };
  });
}
