import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { staff, units } from '../schema/people.ts';

/** Who may approve a launch: leaders and administrators of the Sở (domain/policy.ts, season.approve). */
export async function approvers(tx: Tx): Promise<{ id: string; name: string; email: string; unitPath: string }[]> {
  return await tx
    .select({ id: staff.id, name: staff.name, email: staff.email, unitPath: units.path })
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(and(eq(units.tier, 'province'), inArray(staff.role, ['admin', 'leader']), eq(staff.active, true)));
}
