import { z } from '@hono/zod-openapi';
import { readHolidays } from '../../db/queries/holidays.ts';
import { filesOfTask } from '../../db/queries/files.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { eventsOf } from '../../db/queries/task-actions.ts';
import { contentOf } from '../../db/queries/task-content.ts';
import type { TaskContent } from '../../db/queries/task-content.ts';
import { countTasks, listTasks, taskById, taskSorts } from '../../db/queries/tasks.ts';
import type { Inbox, TaskRow } from '../../db/queries/tasks.ts';
import { cohortsOf, workState } from '../../db/queries/work/work-state.ts';
import type { Tx } from '../../db/client.ts';
import { tasks } from '../../db/schema/tasks.ts';
import { taskKinds, taskStates } from '../../domain/task.ts';
import type { Actor } from '../../domain/policy.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { notFound } from '../problem.ts';
import { scopeOf, standingsFor } from '../scope.ts';
import { taskShape } from '../shapes.ts';
import { mayRead } from '../task-rights.ts';
import { dutyOf, explanationOf, taskView, wordsOf } from '../task-view.ts';
import { byId, uuid, verb } from '../verb.ts';
import { iso } from '../wire.ts';

const filter = z.object({
  ...baseFilter,
  seasonId: uuid.optional(),
  stepKey: z.string().max(80).optional(),
  state: oneOrMany(taskStates).optional(),
  kind: oneOrMany(taskKinds).optional(),
  mine: z.enum(['assigned', 'unassigned', 'review']).optional(),
  overdue: z.boolean().optional(),
  dueBefore: z.iso
    .datetime({ offset: true })
    .transform((given) => Date.parse(given))
    .optional(),
  unitPath: z.string().max(200).optional(),
});

function inboxOf(actor: Actor): Inbox {
  // Nobody's inbox is the whole subtree: work lies with the unit in which one stands.
  const unitsOf = (action: 'task.answer' | 'task.review') =>
    standingsFor(actor, action)
      .filter((one) => one.role !== 'homeroom-teacher')
      .map((one) => one.unitId);
  return { staffId: actor.own.staffId, answerUnitIds: unitsOf('task.answer'), reviewUnitIds: unitsOf('task.review') };
}

const list = verb({
  method: 'get',
  path: '/api/tasks',
  summary: 'Tasks of the own unit and those under it',
  access: { action: 'task.read', target: 'unit' },
  query: listQuery,
  answer: z.array(taskShape),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, taskSorts, ['dueAt', 'ASC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listTasks(tx, asked, inboxOf(ctx.actor), scopeOf(ctx.actor, 'task.read', { path: tasks.unitPath }));
      const viewer = { actor: ctx.actor, now: ctx.now, holidays: await readHolidays(tx), namespace: ctx.deps.config.temporal.namespace };
      return new Page(
        'tasks',
        rows.map((row) => taskView(row, viewer)),
        total,
        asked.offset,
      );
    });
  },
});

const counts = verb({
  method: 'get',
  path: '/api/tasks/counts',
  summary: 'Numbers of the own inbox',
  access: { action: 'task.read', target: 'none' },
  answer: z.object({ assigned: z.int(), unassigned: z.int(), overdue: z.int(), review: z.int(), open: z.int() }),
  handle: (ctx) => ctx.inTx((tx) => countTasks(tx, inboxOf(ctx.actor), scopeOf(ctx.actor, 'task.read', { path: tasks.unitPath }))),
});

/** Figures and what is still to do, for a duty that is about data. */
async function workOf(tx: Tx, row: TaskRow, { plan, unitId, year }: TaskContent) {
  const work = dutyOf(plan, row)?.work;
  if (work === undefined || row.kind === 'dispute' || row.kind === 'chase') return null;
  const state = await workState(tx, work, { unitId, unitPath: row.unitPath, seasonId: row.seasonId, year, cohorts: cohortsOf(plan) });
  return { kind: work, ...state };
}

const one = verb({
  method: 'get',
  path: '/api/tasks/{id}',
  summary: 'One task with everything its page shows',
  access: { action: 'task.read', target: 'unit' },
  params: byId,
  answer: taskShape,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await taskById(tx, params.id);
      const content = row && (await contentOf(tx, row.id));
      if (!row || !content || !mayRead(ctx.actor, row)) throw notFound();
      const viewer = { actor: ctx.actor, now: ctx.now, holidays: await readHolidays(tx), namespace: ctx.deps.config.temporal.namespace };
      const words = wordsOf(content.plan, row);
      const events = await eventsOf(tx, row.id);
      const people = await personRefs(
        tx,
        events.map((event) => event.actorId),
      );
      return {
        ...taskView(row, viewer),
        ...words,
        work: await workOf(tx, row, content),
        draft: content.draft,
        answers: content.answers,
        returnReason: content.returnReason,
        openedAt: iso(content.openedAt),
        events: events.map(({ actorId, at, ...event }) => ({ ...event, by: actorId ? (people.get(actorId) ?? null) : null, at: iso(at) })),
        files: await filesOfTask(tx, row.id),
        explanation: explanationOf(row, words.clause),
      };
    });
  },
});

export const taskReadVerbs = [counts, list, one];
