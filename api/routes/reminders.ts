import { z } from '@hono/zod-openapi';
import type { Tx } from '../../db/client.ts';
import { queueNotices } from '../../db/queries/notices.ts';
import { nudgeTargets } from '../../db/queries/reminders.ts';
import type { NudgeTarget } from '../../db/queries/reminders.ts';
import { listTasks } from '../../db/queries/tasks.ts';
import type { TaskRow } from '../../db/queries/tasks.ts';
import { renderEmail } from '../../domain/notice-render.ts';
import type { NoticeRequest } from '../../domain/notice.ts';
import { isAllowed } from '../../domain/task.ts';
import { clean } from '../../domain/text.ts';
import { badField, notFound } from '../problem.ts';
import { mayRead, standingOn } from '../task-rights.ts';
import { uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { noted } from './task-actions.ts';

const MOST = 1000;
const taskIds = z.array(uuid).min(1).max(MOST);

/** The tasks that may be nudged; an id that is not theirs to see is as good as none. */
async function remindable(ctx: StaffCtx, tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  const asked = { filter: { id: [...new Set(ids)] }, sort: { column: 'dueAt' as const, descending: false }, offset: 0, limit: MOST };
  const { rows } = await listTasks(tx, asked, { staffId: ctx.me.id, answerUnitIds: [], reviewUnitIds: [] });
  const seen = rows.filter((row) => mayRead(ctx.actor, row));
  if (seen.length === 0) throw notFound();
  const open = seen.filter((row) => isAllowed('remind', row.state) && standingOn(ctx.actor, 'remind', row));
  if (open.length === 0)
    throw badField('taskIds', 'Không còn việc nào cần nhắc trong số đã chọn.', 'None of the chosen tasks can be nudged any more.');
  return open;
}

/** One notice for each person, however many of the chosen tasks are theirs in one season. */
function requestsOf(ctx: StaffCtx, targets: readonly NudgeTarget[], key: string, note: string | null): NoticeRequest[] {
  const byPerson = new Map<string, NudgeTarget[]>();
  for (const target of targets) {
    const group = `${target.seasonId}/${target.staffId}`;
    byPerson.set(group, [...(byPerson.get(group) ?? []), target]);
  }
  return [...byPerson].flatMap(([group, mine]): NoticeRequest[] => {
    const [first] = mine;
    if (!first) return [];
    return [
      {
        template: 'task-nudge',
        channel: 'email',
        dedupeKey: `task-nudge/${key}/${group}`,
        recipient: { kind: 'staff', id: first.staffId, address: first.email },
        unitPath: first.unitPath,
        seasonId: first.seasonId,
        taskId: mine.length === 1 ? first.taskId : null,
        rehearsal: first.rehearsal,
        data: {
          name: first.staffName,
          unit: first.unitName,
          season: first.seasonTitle,
          seasonId: first.seasonId,
          by: ctx.me.name,
          note,
          dueAt: first.dueAt,
          title: mine
            .slice(0, 20)
            .map((one) => one.title)
            .join('\n'),
          count: mine.length,
          taskId: mine.length === 1 ? first.taskId : null,
        },
      },
    ];
  });
}

const preview = verb({
  method: 'post',
  path: '/api/reminders/preview',
  summary: 'What "nhắc ngay" would send, and to whom',
  access: { action: 'task.remind', target: 'unit' },
  body: z.object({ taskIds, note: z.string().max(1000).transform(clean).nullish() }),
  answer: z.object({
    count: z.int(),
    sample: z.object({ subject: z.string(), text: z.string() }).nullable(),
    recipients: z.array(z.object({ name: z.string(), unit: z.string() })),
  }),
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const targets = await nudgeTargets(
        tx,
        (await remindable(ctx, tx, body.taskIds)).map((task) => task.id),
      );
      const requests = requestsOf(ctx, targets, 'preview', body.note || null);
      const [first] = requests;
      const sample = first ? renderEmail(first, { publicUrl: ctx.deps.config.publicUrl, linkPath: null }) : null;
      return {
        count: requests.length,
        sample: sample && { subject: sample.subject, text: sample.text },
        recipients: requests.map((request) => ({ name: String(request.data['name']), unit: String(request.data['unit']) })),
      };
    });
  },
});

const send = verb({
  method: 'post',
  path: '/api/reminders',
  summary: '"Nhắc ngay"',
  access: { action: 'task.remind', target: 'unit' },
  idempotent: true,
  body: z.object({ taskIds, note: z.string().max(1000).transform(clean).nullish() }),
  answer: z.object({ count: z.int() }),
  async handle(ctx, { body, key }) {
    return await ctx.inTx(async (tx) => {
      const chosen = await remindable(ctx, tx, body.taskIds);
      const requests = requestsOf(
        ctx,
        await nudgeTargets(
          tx,
          chosen.map((task) => task.id),
        ),
        key,
        body.note || null,
      );
      // The same key again queues nothing new and notes nothing twice.
      if ((await queueNotices(tx, requests)) > 0) {
        for (const task of chosen) {
          const standing = standingOn(ctx.actor, 'remind', task);
          if (standing) await noted(ctx, tx, { task, standing }, { action: 'remind', note: body.note || null, details: { key } });
        }
      }
      return { count: requests.length };
    });
  },
});

export const reminderVerbs = [preview, send];
