import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { NoticeChannel, NoticeTemplate } from '../../domain/notice.ts';
import type { Tx } from '../client.ts';
import { pupils } from '../schema/families.ts';
import { notices } from '../schema/notices.ts';
import type { NoticeState } from '../schema/notices.ts';
import { staff, units } from '../schema/people.ts';
import { seasons } from '../schema/seasons.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';

export const noticeSorts = ['createdAt', 'sentAt', 'state', 'template', 'channel'] as const;
export type NoticeFilter = {
  id?: string[];
  q?: string;
  seasonId?: string;
  state?: NoticeState[];
  channel?: NoticeChannel[];
  template?: NoticeTemplate[];
};

const columns = {
  id: notices.id,
  seasonId: notices.seasonId,
  seasonTitle: seasons.title,
  taskId: notices.taskId,
  template: notices.template,
  channel: notices.channel,
  recipientKind: notices.recipientKind,
  staffName: staff.name,
  guardianName: pupils.guardianName,
  address: notices.address,
  unit: unitRef,
  rehearsal: notices.rehearsal,
  state: notices.state,
  attempts: notices.attempts,
  lastError: notices.lastError,
  createdAt: notices.createdAt,
  sentAt: notices.sentAt,
  data: notices.data,
};
export type NoticeRow = Awaited<ReturnType<typeof joined>>[number];
const sortable = {
  createdAt: notices.createdAt,
  sentAt: notices.sentAt,
  state: notices.state,
  template: notices.template,
  channel: notices.channel,
} satisfies Record<(typeof noticeSorts)[number], unknown>;

function joined(tx: Tx) {
  return tx
    .select(columns)
    .from(notices)
    .leftJoin(seasons, eq(seasons.id, notices.seasonId))
    .leftJoin(units, eq(units.path, notices.unitPath))
    .leftJoin(staff, and(eq(notices.recipientKind, 'staff'), eq(staff.id, notices.recipientId)))
    .leftJoin(pupils, and(eq(notices.recipientKind, 'parent'), eq(pupils.id, notices.recipientId)))
    .$dynamic();
}

export async function listNotices(
  tx: Tx,
  list: ListOf<NoticeFilter, (typeof noticeSorts)[number]>,
  scope?: SQL,
): Promise<Listed<NoticeRow>> {
  const { id, q, seasonId, state, channel, template } = list.filter;
  const where = and(
    scope,
    id && inArray(notices.id, id),
    seasonId ? eq(notices.seasonId, seasonId) : undefined,
    state && inArray(notices.state, state),
    channel && inArray(notices.channel, channel),
    template && inArray(notices.template, template),
    // By unit or recipient: both live elsewhere, and row security cuts each.
    q
      ? sql`(${notices.unitPath} in (select u.path from units u where ${matching(sql`u.folded`, q)}) or ${notices.recipientId} in (select s.id from staff s where ${matching(sql`s.folded`, q)}))`
      : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const page = await tx
    .select({ id: notices.id })
    .from(notices)
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), asc(notices.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(notices).where(where);
  const found =
    page.length === 0
      ? []
      : await joined(tx).where(
          inArray(
            notices.id,
            page.map((row) => row.id),
          ),
        );
  const byId = new Map(found.map((row) => [row.id, row]));
  return { rows: page.flatMap((row) => byId.get(row.id) ?? []), total: counted?.total ?? 0 };
}

export async function noticeById(tx: Tx, id: string): Promise<NoticeRow | null> {
  const [row] = await joined(tx).where(eq(notices.id, id));
  return row ?? null;
}
