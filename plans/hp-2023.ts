import { usualLadder } from '../domain/ladder.ts';
import type { Plan } from '../domain/plan.ts';
import { source } from './hp-2023/source.ts';
import { dataReview, policy, training } from './hp-2023/steps-1-3.ts';
import { confirmation, outreach, zoning } from './hp-2023/steps-4-6.ts';
import { officialRound, trialRun1, trialRun2 } from './hp-2023/steps-7-8.ts';
import { finalReport, preliminaryReport, results, walkInRound } from './hp-2023/steps-9-11.ts';
import { text } from './text-builders.ts';

/**
 * HP-2023: eleven steps. Steps 7 and 11 of the source have two windows each (two trial runs; a preliminary and a final report), so
 * they are two steps here that share its number.
 */
export const hp2023: Plan = {
  key: 'hp-2023',
  title: text('Tuyển sinh đầu cấp toàn thành phố Hải Phòng', 'Admissions of the whole city of Hải Phòng'),
  kind: 'admissions',
  source,
  year: 2023,
  repeats: 'once',
  tiers: ['province', 'district', 'school'],
  // Kindergarten 5-year-olds, grade 1, grade 6: pupils leave kindergarten and primary, and enter primary and lower secondary.
  levels: ['kindergarten', 'primary', 'lower-secondary'],
  ladder: usualLadder,
  steps: [
    policy, dataReview, training, confirmation, zoning, outreach, trialRun1, trialRun2, officialRound, walkInRound, results, preliminaryReport, finalReport,
  ],
};
