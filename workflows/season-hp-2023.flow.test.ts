import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seasonNow } from '../domain/clock.ts';
import type { SeasonClock } from '../domain/clock.ts';
import { gatesHold } from '../domain/gate.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import { holidaysSeed } from '../domain/holidays-seed.ts';
import { holidaysOf } from '../domain/calendar.ts';
import { scheduleSeason } from '../domain/schedule.ts';
import type { StepSchedule } from '../domain/schedule-types.ts';
import { hp2023 } from '../plans/hp-2023.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { endOf, startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';

// The calendar of Hải Phòng 2023, day for day: the season's clock stands in 2023 while the engine's stands at today.
const steps = scheduleSeason({ plan: hp2023, year: 2023, choices: {}, holidays: holidaysOf(holidaysSeed) });
const first = Math.min(...steps.map((step) => step.opensAt));
const minute = (at: Instant): Instant => Math.floor(at / 60_000) * 60_000;

let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
  flow.fakes.confirmationDuties = { 'parent-confirmation': ['collect-confirmations'] };
});
afterAll(async () => await flow.stop());

async function clockIn2023(): Promise<SeasonClock> {
  return { mode: 'rehearsal', anchorReal: await flow.now(), anchorSeason: minute(first - DAY), pace: 1 };
}

/** The engine's instant of a season instant at pace 1. */
function real(clock: SeasonClock, at: Instant): Instant {
  return clock.mode === 'rehearsal' ? clock.anchorReal + at - clock.anchorSeason : at;
}

/** When each step should open: its window, and the closing of every window it waits for. */
function opensOf(step: StepSchedule): Instant {
  const gates = step.gates.map((gate) => {
    const other = steps.find((one) => one.key === gate.step);
    return !other ? 0 : gate.edge === 'opened' ? opensOf(other) : other.closesAt;
  });
  return Math.max(step.opensAt, ...gates);
}

function of(season: string, stepKey: string, what: string) {
  return flow.fakes.of(stepKey, what).filter((one) => one.seasonId === season);
}

describe('HP-2023', () => {
  test('everybody on time: every step opens and closes by the calendar, nothing lapses', async () => {
    const clock = await clockIn2023();
    const season = await flow.start('on-time', steps, clock);
    for (const step of steps.toSorted((one, other) => opensOf(one) - opensOf(other))) {
      await flow.until(real(clock, opensOf(step)) + HOUR);
      for (const unit of flow.fakes.units) expect(await flow.answer('on-time', step.key, unit)).toMatchObject({ kind: 'taken', state: 'done' });
    }
    await flow.until(real(clock, Math.max(...steps.map((step) => step.closesAt))) + HOUR);
    for (const step of steps) {
      expect(of('on-time', step.key, 'open').filter((one) => one.what === 'open')).toEqual([{ at: minute(opensOf(step)), seasonId: 'on-time', stepKey: step.key, what: 'open' }]);
      expect(of('on-time', step.key, 'window-closed')).toMatchObject([{ at: minute(step.closesAt), what: 'window-closed: 0' }]);
      expect(of('on-time', step.key, 'lapse')).toMatchObject([{ at: minute(step.closesAt), what: 'lapse: 0' }]);
      for (const rung of of('on-time', step.key, 'rung')) expect(rung.what).toMatch(/: 0$/);
    }
    expect(await endOf(season)).toBe('COMPLETED');
    await keepHistories(flow.time.client, {
      'season-on-time-first-run': { workflowId: 'season/on-time', runId: season.firstExecutionRunId },
      'season-on-time-last-run': { workflowId: 'season/on-time' },
      'step-on-time': { workflowId: 'step/on-time/zoning' },
    });
  });

  test('everybody late, two seasons at once: every rung at its instant, grace, lapse, and an end', async () => {
    const clock = await clockIn2023();
    const seasons = ['late-a', 'late-b'];
    const handles = await Promise.all(seasons.map((id) => flow.start(id, steps, clock)));
    const last = Math.max(...steps.map((step) => step.lapsesAt));
    await flow.until(real(clock, last) + HOUR);
    for (const season of seasons) {
      for (const step of steps) {
        const ladder = step.rungs.filter((one) => one.rung.action !== 'chase' && (one.rung.action !== 'remind' || one.at >= opensOf(step)));
        expect(of(season, step.key, 'rung').map(({ at, what }) => [at, what])).toEqual(
          ladder.map((one) => [minute(one.at), `rung ${one.rung.action} ${one.rung.workingDays}: ${flow.fakes.units.length}`]));
        expect(of(season, step.key, 'window-closed')).toMatchObject([{ at: minute(step.closesAt), what: 'window-closed: 2' }]);
        expect(of(season, step.key, 'lapse')).toMatchObject([{ at: minute(step.lapsesAt), what: 'lapse: 2' }]);
      }
      expect(of(season, '', 'finish')).toMatchObject([{ at: minute(last) }]);
    }
    for (const handle of handles) expect(await endOf(handle)).toBe('COMPLETED');
    await keepHistories(flow.time.client, {
      'step-late': { workflowId: 'step/late-a/zoning' },
      'step-confirmations-late': { workflowId: 'step/late-a/parent-confirmation' },
      'duty-lapsed': { workflowId: 'duty/late-a/zoning/S0001' },
    });
  });

  test('step 4: silent parents are reminded twice, handed to the homeroom teacher, and closed as silent', () => {
    const step = steps.find((one) => one.key === 'parent-confirmation');
    const asked = ['remind-parents', 'hand-to-teachers', 'close-silent'].map((what) => of('late-a', 'parent-confirmation', what).map((one) => one.what));
    expect(asked).toEqual([['remind-parents 1', 'remind-parents 2'], ['hand-to-teachers'], ['close-silent']]);
    expect(of('late-a', 'parent-confirmation', 'close-silent')).toMatchObject([{ at: minute(step?.lapsesAt ?? 0) }]);
  });

  test('29/7 lies in steps 9 and 10: both are open at once', () => {
    const at = Date.parse('2023-07-29T03:00:00Z');
    const open = steps.filter((step) => opensOf(step) <= at && at < step.closesAt).map((step) => step.number);
    expect(open).toEqual(expect.arrayContaining([9, 10]));
    expect(gatesHold({ ...(steps[0] as StepSchedule), gates: [] }, steps)).toBe(true);
    expect(seasonNow({ mode: 'live' }, at)).toBe(at);
  });
});
