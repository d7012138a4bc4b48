import { and, asc, count, eq, inArray, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { FoundChild } from '../../domain/found-child.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { inNameOrder } from '../pupil-order.ts';
import { pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import type { Secrets } from '../secret.ts';
import { matching } from './matching.ts';
import { moveWithPupil } from './pupil-moving.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

/** A child on no school's list stands under the middle unit that found it, until a school has it. */
const onNoList = and(inArray(units.tier, ['district', 'commune']), eq(pupils.standing, 'enrolled'));

export type FoundRow = { id: string; code: string; fullName: string; birthDate: string; sex: 'male' | 'female'; guardianName: string; guardianPhone: string; currentAddress: string; hasNumber: boolean; unit: UnitRef; version: number };
const columns = {
  id: pupils.id, code: pupils.code, fullName: pupils.fullName, birthDate: pupils.birthDate, sex: pupils.sex, guardianName: pupils.guardianName, guardianPhone: pupils.guardianPhone,
  currentAddress: pupils.currentAddress, hasNumber: sql<boolean>`${pupils.personalNumberKey} is not null`, unit: unitRef, version: pupils.version,
};

export async function listFoundChildren(tx: Tx, list: ListOf<{ q?: string; id?: string[] }, 'fullName'>, scope?: SQL): Promise<Listed<FoundRow>> {
  const { q, id } = list.filter;
  const where = and(scope, onNoList, id && inArray(pupils.id, id), q ? matching(pupils.folded, q) : undefined);
  const rows = await tx.select(columns).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).where(where).orderBy(...inNameOrder, asc(pupils.id)).offset(list.offset).limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function foundChildById(tx: Tx, id: string): Promise<FoundRow | null> {
  const [row] = await tx.select(columns).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).where(and(onNoList, eq(pupils.id, id)));
  return row ?? null;
}

/** Who has this child already, among those whom the person may see: by number, or by name, birth date and parent. */
export async function holderOf(tx: Tx, child: FoundChild, secrets: Pick<Secrets, 'index'>): Promise<{ name: string } | null> {
  const same = and(eq(pupils.birthDate, child.birthDate), eq(pupils.folded, fold(child.fullName)), sql`lower(${pupils.guardianName}) = lower(${child.guardianName})`);
  const [row] = await tx.select({ name: units.name }).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId))
    .where(and(eq(pupils.standing, 'enrolled'), child.personalNumber === null ? same : or(same, eq(pupils.personalNumberKey, secrets.index(child.personalNumber))))).limit(1);
  return row ?? null;
}

/** Codes of such children count within the unit: `TD-X012-0007`. One at a time, so that no two get the same. */
export async function addFoundChild(tx: Tx, unit: { id: string; code: string; path: string }, child: FoundChild, secrets: Pick<Secrets, 'seal' | 'index'>): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`found-child/${unit.code}`}))`);
  const [last] = await tx.select({ n: sql<number>`coalesce(max(substring(${pupils.code} from '\\d+$')::int), 0)` }).from(pupils).where(sql`starts_with(${pupils.code}, ${`TD-${unit.code}-`})`);
  const { personalNumber, ...values } = child;
  const [row] = await tx.insert(pupils).values({
    ...values, code: `TD-${unit.code}-${String((last?.n ?? 0) + 1).padStart(4, '0')}`, folded: fold(child.fullName), sortKey: nameSortKey(child.fullName),
    personalNumberEnc: personalNumber === null ? null : secrets.seal(personalNumber), personalNumberKey: personalNumber === null ? null : secrets.index(personalNumber),
    guardianEmail: null, schoolId: unit.id, schoolPath: unit.path, className: '', cohort: 'kindergarten-5', residence: 'unclear',
  }).returning({ id: pupils.id });
  if (!row) throw new Error('the child’s row did not come back');
  return row.id;
}

/** A kindergarten of the unit took the child in: from here on it is one of its pupils. False when somebody was faster. */
export async function enrolFoundChild(tx: Tx, child: { id: string; version: number }, school: { id: string; path: string }, className: string): Promise<boolean> {
  const moved = await tx.update(pupils).set({ schoolId: school.id, schoolPath: school.path, className, version: child.version + 1 })
    .where(and(eq(pupils.id, child.id), eq(pupils.version, child.version))).returning({ id: pupils.id });
  if (moved.length === 0) return false;
  await moveWithPupil(tx, child.id, { schoolId: school.id, schoolPath: school.path, className });
  return true;
}
