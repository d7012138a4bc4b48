import type { Work } from '../../../domain/work.ts';
import type { ReadWork } from './work-state.ts';

const nothing: ReadWork = () => Promise.resolve({ figures: [], blockers: [], to: '/' });

export const identityWorks = {
  'personal-numbers': nothing,
  'numbers-overview': nothing,
  'identity-lists': nothing,
  'identity-queue': nothing,
  'unmatched-report': nothing,
  'unmatched-resolution': nothing,
} as const satisfies Partial<Record<Work, ReadWork>>;
