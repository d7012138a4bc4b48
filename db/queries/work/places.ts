import { sql } from 'drizzle-orm';
import type { Work } from '../../../domain/work.ts';
import { sameNames } from '../../../domain/place-name.ts';
import { openConflicts } from './review.ts';
import type { ReadWork } from './work-state.ts';

/** HP-2023 step 2, Phòng: the catalogue stands when nothing proposed is open, nothing stands twice, and every final-year pupil lives somewhere in it. */
const consolidation: ReadWork = async (tx, scope) => {
  const { unitPath, cohorts } = scope;
  const found = await tx.execute<{ id: string; parentId: string | null; kind: string; name: string; state: string }>(sql`
    select id, parent_id as "parentId", kind, name, state from places where unit_path ^@ ${unitPath} and state in ('current', 'proposed')`);
  const lives = await tx.execute<{ residence: string; n: number }>(sql`
    select residence, count(*)::int as n from pupils where school_path ^@ ${unitPath} and standing = 'enrolled' and cohort = any(${sql.param([...cohorts])}::text[]) group by 1`);
  const places = found.rows;
  const count = (of: (one: (typeof places)[number]) => boolean): number => places.filter(of).length;
  const unsettled = lives.rows.filter((one) => one.residence !== 'settled').reduce((sum, one) => sum + one.n, 0);
  const proposed = count((one) => one.state === 'proposed');
  const twice = sameNames(places).length;
  return {
    to: '/places',
    figures: [
      { key: 'communes', label: { vi: 'Phường, xã', en: 'Wards and communes' }, value: count((one) => one.kind === 'commune') },
      { key: 'small', label: { vi: 'Tổ, thôn, khu phố', en: 'Groups, hamlets, quarters' }, value: count((one) => one.kind === 'hamlet' || one.kind === 'group') },
      { key: 'pupils', label: { vi: 'Học sinh cuối cấp', en: 'Final-year pupils' }, value: lives.rows.reduce((sum, one) => sum + one.n, 0) },
      { key: 'unsettled', label: { vi: 'Chưa rõ nơi ở', en: 'Residence unclear' }, value: unsettled },
    ],
    blockers: [
      ...(await openConflicts(tx, scope)),
      ...(proposed > 0 ? [{ code: 'proposed', message: { vi: `${proposed} địa danh chờ quyết định: trường đề nghị, hoặc nơi chứa đã tách`, en: `${proposed} places wait for a decision: proposed by a school, or left over from a split` }, count: proposed, to: '/places?tab=proposals' }] : []),
      ...(twice > 0 ? [{ code: 'twice', message: { vi: `${twice} địa danh trùng tên dưới cùng một nơi`, en: `${twice} places stand twice` }, count: twice, to: '/places?tab=proposals' }] : []),
      ...(unsettled > 0 ? [{ code: 'unsettled', message: { vi: `${unsettled} học sinh chưa rõ nơi ở`, en: `${unsettled} pupils whose residence is unclear` }, count: unsettled, to: '/residences' }] : []),
    ],
  };
};

export const placeWorks = { 'place-consolidation': consolidation } as const satisfies Partial<Record<Work, ReadWork>>;
