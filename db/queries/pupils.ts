import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PupilStanding } from '../../domain/review.ts';
import type { Tx } from '../client.ts';
import { givenName, inNameOrder } from '../pupil-order.ts';
import { pupilHistory, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

export const pupilSorts = ['fullName', 'code', 'className', 'birthDate'] as const;
export type PupilFilter = { id?: string[]; q?: string; schoolId?: string; className?: string; standing?: PupilStanding[] };
type Stored = typeof pupils.$inferSelect;
export type PupilRow = Omit<Stored, 'folded' | 'sortKey' | 'personalNumberKey' | 'schoolId' | 'schoolPath' | 'createdAt'> & {
  school: UnitRef;
};

const columns = {
  id: pupils.id,
  code: pupils.code,
  fullName: pupils.fullName,
  birthDate: pupils.birthDate,
  sex: pupils.sex,
  ethnicity: pupils.ethnicity,
  birthPlace: pupils.birthPlace,
  personalNumberEnc: pupils.personalNumberEnc,
  permanentAddress: pupils.permanentAddress,
  currentAddress: pupils.currentAddress,
  guardianName: pupils.guardianName,
  guardianPhone: pupils.guardianPhone,
  guardianEmail: pupils.guardianEmail,
  school: unitRef,
  className: pupils.className,
  cohort: pupils.cohort,
  standing: pupils.standing,
  mergedInto: pupils.mergedInto,
  placeId: pupils.placeId,
  residence: pupils.residence,
  version: pupils.version,
};
const sortable = { fullName: givenName, code: pupils.code, className: pupils.className, birthDate: pupils.birthDate } satisfies Record<
  (typeof pupilSorts)[number],
  unknown
>;

export async function listPupils(tx: Tx, list: ListOf<PupilFilter, (typeof pupilSorts)[number]>, scope?: SQL): Promise<Listed<PupilRow>> {
  const { id, q, schoolId, className, standing } = list.filter;
  const where = and(
    scope,
    // Who has left, or was merged into another record, is history: found by the id, and in a list that asks for it.
    id ? inArray(pupils.id, id) : undefined,
    id && !standing ? undefined : inArray(pupils.standing, standing ?? ['enrolled']),
    schoolId ? eq(pupils.schoolId, schoolId) : undefined,
    className ? eq(pupils.className, className) : undefined,
    q ? matching(sql`${pupils.folded} || ' ' || lower(${pupils.code})`, q) : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx
    .select(columns)
    .from(pupils)
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), ...inNameOrder, asc(pupils.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(pupils).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function pupilById(tx: Tx, id: string): Promise<PupilRow | null> {
  const [row] = await tx.select(columns).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).where(eq(pupils.id, id));
  return row ?? null;
}

export async function historyOfPupil(tx: Tx, pupilId: string) {
  const { field, before, after, madeBy, createdAt } = pupilHistory;
  return await tx
    .select({ field, before, after, madeBy, createdAt })
    .from(pupilHistory)
    .where(eq(pupilHistory.pupilId, pupilId))
    .orderBy(desc(pupilHistory.id));
}

export async function classesOf(tx: Tx, schoolId: string, scope?: SQL): Promise<{ className: string; pupils: number }[]> {
  return await tx
    .select({ className: pupils.className, pupils: count() })
    .from(pupils)
    .where(and(scope, eq(pupils.schoolId, schoolId), eq(pupils.standing, 'enrolled')))
    .groupBy(pupils.className)
    .orderBy(pupils.className);
}
