import { describe, expect, it } from 'vitest';
import { secondStep, soundDuty, soundPlan, soundStep } from '../test/support/sound-plan.ts';
import { holidaysOf } from './calendar.ts';
import { holidaysSeed } from './holidays-seed.ts';
import { startOfDate } from './instant.ts';
import { confirmationLadder } from './ladder.ts';
import { checkPlan, mayLaunch } from './plan-check.ts';
import type { FindingCode, PlanFacts } from './plan-check-finding.ts';
import type { Duty, Plan } from './plan.ts';

const facts: PlanFacts = { year: 2023, choices: {}, holidays: holidaysOf(holidaysSeed) };
const codes = (plan: Plan, season: Partial<PlanFacts> = {}) => checkPlan(plan, { ...facts, ...season }).map((finding) => `${finding.severity} ${finding.code}`);
const duty = (change: Partial<Duty>) => soundPlan([soundStep({ duties: [soundDuty(change)] })]);
const blank = { vi: ' ', en: 'words' };
const june = (opens: number, before: number) => ({ opens: { kind: 'date' as const, month: 6, day: opens }, closes: { kind: 'before-date' as const, month: 6, day: before } });

it('finds nothing in a sound plan', () => {
  expect(checkPlan(soundPlan(), facts)).toEqual([]);
});

