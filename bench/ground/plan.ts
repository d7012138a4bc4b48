import { usualLadder } from '../../domain/ladder.ts';
import type { Duty, Plan, Text } from '../../domain/plan.ts';
import { levels } from '../../domain/tier.ts';

const both = (words: string): Text => ({ vi: words, en: words });

/** A report of every school with one figure in its form, reviewed by nobody. */
export function plainDuty(key: string, change: Partial<Duty> = {}): Duty {
  return {
    key, kind: 'report', owner: 'school', scope: { kind: 'all' }, title: both(`Báo cáo ${key}`), why: both('why'), legalBasis: both('basis'), how: both('how'), ifLate: both('late'),
    clause: 'BENCH step 1', lead: both('lead'), cooperating: [], review: 'none', form: [{ key: 'figure', type: 'number', label: both('Figure'), required: true }], ...change,
  };
}

/** One step, called `first`, in June; its window in force is the caller's. */
export function plainPlan(key: string, duties: readonly Duty[]): Plan {
  return {
    key, title: both('Đo'), kind: 'admissions', source: { short: 'BENCH', document: 'Bench', file: '', issuer: both('issuer') }, year: 2023, repeats: 'once',
    tiers: ['province', 'district', 'school'], levels: [...levels], ladder: usualLadder,
    steps: [{
      key: 'first', number: 1, title: both('Bước một'), summary: both('summary'), clause: 'BENCH step 1', gates: [], overlaps: [], duties, graceWorkingDays: 5,
      window: { opens: { kind: 'date', month: 6, day: 1 }, closes: { kind: 'through-date', month: 6, day: 9 } },
    }],
  };
}
