import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { withSystem } from '../db/actor.ts';
import type { Db } from '../db/client.ts';
import { openStep } from '../db/queries/step-opening.ts';
import { seasons, steps } from '../db/schema/seasons.ts';
import { withPace } from '../domain/clock.ts';
import type { SeasonClock } from '../domain/clock.ts';
import { DAY, startOfDate } from '../domain/instant.ts';
import { dutyOf, planOf, planStepOf, seedProvince, seedSeason } from '../test/support/season-seed.ts';
import { createWorkerDatabase } from '../test/support/worker-database.ts';
import { endReached, momentReached } from './moment-reached.ts';

let db: Db;
let end: () => Promise<void>;
let by: string;
let step: { seasonId: string; stepKey: string };
let now: number;
let count = 0;

const opensAt = startOfDate('2023-05-02');
const closesAt = startOfDate('2023-05-09');
const lapsesAt = startOfDate('2023-05-11');
/** A season day lasts a second: at real instant 0 the step opens. */
const clock: SeasonClock = { mode: 'rehearsal', anchorReal: 0, anchorSeason: opensAt, pace: DAY / 1_000 };
const work = () => ({ db, realNow: () => now });
const set = async (values: Partial<typeof seasons.$inferInsert>) => await withSystem(db, async (tx) => await tx.update(seasons).set(values).where(eq(seasons.id, step.seasonId)));

beforeAll(async () => {
  ({ db, end } = await createWorkerDatabase(2));
  by = (await seedProvince(db, 1)).staffOf['SO'] ?? '';
});
afterAll(async () => await end());
beforeEach(async () => {
  count += 1;
  const plan = planOf([planStepOf(1, [dutyOf('report')])]);
  step = { seasonId: await seedSeason(db, { code: `moment-${count}`, plan, clock, by }), stepKey: 'step-1' };
  await withSystem(db, async (tx) => await tx.insert(steps).values({
    seasonId: step.seasonId, key: 'step-1', number: 1, titleVi: '', titleEn: '', phase: 'open', plannedOpensAt: opensAt, plannedClosesAt: closesAt, opensAt, closesAt, lapsesAt,
  }));
});

it('lets the story go on once the row has come to the moment, and sends it back before', async () => {
  now = 6_500;
  await expect(momentReached(work(), step, 'closesAt')).rejects.toMatchObject({ type: 'NotYet', nonRetryable: false });
  now = 7_000;
  await momentReached(work(), step, 'closesAt');
});

it('follows a slower pace that the story has not heard of yet', async () => {
  now = 7_000;
  await set({ clock: withPace(clock, DAY / 100_000, 1_000) });
  await expect(momentReached(work(), step, 'closesAt')).rejects.toMatchObject({ type: 'NotYet' });
});

it('follows an extension that the story has not heard of yet', async () => {
  now = 7_000;
  await withSystem(db, async (tx) => await tx.update(steps).set({ closesAt: closesAt + DAY }).where(eq(steps.seasonId, step.seasonId)));
  await expect(momentReached(work(), step, 'closesAt')).rejects.toMatchObject({ type: 'NotYet' });
});

it('ends a step with its window when nothing is left, else with its grace', async () => {
  now = 7_000;
  await endReached(work(), step);
  await withSystem(db, async (tx) => await tx.update(steps).set({ phase: 'planned' }).where(eq(steps.seasonId, step.seasonId)));
  await openStep({ db, realNow: () => now }, { ...step, at: opensAt });
  await expect(endReached(work(), step)).rejects.toMatchObject({ type: 'NotYet' });
  now = 9_000;
  await endReached(work(), step);
});

it('holds nothing back of a step that was skipped', async () => {
  now = 0;
  await withSystem(db, async (tx) => await tx.update(steps).set({ phase: 'skipped' }).where(eq(steps.seasonId, step.seasonId)));
  await momentReached(work(), step, 'lapsesAt');
});
