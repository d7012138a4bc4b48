import { usualLadder } from '../../domain/ladder.ts';
import type { Duty, Plan, Step } from '../../domain/plan.ts';

/** The smallest plan without a fault: two steps of June, one after the other, a duty each. Tests break it in one place. */
const both = (words: string) => ({ vi: words, en: words });

export function soundDuty(change: Partial<Duty> = {}): Duty {
  return {
    key: 'report', kind: 'report', owner: 'school', scope: { kind: 'all' },
    title: both('Report'), why: both('why'), legalBasis: both('basis'), how: both('how'), ifLate: both('late'),
    clause: 'TEST step 1', lead: both('lead'), cooperating: [], review: 'tier-above',
    form: [{ key: 'figure', type: 'number', label: both('Figure'), required: true }],
    ...change,
  };
}

export function soundStep(change: Partial<Step> = {}): Step {
  return {
    key: 'first', number: 1, title: both('First'), summary: both('summary'), clause: 'TEST step 1',
    // Thursday 1/6/2023 through Friday 9/6/2023.
    window: { opens: { kind: 'date', month: 6, day: 1 }, closes: { kind: 'through-date', month: 6, day: 9 } },
    gates: [], overlaps: [], duties: [soundDuty()], graceWorkingDays: 5,
    ...change,
  };
}

export function secondStep(change: Partial<Step> = {}): Step {
  return soundStep({
    key: 'second', number: 2, title: both('Second'),
    // Monday 12/6/2023, before Saturday 24/6/2023.
    window: { opens: { kind: 'date', month: 6, day: 12 }, closes: { kind: 'before-date', month: 6, day: 24 } },
    gates: [{ step: 'first', edge: 'closed' }],
    ...change,
  });
}

export function soundPlan(steps: readonly Step[] = [soundStep(), secondStep()], change: Partial<Plan> = {}): Plan {
  return {
    key: 'test-plan', title: both('Test'), kind: 'admissions',
    source: { short: 'TEST', document: 'Test', file: '', issuer: both('issuer') },
    year: 2023, repeats: 'once', tiers: ['province', 'district', 'school'], levels: ['primary'], ladder: usualLadder, steps,
    ...change,
  };
}
