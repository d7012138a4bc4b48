import { condition } from '@temporalio/workflow';
import { realDelay, seasonNow } from '../domain/clock.ts';
import type { SeasonClock } from '../domain/clock.ts';
import type { Instant } from '../domain/instant.ts';

/** The clock a story lives by; a paused season stands still whatever its clock shows. */
export type Beat = { clock: SeasonClock; paused: boolean };

/** Date.now() of a workflow is the recorded time of its task, so replay sees the same. */
export function standsAt(beat: Beat): Instant {
  return seasonNow(beat.clock, Date.now());
}

/**
 * Waits until season instant `at`, or until `changed`. Without a timer while paused, at pace 0, or when
 * nothing lies ahead. May return early: callers look at the clock again, so a moved deadline is followed at once.
 */
export async function waitFor(beat: Beat, at: Instant | null, changed: () => boolean): Promise<void> {
  const delay = at === null || beat.paused ? null : realDelay(beat.clock, at, Date.now());
  if (delay === null) await condition(changed);
  else if (delay > 0) await condition(changed, delay);
}
