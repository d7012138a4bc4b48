import { usualLadder } from '../domain/ladder.ts';
import type { Plan } from '../domain/plan.ts';
import { source } from './hp-2025/source.ts';
import { certificates, liveData, organisation, training } from './hp-2025/steps-1-4.ts';
import { entry, signing, signingFinalGrades, use } from './hp-2025/steps-5-8.ts';
import { text } from './text-builders.ts';

/** HP-2025: a school year long and back every year; communes stand where district offices stood until 1/7/2025. */
export const hp2025: Plan = {
  key: 'hp-2025',
  title: text('Học bạ số trung học thành phố Hải Phòng', 'Digital transcripts of secondary schools in Hải Phòng'),
  kind: 'transcripts',
  source,
  year: 2025,
  repeats: 'yearly',
  tiers: ['province', 'commune', 'school'],
  levels: ['lower-secondary', 'upper-secondary'],
  ladder: usualLadder,
  steps: [organisation, training, certificates, liveData, entry, signingFinalGrades, signing, use],
};
