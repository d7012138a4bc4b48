import { sql } from 'drizzle-orm';
import { completenessRules, incompletenesses, isBlocking } from '../../../domain/completeness.ts';
import type { Work, WorkBlocker, WorkScope } from '../../../domain/work.ts';
import type { Tx } from '../../client.ts';
import { reviewCounts } from '../reviews.ts';
import type { ReadWork } from './work-state.ts';

/** HP-2023 step 2, trường: every final-year pupil complete; what only warns is shown and holds nothing up. */
const pupilReview: ReadWork = async (tx, scope) => {
  const counts = await reviewCounts(tx, scope);
  return {
    to: '/review',
    figures: [
      { key: 'pupils', label: { vi: 'Học sinh cuối cấp', en: 'Final-year pupils' }, value: counts.pupils }, { key: 'complete', label: { vi: 'Đủ dữ liệu', en: 'Complete' }, value: counts.complete },
      { key: 'no-number', label: completenessRules['no-number'].label, value: counts['no-number'] },
    ],
    blockers: incompletenesses.filter((code) => isBlocking(code) && counts[code] > 0).map((code): WorkBlocker => ({
      code, count: counts[code], to: code === 'no-place' ? '/residences' : `/review?only=${code}`,
      message: { vi: `${counts[code]} học sinh: ${completenessRules[code].label.vi.toLowerCase()}`, en: `${counts[code]} pupils: ${completenessRules[code].label.en.toLowerCase()}` },
    })),
  };
};

/** Conflicts between schools under a unit, which it has to decide; those that reach beyond it are for the tier above. */
export async function openConflicts(tx: Tx, { unitPath }: Pick<WorkScope, 'unitPath'>): Promise<WorkBlocker[]> {
  const found = await tx.execute<{ claims: number; duplicates: number; none: number }>(sql`
    select (select count(*)::int from pupil_claims c where c.state = 'open' and c.holder_path ^@ ${unitPath} and c.claimant_path ^@ ${unitPath}) as claims,
      (select count(*)::int from duplicates d where d.state = 'open' and d.unit_path ^@ ${unitPath}) as duplicates,
      (select count(*)::int from pupils p where p.standing = 'left' and p.school_path ^@ ${unitPath} and not exists (select from pupil_claims c where c.pupil_id = p.id and c.state = 'open')) as none`);
  const { claims = 0, duplicates = 0, none = 0 } = found.rows[0] ?? {};
  return [
    ...(claims > 0 ? [{ code: 'claims', count: claims, to: '/conflicts', message: { vi: `${claims} học sinh có hai trường cùng nhận`, en: `${claims} pupils claimed by two schools` } }] : []),
    ...(duplicates > 0 ? [{ code: 'duplicates', count: duplicates, to: '/conflicts?tab=duplicates', message: { vi: `${duplicates} cặp hồ sơ có thể trùng`, en: `${duplicates} pairs that may be one child` } }] : []),
    ...(none > 0 ? [{ code: 'in-none', count: none, to: '/conflicts?tab=none', message: { vi: `${none} học sinh không thuộc trường nào`, en: `${none} pupils whom no school has` } }] : []),
  ];
}

/** HP-2023 step 2, Sở: the burndown in numbers, and conflicts across districts, which nobody else can decide. */
const signOff: ReadWork = async (tx, scope) => {
  const counts = await reviewCounts(tx, scope);
  const found = await tx.execute<{ schools: number; accepted: number }>(sql`
    select count(*)::int as schools, count(*) filter (where state = 'done')::int as accepted from tasks where season_id = ${scope.seasonId} and duty_key = 'submit-m1-m2'`);
  const { schools = 0, accepted = 0 } = found.rows[0] ?? {};
  return {
    to: '/review',
    figures: [
      { key: 'schools', label: { vi: 'Số trường', en: 'Schools' }, value: schools }, { key: 'accepted', label: { vi: 'Đã được Phòng chấp nhận', en: 'Accepted by their office' }, value: accepted },
      { key: 'pupils', label: { vi: 'Học sinh cuối cấp', en: 'Final-year pupils' }, value: counts.pupils }, { key: 'complete', label: { vi: 'Đủ dữ liệu', en: 'Complete' }, value: counts.complete },
    ],
    blockers: await openConflicts(tx, scope),
  };
};

/** LA-2022: a feeder school says where each of its final-year pupils goes from: their home decides the route. */
const routing: ReadWork = async (tx, scope) => {
  const counts = await reviewCounts(tx, scope);
  const left = counts['no-place'];
  return {
    to: '/residences',
    figures: [{ key: 'pupils', label: { vi: 'Học sinh cuối cấp', en: 'Final-year pupils' }, value: counts.pupils }, { key: 'routed', label: { vi: 'Đã rõ tuyến', en: 'Routed' }, value: counts.pupils - left }],
    blockers: left === 0 ? [] : [{ code: 'unrouted', count: left, to: '/residences', message: { vi: `${left} học sinh chưa rõ tuyến`, en: `${left} pupils not routed` } }],
  };
};

export const reviewWorks = { 'pupil-review': pupilReview, 'review-sign-off': signOff, 'feeder-routing': routing } as const satisfies Partial<Record<Work, ReadWork>>;
