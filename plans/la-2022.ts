import { usualLadder } from '../domain/ladder.ts';
import type { Plan } from '../domain/plan.ts';
import { source } from './la-2022/source.ts';
import { pilot, preparePeriod, provinceTraining } from './la-2022/steps-1-3.ts';
import { classes, intake, lockAdmitted, routing, schoolPeriod } from './la-2022/steps-4-8.ts';
import { text } from './text-builders.ts';

/** LA-2022: a plan by responsibilities, not by numbered steps; the numbers are ours, in the order in which one needs the other. */
export const la2022: Plan = {
  key: 'la-2022',
  title: text('Tuyển sinh trực tuyến tỉnh Long An', 'Online admissions of Long An'),
  kind: 'admissions',
  source,
  year: 2022,
  repeats: 'once',
  tiers: ['province', 'district', 'school'],
  levels: ['kindergarten', 'primary', 'lower-secondary', 'upper-secondary'],
  ladder: usualLadder,
  steps: [preparePeriod, pilot, provinceTraining, routing, schoolPeriod, intake, lockAdmitted, classes],
};
