import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { announce } from '../../db/outbox.ts';
import { addEvent, assignTask, claimTask, releaseTask, saveDraft } from '../../db/queries/task-actions.ts';
import { personRefs, staffById } from '../../db/queries/staff.ts';
import { taskById } from '../../db/queries/tasks.ts';
import type { TaskRow } from '../../db/queries/tasks.ts';
import { seasonNow } from '../../domain/clock.ts';
import type { Standing } from '../../domain/policy.ts';
import { isAllowed } from '../../domain/task.ts';
import type { TaskAction } from '../../domain/task.ts';
import { badField, changedMeanwhile, notAllowed, notFound, Problem } from '../problem.ts';
import { okShape } from '../shapes.ts';
import { mayRead, standingOn } from '../task-rights.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

/** The task and the standing, or why not: 404 unseen, 403 by role, 409 by state. */
export async function taskFor(ctx: StaffCtx, tx: Tx, id: string, action: TaskAction): Promise<{ task: TaskRow; standing: Standing }> {
  const task = await taskById(tx, id);
  if (!task || !mayRead(ctx.actor, task)) throw notFound();
  const standing = standingOn(ctx.actor, action, task);
  if (!standing) throw notAllowed();
  if (!isAllowed(action, task.state)) {
    throw new Problem(409, 'not-allowed-in-state', {
      vi: 'Việc này đã sang bước khác nên không làm được. Hãy tải lại để xem tình trạng mới.',
      en: 'The task has moved on. Reload to see where it is.',
    });
  }
  return { task, standing };
}

type Noted = { action: TaskAction; note: string | null; details: Record<string, unknown> };

/** Event, audit and announcement of what was just done to a task, in the same transaction. */
export async function noted(
  ctx: StaffCtx,
  tx: Tx,
  { task, standing }: { task: TaskRow; standing: Standing },
  { action, note, details }: Noted,
): Promise<void> {
  await addEvent(tx, {
    taskId: task.id,
    action,
    state: task.state,
    actorId: ctx.me.id,
    actingFor: standing.staffId,
    note,
    at: seasonNow(task.clock, ctx.now),
  });
  await recordAudit(tx, {
    at: ctx.now,
    actorId: ctx.me.id,
    actingFor: standing.staffId,
    action: `task.${action}`,
    subjectType: 'task',
    subjectId: task.id,
    unitPath: task.unitPath,
    details,
  });
  await announce(tx, { seasonId: task.seasonId, topics: ['tasks'] });
}

async function takenBy(tx: Tx, task: TaskRow): Promise<Problem> {
  const by = (await personRefs(tx, [(await taskById(tx, task.id))?.assigneeId ?? null])).values().next().value;
  return new Problem(
    409,
    'somebody-was-faster',
    { vi: 'Đã có người nhận việc này. Hãy tải lại danh sách.', en: 'Somebody took this task. Reload the list.' },
    by ? { by: { name: by.name, unit: by.unit } } : {},
  );
}

const claim = verb({
  method: 'post',
  path: '/api/tasks/{id}/claim',
  summary: 'Take a task',
  access: { action: 'task.read', target: 'unit' },
  params: byId,
  answer: okShape,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'claim');
      if (found.task.assigneeId === ctx.me.id) return { ok: true };
      if (!(await claimTask(tx, params.id, ctx.me.id))) throw await takenBy(tx, found.task);
      await noted(ctx, tx, found, { action: 'claim', note: null, details: {} });
      return { ok: true };
    });
  },
});

const release = verb({
  method: 'post',
  path: '/api/tasks/{id}/release',
  summary: 'Give a task back to the unit',
  access: { action: 'task.read', target: 'unit' },
  params: byId,
  answer: okShape,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'release');
      const { assigneeId } = found.task;
      if (assigneeId === null) return { ok: true };
      if (!(await releaseTask(tx, params.id, assigneeId))) throw changedMeanwhile();
      await noted(ctx, tx, found, { action: 'release', note: null, details: { from: assigneeId } });
      return { ok: true };
    });
  },
});

const assign = verb({
  method: 'post',
  path: '/api/tasks/{id}/assign',
  summary: 'Give a task to a member of staff of the unit that holds it',
  access: { action: 'task.assign', target: 'unit' },
  params: byId,
  body: z.object({ staffId: uuid }),
  answer: okShape,
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'reassign');
      const person = await staffById(tx, body.staffId);
      if (!person?.active || person.unitId !== found.task.holder.id) {
        throw badField('staffId', 'Hãy chọn người của đơn vị đang giữ việc này.', 'Choose somebody of the unit that holds the task.');
      }
      await assignTask(tx, params.id, person.id);
      await noted(ctx, tx, found, { action: 'reassign', note: null, details: { from: found.task.assigneeId, to: person.id } });
      return { ok: true };
    });
  },
});

const comment = verb({
  method: 'post',
  path: '/api/tasks/{id}/comment',
  summary: 'Comment on a task',
  access: { action: 'task.comment', target: 'unit' },
  params: byId,
  answer: okShape,
  body: z.object({
    text: z
      .string()
      .max(4000)
      .transform((given) => given.normalize('NFC').trim())
      .pipe(z.string().min(1)),
  }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const found = await taskFor(ctx, tx, params.id, 'comment');
      await noted(ctx, tx, found, { action: 'comment', note: body.text, details: { length: body.text.length } });
      return { ok: true };
    });
  },
});

const draft = verb({
  method: 'put',
  path: '/api/tasks/{id}/draft',
  summary: 'Keep an unfinished form',
  access: { action: 'task.answer', target: 'unit' },
  params: byId,
  answer: okShape,
  body: z.object({ answers: z.record(z.string().max(80), z.unknown()) }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      await taskFor(ctx, tx, params.id, 'save-draft');
      await saveDraft(tx, params.id, body.answers);
      return { ok: true };
    });
  },
});

export const taskActionVerbs = [claim, release, assign, comment, draft];
