import { z } from '@hono/zod-openapi';
import { checkPlan } from '../../domain/plan-check.ts';
import type { PlanFacts } from '../../domain/plan-check.ts';
import { localDateOf, localMinutesOf } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Duty, Plan, Step } from '../../domain/plan.ts';
import { clean } from '../../domain/text.ts';
import { levels, tiers } from '../../domain/tier.ts';
import type { MomentRule, Window } from '../../domain/window.ts';
import { badField, badInput } from '../problem.ts';

const words = z.string().max(2000).transform(clean).pipe(z.string().min(1));
const text = z
  .object({ vi: words, en: z.string().max(2000).transform(clean).optional() })
  .transform(({ vi, en }) => ({ vi, en: en || vi }));
const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

const field = z.object({
  key: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
    .max(60),
  label: text,
  required: z.boolean(),
});
const form = z
  .array(
    z.discriminatedUnion('type', [
      field.extend({ type: z.literal('text'), maxLength: z.int().min(1).max(20_000).optional(), multiline: z.boolean().optional() }),
      field.extend({
        type: z.literal('number'),
        min: z.number().optional(),
        max: z.number().optional(),
        integer: z.boolean().optional(),
        unit: text.optional(),
      }),
      field.extend({ type: z.literal('date') }),
      field.extend({ type: z.literal('boolean') }),
      field.extend({ type: z.literal('url') }),
      field.extend({ type: z.literal('directive') }),
      field.extend({ type: z.literal('file') }),
      field.extend({
        type: z.literal('choice'),
        options: z
          .array(z.object({ value: z.string().max(60), label: text }))
          .min(1)
          .max(50),
      }),
    ]),
  )
  .max(40);

const duty = z.object({
  key,
  kind: z.enum(['acknowledge', 'submit', 'publish', 'attend', 'report']),
  owner: z.enum(tiers),
  scope: z
    .union([z.object({ kind: z.literal('all') }), z.object({ kind: z.literal('levels'), levels: z.array(z.enum(levels)).min(1) })])
    .default({ kind: 'all' }),
  title: text,
  why: text,
  legalBasis: text,
  how: text,
  ifLate: text,
  clause: words,
  lead: text,
  cooperating: z.array(text).max(20).default([]),
  review: z.enum(['tier-above', 'province', 'none']),
  form,
});

/** A step that a directive adds to a running season: generic duties only, its window given apart as instants. */
export const addedStepIn = z.object({
  key,
  title: text,
  summary: text.optional(),
  clause: words,
  duties: z.array(duty).min(1).max(20),
  graceWorkingDays: z.int().min(0).max(30).default(2),
  gates: z
    .array(z.object({ step: key, edge: z.enum(['opened', 'closed']) }))
    .max(10)
    .default([]),
});
export type AddedStepIn = z.output<typeof addedStepIn>;

/** The window as a rule, so that the plan stays readable: the day and time of each edge. */
function ruleOf(at: Instant, year: number): MomentRule {
  const [stated, month, day] = localDateOf(at).split('-').map(Number);
  const minutes = localMinutesOf(at);
  return {
    kind: 'before-time',
    month: month ?? 1,
    day: day ?? 1,
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    yearOffset: (stated ?? year) - year,
  };
}

/** The plan with the step, or a 422 that names what is wrong with it. `inForce`: real windows, so that an extended or shifted season is judged by its days. */
export function planWith(plan: Plan, given: AddedStepIn, window: Window, inForce: PlanFacts): { plan: Plan; step: Step } {
  const { year } = inForce;
  if (plan.steps.some((one) => one.key === given.key))
    throw badField('step.key', 'Kế hoạch đã có bước mang mã này.', 'The plan has a step with this key.');
  const step: Step = {
    key: given.key,
    number: Math.max(0, ...plan.steps.map((one) => one.number)) + 1,
    title: given.title,
    summary: given.summary ?? given.title,
    clause: given.clause,
    window: { opens: ruleOf(window.opensAt, year), closes: ruleOf(window.closesAt, year) },
    gates: given.gates,
    // A directive may set it beside any other step.
    overlaps: plan.steps.map((one) => one.key),
    duties: given.duties satisfies readonly Duty[],
    graceWorkingDays: given.graceWorkingDays,
  };
  const next = { ...plan, steps: [...plan.steps, step] };
  const errors = checkPlan(next, { ...inForce, choices: { ...inForce.choices, [step.key]: window } }).filter(
    (one) => one.severity === 'error' && one.stepKey === step.key,
  );
  if (errors.length > 0) throw badInput(Object.fromEntries(errors.map((one) => [`step.${one.code}`, one.message])));
  return { plan: next, step };
}
