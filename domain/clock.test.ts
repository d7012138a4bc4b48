import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realDelay, realInstantOf, seasonNow, withPace } from './clock.ts';
import type { SeasonClock } from './clock.ts';
import { DAY, startOfDate } from './instant.ts';

const real = startOfDate('2026-11-22');
const season = startOfDate('2023-04-01');
const rehearsal = (pace: number): SeasonClock => ({ mode: 'rehearsal', anchorReal: real, anchorSeason: season, pace });

describe('a live or shifted season', () => {
  it.each<SeasonClock>([{ mode: 'live' }, { mode: 'shifted' }])('lives in real time: %o', (clock) => {
    expect(seasonNow(clock, real)).toBe(real);
    expect(realDelay(clock, real + 5, real)).toBe(5);
    expect(realDelay(clock, real, real)).toBe(0);
    expect(realDelay(clock, real - 5, real)).toBe(0);
    expect(realInstantOf(clock, real + 5, real)).toBe(real + 5);
    expect(withPace(clock, 9, real)).toBe(clock);
  });
});

describe('a rehearsal', () => {
  const twoSecondsADay = rehearsal(43_200);
  it('runs at its pace', () => {
    expect(seasonNow(twoSecondsADay, real)).toBe(season);
    expect(seasonNow(twoSecondsADay, real + 2000)).toBe(season + DAY);
    expect(realDelay(twoSecondsADay, season + 3 * DAY, real + 2000)).toBe(4000);
    expect(realInstantOf(twoSecondsADay, season + 3 * DAY, real + 2000)).toBe(real + 6000);
  });
  it('does not run backwards before its anchor', () => {
    expect(seasonNow(twoSecondsADay, real - 10_000)).toBe(season);
  });
  it('waits to the next whole millisecond, so that a timer never fires early', () => {
    expect(realDelay(twoSecondsADay, season + 1, real)).toBe(1);
    expect(realDelay(twoSecondsADay, season + 43_201, real)).toBe(2);
  });
  it('stands still while paused, and what is past is past', () => {
    expect(seasonNow(rehearsal(0), real + DAY)).toBe(season);
    expect(realDelay(rehearsal(0), season + 1, real)).toBeNull();
    expect(realDelay(rehearsal(0), season, real)).toBe(0);
    expect(realInstantOf(rehearsal(0), season + 1, real)).toBeNull();
  });
  it('changes its pace where it stands', () => {
    const paused = withPace(twoSecondsADay, 0, real + 2000);
    expect(seasonNow(paused, real + 9000)).toBe(season + DAY);
    const resumed = withPace(paused, 86_400, real + 9000);
    expect(seasonNow(resumed, real + 9000)).toBe(season + DAY);
    expect(seasonNow(resumed, real + 10_000)).toBe(season + 2 * DAY);
  });
  it('arrives when the delay is over, never later than the next millisecond', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 200 * DAY }), (pace, ahead) => {
      const clock = rehearsal(pace);
      const delay = realDelay(clock, season + ahead, real) ?? -1;
      expect(seasonNow(clock, real + delay)).toBeGreaterThanOrEqual(season + ahead);
      expect(seasonNow(clock, real + delay - 1)).toBeLessThan(season + ahead);
    }), { seed: 7, numRuns: 500 });
  });
});
