import { and, asc, count, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Role } from '../../domain/policy.ts';
import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { sessions, staff, units } from '../schema/people.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export const staffSorts = ['name', 'username', 'role', 'unit', 'active'] as const;
export type StaffFilter = { id?: string[]; q?: string; unitId?: string; role?: Role[] };
export type StaffRow = {
  id: string;
  username: string;
  name: string;
  email: string;
  phone: string | null;
  unitId: string;
  unit: UnitRef;
  role: Role;
  className: string | null;
  active: boolean;
};
export type PersonRef = { id: string; name: string; unit: string };

const columns = {
  id: staff.id,
  username: staff.username,
  name: staff.name,
  email: staff.email,
  phone: staff.phone,
  unitId: staff.unitId,
  unit: unitRef,
  role: staff.role,
  className: staff.className,
  active: staff.active,
};
/** Schools sort by given name, then the rest; the letters' order is the collation's. */
const givenName = sql`regexp_replace(${staff.name}, '^.* ', '') collate "vi-x-icu"`;
const sortable = { name: givenName, username: staff.username, role: staff.role, unit: units.path, active: staff.active } satisfies Record<
  (typeof staffSorts)[number],
  unknown
>;

export async function listStaff(tx: Tx, list: ListOf<StaffFilter, (typeof staffSorts)[number]>, scope?: SQL): Promise<Listed<StaffRow>> {
  const { id, q, unitId, role } = list.filter;
  const where = and(
    scope,
    id && inArray(staff.id, id),
    unitId ? eq(staff.unitId, unitId) : undefined,
    role && inArray(staff.role, role),
    q ? matching(sql`${staff.folded} || ' ' || ${staff.username}`, q) : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx
    .select(columns)
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), sql`${staff.name} collate "vi-x-icu"`, asc(staff.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(staff).innerJoin(units, eq(units.id, staff.unitId)).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function staffById(tx: Tx, id: string): Promise<StaffRow | null> {
  const [row] = await tx.select(columns).from(staff).innerJoin(units, eq(units.id, staff.unitId)).where(eq(staff.id, id));
  return row ?? null;
}

/** Names for ids, as far as row security shows them. */
export async function personRefs(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, PersonRef>> {
  const wanted = [...new Set(ids.filter((one) => one !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .select({ id: staff.id, name: staff.name, unit: units.name })
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(inArray(staff.id, wanted));
  return new Map(rows.map((row) => [row.id, row]));
}

export type NewStaff = Pick<StaffRow, 'username' | 'name' | 'email' | 'phone' | 'unitId' | 'role' | 'className'> & {
  passwordHash: string | null;
};
/** The new id; `null` when the username is taken. */
export async function addStaff(tx: Tx, person: NewStaff): Promise<string | null> {
  const [row] = await tx
    .insert(staff)
    .values({ ...person, folded: fold(person.name) })
    .onConflictDoNothing()
    .returning({ id: staff.id });
  return row?.id ?? null;
}

export type StaffEdit = Partial<Pick<StaffRow, 'name' | 'email' | 'phone' | 'role' | 'className' | 'active'> & { passwordHash: string }>;
/** False when row security does not let the person be edited. */
export async function editStaff(tx: Tx, id: string, edit: StaffEdit): Promise<boolean> {
  if (Object.keys(edit).length === 0) return true;
  const done = await tx
    .update(staff)
    .set({ ...edit, ...(edit.name !== undefined && { folded: fold(edit.name) }) })
    .where(eq(staff.id, id))
    .returning({ id: staff.id });
  return done.length > 0;
}

/** After a new password or a leave, nobody stays signed in with the old right; the editor's own row security rules. */
export async function endSessionsOf(tx: Tx, staffId: string, exceptSession: string | null): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.staffId, staffId), ...(exceptSession === null ? [] : [ne(sessions.id, exceptSession)])));
}
