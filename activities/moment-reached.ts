import { ApplicationFailure } from '@temporalio/common';
import { eq, and } from 'drizzle-orm';
import { withSystem } from '../db/actor.ts';
import type { Db } from '../db/client.ts';
import { listOpenDuties } from '../db/queries/step-tasks.ts';
import { seasons, steps } from '../db/schema/seasons.ts';
import { seasonNow } from '../domain/clock.ts';
import type { Instant } from '../domain/instant.ts';

type Work = { db: Db; realNow: () => Instant };
type Step = { seasonId: string; stepKey: string };
type Edge = 'opensAt' | 'closesAt' | 'lapsesAt';

/** Engine and worker read two clocks of one machine; a fast rehearsal must not wait half a second for a millisecond. */
const skewMs = 250;

/**
 * Timers only move the story; the rows decide when its time has come. A pace or a deadline that was changed a moment
 * ago stands in the row before the relay has told the story, so a story ahead of the row waits here, by retries, until
 * the row's own clock gets there. A skipped step waits for nothing.
 */
export async function momentReached({ db, realNow }: Work, step: Step, moment: Edge | Instant): Promise<void> {
  const [row] = await withSystem(db, async (tx) =>
    await tx.select({ clock: seasons.clock, state: seasons.state, phase: steps.phase, opensAt: steps.opensAt, closesAt: steps.closesAt, lapsesAt: steps.lapsesAt })
      .from(steps).innerJoin(seasons, eq(seasons.id, steps.seasonId)).where(and(eq(steps.seasonId, step.seasonId), eq(steps.key, step.stepKey))));
  if (!row || row.phase === 'skipped' || row.state === 'cancelled') return;
  const at = typeof moment === 'number' ? moment : row[moment];
  const now = seasonNow(row.clock, realNow() + (row.clock.mode === 'rehearsal' ? skewMs : 0));
  if (now < at) throw ApplicationFailure.create({ type: 'NotYet', message: 'The season has not come to this moment: it will be tried again.', nextRetryDelay: '1 second' });
}

/** A step ends when its grace is over, or with its window when nothing is left to be done. */
export async function endReached(work: Work, { seasonId, stepKey }: Step): Promise<void> {
  const left = await withSystem(work.db, async (tx) => await listOpenDuties(tx, { seasonId, stepKey, after: '', limit: 1 }));
  await momentReached(work, { seasonId, stepKey }, left.length > 0 ? 'lapsesAt' : 'closesAt');
}
