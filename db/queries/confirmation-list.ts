import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { ConfirmationState, DisputeState } from '../../domain/confirmation.ts';
import type { Tx } from '../client.ts';
import { confirmations, disputes, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { seasons } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import { slipColumns } from './slip-values.ts';

const pupilRef = { id: pupils.id, code: pupils.code, fullName: pupils.fullName, birthDate: pupils.birthDate };
const byName = sql`${pupils.sortKey} collate "vi-x-icu"`;

export const confirmationSorts = ['fullName', 'className', 'state', 'answeredAt', 'reminders', 'school'] as const;
export type ConfirmationFilter = {
  id?: string[];
  q?: string;
  seasonId?: string;
  state?: ConfirmationState[];
  schoolId?: string;
  className?: string;
};
const columns = {
  id: confirmations.id,
  seasonId: confirmations.seasonId,
  seasonTitle: seasons.title,
  rehearsal: seasons.rehearsal,
  seasonState: seasons.state,
  stepKey: confirmations.stepKey,
  pupil: pupilRef,
  school: unitRef,
  className: confirmations.className,
  state: confirmations.state,
  channel: confirmations.channel,
  reference: confirmations.reference,
  reminders: confirmations.reminders,
  answeredAt: confirmations.answeredAt,
  version: confirmations.version,
};
const sortable = {
  fullName: byName,
  className: confirmations.className,
  state: confirmations.state,
  answeredAt: confirmations.answeredAt,
  reminders: confirmations.reminders,
  school: confirmations.schoolPath,
} satisfies Record<(typeof confirmationSorts)[number], unknown>;

function joined(tx: Tx) {
  return tx
    .select({ ...columns, slip: slipColumns })
    .from(confirmations)
    .innerJoin(seasons, eq(seasons.id, confirmations.seasonId))
    .innerJoin(pupils, eq(pupils.id, confirmations.pupilId))
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .$dynamic();
}
export type ConfirmationRow = Awaited<ReturnType<typeof joined>>[number];

export async function listConfirmations(
  tx: Tx,
  list: ListOf<ConfirmationFilter, (typeof confirmationSorts)[number]>,
  scope?: SQL,
): Promise<Listed<ConfirmationRow>> {
  const { id, q, seasonId, state, schoolId, className } = list.filter;
  const where = and(
    scope,
    id && inArray(confirmations.id, id),
    seasonId ? eq(confirmations.seasonId, seasonId) : undefined,
    state && inArray(confirmations.state, state),
    schoolId ? eq(pupils.schoolId, schoolId) : undefined,
    className ? eq(confirmations.className, className) : undefined,
    q
      ? matching(sql`${pupils.folded} || ' ' || lower(${pupils.code}) || ' ' || lower(coalesce(${confirmations.reference}, ''))`, q)
      : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await joined(tx)
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), byName, asc(confirmations.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx
    .select({ total: count() })
    .from(confirmations)
    .innerJoin(pupils, eq(pupils.id, confirmations.pupilId))
    .where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function confirmationById(tx: Tx, id: string): Promise<ConfirmationRow | null> {
  const [row] = await joined(tx).where(eq(confirmations.id, id));
  return row ?? null;
}

/** The newest dispute of a confirmation. */
export async function disputeOf(tx: Tx, confirmationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: disputes.id })
    .from(disputes)
    .where(eq(disputes.confirmationId, confirmationId))
    .orderBy(desc(disputes.createdAt))
    .limit(1);
  return row?.id ?? null;
}

export const disputeSorts = ['dueAt', 'openedAt', 'state', 'fullName', 'className'] as const;
export type DisputeFilter = { id?: string[]; q?: string; seasonId?: string; state?: DisputeState[] };
const disputeSortable = {
  dueAt: disputes.dueAt,
  openedAt: disputes.openedAt,
  state: disputes.state,
  fullName: byName,
  className: disputes.className,
} satisfies Record<(typeof disputeSorts)[number], unknown>;

function joinedDisputes(tx: Tx) {
  return tx
    .select({
      id: disputes.id,
      confirmationId: disputes.confirmationId,
      seasonId: disputes.seasonId,
      seasonTitle: seasons.title,
      seasonCode: seasons.code,
      rehearsal: seasons.rehearsal,
      pupil: pupilRef,
      school: unitRef,
      className: disputes.className,
      fields: disputes.fields,
      note: disputes.note,
      state: disputes.state,
      openedAt: disputes.openedAt,
      dueAt: disputes.dueAt,
      decidedAt: disputes.decidedAt,
      decidedBy: disputes.decidedBy,
      version: disputes.version,
      taskId: tasks.id,
      sex: pupils.sex,
    })
    .from(disputes)
    .innerJoin(seasons, eq(seasons.id, disputes.seasonId))
    .innerJoin(pupils, eq(pupils.id, disputes.pupilId))
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .leftJoin(
      tasks,
      and(
        eq(tasks.seasonId, disputes.seasonId),
        eq(tasks.kind, 'dispute'),
        eq(tasks.unitId, pupils.schoolId),
        sql`${tasks.subject} = ${disputes.id}::text`,
      ),
    )
    .$dynamic();
}
export type DisputeListRow = Awaited<ReturnType<typeof joinedDisputes>>[number];

export async function listDisputes(
  tx: Tx,
  list: ListOf<DisputeFilter, (typeof disputeSorts)[number]>,
  scope?: SQL,
): Promise<Listed<DisputeListRow>> {
  const { id, q, seasonId, state } = list.filter;
  const where = and(
    scope,
    id && inArray(disputes.id, id),
    seasonId ? eq(disputes.seasonId, seasonId) : undefined,
    state && inArray(disputes.state, state),
    q ? matching(sql`${pupils.folded} || ' ' || lower(${pupils.code})`, q) : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await joinedDisputes(tx)
    .where(where)
    .orderBy(direction(disputeSortable[list.sort.column]), asc(disputes.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(disputes).innerJoin(pupils, eq(pupils.id, disputes.pupilId)).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function disputeById(tx: Tx, id: string): Promise<DisputeListRow | null> {
  const [row] = await joinedDisputes(tx).where(eq(disputes.id, id));
  return row ?? null;
}
