import { and, asc, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Answers } from '../../domain/form.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TaskAction, TaskState } from '../../domain/task.ts';
import type { Tx } from '../client.ts';
import { taskAnswers, taskEvents, taskFiles, tasks } from '../schema/tasks.ts';

/** Attributes and drafts of a task: plain transactions. States move only through the engine's Update. */
export type TaskEvent = {
  taskId: string;
  action: TaskAction;
  state: TaskState;
  actorId: string;
  actingFor: string;
  note: string | null;
  at: Instant;
};

export async function addEvent(tx: Tx, event: TaskEvent): Promise<void> {
  const { state, ...rest } = event;
  await tx.insert(taskEvents).values({ ...rest, fromState: state, toState: state });
}

/** Takes a task that nobody else has. False when somebody was faster. */
export async function claimTask(tx: Tx, taskId: string, staffId: string): Promise<boolean> {
  const done = await tx
    .update(tasks)
    .set({ assigneeId: staffId })
    .where(and(eq(tasks.id, taskId), or(isNull(tasks.assigneeId), eq(tasks.assigneeId, staffId))))
    .returning({ id: tasks.id });
  return done.length > 0;
}

/** False when the task was not with `from` any more. */
export async function releaseTask(tx: Tx, taskId: string, from: string): Promise<boolean> {
  const done = await tx
    .update(tasks)
    .set({ assigneeId: null })
    .where(and(eq(tasks.id, taskId), eq(tasks.assigneeId, from)))
    .returning({ id: tasks.id });
  return done.length > 0;
}

export async function assignTask(tx: Tx, taskId: string, staffId: string): Promise<void> {
  await tx.update(tasks).set({ assigneeId: staffId }).where(eq(tasks.id, taskId));
}

export async function saveDraft(tx: Tx, taskId: string, draft: Answers): Promise<void> {
  await tx.update(tasks).set({ draft }).where(eq(tasks.id, taskId));
}

export async function eventsOf(tx: Tx, taskId: string) {
  const { id, action, fromState, toState, actorId, note, at } = taskEvents;
  return await tx
    .select({ id, action, fromState, toState, actorId, note, at })
    .from(taskEvents)
    .where(eq(taskEvents.taskId, taskId))
    .orderBy(asc(taskEvents.id));
}

/** Who moved the task last, for "somebody was faster". */
export async function lastMover(tx: Tx, taskId: string): Promise<string | null> {
  const [row] = await tx
    .select({ actorId: taskEvents.actorId })
    .from(taskEvents)
    .where(and(eq(taskEvents.taskId, taskId), isNotNull(taskEvents.actorId), ne(taskEvents.fromState, taskEvents.toState)))
    .orderBy(desc(taskEvents.id))
    .limit(1);
  return row?.actorId ?? null;
}

export async function attachmentCount(tx: Tx, taskId: string): Promise<number> {
  const [row] = await tx
    .select({ files: sql<number>`count(*)::int` })
    .from(taskFiles)
    .where(eq(taskFiles.taskId, taskId));
  return row?.files ?? 0;
}

export type StoredAnswer = typeof taskAnswers.$inferSelect;
export async function answerById(tx: Tx, id: string): Promise<StoredAnswer | null> {
  const [row] = await tx.select().from(taskAnswers).where(eq(taskAnswers.id, id));
  return row ?? null;
}

export type NewAnswer = Pick<StoredAnswer, 'id' | 'taskId' | 'action' | 'answers' | 'reason' | 'actorId' | 'actingFor'>;
/** Written before the engine is asked; the same id twice is one row. */
export async function storeAnswer(tx: Tx, answer: NewAnswer): Promise<void> {
  await tx.insert(taskAnswers).values(answer).onConflictDoNothing();
}
