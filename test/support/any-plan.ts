import * as fc from 'fast-check';
import { rungActions } from '../../domain/ladder.ts';
import { dutyKinds } from '../../domain/plan.ts';
import { levels, tiers } from '../../domain/tier.ts';
import { soundDuty, soundPlan, soundStep } from './sound-plan.ts';
import type { Duty, Plan, Step } from '../../domain/plan.ts';
import type { MomentRule } from '../../domain/window.ts';

/** Plans of every shape the types allow, sense or nonsense. */
const stepKeys = ['a', 'b', 'c', 'd', 'nowhere'];
const yearOffset = fc.constantFrom(undefined, 0, 1);
const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 31 });
const edge = fc.constantFrom('start' as const, 'end' as const);

const anyRule: fc.Arbitrary<MomentRule> = fc.oneof(
  fc.record({ kind: fc.constantFrom('date' as const, 'before-date' as const, 'through-date' as const), month, day, yearOffset }),
  fc.record({ kind: fc.constant('before-time' as const), month, day, hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }), yearOffset }),
  fc.record({ kind: fc.constant('week-of-month' as const), month, week: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), edge, yearOffset }),
  fc.record({ kind: fc.constant('part-of-month' as const), month, part: fc.constantFrom('early' as const, 'mid' as const, 'late' as const, 'whole' as const), edge, yearOffset }),
  fc.record({
    kind: fc.constant('after-step' as const), step: fc.constantFrom(...stepKeys), edge: fc.constantFrom('opens' as const, 'closes' as const),
    days: fc.integer({ min: -30, max: 60 }), working: fc.boolean(),
  }),
);

const anyLadder = fc.array(fc.record({ action: fc.constantFrom(...rungActions), workingDays: fc.integer({ min: -15, max: 15 }) }), { maxLength: 6 });

const anyDuty: fc.Arbitrary<Duty> = fc.record({
  key: fc.constantFrom('x', 'y', 'z'),
  kind: fc.constantFrom(...dutyKinds),
  owner: fc.constantFrom(...tiers, 'parents' as const),
  scope: fc.oneof(fc.constant({ kind: 'all' as const }), fc.subarray([...levels]).map((some) => ({ kind: 'levels' as const, levels: some }))),
  review: fc.constantFrom('tier-above' as const, 'province' as const, 'none' as const),
  due: fc.option(anyRule, { nil: undefined }),
  after: fc.option(fc.subarray(['x', 'y', 'z', 'nowhere']), { nil: undefined }),
  ladder: fc.option(anyLadder, { nil: undefined }),
}).map((change) => soundDuty(change));

const anyStep = (key: string): fc.Arbitrary<Step> => fc.record({
  window: fc.record({ opens: anyRule, closes: anyRule, vague: fc.boolean() }),
  gates: fc.array(fc.record({ step: fc.constantFrom(...stepKeys), edge: fc.constantFrom('opened' as const, 'closed' as const) }), { maxLength: 3 }),
  overlaps: fc.subarray(stepKeys),
  duties: fc.array(anyDuty, { maxLength: 4 }),
  graceWorkingDays: fc.integer({ min: 0, max: 10 }),
}).map((change) => soundStep({ ...change, key }));

export const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(anyStep('a'), anyStep('b'), anyStep('c'), anyStep('d'), fc.integer({ min: 0, max: 4 }), anyLadder, fc.subarray([...tiers]))
  .map(([a, b, c, d, length, ladder, some]) => soundPlan([a, b, c, d].slice(0, length), { ladder, tiers: some }));

/** Steps one after another, each opening when or after the one before closes: sound by construction. */
export const orderlyPlan: fc.Arbitrary<Plan> = fc
  .array(fc.record({ pause: fc.integer({ min: 0, max: 9 }), length: fc.integer({ min: 1, max: 60 }), gated: fc.boolean() }), { minLength: 2, maxLength: 6 })
  .map((parts) => soundPlan(parts.map(({ pause, length, gated }, index): Step => {
    const before = `step-${index - 1}`;
    const opens: MomentRule = index === 0 ? { kind: 'date', month: 1, day: 2 } : { kind: 'after-step', step: before, edge: 'closes', days: pause };
    const closes: MomentRule = index === 0
      ? { kind: 'date', month: 1 + Math.floor(length / 28), day: 3 + (length % 25) }
      : { kind: 'after-step', step: before, edge: 'closes', days: pause + length };
    return soundStep({
      key: `step-${index}`, number: index + 1, window: { opens, closes }, gates: gated && index > 0 ? [{ step: before, edge: 'closed' }] : [],
    });
  })));
