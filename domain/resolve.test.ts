import { describe, expect, it } from 'vitest';
import { secondStep, soundPlan, soundStep } from '../test/support/sound-plan.ts';
import { noHolidays } from './calendar.ts';
import { instantAt, localDateOf, startOfDate } from './instant.ts';
import { momentIn, resolveWindows } from './resolve.ts';
import type { Plan } from './plan.ts';
import type { SeasonFacts } from './resolve.ts';
import type { MomentRule } from './window.ts';

const facts = { year: 2023, choices: {}, holidays: noHolidays };
const after = (step: string, edge: 'opens' | 'closes', days: number): MomentRule => ({ kind: 'after-step', step, edge, days });
const dates = (plan: Plan, season: SeasonFacts) =>
  Object.fromEntries(Object.entries(resolveWindows(plan, season).windows).map(([key, window]) => [key, [localDateOf(window.opensAt), localDateOf(window.closesAt)]]));

describe('windows of a season', () => {
  it('resolves every step in the season’s year', () => {
    expect(resolveWindows(soundPlan(), facts)).toMatchObject({
      windows: {
        first: { opensAt: startOfDate('2023-06-01'), closesAt: startOfDate('2023-06-10') },
        second: { opensAt: startOfDate('2023-06-12'), closesAt: startOfDate('2023-06-24') },
      },
      shiftDays: 0,
      unresolved: [],
      year: 2023,
    });
    expect(dates(soundPlan(), { ...facts, year: 2031 })['first']).toEqual(['2031-06-01', '2031-06-10']);
  });

  it('follows other steps whatever the order in which they stand', () => {
    const report = soundStep({ key: 'report', window: { opens: after('second', 'opens', 0), closes: after('second', 'opens', 2) } });
    expect(dates(soundPlan([report, soundStep(), secondStep()]), facts)['report']).toEqual(['2023-06-12', '2023-06-14']);
    expect(dates(soundPlan([soundStep(), secondStep(), report]), facts)['report']).toEqual(['2023-06-12', '2023-06-14']);
  });

  it('takes choices as they are, and lets relative rules follow them', () => {
    const chosen = { opensAt: instantAt('2023-06-20', 8), closesAt: instantAt('2023-06-21', 17) };
    const report = soundStep({ key: 'report', window: { opens: after('second', 'opens', 1), closes: after('second', 'closes', 1) } });
    const { windows } = resolveWindows(soundPlan([report, soundStep(), secondStep()]), { ...facts, choices: { second: chosen } });
    expect(windows['second']).toEqual(chosen);
    expect(windows['report']).toEqual({ opensAt: instantAt('2023-06-21', 8), closesAt: instantAt('2023-06-22', 17) });
  });
});

describe('a shifted season', () => {
  it('moves every rule by the same whole days, the earliest opening to the chosen day', () => {
    const steps = [secondStep(), soundStep()];
    expect(resolveWindows(soundPlan(steps), { ...facts, startsOn: '2026-11-23' }).shiftDays).toBe(1271);
    expect(dates(soundPlan(steps), { ...facts, startsOn: '2026-11-23' })).toEqual({ first: ['2026-11-23', '2026-12-02'], second: ['2026-12-04', '2026-12-16'] });
    expect(dates(soundPlan(steps), { ...facts, startsOn: '2023-01-01' })['first']).toEqual(['2023-01-01', '2023-01-10']);
  });

  it('keeps the time of day', () => {
    const early = soundStep({ window: { opens: { kind: 'before-time', month: 6, day: 1, hour: 8 }, closes: { kind: 'before-time', month: 6, day: 9, hour: 17 } } });
    expect(resolveWindows(soundPlan([early]), { ...facts, startsOn: '2023-06-11' }).windows['first']).toEqual({
      opensAt: instantAt('2023-06-11', 8), closesAt: instantAt('2023-06-19', 17),
    });
  });

  it('leaves choices where they were chosen: they are days of the moved calendar', () => {
    const chosen = { opensAt: startOfDate('2026-12-01'), closesAt: startOfDate('2026-12-02') };
    const { windows, shiftDays } = resolveWindows(soundPlan(), { ...facts, startsOn: '2026-11-23', choices: { first: chosen } });
    expect(windows['first']).toEqual(chosen);
    expect(shiftDays).toBe(1271);
    expect(localDateOf(windows['second']?.opensAt ?? 0)).toBe('2026-12-04');
  });

  it('moves relative steps with the steps they follow, once', () => {
    const report = soundStep({ key: 'report', window: { opens: after('first', 'opens', 1), closes: after('first', 'closes', 1) } });
    expect(dates(soundPlan([report, soundStep()]), { ...facts, startsOn: '2023-06-11' })['report']).toEqual(['2023-06-12', '2023-06-21']);
  });

  it('shifts nothing of an empty plan', () => {
    expect(resolveWindows(soundPlan([]), { ...facts, startsOn: '2023-06-11' })).toMatchObject({ windows: {}, shiftDays: 0 });
  });
});

describe('what cannot be', () => {
  const loop = (key: string, other: string) => soundStep({ key, window: { opens: after(other, 'closes', 0), closes: after(other, 'closes', 1) } });

  it('names the steps of a circle, and only those', () => {
    const waits = soundStep({ key: 'waits', window: { opens: after('a', 'closes', 0), closes: { kind: 'date', month: 7, day: 1 } } });
    const calendar = resolveWindows(soundPlan([waits, loop('a', 'b'), loop('b', 'a'), soundStep()]), facts);
    expect(calendar.unresolved.toSorted()).toEqual(['a', 'b']);
    expect(Object.keys(calendar.windows).toSorted()).toEqual(['a', 'b', 'first', 'waits']);
  });

  it('names a step that waits for itself, and one that waits for nowhere', () => {
    expect(resolveWindows(soundPlan([loop('a', 'a')]), facts).unresolved).toEqual(['a']);
    const nowhere = resolveWindows(soundPlan([loop('a', 'nowhere'), loop('b', 'a')]), facts);
    expect(nowhere.unresolved).toEqual(['a']);
    expect(nowhere.windows['a']?.opensAt).toBe(startOfDate('2023-01-01'));
  });

  it('is mended by a choice for one step of the circle', () => {
    const chosen = { opensAt: startOfDate('2023-06-01'), closesAt: startOfDate('2023-06-02') };
    const calendar = resolveWindows(soundPlan([loop('a', 'b'), loop('b', 'a')]), { ...facts, choices: { b: chosen } });
    expect(calendar.unresolved).toEqual([]);
    expect(calendar.windows['a']).toEqual({ opensAt: startOfDate('2023-06-02'), closesAt: startOfDate('2023-06-03') });
  });

  it('stands a lost rule at the start of the season’s year, moved as well', () => {
    const calendar = resolveWindows(soundPlan([soundStep(), loop('a', 'nowhere')]), { ...facts, startsOn: '2023-01-02' });
    expect(calendar.windows['a']?.opensAt).toBe(startOfDate('2023-01-02'));
  });
});

describe('a rule against a resolved calendar', () => {
  const calendar = resolveWindows(soundPlan(), { ...facts, startsOn: '2023-06-11' });
  it('moves with it', () => {
    expect(momentIn(calendar, { kind: 'before-date', month: 6, day: 8 })).toBe(startOfDate('2023-06-18'));
    expect(momentIn(calendar, after('first', 'opens', 2))).toBe(startOfDate('2023-06-13'));
    expect(momentIn(calendar, after('nowhere', 'opens', 2))).toBeNull();
  });
});
