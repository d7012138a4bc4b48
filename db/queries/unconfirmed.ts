import { and, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { ConfirmationState } from '../../domain/confirmation.ts';
import type { Tx } from '../client.ts';
import { confirmations, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { inNameOrder } from '../pupil-order.ts';

export type Unconfirmed = {
  code: string; personalNumberEnc: Buffer | null; fullName: string; birthDate: string; className: string; school: string; guardianName: string; guardianPhone: string; state: ConfirmationState; reminders: number;
};

/** Whoever the school still has to reach: no answer yet, with the homeroom teacher, disputed and not settled, or silent to the end. */
const open = ['waiting', 'with-teacher', 'disputed', 'silent'] as const satisfies readonly ConfirmationState[];

/** In the order of the class lists, a page at a time. */
export async function unconfirmedPage(tx: Tx, asked: { seasonId: string; schoolId: string | null; scope: SQL | undefined; offset: number; limit: number }): Promise<Unconfirmed[]> {
  return await tx
    .select({
      code: pupils.code, personalNumberEnc: pupils.personalNumberEnc, fullName: pupils.fullName, birthDate: pupils.birthDate, className: confirmations.className, school: units.name,
      guardianName: pupils.guardianName, guardianPhone: pupils.guardianPhone, state: confirmations.state, reminders: confirmations.reminders,
    })
    .from(confirmations).innerJoin(pupils, eq(pupils.id, confirmations.pupilId)).innerJoin(units, eq(units.id, pupils.schoolId))
    .where(and(eq(confirmations.seasonId, asked.seasonId), inArray(confirmations.state, [...open]), asked.schoolId === null ? undefined : eq(pupils.schoolId, asked.schoolId), asked.scope))
    .orderBy(confirmations.schoolPath, confirmations.className, ...inNameOrder, sql`${confirmations.id}`)
    .offset(asked.offset).limit(asked.limit);
}
