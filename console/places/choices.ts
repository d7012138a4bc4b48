import { fold } from '../../domain/text.ts';
import type { Candidate, Residence } from './records.ts';

/** Why a place is offered: it came after a split one, the address names it, it lies in what is known, or it is simply of the school's area. */
type Why = 'successor' | 'address' | 'known' | 'area';
export type Choice = Candidate & { why: Why; /** The place that `why` speaks of. */ from: string; /** For how many of those asked it is offered. */ count: number };

function whyOf(row: Residence, offered: Candidate): Why {
  if (row.residence === 'split') return 'successor';
  if (fold(row.currentAddress).includes(fold(offered.name))) return 'address';
  return row.placeName !== null && (offered.above === row.placeName || offered.id === row.placeId) ? 'known' : 'area';
}

/** The places offered for several pupils at once, those that fit most of them first. */
export function choicesOf(rows: readonly Residence[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const row of rows) {
    for (const offered of row.candidates) {
      const before = found.get(offered.id);
      found.set(offered.id, before ? { ...before, count: before.count + 1 } : { ...offered, why: whyOf(row, offered), from: row.placeName ?? '', count: 1 });
    }
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}
