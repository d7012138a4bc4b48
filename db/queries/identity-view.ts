import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { IdentityReason, IdentityState } from '../../domain/identity.ts';
import type { FieldVerdicts, IdentityRecord } from '../../domain/identity-match.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { givenName, inNameOrder } from '../pupil-order.ts';
import { pupils } from '../schema/families.ts';
import { identityChecks, sectorRecords } from '../schema/identity.ts';
import { units } from '../schema/people.ts';
import { fileRefs } from './files.ts';
import type { FileRef } from './files.ts';
import { isUnmatched, stateOf } from './identity-state.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';

const c = identityChecks;
const state = stateOf(c, pupils);
const unmatched = isUnmatched(state);

/** What still has to be done about a pupil; the queues of `db/queries/work/identity.ts`. */
export const identityLacks = ['number-reason', 'decision', 'proposal'] as const;
export type IdentityLack = (typeof identityLacks)[number];
const lacking = {
  'number-reason': and(isNull(pupils.personalNumberKey), isNull(c.reason)),
  decision: and(unmatched, isNull(c.reason)),
  proposal: unmatched,
} as const satisfies Record<IdentityLack, SQL | undefined>;

export const identitySorts = ['fullName', 'className', 'state'] as const;
export type IdentityFilter = { id?: string[]; q?: string; schoolId?: string; under?: string; cohort?: string; state?: IdentityState[]; lacks?: IdentityLack };

const listed = {
  id: pupils.id, code: pupils.code, fullName: pupils.fullName, birthDate: pupils.birthDate, className: pupils.className, cohort: pupils.cohort, school: unitRef, state,
  fields: sql<FieldVerdicts>`coalesce(${c.fields}, '{}'::jsonb)`, reason: c.reason, hasNumber: sql<boolean>`${pupils.personalNumberKey} is not null`, answeredAt: c.answeredAt,
};
export type IdentityRow = {
  id: string; code: string; fullName: string; birthDate: string; className: string; cohort: string; school: UnitRef; state: IdentityState;
  fields: FieldVerdicts; reason: IdentityReason | null; hasNumber: boolean; answeredAt: Instant | null;
};
const sortable = { fullName: givenName, className: pupils.className, state } satisfies Record<(typeof identitySorts)[number], unknown>;

export async function listIdentities(tx: Tx, list: ListOf<IdentityFilter, (typeof identitySorts)[number]>, scope?: SQL): Promise<Listed<IdentityRow>> {
  const { id, q, schoolId, under, cohort, state: wanted, lacks } = list.filter;
  const where = and(
    scope, eq(pupils.standing, 'enrolled'), id && inArray(pupils.id, id), schoolId ? eq(pupils.schoolId, schoolId) : undefined,
    under ? sql`${pupils.schoolPath} ^@ ${under}` : undefined, cohort ? eq(pupils.cohort, cohort) : undefined, wanted && inArray(state, wanted), lacks && lacking[lacks],
    q ? matching(sql`${pupils.folded} || ' ' || lower(${pupils.code})`, q) : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx.select(listed).from(pupils).innerJoin(units, eq(units.id, pupils.schoolId)).leftJoin(c, eq(c.pupilId, pupils.id)).where(where)
    .orderBy(direction(sortable[list.sort.column]), ...inNameOrder, asc(pupils.id)).offset(list.offset).limit(list.limit);
  const [counted] = await tx.select({ total: sql<number>`count(*)::int` }).from(pupils).leftJoin(c, eq(c.pupilId, pupils.id)).where(where);
  return { rows, total: counted?.total ?? 0 };
}

type Pupil = typeof pupils.$inferSelect;
type Check = typeof identityChecks.$inferSelect;
type Sector = typeof sectorRecords.$inferSelect;
export type ThreeSides = { pupil: Pupil; school: UnitRef; check: Check | null; sector: Sector | null; state: IdentityState; evidence: FileRef | null };

/** One pupil as the school, the sector database and the population database have them; everything as stored. */
export async function threeSides(tx: Tx, pupilId: string): Promise<ThreeSides | null> {
  const [row] = await tx.select({ pupil: pupils, school: unitRef, check: identityChecks, sector: sectorRecords, state }).from(pupils)
    .innerJoin(units, eq(units.id, pupils.schoolId)).leftJoin(c, eq(c.pupilId, pupils.id)).leftJoin(sectorRecords, eq(sectorRecords.pupilId, pupils.id)).where(eq(pupils.id, pupilId));
  if (!row) return null;
  const evidenceId = row.check?.evidenceFileId ?? null;
  return { ...row, evidence: (await fileRefs(tx, [evidenceId])).get(evidenceId ?? '') ?? null };
}

/** The population database's record, when it found one. */
export function populationRecord(check: Pick<Check, 'populationEnc'> | null, secrets: { open(sealed: Buffer): string }): IdentityRecord | null {
  return check?.populationEnc ? (JSON.parse(secrets.open(check.populationEnc)) as IdentityRecord) : null;
}
