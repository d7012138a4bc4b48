import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holidaysOf } from '../domain/calendar.ts';
import type { SeasonClock } from '../domain/clock.ts';
import { holidaysSeed } from '../domain/holidays-seed.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import type { Plan } from '../domain/plan.ts';
import { scheduleSeason } from '../domain/schedule.ts';
import { plans } from '../plans/index-of-plans.ts';
import { endOf, startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';

let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
});
afterAll(async () => await flow.stop());

const calendarOf = (plan: Plan) => scheduleSeason({ plan, year: plan.year, choices: {}, holidays: holidaysOf(holidaysSeed) });

describe('every source plan', () => {
  // Everybody stays silent, so that each plan is driven by its calendar alone.
  test.each(plans.filter((plan) => plan.key !== 'hp-2023').map((plan) => [plan.key, plan] as const))('%s runs to its end by itself', async (key, plan) => {
    const steps = calendarOf(plan);
    const first = Math.min(...steps.map((step) => step.opensAt));
    const last = Math.max(...steps.map((step) => step.lapsesAt));
    const anchorReal = await flow.now();
    const clock: SeasonClock = { mode: 'rehearsal', anchorReal, anchorSeason: first - DAY, pace: 1 };
    const season = await flow.start(key, steps, clock);
    await flow.until(anchorReal + DAY + (last - first) + HOUR);
    for (const step of steps) {
      const told = flow.fakes.of(step.key, '').filter((one) => one.seasonId === key);
      expect(told.filter((one) => one.what.startsWith('window-closed')).map((one) => one.at)).toEqual([step.closesAt]);
      expect(told.filter((one) => one.what.startsWith('lapse')).map((one) => one.at)).toEqual([step.lapsesAt]);
    }
    expect(await endOf(season)).toBe('COMPLETED');
  });
});
