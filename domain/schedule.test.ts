import { describe, expect, it } from 'vitest';
import { secondStep, soundDuty, soundPlan, soundStep } from '../test/support/sound-plan.ts';
import { holidaysOf, noHolidays } from './calendar.ts';
import { holidaysSeed } from './holidays-seed.ts';
import { DAY, instantAt, startOfDate } from './instant.ts';
import { confirmationLadder, usualLadder } from './ladder.ts';
import { resolveWindows } from './resolve.ts';
import { dueOf, ladderOf, lapseOf, opensTask, rungInstant, scheduleSeason, scheduleStep } from './schedule.ts';
import type { Duty } from './plan.ts';
import type { StepSchedule } from './schedule-types.ts';

const holidays = holidaysOf(holidaysSeed);
const facts = { year: 2023, choices: {}, holidays };
const calendarOf = (plan = soundPlan()) => resolveWindows(plan, facts);
const rungsOf = (schedule: StepSchedule | undefined) => schedule?.rungs.map(({ rung, at }) => [rung.action, at]);
const firstWith = (duty: Partial<Duty>) => scheduleSeason({ plan: soundPlan([soundStep({ duties: [soundDuty(duty)] })]), ...facts })[0];

describe('when a duty is due', () => {
  const step = secondStep();
  const window = { opensAt: startOfDate('2023-06-12'), closesAt: startOfDate('2023-06-24') };
  const due = (rule: Duty['due'], at = window) => dueOf(step, soundDuty({ due: rule }), at, calendarOf());

  it('is the close of its step', () => {
    expect(due(undefined)).toBe(window.closesAt);
  });
  it('or its own rule inside the window', () => {
    expect(due({ kind: 'before-time', month: 6, day: 20, hour: 17 })).toBe(instantAt('2023-06-20', 17));
    expect(due({ kind: 'after-step', step: 'first', edge: 'closes', days: 5 })).toBe(startOfDate('2023-06-15'));
  });
  it('never outside the window', () => {
    expect(due({ kind: 'before-date', month: 7, day: 1 })).toBe(window.closesAt);
    expect(due({ kind: 'before-date', month: 6, day: 1 })).toBe(window.opensAt);
  });
  it('moves with an extension of its own step, also when it counts from its opening', () => {
    const later = { opensAt: startOfDate('2023-06-14'), closesAt: startOfDate('2023-06-30') };
    expect(due(undefined, later)).toBe(later.closesAt);
    expect(due({ kind: 'after-step', step: 'second', edge: 'opens', days: 2 }, later)).toBe(startOfDate('2023-06-16'));
  });
  it('is the close where its rule leads nowhere', () => {
    expect(due({ kind: 'after-step', step: 'nowhere', edge: 'opens', days: 2 })).toBe(window.closesAt);
  });
});

describe('the grace', () => {
  const window = { opensAt: startOfDate('2023-04-20'), closesAt: startOfDate('2023-04-29') };
  it('is counted in working days from the evening of the last day', () => {
    expect(lapseOf({ graceWorkingDays: 1 }, window, holidays)).toBe(startOfDate('2023-05-05'));
    expect(lapseOf({ graceWorkingDays: 1 }, window, noHolidays)).toBe(startOfDate('2023-05-02'));
    expect(lapseOf({ graceWorkingDays: 0 }, window, holidays)).toBe(window.closesAt);
    expect(lapseOf({ graceWorkingDays: -3 }, window, holidays)).toBe(window.closesAt);
  });
});

describe('rungs of the ladder', () => {
  const due = startOfDate('2023-06-24');
  const bounds = { opensAt: startOfDate('2023-06-12'), lapsesAt: startOfDate('2023-07-01'), holidays };
  const at = (action: (typeof usualLadder)[number]['action'] | 'chase', workingDays: number, inside = bounds) => rungInstant({ action, workingDays }, due, inside);

  it('stand in working days around the deadline', () => {
    // Due Friday 23/6 24:00.
    expect(at('remind', -5)).toBe(startOfDate('2023-06-17'));
    expect(at('remind', -2)).toBe(startOfDate('2023-06-22'));
    expect(at('overdue', 0)).toBe(due);
    expect(at('escalate-above', 1)).toBe(startOfDate('2023-06-27'));
    expect(at('escalate-province', 3)).toBe(startOfDate('2023-06-29'));
  });
  it('mark overdue at the deadline itself, whatever the plan writes', () => {
    expect(at('overdue', 2)).toBe(due);
    expect(at('overdue', -2)).toBe(due);
  });
  it('drop a reminder at or before the opening, for the opening is its own notice', () => {
    expect(at('remind', -9)).toBe(startOfDate('2023-06-13'));
    expect(at('remind', -10)).toBeNull();
    expect(at('remind', -5, { ...bounds, opensAt: startOfDate('2023-06-17') })).toBeNull();
    expect(at('remind', -5, { ...bounds, opensAt: startOfDate('2023-06-17') - 1 })).toBe(startOfDate('2023-06-17'));
  });
  it('never chase before the opening, nor climb after the lapse', () => {
    expect(at('chase', -20)).toBe(bounds.opensAt);
    expect(at('escalate-province', 9)).toBe(bounds.lapsesAt);
    expect(at('escalate-province', 5)).toBe(bounds.lapsesAt);
    expect(at('escalate-province', 4)).toBe(startOfDate('2023-06-30'));
  });
});

