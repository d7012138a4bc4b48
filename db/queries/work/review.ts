import type { Work } from '../../../domain/work.ts';
import type { ReadWork } from './work-state.ts';

const nothing: ReadWork = () => Promise.resolve({ figures: [], blockers: [], to: '/' });

export const reviewWorks = {
  'pupil-review': nothing,
  'review-sign-off': nothing,
  'feeder-routing': nothing,
} as const satisfies Partial<Record<Work, ReadWork>>;
