import { z } from '@hono/zod-openapi';
import { checkPlan } from '../../domain/plan-check.ts';
import { resolveWindows } from '../../domain/resolve.ts';
import { planByKey, plans } from '../../plans/index-of-plans.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { choicesIn, clockIn, clockOptionsOf, yearIn } from '../season/input.ts';
import { Page } from '../list.ts';
import { notFound } from '../problem.ts';
import { findingShape, instantShape, planShape } from '../shapes.ts';
import { verb } from '../verb.ts';
import { iso } from '../wire.ts';

const byKey = z.object({ key: z.string().max(80) });

const list = verb({
  method: 'get',
  path: '/api/plans',
  summary: 'Every plan, complete',
  access: { action: 'plan.read', target: 'none' },
  answer: z.array(planShape),
  handle: async () =>
    new Page(
      'plans',
      plans.map((plan) => ({ id: plan.key, ...plan })),
      plans.length,
      0,
    ),
});

const one = verb({
  method: 'get',
  path: '/api/plans/{key}',
  summary: 'One plan',
  access: { action: 'plan.read', target: 'none' },
  params: byKey,
  answer: planShape,
  async handle(_, { params }) {
    const plan = planByKey(params.key);
    if (!plan) throw notFound();
    return { id: plan.key, ...plan };
  },
});

const check = verb({
  method: 'post',
  path: '/api/plans/{key}/check',
  summary: 'The calendar of a year and what is wrong with it',
  access: { action: 'plan.read', target: 'none' },
  params: byKey,
  body: z.object({
    year: yearIn,
    choices: choicesIn.default({}),
    clock: clockIn.default({ mode: 'live' }),
    defaultsAccepted: z.boolean().optional(),
  }),
  answer: z.object({
    steps: z.array(z.object({ key: z.string(), window: z.object({ opensAt: instantShape, closesAt: instantShape }), vague: z.boolean() })),
    findings: z.array(findingShape),
  }),
  async handle(ctx, { params, body }) {
    const plan = planByKey(params.key);
    if (!plan) throw notFound();
    const holidays = await ctx.inTx(readHolidays);
    const { startsOn } = clockOptionsOf(body.clock);
    const facts = {
      year: body.year,
      choices: body.choices,
      holidays,
      ...(startsOn !== undefined && { startsOn }),
      // A rehearsal takes the default of every vague window.
      defaultsAccepted: body.defaultsAccepted ?? body.clock.mode === 'rehearsal',
    };
    const { windows } = resolveWindows(plan, facts);
    return {
      steps: plan.steps.flatMap((step) => {
        const window = windows[step.key];
        return window
          ? [{ key: step.key, window: { opensAt: iso(window.opensAt), closesAt: iso(window.closesAt) }, vague: step.window.vague ?? false }]
          : [];
      }),
      findings: checkPlan(plan, facts),
    };
  },
});

export const planVerbs = [list, one, check];
