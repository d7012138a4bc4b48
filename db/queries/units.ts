import { and, arrayContains, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Level, Tier } from '../../domain/tier.ts';
import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { units } from '../schema/people.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export const unitSorts = ['name', 'code', 'tier', 'path', 'active'] as const;
export type UnitFilter = { id?: string[]; q?: string; tier?: Tier[]; parentId?: string; under?: string; level?: Level };
export type UnitRow = Omit<typeof units.$inferSelect, 'folded' | 'createdAt'>;

const columns = {
  id: units.id,
  code: units.code,
  name: units.name,
  tier: units.tier,
  path: units.path,
  parentId: units.parentId,
  levels: units.levels,
  ministryCode: units.ministryCode,
  email: units.email,
  phone: units.phone,
  active: units.active,
};
const sortable = {
  name: sql`${units.name} collate "vi-x-icu"`,
  code: units.code,
  tier: units.tier,
  path: units.path,
  active: units.active,
} satisfies Record<(typeof unitSorts)[number], unknown>;

export async function listUnits(tx: Tx, list: ListOf<UnitFilter, (typeof unitSorts)[number]>, scope?: SQL): Promise<Listed<UnitRow>> {
  const { id, q, tier, parentId, under, level } = list.filter;
  const where = and(
    scope,
    id && inArray(units.id, id),
    tier && inArray(units.tier, tier),
    parentId ? eq(units.parentId, parentId) : undefined,
    under ? sql`${units.path} ^@ ${under}` : undefined,
    level ? arrayContains(units.levels, [level]) : undefined,
    q ? matching(sql`${units.folded} || ' ' || lower(${units.code})`, q) : undefined,
  );
  const column = sortable[list.sort.column];
  const rows = await tx
    .select(columns)
    .from(units)
    .where(where)
    .orderBy(list.sort.descending ? desc(column) : asc(column), asc(units.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(units).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function unitById(tx: Tx, id: string): Promise<UnitRow | null> {
  const [row] = await tx.select(columns).from(units).where(eq(units.id, id));
  return row ?? null;
}

export async function unitByCode(tx: Tx, code: string): Promise<UnitRow | null> {
  const [row] = await tx.select(columns).from(units).where(eq(units.code, code));
  return row ?? null;
}

export type NewUnit = Pick<UnitRow, 'code' | 'name' | 'tier' | 'levels' | 'ministryCode' | 'email' | 'phone'>;
/** `null` when the code is taken. */
export async function addUnit(tx: Tx, parent: UnitRow, unit: NewUnit): Promise<UnitRow | null> {
  const path = `${parent.path}${unit.code}/`;
  const [row] = await tx
    .insert(units)
    .values({ ...unit, parentId: parent.id, path, folded: fold(unit.name) })
    .onConflictDoNothing()
    .returning(columns);
  return row ?? null;
}

export type UnitEdit = Partial<Pick<UnitRow, 'name' | 'levels' | 'ministryCode' | 'email' | 'phone' | 'active'>>;
export async function editUnit(tx: Tx, id: string, edit: UnitEdit): Promise<UnitRow | null> {
  const [row] = await tx
    .update(units)
    .set({ ...edit, ...(edit.name !== undefined && { folded: fold(edit.name) }) })
    .where(eq(units.id, id))
    .returning(columns);
  return row ?? null;
}

export async function unitsByPath(tx: Tx, paths: readonly string[]): Promise<Map<string, UnitRef>> {
  const wanted = [...new Set(paths)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.select(unitRef).from(units).where(inArray(units.path, wanted));
  return new Map(rows.map((row) => [row.path, row]));
}
