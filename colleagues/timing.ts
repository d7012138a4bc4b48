import { DAY } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import { roll, temperOf } from './people.ts';
import type { Rates } from './people.ts';

export type Timing = { now: Instant; dueAt: Instant; lapsesAt: Instant };

/** When somebody gets to a piece of work, as a season instant; null = never. */
export function workAt({ now, dueAt, lapsesAt }: Timing, rates: Rates, seed: number, words: readonly string[]): Instant | null {
  const temper = temperOf(rates, seed, ...words);
  const drawn = roll(seed, 'when', ...words);
  if (temper === 'silent') return null;
  if (temper === 'late') return Math.max(now, dueAt) + (0.1 + 0.5 * drawn) * Math.max(0, lapsesAt - Math.max(now, dueAt));
  // Most work is done in the first two thirds of the time it has.
  return now + (0.05 + 0.6 * drawn) * Math.max(0, dueAt - now);
}

/** Reviewers look within a working day, sooner when the grace runs out. */
export function reviewAt({ now, lapsesAt }: Timing, seed: number, words: readonly string[]): Instant {
  return now + Math.min(DAY * (0.1 + 0.7 * roll(seed, 'review', ...words)), Math.max(0, lapsesAt - now) * 0.3);
}

/** Returned work is done again before it lapses. */
export function againAt({ now, lapsesAt }: Timing, seed: number, words: readonly string[]): Instant {
  return now + Math.min(DAY * (0.3 + roll(seed, 'again', ...words)), Math.max(0, lapsesAt - now) * 0.3);
}
