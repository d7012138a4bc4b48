import { and, asc, count, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { auditEntries } from '../schema/notices.ts';
import type { Listed, ListOf } from './matching.ts';

export const auditSorts = ['id', 'at', 'action'] as const;
export type AuditFilter = { id?: number[]; q?: string; action?: string; subjectType?: string; subjectId?: string };
export type AuditRow = Omit<typeof auditEntries.$inferSelect, 'salt'>;

/** The salt stays inside: it is what keeps an erased leaf from being guessed. */
const columns = {
  id: auditEntries.id,
  at: auditEntries.at,
  actorId: auditEntries.actorId,
  actingFor: auditEntries.actingFor,
  action: auditEntries.action,
  subjectType: auditEntries.subjectType,
  subjectId: auditEntries.subjectId,
  unitPath: auditEntries.unitPath,
  details: auditEntries.details,
  leafIndex: auditEntries.leafIndex,
  leafHash: auditEntries.leafHash,
};

export async function listAudit(tx: Tx, list: ListOf<AuditFilter, (typeof auditSorts)[number]>): Promise<Listed<AuditRow>> {
  const { id, q, action, subjectType, subjectId } = list.filter;
  const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : '';
  const where = and(
    id && inArray(auditEntries.id, id),
    action ? eq(auditEntries.action, action) : undefined,
    subjectType ? eq(auditEntries.subjectType, subjectType) : undefined,
    subjectId ? eq(auditEntries.subjectId, subjectId) : undefined,
    q
      ? or(sql`${auditEntries.action} ilike ${like}`, eq(auditEntries.subjectId, q), sql`${auditEntries.unitPath} ilike ${like}`)
      : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx
    .select(columns)
    .from(auditEntries)
    .where(where)
    .orderBy(direction(auditEntries[list.sort.column]), asc(auditEntries.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(auditEntries).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function auditById(tx: Tx, id: number): Promise<AuditRow | null> {
  const [row] = await tx.select(columns).from(auditEntries).where(eq(auditEntries.id, id));
  return row ?? null;
}
