import type { Client } from 'pg';
import type { NoiseKind, Planted } from './demo/noise.ts';
import { deviationOf } from './population-simulator.ts';
import type { Deviation } from './population-simulator.ts';
import { rule } from './rehearse-rule.ts';
import type { Invariant } from './rehearse-report.ts';

/** Pupils (or pairs) spoilt on purpose, and how many of them somebody was asked about. */
export type NoiseCount = { kind: string; planted: number; found: number };

/** How each kind shows: a query over the planted ids ($1) that counts those found. Pairs are counted as pairs. */
const foundBy = {
  'shared-number': `select count(*) as n from duplicates d where d.pupil_a = any($1) and d.pupil_b = any($1) and d.kind = 'same-number'`,
  'child-twice': `select count(*) as n from duplicates d where d.pupil_a = any($1) and d.pupil_b = any($1) and d.kind = 'same-name-birth-parent'`,
  // Twins are right as they are: found means let alone.
  twins: `select cardinality($1::uuid[]) / 2 - (select count(*) from duplicates d where d.pupil_a = any($1) and d.pupil_b = any($1)) as n`,
  'split-ward': `select count(distinct subject_id) as n from audit_entries where action = 'residence.decide' and subject_id = any($1::text[])`,
  'no-place': `select count(distinct subject_id) as n from audit_entries where action = 'residence.decide' and subject_id = any($1::text[])`,
  'claimed-twice': `select count(*) as n from pupil_claims where pupil_id = any($1) and state <> 'open'`,
  'bad-phone': `select count(distinct pupil_id) as n from pupil_history where field = 'guardianPhone' and pupil_id = any($1)`,
} as const satisfies Record<NoiseKind, string>;

const pairs: readonly NoiseKind[] = ['shared-number', 'child-twice', 'twins'];

type Scene = { db: Client; planted: readonly Planted[]; steps: ReadonlySet<string>; cohorts: readonly string[]; openNumber: (sealed: Buffer) => string };

/** Only of what the played steps look at: a review finds no mismatch of identities, and an identity plan no missing home. */
export async function noiseFound({ db, planted, steps, cohorts, openNumber }: Scene): Promise<NoiseCount[]> {
  const counts: NoiseCount[] = [];
  if (steps.has('data-review') && steps.has('zoning')) {
    for (const { kind, ids } of planted) {
      // A phone is asked of families of small children; grade 12 answers for itself.
      const of = kind === 'bad-phone' || kind === 'split-ward' || kind === 'no-place' ? await inCohorts(db, ids, kind === 'bad-phone' ? cohorts.filter((one) => one !== 'grade-12') : cohorts) : ids;
      const { rows } = await db.query<{ n: string }>(foundBy[kind], [of]);
      counts.push({ kind, planted: pairs.includes(kind) ? of.length / 2 : of.length, found: Number(rows[0]?.n ?? 0) });
    }
  }
  if (steps.has('unmatched-report')) counts.push(...(await mismatchesFound(db, openNumber)));
  return counts;
}

async function inCohorts(db: Client, ids: readonly string[], cohorts: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(`select id from pupils where id = any($1) and cohort = any($2) and standing <> 'merged'`, [ids, cohorts]);
  return rows.map((row) => row.id);
}

/** What the simulated population database has otherwise, by kind; found is whoever was reported, settled or asked about. */
async function mismatchesFound(db: Client, openNumber: (sealed: Buffer) => string): Promise<NoiseCount[]> {
  const { rows } = await db.query<{ sealed: Buffer; found: boolean }>(`
    select p.personal_number_enc as sealed, coalesce(c.state <> 'matched' or c.reason is not null or c.proposal is not null, false) or exists (
        select from audit_entries a where a.subject_id = p.id::text and a.action like 'identity.%' and a.actor_id is not null) as found
    from pupils p left join identity_checks c on c.pupil_id = p.id where p.cohort = 'grade-12' and p.standing = 'enrolled' and p.personal_number_enc is not null`);
  const byKind = new Map<Deviation, { planted: number; found: number }>();
  for (const { sealed, found } of rows) {
    const kind = deviationOf(1, openNumber(sealed), 29);
    if (kind === 'none' || kind === 'capitals') continue;
    const count = byKind.get(kind) ?? { planted: 0, found: 0 };
    byKind.set(kind, { planted: count.planted + 1, found: count.found + (found ? 1 : 0) });
  }
  return [...byKind].map(([kind, count]) => ({ kind: `population: ${kind}`, ...count }));
}

/** Every spoilt pupil was found, but for those of units that stayed silent to the end (`excused`: their tasks lapsed). */
export function noiseAllFound(counts: readonly NoiseCount[], lapsed: number): Invariant {
  const missed = counts.filter((one) => one.found < one.planted);
  const words = counts.map((one) => `${one.kind} ${one.found}/${one.planted}`).join(', ');
  return rule('planted noise found', lapsed > 0 ? [] : missed.map((one) => `${one.kind}: ${one.planted} planted, ${one.found} found`), counts.length === 0 ? 'the plan looks at none of it' : `${words}${lapsed > 0 ? `; ${lapsed} tasks of silent units lapsed` : ''}`);
}
