import { usualLadder } from '../domain/ladder.ts';
import type { Plan } from '../domain/plan.ts';
import { source } from './hp-sync-2023/source.ts';
import { accounts, dataReview, evidenceReview, handOver, slips, unmatched } from './hp-sync-2023/steps.ts';
import { text } from './text-builders.ts';

/** HP-SYNC-2023: grade 12 against the national population database, two weeks with deadlines by the hour. */
export const hpSync2023: Plan = {
  key: 'hp-sync-2023',
  title: text('Đồng bộ dữ liệu học sinh lớp 12 Hải Phòng', 'Matching grade-12 data of Hải Phòng'),
  kind: 'identity',
  source,
  year: 2023,
  repeats: 'once',
  tiers: ['province', 'district', 'school'],
  levels: ['upper-secondary'],
  ladder: usualLadder,
  steps: [dataReview, evidenceReview, accounts, unmatched, handOver, slips],
};