describe('each fault is found, and says what to do', () => {
  const loop = (key: string, other: string) => soundStep({
    key, window: { opens: { kind: 'after-step', step: other, edge: 'closes', days: 0 }, closes: { kind: 'after-step', step: other, edge: 'closes', days: 1 } },
  });
  const outside = { opensAt: startOfDate('2022-12-31'), closesAt: startOfDate('2023-06-10') };
  const faults: [string, FindingCode, Plan, Partial<PlanFacts>?][] = [
    ['closes as it opens', 'window-empty', soundPlan([soundStep({ window: june(1, 1) })])],
    ['closes before it opens', 'window-empty', soundPlan([soundStep({ window: june(8, 2) })])],
    ['31 June', 'no-such-day', soundPlan([soundStep({ window: { ...june(1, 10), closes: { kind: 'through-date', month: 6, day: 31 } } })])],
    ['no such day of a duty', 'no-such-day', duty({ due: { kind: 'before-date', month: 6, day: 31 } })],
    ['a circle of windows', 'after-cycle', soundPlan([loop('a', 'b'), loop('b', 'a')])],
    ['after a step that is not there', 'unknown-step', soundPlan([loop('a', 'nowhere')])],
    ['due after a step that is not there', 'unknown-step', duty({ due: { kind: 'after-step', step: 'nowhere', edge: 'opens', days: 1 } })],
    ['a gate that is not there', 'unknown-step', soundPlan([soundStep({ gates: [{ step: 'nowhere', edge: 'opened' }] })])],
    ['an overlap that is not there', 'unknown-step', soundPlan([soundStep({ overlaps: ['nowhere'] })])],
    ['vague and not chosen', 'vague-not-chosen', soundPlan([soundStep({ window: { ...june(1, 10), vague: true } })])],
    ['a choice before the season', 'choice-outside-season', soundPlan(), { choices: { first: outside } }],
    ['a choice after the season', 'choice-outside-season', soundPlan(), { choices: { second: { opensAt: startOfDate('2023-12-29'), closesAt: startOfDate('2024-01-01') + 1 } } }],
    ['a choice for nothing', 'choice-unknown-step', soundPlan(), { choices: { nowhere: outside } }],
    ['opens before its gate closes', 'order-broken', soundPlan([soundStep(), secondStep({ window: june(9, 24), overlaps: ['first'] })])],
    ['opens before its gate opens', 'order-broken', soundPlan([soundStep({ gates: [{ step: 'second', edge: 'opened' }] }), secondStep({ gates: [] })])],
    ['gates in a circle', 'gate-cycle', soundPlan([soundStep({ gates: [{ step: 'second', edge: 'opened' }] }), secondStep()])],
    ['its own gate', 'gate-cycle', soundPlan([soundStep({ gates: [{ step: 'first', edge: 'opened' }] })])],
    ['a duty of a tier the season lacks', 'duty-nobody-owns', duty({ owner: 'commune' })],
    ['parents without schools', 'duty-nobody-owns', soundPlan([soundStep({ duties: [soundDuty({ owner: 'parents', review: 'none' })] })], { tiers: ['province', 'district'] })],
    ['nothing to do', 'step-without-duties', soundPlan([soundStep({ duties: [] })])],
    ['waits for a duty that is not there', 'unknown-duty', duty({ after: ['nowhere'] })],
    ['waits for a tier above', 'after-from-above', soundPlan([soundStep({ duties: [soundDuty({ after: ['plan'] }), soundDuty({ key: 'plan', owner: 'district' })] })])],
    ['duties in a circle', 'duty-cycle', soundPlan([soundStep({ duties: [soundDuty({ after: ['other'] }), soundDuty({ key: 'other', after: ['report'] })] })])],
    ['two steps of one key', 'duplicate-key', soundPlan([soundStep(), secondStep({ key: 'first', gates: [] })])],
    ['two duties of one key', 'duplicate-key', soundPlan([soundStep({ duties: [soundDuty(), soundDuty()] })])],
    ['two fields of one key', 'duplicate-key', duty({ form: [...soundDuty().form, ...soundDuty().form] })],
    ['a tier twice', 'duplicate-key', soundPlan(undefined, { tiers: ['province', 'school', 'school'] })],
    ['a step key with a space', 'bad-key', soundPlan([soundStep({ key: 'first step' })])],
    ['a duty key with capitals', 'bad-key', duty({ key: 'Report' })],
    ['a plan key with an accent', 'bad-key', soundPlan(undefined, { key: 'kế-hoạch' })],
    ['an endless key', 'bad-key', duty({ key: 'a'.repeat(61) })],
    ['a field key with a hyphen', 'bad-key', duty({ form: [{ key: 'a-b', type: 'date', label: { vi: 'a', en: 'a' }, required: true }] })],
    ['a report that asks nothing', 'form-missing', duty({ form: [] })],
    ['a submission that asks nothing', 'form-missing', duty({ kind: 'submit', form: [] })],
    ['no why', 'text-missing', duty({ why: blank })],
    ['no English', 'text-missing', duty({ title: { vi: 'Việc', en: '' } })],
    ['no basis', 'text-missing', duty({ legalBasis: blank })],
    ['no clause', 'text-missing', duty({ clause: '' })],
    ['a field without a label', 'text-missing', duty({ form: [{ key: 'a', type: 'date', label: blank, required: true }] })],
    ['a step without a title', 'text-missing', soundPlan([soundStep({ title: blank })])],
    ['a step without a summary', 'text-missing', soundPlan([soundStep({ summary: blank })])],
    ['nobody above to review', 'no-reviewer', duty({ owner: 'province', review: 'tier-above' })],
    ['the Sở reviews itself', 'no-reviewer', duty({ owner: 'province', review: 'province' })],
    ['a level the plan lacks', 'no-such-level', duty({ scope: { kind: 'levels', levels: ['upper-secondary'] } })],
    ['no level at all', 'no-such-level', duty({ scope: { kind: 'levels', levels: [] } })],
    ['one reminder to parents', 'confirmation-ladder', duty({ kind: 'confirmation', ladder: confirmationLadder.slice(1) })],
    ['no teacher after them', 'confirmation-ladder', duty({ kind: 'confirmation', ladder: soundPlan().ladder })],
    ['a chase without families', 'confirmation-ladder', duty({ ladder: confirmationLadder })],
    ['a reminder after the deadline', 'ladder-out-of-order', duty({ ladder: [{ action: 'overdue', workingDays: 0 }, { action: 'remind', workingDays: 1 }] })],
    ['a reminder at the deadline', 'ladder-out-of-order', duty({ ladder: [{ action: 'remind', workingDays: 0 }, { action: 'overdue', workingDays: 0 }] })],
    ['escalation before the deadline', 'ladder-out-of-order', duty({ ladder: [{ action: 'escalate-above', workingDays: -1 }, { action: 'overdue', workingDays: 0 }] })],
    ['a ladder that steps down', 'ladder-out-of-order', duty({ ladder: [{ action: 'remind', workingDays: -1 }, { action: 'remind', workingDays: -2 }, { action: 'overdue', workingDays: 0 }] })],
    ['never overdue', 'overdue-missing', duty({ ladder: [{ action: 'remind', workingDays: -1 }] })],
    ['overdue on another day', 'overdue-missing', duty({ ladder: [{ action: 'overdue', workingDays: 1 }] })],
    ['due after the close', 'due-outside-window', duty({ due: { kind: 'through-date', month: 6, day: 10 } })],
    ['due at the opening', 'due-outside-window', duty({ due: { kind: 'before-date', month: 6, day: 1 } })],
    ['no steps', 'plan-without-steps', soundPlan([])],
    ['zones that nothing freezes', 'zones-never-frozen', duty({ work: 'zoning' })],
  ];
  it.each(faults)('%s: %s', (_, code, plan, season) => {
    const found = checkPlan(plan, { ...facts, ...season });
    const mine = found.filter((finding) => finding.code === code);
    expect(mine.length).toBeGreaterThan(0);
    for (const finding of found) {
      for (const words of [finding.message.vi, finding.message.en, finding.fix.vi, finding.fix.en]) expect(words).toMatch(/^.+[.?]$/);
    }
    expect(mine.every((finding) => finding.severity === 'error')).toBe(true);
    expect(mayLaunch(found)).toBe(false);
  });
});

