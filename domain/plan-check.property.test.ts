import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, orderlyPlan } from '../test/support/any-plan.ts';
import { soundDuty } from '../test/support/sound-plan.ts';
import { holidaysOf } from './calendar.ts';
import { holidaysSeed } from './holidays-seed.ts';
import { addDays, DAY, localDateOf, localMinutesOf } from './instant.ts';
import { checkPlan } from './plan-check.ts';
import { findingCodes } from './plan-check-finding.ts';
import { resolveWindows } from './resolve.ts';
import { opensTask, scheduleSeason } from './schedule.ts';
import type { FindingCode } from './plan-check-finding.ts';
import type { Plan, Step } from './plan.ts';

const runs = { seed: 20230703, numRuns: 400 };
const holidays = holidaysOf(holidaysSeed);
const anyYear = fc.integer({ min: 2023, max: 2028 });
const errorsOf = (plan: Plan, year = 2023) => checkPlan(plan, { year, choices: {}, holidays }).filter((one) => one.severity === 'error');

describe('any plan', () => {
  it('is judged without a crash, in whole sentences of two languages, the same way twice', () => {
    fc.assert(fc.property(anyPlan, anyYear, (plan, year) => {
      const findings = checkPlan(plan, { year, choices: {}, holidays });
      expect(checkPlan(plan, { year, choices: {}, holidays })).toEqual(findings);
      for (const one of findings) {
        expect(findingCodes).toContain(one.code);
        expect(one.stepKey === null || plan.steps.some((step) => step.key === one.stepKey)).toBe(true);
        expect(`${one.message.vi}${one.message.en}${one.fix.vi}${one.fix.en}`).not.toMatch(/undefined|NaN|null|\[object/);
      }
    }), runs);
  });

  it('has a schedule in order, rungs sorted and inside opening and lapse, one overdue at its deadline', () => {
    fc.assert(fc.property(anyPlan, anyYear, (plan, year) => {
      const schedule = scheduleSeason({ plan, year, choices: {}, holidays });
      expect(schedule).toHaveLength(plan.steps.length);
      const opens = schedule.map((step) => step.opensAt);
      expect(opens).toEqual(opens.toSorted((one, other) => one - other));
      for (const one of schedule.filter((step) => step.opensAt < step.closesAt)) {
        expect(one.lapsesAt).toBeGreaterThanOrEqual(one.closesAt);
        const at = one.rungs.map((rung) => rung.at);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
        for (const rung of one.rungs) {
          expect(rung.at).toBeGreaterThanOrEqual(one.opensAt);
          expect(rung.at).toBeLessThanOrEqual(one.lapsesAt);
          if (rung.rung.action === 'overdue') expect(rung.at).toBeLessThanOrEqual(one.closesAt);
          if (rung.rung.action === 'remind') expect(rung.at).toBeGreaterThan(one.opensAt);
        }
        const step = plan.steps.find((other) => other.key === one.key);
        const tasked = step?.duties.filter(opensTask).map((duty) => duty.key) ?? [];
        expect(one.rungs.every((rung) => tasked.includes(rung.dutyKey))).toBe(true);
      }
    }), runs);
  });

  it('has half-open windows: an error tells of each that is not', () => {
    fc.assert(fc.property(anyPlan, anyYear, (plan, year) => {
      const calendar = resolveWindows(plan, { year, choices: {}, holidays });
      const empty = plan.steps.filter((step) => {
        const window = calendar.windows[step.key];
        return window && window.closesAt <= window.opensAt;
      });
      const told = checkPlan(plan, { year, choices: {}, holidays }).filter((one) => one.code === 'window-empty');
      expect(told.map((one) => one.stepKey).toSorted()).toEqual(empty.map((step) => step.key).toSorted());
    }), runs);
  });
});

describe('a sound plan', () => {
  it('has no errors', () => {
    fc.assert(fc.property(orderlyPlan, anyYear, (plan, year) => {
      expect(errorsOf(plan, year)).toEqual([]);
    }), runs);
  });

  it('shifted: keeps every distance and time of day, and begins on the chosen day', () => {
    fc.assert(fc.property(orderlyPlan, fc.integer({ min: -400, max: 1400 }), (plan, days) => {
      const startsOn = addDays('2024-01-01', days);
      const [planned, shifted] = [resolveWindows(plan, { year: 2023, choices: {}, holidays }), resolveWindows(plan, { year: 2023, choices: {}, holidays, startsOn })];
      const opens = Object.values(shifted.windows).map((window) => window.opensAt);
      expect(localDateOf(Math.min(...opens))).toBe(startsOn);
      for (const step of plan.steps) {
        const [before, after] = [planned.windows[step.key], shifted.windows[step.key]];
        expect((after?.opensAt ?? 0) - (before?.opensAt ?? 0)).toBe(shifted.shiftDays * DAY);
        expect((after?.closesAt ?? 0) - (before?.closesAt ?? 0)).toBe(shifted.shiftDays * DAY);
        expect(localMinutesOf(after?.opensAt ?? 0)).toBe(localMinutesOf(before?.opensAt ?? 0));
      }
    }), runs);
  });
});

describe('a sound plan broken in one place', () => {
  const faults: [FindingCode, (step: Step, plan: Plan) => Partial<Step>][] = [
    ['window-empty', (step) => ({ window: { opens: step.window.closes, closes: step.window.opens } })],
    ['window-empty', (step) => ({ window: { opens: step.window.opens, closes: step.window.opens } })],
    ['gate-cycle', (step) => ({ gates: [{ step: step.key, edge: 'opened' }] })],
    ['unknown-step', () => ({ gates: [{ step: 'nowhere', edge: 'closed' }] })],
    ['order-broken', (_, plan) => ({ gates: [{ step: plan.steps.at(-1)?.key ?? '', edge: 'closed' }] })],
    ['after-cycle', (step) => ({ window: { opens: step.window.opens, closes: { kind: 'after-step', step: step.key, edge: 'opens', days: 1 } } })],
    ['duty-nobody-owns', () => ({ duties: [soundDuty({ owner: 'commune' })] })],
    ['step-without-duties', () => ({ duties: [] })],
    ['vague-not-chosen', (step) => ({ window: { ...step.window, vague: true } })],
    ['due-outside-window', (step) => ({ duties: [soundDuty({ due: { kind: 'after-step', step: step.key, edge: 'closes', days: 1 } })] })],
    ['form-missing', () => ({ duties: [soundDuty({ form: [] })] })],
  ];
  it.each(faults)('is told of %s', (code, breakIt) => {
    fc.assert(fc.property(orderlyPlan, fc.nat(), anyYear, (plan, pick, year) => {
      const at = pick % plan.steps.length;
      const steps = plan.steps.map((step, index) => (index === at ? { ...step, ...breakIt(step, plan) } : step));
      const found = errorsOf({ ...plan, steps }, year).filter((one) => one.code === code);
      expect(found.map((one) => one.stepKey)).toContain(plan.steps[at]?.key);
    }), { ...runs, numRuns: 100 });
  });
});
