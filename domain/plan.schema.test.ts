import { describe, expect, it } from 'vitest';
import { soundDuty, soundPlan, soundStep } from '../test/support/sound-plan.ts';
import { readPlan } from './plan.schema.ts';

const problemsOf = (data: unknown) => {
  const reading = readPlan(data);
  return reading.kind === 'refused' ? reading.problems : [];
};

describe('a plan from outside', () => {
  it('is read as it is', () => {
    expect(readPlan(soundPlan())).toEqual({ kind: 'read', plan: soundPlan() });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['nothing', null, '', /Thiếu/],
    ['no steps', soundPlan([]), 'steps', /tối thiểu 1/],
    ['a stray entry', { ...soundPlan(), colour: 'red' }, '', /mục lạ: colour/],
    ['a strange tier', { ...soundPlan(), tiers: ['moon'] }, 'tiers.0', /province, district, commune, school/],
    ['a strange rule', soundPlan([{ ...soundStep(), window: { opens: { kind: 'someday' }, closes: { kind: 'date', month: 1, day: 1 } } } as never]), 'steps.0.window.opens.kind', /kind/],
    ['month 13', soundPlan([soundStep({ window: { opens: { kind: 'date', month: 13, day: 1 }, closes: { kind: 'date', month: 1, day: 1 } } })]), 'steps.0.window.opens.month', /tối đa 12/],
    ['hour 24', soundPlan([soundStep({ window: { opens: { kind: 'before-time', month: 1, day: 1, hour: 24 }, closes: { kind: 'date', month: 1, day: 1 } } })]), 'steps.0.window.opens.hour', /tối đa 23/],
    ['a key with a space', soundPlan([soundStep({ key: 'first step' })]), 'steps.0.key', /Mã không hợp lệ/],
    ['a blank title', soundPlan([soundStep({ duties: [soundDuty({ title: { vi: ' ', en: 'a' } })] })]), 'steps.0.duties.0.title.vi', /tối thiểu 1/],
    ['a number for a word', { ...soundPlan(), title: { vi: 5, en: 'a' } }, 'title.vi', /sai kiểu/],
  ])('%s is refused in Vietnamese, where it is', (_, data, path, words) => {
    const problems = problemsOf(data);
    expect(problems.map((one) => one.path)).toContain(path);
    expect(problems.find((one) => one.path === path)?.problem.vi).toMatch(words);
    for (const one of problems) expect(one.problem.en).toMatch(/\.$/);
  });
});
