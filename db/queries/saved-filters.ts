import { and, asc, count, eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { savedFilters } from '../schema/people.ts';

export type SavedFilter = { id: string; resource: string; name: string; filter: Record<string, unknown> };
const columns = { id: savedFilters.id, resource: savedFilters.resource, name: savedFilters.name, filter: savedFilters.filter };

export async function savedFiltersOf(tx: Tx, staffId: string, resource?: string): Promise<SavedFilter[]> {
  return await tx
    .select(columns)
    .from(savedFilters)
    .where(and(eq(savedFilters.staffId, staffId), resource ? eq(savedFilters.resource, resource) : undefined))
    .orderBy(asc(savedFilters.createdAt), asc(savedFilters.id));
}

export async function countSavedFilters(tx: Tx, staffId: string): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(savedFilters).where(eq(savedFilters.staffId, staffId));
  return row?.total ?? 0;
}

export async function keepFilter(tx: Tx, given: Omit<SavedFilter, 'id'> & { staffId: string }): Promise<SavedFilter> {
  const [row] = await tx.insert(savedFilters).values(given).returning(columns);
  if (!row) throw new Error('the filter did not come back');
  return row;
}

export async function dropFilter(tx: Tx, staffId: string, id: string): Promise<SavedFilter | null> {
  const [row] = await tx
    .delete(savedFilters)
    .where(and(eq(savedFilters.staffId, staffId), eq(savedFilters.id, id)))
    .returning(columns);
  return row ?? null;
}
