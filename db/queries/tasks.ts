import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { SQL } from 'drizzle-orm';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import { finalTaskStates } from '../../domain/task.ts';
import type { TaskKind, TaskState } from '../../domain/task.ts';
import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { staff, units } from '../schema/people.ts';
import { seasons, steps } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';
import type { PersonRef } from './staff.ts';

export const taskSorts = [
  'dueAt',
  'title',
  'unit',
  'state',
  'kind',
  'stepKey',
  'stepNumber',
  'escalation',
  'overdueAt',
  'openedAt',
  'assignee',
  'workingDaysLeft',
] as const;
export type TaskFilter = {
  id?: string[];
  q?: string;
  seasonId?: string;
  stepKey?: string;
  state?: TaskState[];
  kind?: TaskKind[];
  mine?: 'assigned' | 'unassigned' | 'review';
  overdue?: boolean;
  dueBefore?: Instant;
  unitPath?: string;
};
/** Whose inbox: the person, and the units in which they may answer or review. */
export type Inbox = { staffId: string; answerUnitIds: readonly string[]; reviewUnitIds: readonly string[] };

export type TaskRow = {
  id: string;
  seasonId: string;
  seasonTitle: string;
  rehearsal: boolean;
  clock: SeasonClock;
  seasonState: string;
  stepKey: string;
  stepNumber: number | null;
  stepTitleVi: string | null;
  stepTitleEn: string | null;
  dutyKey: string;
  subject: string;
  kind: TaskKind;
  titleVi: string;
  titleEn: string;
  unit: UnitRef;
  holder: UnitRef;
  unitPath: string;
  reviewerPath: string | null;
  className: string | null;
  state: TaskState;
  assignee: PersonRef | null;
  assigneeId: string | null;
  dueAt: Instant;
  overdueAt: Instant | null;
  escalation: number;
  version: number;
  workflowId: string;
};

const holder = alias(units, 'holder');
const assigneeUnit = alias(units, 'assignee_unit');
const columns = {
  id: tasks.id,
  seasonId: tasks.seasonId,
  seasonTitle: seasons.title,
  rehearsal: seasons.rehearsal,
  clock: seasons.clock,
  seasonState: seasons.state,
  stepKey: tasks.stepKey,
  stepNumber: steps.number,
  stepTitleVi: steps.titleVi,
  stepTitleEn: steps.titleEn,
  dutyKey: tasks.dutyKey,
  subject: tasks.subject,
  kind: tasks.kind,
  titleVi: tasks.titleVi,
  titleEn: tasks.titleEn,
  unit: unitRef,
  holder: { id: holder.id, code: holder.code, name: holder.name, tier: holder.tier, path: holder.path },
  unitPath: tasks.unitPath,
  reviewerPath: tasks.reviewerPath,
  className: tasks.className,
  state: tasks.state,
  assigneeId: tasks.assigneeId,
  assigneeName: staff.name,
  assigneeUnit: assigneeUnit.name,
  dueAt: tasks.dueAt,
  overdueAt: tasks.overdueAt,
  escalation: tasks.escalation,
  version: tasks.version,
  workflowId: tasks.workflowId,
};

/** Sorts within `tasks` itself, so that a page is cut before anything is joined. */
const sortable = {
  dueAt: tasks.dueAt,
  workingDaysLeft: tasks.dueAt,
  title: sql`${tasks.titleVi} collate "vi-x-icu"`,
  unit: tasks.unitPath,
  state: tasks.state,
  kind: tasks.kind,
  stepKey: tasks.stepKey,
  stepNumber: tasks.stepKey,
  escalation: tasks.escalation,
  overdueAt: tasks.overdueAt,
  openedAt: tasks.openedAt,
  assignee: tasks.assigneeId,
} satisfies Record<(typeof taskSorts)[number], unknown>;

const final = [...finalTaskStates];
const alive = notInArray(tasks.state, final);

function matchingTask(q: string): SQL | undefined {
  const words = fold(q)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return and(
    ...words.map(
      (word) =>
        sql`(${tasks.folded} like ${word} or ${tasks.unitId} in (select u.id from units u where u.folded like ${word} or lower(u.code) like ${word}))`,
    ),
  );
}

function mineOf(mine: NonNullable<TaskFilter['mine']>, inbox: Inbox): SQL | undefined {
  const never = sql`false`;
  return {
    assigned: () => and(eq(tasks.assigneeId, inbox.staffId), alive),
    // Work of the unit that nobody has taken; what waits for review is listed apart.
    unassigned: () =>
      inbox.answerUnitIds.length === 0
        ? never
        : and(inArray(tasks.holderUnitId, [...inbox.answerUnitIds]), isNull(tasks.assigneeId), inArray(tasks.state, ['open', 'returned'])),
    review: () =>
      inbox.reviewUnitIds.length === 0 ? never : and(inArray(tasks.reviewerUnitId, [...inbox.reviewUnitIds]), eq(tasks.state, 'submitted')),
  }[mine]();
}

