import type { Work } from '../../../domain/work.ts';
import type { ReadWork } from './work-state.ts';

const nothing: ReadWork = () => Promise.resolve({ figures: [], blockers: [], to: '/' });

export const zoningWorks = {
  zoning: nothing,
  'zone-comment': nothing,
  'zoning-supervision': nothing,
  'zone-publication': nothing,
  'admission-papers': nothing,
} as const satisfies Partial<Record<Work, ReadWork>>;