describe('what is allowed', () => {
  it.each<[string, Plan, Partial<PlanFacts>?]>([
    ['a gate that closes as the step opens', soundPlan([soundStep({ window: june(1, 13) }), secondStep({ window: june(13, 24) })])],
    ['a gate that opens with the step', soundPlan([soundStep({ overlaps: ['second'] }), secondStep({ window: june(1, 10), gates: [{ step: 'first', edge: 'opened' }] })])],
    ['an overlap one of the two declares', soundPlan([soundStep({ overlaps: ['second'] }), secondStep({ window: june(8, 24), gates: [] })])],
    ['an overlap the other declares', soundPlan([soundStep(), secondStep({ window: june(8, 24), gates: [], overlaps: ['first'] })])],
    ['a vague window that was chosen', soundPlan([soundStep({ window: { ...june(1, 10), vague: true } })]), { choices: { first: { opensAt: startOfDate('2023-06-01'), closesAt: startOfDate('2023-06-10') } } }],
    ['a vague window whose default is accepted', soundPlan([soundStep({ window: { ...june(1, 10), vague: true } })]), { defaultsAccepted: true }],
    ['a duty due at the close', duty({ due: { kind: 'through-date', month: 6, day: 9 } })],
    ['the last instant of the year chosen', soundPlan(), { choices: { second: { opensAt: startOfDate('2023-12-28'), closesAt: startOfDate('2023-12-30') } } }],
    ['overdue and escalation at one instant', duty({ ladder: [{ action: 'overdue', workingDays: 0 }, { action: 'escalate-above', workingDays: 0 }] })],
    ['confirmations with their own ladder', duty({ kind: 'confirmation' })],
    ['waiting for a duty below', soundPlan([soundStep({ duties: [soundDuty(), soundDuty({ key: 'sum', owner: 'district', after: ['report'] })] })])],
    ['waiting for a duty of the same tier', soundPlan([soundStep({ duties: [soundDuty(), soundDuty({ key: 'sum', after: ['report'] })] })])],
    ['zones that a round freezes', soundPlan([soundStep({ duties: [soundDuty({ work: 'zoning' })] }), secondStep({ freezesZones: true })])],
    ['a key of sixty letters', duty({ key: 'a'.repeat(60) })],
  ])('%s', (_, plan, season) => {
    expect(checkPlan(plan, { ...facts, ...season })).toEqual([]);
  });
});