function whereOf(filter: TaskFilter, inbox: Inbox, scope: SQL | undefined): SQL | undefined {
  return and(
    scope,
    filter.id && inArray(tasks.id, filter.id),
    filter.seasonId ? eq(tasks.seasonId, filter.seasonId) : undefined,
    filter.stepKey ? eq(tasks.stepKey, filter.stepKey) : undefined,
    filter.state && inArray(tasks.state, filter.state),
    filter.kind && inArray(tasks.kind, filter.kind),
    filter.mine && mineOf(filter.mine, inbox),
    filter.overdue === undefined ? undefined : filter.overdue ? and(isNotNull(tasks.overdueAt), alive) : isNull(tasks.overdueAt),
    filter.dueBefore === undefined ? undefined : and(lt(tasks.dueAt, filter.dueBefore), alive),
    filter.unitPath ? sql`${tasks.unitPath} ^@ ${filter.unitPath}` : undefined,
    filter.q ? matchingTask(filter.q) : undefined,
  );
}

function joined(tx: Tx) {
  return tx
    .select(columns)
    .from(tasks)
    .innerJoin(seasons, eq(seasons.id, tasks.seasonId))
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(holder, eq(holder.id, tasks.holderUnitId))
    .leftJoin(steps, and(eq(steps.seasonId, tasks.seasonId), eq(steps.key, tasks.stepKey)))
    .leftJoin(staff, eq(staff.id, tasks.assigneeId))
    .leftJoin(assigneeUnit, eq(assigneeUnit.id, staff.unitId))
    .$dynamic();
}
type Joined = Omit<TaskRow, 'assignee'> & { assigneeName: string | null; assigneeUnit: string | null };
const named = ({ assigneeName, assigneeUnit: unit, ...row }: Joined): TaskRow => ({
  ...row,
  // A colleague whom row security hides (another unit's) stays nameless.
  assignee: row.assigneeId !== null && assigneeName !== null ? { id: row.assigneeId, name: assigneeName, unit: unit ?? '' } : null,
});

export async function listTasks(
  tx: Tx,
  list: ListOf<TaskFilter, (typeof taskSorts)[number]>,
  inbox: Inbox,
  scope?: SQL,
): Promise<Listed<TaskRow>> {
  const where = whereOf(list.filter, inbox, scope);
  const direction = list.sort.descending ? desc : asc;
  // A search reads every row it may see, so it counts on the way; any other page comes from an index and is counted apart.
  const total = list.filter.q ? sql<number>`(count(*) over ())::int` : sql<number | null>`null`;
  const page = await tx
    .select({ id: tasks.id, total })
    .from(tasks)
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), asc(tasks.dueAt), asc(tasks.id))
    .offset(list.offset)
    .limit(list.limit);
  const counted = page[0]?.total ?? (await tx.select({ total: count() }).from(tasks).where(where))[0]?.total ?? 0;
  if (page.length === 0) return { rows: [], total: counted };
  const found = new Map(
    (
      await joined(tx).where(
        inArray(
          tasks.id,
          page.map((row) => row.id),
        ),
      )
    ).map((row) => [row.id, named(row)]),
  );
  return { rows: page.flatMap(({ id }) => found.get(id) ?? []), total: counted };
}

export type TaskCounts = { assigned: number; unassigned: number; overdue: number; review: number; open: number };
/** Numbers of an inbox in one scan. `overdue` and `open`: of the units' own work. */
export async function countTasks(tx: Tx, inbox: Inbox, scope?: SQL): Promise<TaskCounts> {
  const held = inbox.answerUnitIds.length === 0 ? sql`false` : inArray(tasks.holderUnitId, [...inbox.answerUnitIds]);
  const number = (condition: SQL | undefined) => sql<number>`(count(*) filter (where ${condition ?? sql`true`}))::int`;
  const mine = or(held, eq(tasks.assigneeId, inbox.staffId));
  const [row] = await tx
    .select({
      assigned: number(mineOf('assigned', inbox)),
      unassigned: number(mineOf('unassigned', inbox)),
      review: number(mineOf('review', inbox)),
      overdue: number(and(mine, isNotNull(tasks.overdueAt))),
      open: number(mine),
    })
    .from(tasks)
    .where(and(scope, alive));
  return row ?? { assigned: 0, unassigned: 0, overdue: 0, review: 0, open: 0 };
}

export async function taskById(tx: Tx, id: string): Promise<TaskRow | null> {
  const [row] = await joined(tx).where(eq(tasks.id, id));
  return row ? named(row) : null;
}
