import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { units, staff } from './people.ts';
import { files, seasons } from './seasons.ts';
import type { Answers } from '../../domain/form.ts';
import type { TaskAction, TaskKind, TaskState } from '../../domain/task.ts';

/** The list of tasks is a projection that every list page reads; it never asks the engine. */
export const tasks = pgTable(
  'tasks',
  {
    id: id(),
    seasonId: uuid('season_id').notNull().references(() => seasons.id),
    stepKey: text('step_key').notNull(),
    dutyKey: text('duty_key').notNull(),
    /** '' for duties; the dispute id or class name for tasks that families cause. */
    subject: text('subject').notNull().default(''),
    kind: text('kind').$type<TaskKind>().notNull(),
    titleVi: text('title_vi').notNull(),
    titleEn: text('title_en').notNull(),
    folded: text('folded').notNull(),
    unitId: uuid('unit_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    reviewerUnitId: uuid('reviewer_unit_id').references(() => units.id),
    reviewerPath: text('reviewer_path'),
    /** Whose turn it is: the unit, or the reviewer while `submitted`; the inbox's key. */
    holderUnitId: uuid('holder_unit_id').notNull(),
    state: text('state').$type<TaskState>().notNull(),
    assigneeId: uuid('assignee_id').references(() => staff.id),
    /** Homeroom class a task is about (chase). */
    className: text('class_name'),
    /** Season instants. */
    dueAt: instant('due_at').notNull(),
    openedAt: instant('opened_at').notNull(),
    submittedAt: instant('submitted_at'),
    finishedAt: instant('finished_at'),
    overdueAt: instant('overdue_at'),
    /** 0 none, 1 tier above, 2 the Sở. */
    escalation: smallint('escalation').notNull().default(0),
    draft: jsonb('draft').$type<Answers>().notNull().default({}),
    answers: jsonb('answers').$type<Answers>(),
    returnReason: text('return_reason'),
    version: integer('version').notNull().default(1),
    workflowId: text('workflow_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('tasks_once').on(table.seasonId, table.stepKey, table.dutyKey, table.unitId, table.subject),
    index('tasks_holder').on(table.holderUnitId, table.state, table.dueAt),
    index('tasks_season_step').on(table.seasonId, table.stepKey, table.state),
    index('tasks_path').on(table.unitPath.op('text_pattern_ops')),
    index('tasks_assignee').on(table.assigneeId, table.state),
    // The first page of any list is read in this order, without sorting what lies behind it.
    index('tasks_due').on(table.dueAt, table.id),
    index('tasks_reviewer').on(table.reviewerUnitId, table.state, table.dueAt),
    index('tasks_workflow').on(table.workflowId),
    index('tasks_subject').on(table.subject).where(sql`subject <> ''`),
    index('tasks_overdue').on(table.overdueAt).where(sql`overdue_at is not null`),
  ],
);

/** An answer before and after it was taken: the API writes it, the `duty` workflow's Update decides it. */
export const taskAnswers = pgTable('task_answers', {
  /** = the idempotency key of the request = the update id. */
  id: uuid('id').primaryKey(),
  taskId: uuid('task_id').notNull().references(() => tasks.id),
  action: text('action').$type<'submit' | 'accept' | 'return'>().notNull(),
  answers: jsonb('answers').$type<Answers>().notNull(),
  reason: text('reason'),
  actorId: uuid('actor_id').notNull(),
  actingFor: uuid('acting_for').notNull(),
  /** Null while waiting. A repeated request reads it instead of acting again. */
  outcome: jsonb('outcome').$type<Record<string, unknown>>(),
  createdAt: createdAt(),
}, (table) => [index('task_answers_task').on(table.taskId)]);

/** What happened to a task, newest last; comments included. */
export const taskEvents = pgTable(
  'task_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    taskId: uuid('task_id').notNull().references(() => tasks.id),
    action: text('action').$type<TaskAction | 'open' | 'overdue' | 'escalate'>().notNull(),
    fromState: text('from_state').$type<TaskState>(),
    toState: text('to_state').$type<TaskState>().notNull(),
    /** Null = the system. */
    actorId: uuid('actor_id'),
    actingFor: uuid('acting_for'),
    note: text('note'),
    /** Season instant. */
    at: instant('at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('task_events_task').on(table.taskId, table.id)],
);

export const taskFiles = pgTable(
  'task_files',
  {
    id: id(),
    taskId: uuid('task_id').notNull().references(() => tasks.id),
    fileId: uuid('file_id').notNull().references(() => files.id),
    createdAt: createdAt(),
  },
  (table) => [unique('task_files_once').on(table.taskId, table.fileId), index('task_files_file').on(table.fileId)],
);
