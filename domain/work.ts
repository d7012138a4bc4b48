import type { Cohort } from './cohort.ts';
import type { Text } from './plan.ts';

/**
 * What a duty is about when it is more than a form: data of the house, whose figures are counted and not typed, and which must be right
 * before the duty may be handed in.
 */
export const works = [
  'pupil-review', 'place-consolidation', 'review-sign-off', 'feeder-routing',
  'personal-numbers', 'numbers-overview', 'identity-lists', 'identity-queue', 'unmatched-report', 'unmatched-resolution',
  'evidence', 'exam-accounts', 'account-hand-over', 'independent-candidates', 'registration-slips', 'registration-overview',
  'zoning', 'zone-comment', 'zoning-supervision', 'zone-publication', 'admission-papers',
] as const;
export type Work = (typeof works)[number];

/** A count for people: "Số em đã khớp: 212". */
export type WorkFigure = { key: string; label: Text; value: number };
/** What keeps the duty from being handed in: what, how many, and where to go to mend it (a path of the console). */
export type WorkBlocker = { code: string; message: Text; count: number; to: string };
/** `to`: the screen where the work is done. */
export type WorkState = { figures: readonly WorkFigure[]; blockers: readonly WorkBlocker[]; to: string };

/** Whose work: one unit and what lies under it, for the cohorts that the season is about. */
export type WorkScope = { unitId: string; unitPath: string; seasonId: string; year: number; cohorts: readonly Cohort[] };
