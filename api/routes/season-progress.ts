import { z } from '@hono/zod-openapi';
import { confirmationProgress, confirmationTotals } from '../../db/queries/confirmation-progress.ts';
import type { ConfirmationProgress } from '../../db/queries/confirmation-progress.ts';
import { readHolidays } from '../../db/queries/holidays.ts';
import { childrenOf, lateTasks, seasonTotals, workProgress } from '../../db/queries/progress.ts';
import { seasonById } from '../../db/queries/seasons.ts';
import { tasks } from '../../db/schema/tasks.ts';
import { workingDaysLeft } from '../../domain/calendar.ts';
import { seasonNow } from '../../domain/clock.ts';
import { standingFor } from '../../domain/policy.ts';
import { isWithin } from '../../domain/tier.ts';
import { notFound } from '../problem.ts';
import { scopeOf } from '../scope.ts';
import { seasonViews } from '../season/view.ts';
import { instantShape, textShape, unitRefShape } from '../shapes.ts';
import { byId, verb } from '../verb.ts';
import { iso } from '../wire.ts';

const nothing = { opened: 0, done: 0, submitted: 0, overdue: 0, lapsed: 0, total: 0 };
function withoutKey(row: ConfirmationProgress) {
  const { key: _, ...counts } = row;
  return counts;
}

const progress = verb({
  method: 'get',
  path: '/api/seasons/{id}/progress',
  summary: 'Progress by the units under one, by class under a school',
  access: { action: 'task.read', target: 'unit' },
  params: byId,
  query: z.object({ stepKey: z.string().max(80).optional(), under: z.string().max(200).optional() }),
  answer: z.array(z.looseObject({ unit: unitRefShape })),
  async handle(ctx, { params, query }) {
    const under = query.under ?? ctx.me.unit.path;
    // Another's subtree is as good as none.
    if (!standingFor(ctx.actor, 'task.read', { unitPath: under })) throw notFound();
    return await ctx.inTx(async (tx) => {
      if (!(await seasonById(tx, params.id))) throw notFound();
      const children = await childrenOf(tx, under);
      const [only] = children;
      if (!only) throw notFound();
      const of = { seasonId: params.id, under, ...(query.stepKey !== undefined && { stepKey: query.stepKey }) };
      const work = await workProgress(tx, of);
      if (only.tier === 'school' && only.path === under) {
        const classes = await confirmationProgress(tx, { ...of, by: 'class' });
        if (classes.length === 0) return [{ unit: only, ...(work.get(under) ?? nothing) }];
        return classes.map((row) => ({ unit: only, className: row.key, ...nothing, confirmations: withoutKey(row) }));
      }
      const families = new Map(
        (await confirmationProgress(tx, { ...of, by: 'unit' })).map((row) => [row.key, withoutKey(row)]),
      );
      return children
        .filter((unit) => isWithin(unit.path, under))
        .map((unit) => {
          const confirmations = families.get(unit.path);
          return { unit, ...(work.get(unit.path) ?? nothing), ...(confirmations && { confirmations }) };
        });
    });
  },
});

const MOST_LATE = 1000;

const late = verb({
  method: 'get',
  path: '/api/seasons/{id}/late',
  summary: 'The red list',
  access: { action: 'task.read', target: 'unit' },
  params: byId,
  answer: z.array(
    z.object({
      taskId: z.uuid(),
      unit: unitRefShape,
      holder: unitRefShape,
      title: textShape,
      dueAt: instantShape,
      daysLate: z.int(),
      escalation: z.int(),
    }),
  ),
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const season = await seasonById(tx, params.id);
      if (!season) throw notFound();
      const holidays = await readHolidays(tx);
      const now = seasonNow(season.clock, ctx.now);
      const rows = await lateTasks(tx, season.id, scopeOf(ctx.actor, 'task.read', { path: tasks.unitPath }), MOST_LATE);
      return rows.map(({ titleVi, titleEn, dueAt, ...row }) => ({
        ...row,
        title: { vi: titleVi, en: titleEn },
        dueAt: iso(dueAt),
        daysLate: Math.max(0, -workingDaysLeft(now, dueAt, holidays)),
      }));
    });
  },
});

const report = verb({
  method: 'get',
  path: '/api/seasons/{id}/report',
  summary: 'Totals, planned and real',
  access: { action: 'season.read', target: 'none' },
  params: byId,
  answer: z.looseObject({ season: z.looseObject({ id: z.uuid() }), steps: z.array(z.looseObject({ key: z.string() })) }),
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const season = await seasonById(tx, params.id);
      if (!season) throw notFound();
      const [view] = await seasonViews(ctx, tx, [season], false);
      const { steps = [], ...head } = view ?? {};
      const { tasks: work, notices } = await seasonTotals(tx, season.id);
      return {
        season: head,
        tasks: work,
        notices,
        confirmations: await confirmationTotals(tx, season.id),
        steps: steps.map(({ key, number, title, plannedOpensAt, plannedClosesAt, openedAt, closedAt, tasks: totals, phase }) => ({
          key,
          number,
          title,
          phase,
          plannedOpensAt,
          plannedClosesAt,
          openedAt,
          closedAt,
          tasks: totals,
        })),
      };
    });
  },
});

export const seasonProgressVerbs = [progress, late, report];