describe('warnings do not forbid the launch', () => {
  it('an overlap nobody declared, one instant long', () => {
    const plan = soundPlan([soundStep(), secondStep({ window: june(9, 24), gates: [] })]);
    expect(codes(plan)).toEqual(['warning overlap-undeclared']);
    expect(mayLaunch(checkPlan(plan, facts))).toBe(true);
  });

  it('29 February in a common year', () => {
    const leap = soundPlan([soundStep({ window: { opens: { kind: 'date', month: 2, day: 20 }, closes: { kind: 'through-date', month: 2, day: 29 } } })]);
    expect(codes(leap)).toEqual(['warning no-such-day']);
    expect(codes(leap, { year: 2024 })).toEqual([]);
  });

  it('a deadline on a free day, with the nearest working days', () => {
    const [found] = checkPlan(soundPlan([soundStep({ window: june(1, 11) })]), facts);
    expect(found).toMatchObject({ severity: 'warning', code: 'deadline-not-working-day', stepKey: 'first' });
    expect(found?.message.vi).toContain('thứ Bảy 10/6/2023');
    expect(found?.fix).toEqual({
      vi: 'Ngày làm việc gần nhất: thứ Sáu 9/6/2023 hoặc thứ Hai 12/6/2023.',
      en: 'Nearest working days: Friday 9/6/2023 or Monday 12/6/2023.',
    });
  });

  it('a duty’s own deadline on a free day', () => {
    expect(codes(duty({ due: { kind: 'through-date', month: 6, day: 4 } }))).toEqual(['warning deadline-not-working-day']);
    expect(codes(duty({ due: { kind: 'before-date', month: 6, day: 3 } }))).toEqual([]);
  });

  it('a worked Saturday is a working day', () => {
    const holidays = holidaysOf([...holidaysSeed, { date: '2023-06-10', kind: 'working-day' as const }]);
    expect(codes(soundPlan([soundStep({ window: june(1, 11) })]), { holidays })).toEqual([]);
  });

  it('a year without holidays in the table', () => {
    expect(codes(soundPlan(), { holidays: new Map() })).toEqual(['warning holidays-missing']);
    expect(codes(soundPlan(), { year: 2028 }).filter((code) => code.endsWith('holidays-missing'))).toHaveLength(1);
  });
});

it('puts errors first, each list in the order of the plan', () => {
  const plan = soundPlan([
    soundStep({ window: june(1, 11) }),
    secondStep({ duties: [soundDuty({ form: [] })] }),
    soundStep({ key: 'third', number: 3, window: { opens: { kind: 'date', month: 7, day: 3 }, closes: { kind: 'before-date', month: 7, day: 9 } }, duties: [soundDuty({ why: blank })] }),
  ], { key: 'Bad' });
  expect(checkPlan(plan, facts).map((finding) => [finding.code, finding.stepKey])).toEqual([
    ['bad-key', null], ['form-missing', 'second'], ['text-missing', 'third'],
    ['deadline-not-working-day', 'first'], ['deadline-not-working-day', 'third'],
  ]);
});

it('moves the bounds of choices with a shifted season', () => {
  const choices = { first: { opensAt: startOfDate('2026-11-25'), closesAt: startOfDate('2026-11-27') } };
  expect(codes(soundPlan([soundStep()]), { choices, startsOn: '2026-11-23' })).toEqual([]);
  expect(codes(soundPlan([soundStep()]), { choices })).toContain('error choice-outside-season');
});

it('lets choices reach into the year in which the plan ends', () => {
  const choices = { first: { opensAt: startOfDate('2024-05-06'), closesAt: startOfDate('2024-05-11') } };
  const yearly = secondStep({ gates: [], window: { opens: { kind: 'date', month: 5, day: 13, yearOffset: 1 }, closes: { kind: 'before-date', month: 5, day: 18, yearOffset: 1 } } });
  expect(codes(soundPlan([soundStep(), yearly]), { choices })).toEqual([]);
});
