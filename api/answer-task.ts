import { createHash } from 'node:crypto';
import { checkAnswers } from '../domain/form.ts';
import type { Answers } from '../domain/form.ts';
import type { Standing } from '../domain/policy.ts';
import { isAllowed } from '../domain/task.ts';
import type { AnswerAction, TaskState } from '../domain/task.ts';
import type { Text } from '../domain/plan.ts';
import type { AnswerOutcome, AnswerRefusal } from '../workflows/contracts/duty.ts';
import { answerById, attachmentCount, lastMover, saveDraft, storeAnswer } from '../db/queries/task-actions.ts';
import { contentOf } from '../db/queries/task-content.ts';
import { taskById } from '../db/queries/tasks.ts';
import type { TaskRow } from '../db/queries/tasks.ts';
import { personRefs } from '../db/queries/staff.ts';
import type { Tx } from '../db/client.ts';
import { EngineAway } from './engine.ts';
import { badInput, notAllowed, notFound, Problem } from './problem.ts';
import { mayRead, standingOn } from './task-rights.ts';
import { wordsOf } from './task-view.ts';
import type { StaffCtx } from './verb.ts';

export type Given = { taskId: string; key: string; action: AnswerAction; answers: Answers; reason: string | null; version: number | null };

const refusals = {
  'not-allowed-in-state': {
    vi: 'Việc này không còn ở bước đó nên không làm được nữa. Hãy tải lại để xem tình trạng mới.',
    en: 'The task is no longer in that state. Reload to see where it is.',
  },
  'somebody-was-faster': {
    vi: 'Đã có người xử lý việc này trước bạn. Hãy tải lại để xem kết quả.',
    en: 'Somebody was faster. Reload to see what they did.',
  },
  'after-lapse': {
    vi: 'Đã hết thời gian nhận muộn, việc này đã đóng. Hãy liên hệ đơn vị cấp trên.',
    en: 'The time for late work is over. Contact the unit above.',
  },
  'waits-for-others': {
    vi: 'Việc này phải chờ việc đứng trước hoàn thành. Hãy xem các việc cùng bước.',
    en: 'This waits for an earlier task of the step.',
  },
  'season-paused': {
    vi: 'Mùa đang tạm dừng. Nội dung của bạn đã được giữ; hãy gửi lại khi mùa chạy tiếp.',
    en: 'The season is paused. What you entered is kept; send it again when it resumes.',
  },
  'work-unfinished': {
    vi: 'Dữ liệu của việc này chưa xong. Hãy làm hết mục “Còn phải làm” trên trang việc rồi gửi lại.',
    en: 'The data of this task is not finished. See “Still to do” on its page, settle it and send again.',
  },
} as const satisfies Record<AnswerRefusal, Text>;

/**
 * A person's answer: stored with its form first, then decided by the engine's Update. The same key gives the first
 * outcome, and nothing is lost when the engine is away.
 */
export async function answerTask(ctx: StaffCtx, given: Given): Promise<{ state: TaskState; version: number }> {
  const ready = await ctx.inTx((tx) => prepare(ctx, tx, given));
  if ('outcome' in ready) return await told(ctx, given.taskId, ready.outcome);
  return await told(ctx, given.taskId, await decided(ctx, given, ready));
}

async function decided(ctx: StaffCtx, given: Given, { task, standing }: Open): Promise<AnswerOutcome> {
  try {
    return await ctx.deps.engine.answer(task.workflowId, {
      taskId: task.id,
      action: given.action,
      actorId: ctx.me.id,
      actingFor: standing.staffId,
      seenVersion: given.version ?? task.version,
      answerId: given.key,
    });
  } catch (failure) {
    if (!(failure instanceof EngineAway)) throw failure;
    // The reply may have got lost after the decision, and a duty's story ends with its last task: the rows know.
    const after = await ctx.inTx((tx) => prepare(ctx, tx, given));
    if ('outcome' in after) return after.outcome;
    throw failure;
  }
}

type Open = { task: TaskRow; standing: Standing };
type Ready = { outcome: AnswerOutcome } | Open;

async function prepare(ctx: StaffCtx, tx: Tx, given: Given): Promise<Ready> {
  const task = await taskById(tx, given.taskId);
  if (!task || !mayRead(ctx.actor, task)) throw notFound();
  const standing = standingOn(ctx.actor, given.action, task);
  if (!standing) throw notAllowed();
  const earlier = await answerById(tx, given.key);
  if (earlier && (earlier.taskId !== task.id || earlier.action !== given.action || earlier.actorId !== ctx.me.id)) throw keyReused();
  if (earlier?.outcome) return { outcome: earlier.outcome as AnswerOutcome };
  if (!isAllowed(given.action, task.state)) return { outcome: await refused(tx, task, 'not-allowed-in-state') };
  if (given.version !== null && given.version !== task.version) return { outcome: await refused(tx, task, 'somebody-was-faster') };
  if (!earlier) {
    if (given.action === 'submit') await checkForm(tx, task, given.answers);
    await storeAnswer(tx, {
      id: given.key,
      taskId: task.id,
      action: given.action,
      answers: given.answers,
      reason: given.reason,
      actorId: ctx.me.id,
      actingFor: standing.staffId,
    });
  }
  return { task, standing };
}

async function checkForm(tx: Tx, task: TaskRow, answers: Answers): Promise<void> {
  const content = await contentOf(tx, task.id);
  if (!content) throw notFound();
  const problems = checkAnswers(wordsOf(content.plan, task).form, answers, await attachmentCount(tx, task.id));
  if (problems.length > 0) throw badInput(Object.fromEntries(problems.map(({ field, problem }) => [field, problem])));
  // Kept before the engine is asked: an engine that is away costs nobody their form.
  await saveDraft(tx, task.id, answers);
}

const refused = async (tx: Tx, task: TaskRow, reason: AnswerRefusal): Promise<AnswerOutcome> => ({
  kind: 'refused',
  reason,
  by: await lastMover(tx, task.id),
  state: task.state,
});

const keyReused = () =>
  new Problem(422, 'key-reused', {
    vi: 'Mã chống gửi trùng đã dùng cho việc khác. Hãy tải lại trang.',
    en: 'This Idempotency-Key was used for something else. Reload the page.',
  });

async function told(ctx: StaffCtx, taskId: string, outcome: AnswerOutcome): Promise<{ state: TaskState; version: number }> {
  if (outcome.kind === 'taken') return { state: outcome.state, version: outcome.version };
  const by = outcome.by === null ? undefined : await ctx.inTx(async (tx) => (await personRefs(tx, [outcome.by])).get(outcome.by ?? ''));
  throw new Problem(409, outcome.reason, refusals[outcome.reason], by ? { by: { name: by.name, unit: by.unit } } : {});
}

/** The key of one task within a bulk request: the same request gives the same keys (UUID, version 8 by SHA-256). */
export function keyWithin(key: string, taskId: string): string {
  const hash = createHash('sha256').update(`${key}/${taskId}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
