import type { Work } from '../../../domain/work.ts';
import type { ReadWork } from './work-state.ts';

const nothing: ReadWork = () => Promise.resolve({ figures: [], blockers: [], to: '/' });

export const examWorks = {
  evidence: nothing,
  'exam-accounts': nothing,
  'account-hand-over': nothing,
  'independent-candidates': nothing,
  'registration-slips': nothing,
  'registration-overview': nothing,
} as const satisfies Partial<Record<Work, ReadWork>>;
