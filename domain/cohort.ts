import type { Level } from './tier.ts';

/** Final-year pupils by the level they leave. */
export const cohorts = ['kindergarten-5', 'grade-5', 'grade-9', 'grade-12'] as const;
export type Cohort = (typeof cohorts)[number];

export const cohortOfLevel = {
  kindergarten: 'kindergarten-5',
  primary: 'grade-5',
  'lower-secondary': 'grade-9',
  'upper-secondary': 'grade-12',
} as const satisfies Record<Level, Cohort>;

/** What a school admits to: zones, quotas and criteria are drawn for these (HP-2023 step 5). */
export const intakes = ['kindergarten-5', 'grade-1', 'grade-6', 'grade-10'] as const;
export type Intake = (typeof intakes)[number];

/** Where the final-year pupils of a cohort apply next; grade 12 leaves school. Five-year-olds of a kindergarten enter grade 1. */
export const nextIntake = {
  'kindergarten-5': 'grade-1',
  'grade-5': 'grade-6',
  'grade-9': 'grade-10',
  'grade-12': null,
} as const satisfies Record<Cohort, Intake | null>;

/** The level whose schools take the intake. */
export const levelOfIntake = {
  'kindergarten-5': 'kindergarten',
  'grade-1': 'primary',
  'grade-6': 'lower-secondary',
  'grade-10': 'upper-secondary',
} as const satisfies Record<Intake, Level>;