describe('whose ladder', () => {
  const own = [{ action: 'overdue', workingDays: 0 }] as const;
  it('is the duty’s own, that of confirmations, or the plan’s', () => {
    expect(ladderOf(soundPlan(), soundDuty({ ladder: own }))).toBe(own);
    expect(ladderOf(soundPlan(), soundDuty({ kind: 'confirmation', ladder: own }))).toBe(own);
    expect(ladderOf(soundPlan(), soundDuty({ kind: 'confirmation' }))).toBe(confirmationLadder);
    expect(ladderOf(soundPlan(), soundDuty())).toBe(usualLadder);
  });
  it('two reminders, the teacher, overdue: all by the deadline', () => {
    expect(confirmationLadder.map((rung) => rung.action)).toEqual(['remind', 'remind', 'chase', 'overdue']);
    const days = confirmationLadder.map((rung) => rung.workingDays);
    expect(days).toEqual(days.toSorted((one, other) => one - other));
    expect(days.at(-1)).toBe(0);
  });
  it('parents’ duties open no task, but for confirmations', () => {
    expect(opensTask({ owner: 'parents', kind: 'acknowledge' })).toBe(false);
    expect(opensTask({ owner: 'parents', kind: 'confirmation' })).toBe(true);
    expect(opensTask({ owner: 'school', kind: 'acknowledge' })).toBe(true);
  });
});

describe('the schedule of a step', () => {
  it('carries window, lapse, gates, number and phase', () => {
    const plan = soundPlan();
    const window = { opensAt: startOfDate('2023-06-12'), closesAt: startOfDate('2023-06-24') };
    expect(scheduleStep(secondStep(), plan, window, holidays, 'open', calendarOf(plan))).toMatchObject({
      key: 'second', number: 2, ...window, lapsesAt: startOfDate('2023-07-01'), gates: [{ step: 'first', edge: 'closed' }], phase: 'open',
    });
  });

  it('climbs the usual ladder', () => {
    // First step: Thursday 1/6 through Friday 9/6.
    expect(rungsOf(firstWith({}))).toEqual([
      ['remind', startOfDate('2023-06-03')],
      ['remind', startOfDate('2023-06-08')],
      ['overdue', startOfDate('2023-06-10')],
      ['escalate-above', startOfDate('2023-06-13')],
      ['escalate-province', startOfDate('2023-06-15')],
    ]);
  });

  it('keeps the hour of a deadline by the hour', () => {
    expect(rungsOf(firstWith({ due: { kind: 'before-time', month: 6, day: 8, hour: 17 } }))).toEqual([
      ['remind', instantAt('2023-06-01', 17)],
      ['remind', instantAt('2023-06-06', 17)],
      ['overdue', instantAt('2023-06-08', 17)],
      ['escalate-above', instantAt('2023-06-09', 17)],
      ['escalate-province', instantAt('2023-06-13', 17)],
    ]);
  });

  it('sorts the rungs of all duties by time, ladders kept in order at one instant', () => {
    const ladder = [{ action: 'overdue', workingDays: 0 }, { action: 'escalate-above', workingDays: 0 }] as const;
    const duties = [soundDuty({ key: 'late', ladder }), soundDuty({ key: 'early', ladder, due: { kind: 'before-date', month: 6, day: 8 } })];
    const [schedule] = scheduleSeason({ plan: soundPlan([soundStep({ duties })]), ...facts });
    expect(schedule?.rungs.map(({ dutyKey, rung }) => `${dutyKey} ${rung.action}`)).toEqual([
      'early overdue', 'early escalate-above', 'late overdue', 'late escalate-above',
    ]);
  });

  it('leaves no trace of a reminder that was dropped', () => {
    expect(firstWith({ ladder: [{ action: 'remind', workingDays: -20 }, { action: 'overdue', workingDays: 0 }] })?.rungs).toEqual([
      { dutyKey: 'report', rung: { action: 'overdue', workingDays: 0 }, at: startOfDate('2023-06-10') },
    ]);
  });

  it('has no rung for what parents are only told', () => {
    expect(firstWith({ owner: 'parents', kind: 'acknowledge' })?.rungs).toEqual([]);
  });

  it('moves all timers with an extension', () => {
    const plan = soundPlan();
    const calendar = calendarOf(plan);
    const window = { opensAt: startOfDate('2023-06-01'), closesAt: startOfDate('2023-06-10') };
    const before = scheduleStep(soundStep(), plan, window, noHolidays, 'open', calendar);
    const after = scheduleStep(soundStep(), plan, { ...window, closesAt: window.closesAt + 7 * DAY }, noHolidays, 'open', calendar);
    expect(after.rungs.map((rung) => rung.at)).toEqual(before.rungs.map((rung) => rung.at + 7 * DAY));
    expect(after.lapsesAt).toBe(before.lapsesAt + 7 * DAY);
  });
});

describe('the schedule of a season', () => {
  it('is planned, in the order of opening', () => {
    const season = scheduleSeason({ plan: soundPlan([secondStep(), soundStep()]), ...facts });
    expect(season.map((step) => [step.key, step.phase])).toEqual([['first', 'planned'], ['second', 'planned']]);
  });
  it('holds 29 February: three working days around it in a leap year', () => {
    const leap = soundStep({
      window: { opens: { kind: 'date', month: 2, day: 20 }, closes: { kind: 'through-date', month: 2, day: 29 } },
      duties: [soundDuty({ ladder: [{ action: 'remind', workingDays: -1 }, { action: 'overdue', workingDays: 0 }, { action: 'escalate-above', workingDays: 1 }] })],
    });
    const of = (year: number) => rungsOf(scheduleSeason({ plan: soundPlan([leap]), year, choices: {}, holidays: noHolidays })[0]);
    expect(of(2024)).toEqual([['remind', startOfDate('2024-02-29')], ['overdue', startOfDate('2024-03-01')], ['escalate-above', startOfDate('2024-03-02')]]);
    expect(of(2023)).toEqual([['remind', startOfDate('2023-02-28')], ['overdue', startOfDate('2023-03-01')], ['escalate-above', startOfDate('2023-03-02')]]);
  });
});
