import type { Cohort } from './cohort.ts';
import { isNoPhoneSql, phoneOf } from './contacts.ts';
import type { ResidenceState } from './place.ts';
import type { Text } from './plan.ts';

/** What the review of a final-year pupil looks at; no number of a person in clear. */
export type ReviewedPupil = { cohort: Cohort; residence: ResidenceState; className: string; currentAddress: string; guardianName: string; guardianPhone: string; ethnicity: string; hasNumber: boolean };

type Rule = { label: Text; /** Keeps the school from handing in its review; else it is only shown. */ blocks: boolean; cohorts?: readonly Cohort[]; holds: (pupil: ReviewedPupil) => boolean; /** The same over rows `p` of `pupils`: true when it fails. */ fails: string };

/** One table, read by the form and by set-based counts over a province (HP-2023 step 2); db/queries/reviews.db.test.ts shows that both agree. */
export const completenessRules = {
  'no-place': { label: { vi: 'Chưa rõ tổ, thôn, khu phố', en: 'Group or hamlet not settled' }, blocks: true, holds: (one) => one.residence === 'settled', fails: `p.residence <> 'settled'` },
  'no-class': { label: { vi: 'Chưa có lớp', en: 'No class' }, blocks: true, holds: (one) => one.className.trim() !== '', fails: `btrim(p.class_name) = ''` },
  'no-address': { label: { vi: 'Chưa có nơi ở hiện nay', en: 'No current residence' }, blocks: true, holds: (one) => one.currentAddress.trim() !== '', fails: `btrim(p.current_address) = ''` },
  // A family that nobody can reach cannot confirm anything; grade 12 answers for itself.
  'no-guardian': { label: { vi: 'Chưa có cha, mẹ hoặc người giám hộ', en: 'No parent or guardian' }, blocks: true, cohorts: ['kindergarten-5', 'grade-5', 'grade-9'], holds: (one) => one.guardianName.trim() !== '', fails: `btrim(p.guardian_name) = ''` },
  'bad-phone': { label: { vi: 'Điện thoại liên hệ chưa đúng', en: 'Contact phone is wrong' }, blocks: true, cohorts: ['kindergarten-5', 'grade-5', 'grade-9'], holds: (one) => phoneOf(one.guardianPhone) !== null, fails: isNoPhoneSql('p.guardian_phone') },
  'no-ethnicity': { label: { vi: 'Chưa ghi dân tộc', en: 'No ethnicity' }, blocks: false, holds: (one) => one.ethnicity.trim() !== '', fails: `btrim(p.ethnicity) = ''` },
  // Collected in step 4 of HP-2023, so it is shown here and does not hold the review up.
  'no-number': { label: { vi: 'Chưa có số định danh', en: 'No personal number' }, blocks: false, holds: (one) => one.hasNumber, fails: `p.personal_number_key is null` },
} as const satisfies Record<string, Rule>;
export type Incompleteness = keyof typeof completenessRules;
export const incompletenesses = Object.keys(completenessRules) as Incompleteness[];

export function isAbout(code: Incompleteness, cohort: Cohort): boolean {
  const { cohorts }: Rule = completenessRules[code];
  return cohorts === undefined || cohorts.includes(cohort);
}

/** Everything that is missing or wrong, blocking or not. */
export function incompletenessOf(pupil: ReviewedPupil): Incompleteness[] {
  return incompletenesses.filter((code) => isAbout(code, pupil.cohort) && !completenessRules[code].holds(pupil));
}

export const isBlocking = (code: Incompleteness): boolean => completenessRules[code].blocks;
