import { usualLadder } from '../domain/ladder.ts';
import type { Plan } from '../domain/plan.ts';
import { pilotPlan, signatures, softwareUpgrade, survey } from './nd-2024/steps-1-4.ts';
import { conference, evaluation, pilot, support } from './nd-2024/steps-5-8.ts';
import { source } from './nd-2024/source.ts';
import { text } from './text-builders.ts';

/** ND-2024: the eight rows of the progress table, each with a lead and co-operating units. */
export const nd2024: Plan = {
  key: 'nd-2024',
  title: text('Thí điểm học bạ số tỉnh Nam Định', 'Pilot of digital transcripts in Nam Định'),
  kind: 'transcripts',
  source,
  year: 2024,
  repeats: 'once',
  tiers: ['province', 'district', 'school'],
  levels: ['primary', 'lower-secondary', 'upper-secondary'],
  ladder: usualLadder,
  steps: [pilotPlan, survey, signatures, softwareUpgrade, conference, pilot, support, evaluation],
};
