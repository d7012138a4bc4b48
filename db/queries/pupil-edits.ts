import { and, eq, sql } from 'drizzle-orm';
import type { SlipField } from '../../domain/confirmation.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { pupilHistory, pupils } from '../schema/families.ts';
import type { Secrets } from '../secret.ts';

export type PupilEdit = { values: Partial<Record<SlipField, string>>; className?: string };

/** Another address is another home until somebody places it: the pupil joins the queue of open residences. */
export const unsettledHome = sql`case when ${pupils.residence} = 'settled' then 'unclear' else ${pupils.residence} end`;

/** Writes what changed, with its history; numbers stay sealed and are masked there. The fields that changed; null when somebody was faster. */
export async function editPupil(tx: Tx, seen: { id: string; version: number; schoolPath: string }, { values, className }: PupilEdit, by: { madeBy: string; secrets: Secrets }): Promise<string[] | null> {
  const [row] = await tx.select().from(pupils).where(and(eq(pupils.id, seen.id), eq(pupils.version, seen.version))).for('update');
  if (!row) return null;
  const { secrets } = by;
  const stored = (field: SlipField): string => (field === 'personalNumber' ? (row.personalNumberEnc ? secrets.open(row.personalNumberEnc) : '') : row[field]);
  const shown = (field: SlipField, value: string): string => (field === 'personalNumber' ? secrets.mask(value) : value);
  const changed = (Object.entries(values) as [SlipField, string][]).filter(([field, value]) => stored(field) !== value);
  const { personalNumber, sex, ...plain } = Object.fromEntries(changed) as Partial<Record<SlipField, string>>;
  await tx.update(pupils).set({
    ...plain, version: row.version + 1, ...(className !== undefined && { className }), ...(plain.fullName !== undefined && { folded: fold(plain.fullName), sortKey: nameSortKey(plain.fullName) }),
    ...((sex === 'male' || sex === 'female') && { sex }), ...(personalNumber !== undefined && { personalNumberEnc: secrets.seal(personalNumber), personalNumberKey: secrets.index(personalNumber) }),
    ...(plain.currentAddress !== undefined && { residence: unsettledHome }),
  }).where(eq(pupils.id, row.id));
  if (changed.length > 0) {
    await tx.insert(pupilHistory).values(changed.map(([field, value]) => ({ pupilId: row.id, schoolPath: seen.schoolPath, field, before: shown(field, stored(field)), after: shown(field, value), madeBy: by.madeBy })));
  }
  return [...changed.map(([field]) => field), ...(className !== undefined && className !== row.className ? ['className'] : [])];
}

export async function leavePupil(tx: Tx, pupil: { id: string; version: number }): Promise<boolean> {
  const left = await tx.update(pupils).set({ standing: 'left', version: pupil.version + 1 }).where(and(eq(pupils.id, pupil.id), eq(pupils.version, pupil.version), eq(pupils.standing, 'enrolled'))).returning({ id: pupils.id });
  return left.length > 0;
}
