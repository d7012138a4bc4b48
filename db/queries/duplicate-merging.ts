import { sql } from 'drizzle-orm';
import type { SlipField } from '../../domain/confirmation.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { pupilHistory } from '../schema/families.ts';
import type { Secrets } from '../secret.ts';
import type { DuplicateRow } from './duplicates.ts';
import { auditSlip, carryOverPupil } from './pupil-carrying.ts';
import type { CarriedBy } from './pupil-carrying.ts';
import { markSnapshot, restoreSnapshot, takeSnapshot } from './pupil-snapshot.ts';
import type { PupilSnapshot } from './pupil-snapshot.ts';

/** What may be taken over from the record that goes. */
export const takenOver = {
  fullName: ['full_name', 'folded', 'sort_key'], birthDate: ['birth_date'], sex: ['sex'], ethnicity: ['ethnicity'], birthPlace: ['birth_place'], personalNumber: ['personal_number_enc', 'personal_number_key'],
  permanentAddress: ['permanent_address'], currentAddress: ['current_address', 'place_id', 'residence'], guardianName: ['guardian_name'], guardianPhone: ['guardian_phone', 'guardian_email'],
} as const satisfies Record<SlipField, readonly string[]>;
export type TakenOver = keyof typeof takenOver;

export type MergeDecision = CarriedBy & { reason: string; secrets: Pick<Secrets, 'open' | 'mask'>; /** Both schools were asked: the child is at that of the record that stays. */ schoolsAsked: boolean };
export type Merged = 'merged' | 'gone' | 'two-schools' | 'kept-left';

type Pupil = { id: string; standing: string; schoolId: string; schoolPath: string; className: string };

/**
 * One record stays, with what is taken from the other and all that hangs on it; how both stood is kept, for taking it back. Where both are enrolled, at two schools, the
 * merge would also decide whose pupil the child is: that is for a claim, or for whoever says that both schools were asked.
 */
export async function mergeDuplicate(tx: Tx, pair: DuplicateRow, keptId: string, take: readonly TakenOver[], by: MergeDecision): Promise<Merged> {
  const goneId = pair.a.id === keptId ? pair.b.id : pair.a.id;
  const { rows } = await tx.execute<Pupil>(sql`
    select id, standing, school_id as "schoolId", school_path as "schoolPath", class_name as "className" from pupils where id in (${keptId}::uuid, ${goneId}::uuid) order by id for update`);
  const [kept, gone] = [rows.find((one) => one.id === keptId), rows.find((one) => one.id === goneId)];
  if (!kept || !gone || kept.standing === 'merged' || gone.standing === 'merged') return 'gone';
  if (kept.standing === 'left' && gone.standing === 'enrolled') return 'kept-left';
  if (gone.standing === 'enrolled' && kept.schoolId !== gone.schoolId && !by.schoolsAsked && !(await claimDecided(tx, kept, gone))) return 'two-schools';
  const snapshot = await takeSnapshot(tx, keptId, goneId);
  const done = await tx.execute(sql`
    update duplicates set state = 'merged', kept_id = ${keptId}::uuid, reason = ${by.reason}, decided_by = ${by.actorId}::uuid, decided_at = ${iso(by.at)}::timestamptz, version = version + 1
    where id = ${pair.id} and version = ${pair.version} and state = 'open'`);
  if (done.rowCount !== 1) return 'gone';
  await writeHistory(tx, snapshot, take, by);
  const columns = take.flatMap((field) => [...takenOver[field]]);
  const set = sql.join([...columns.map((column) => sql`${sql.identifier(column)} = g.${sql.identifier(column)}`), sql`version = k.version + 1`], sql`, `);
  await tx.execute(sql`update pupils k set ${set} from pupils g where k.id = ${keptId} and g.id = ${goneId}`);
  await tx.execute(sql`update pupils set standing = 'merged', merged_into = ${keptId}::uuid, version = version + 1 where id = ${goneId}`);
  await carryOverPupil(tx, kept, gone, by);
  // Other pairs of the record that is no more have nothing to ask any longer.
  const closed = await tx.execute<{ id: string; version: number }>(sql`
    update duplicates set state = 'kept', reason = 'Bản ghi kia đã được gộp', version = version + 1 where state = 'open' and id <> ${pair.id} and (pupil_a = ${goneId} or pupil_b = ${goneId}) returning id, version`);
  await tx.execute(sql`update duplicates set snapshot = ${JSON.stringify({ ...(await markSnapshot(tx, snapshot)), take, closed: closed.rows })}::jsonb where id = ${pair.id}`);
  return 'merged';
}

/** A claim between the two schools on either record was accepted or refused: whose pupil the child is has been said. */
async function claimDecided(tx: Tx, kept: Pupil, gone: Pupil): Promise<boolean> {
  const found = await tx.execute(sql`
    select from pupil_claims where pupil_id in (${kept.id}::uuid, ${gone.id}::uuid) and
      ((state = 'accepted' and claimant_id = ${kept.schoolId}::uuid) or (state = 'refused' and holder_path = ${kept.schoolPath} and claimant_id = ${gone.schoolId}::uuid)) limit 1`);
  return found.rows.length > 0;
}

/** Takes a decision back: both records, and all that hung on them, stand as before the merge, unless any of it was changed since. */
export async function reopenDuplicate(tx: Tx, pair: DuplicateRow, by: Omit<MergeDecision, 'reason' | 'schoolsAsked'>): Promise<'reopened' | 'changed-since' | 'gone'> {
  if (pair.state === 'merged') {
    const found = await tx.execute<{ snapshot: (PupilSnapshot & { take: TakenOver[]; closed: { id: string; version: number }[] }) | null }>(sql`select snapshot from duplicates where id = ${pair.id} for update`);
    const snapshot = found.rows[0]?.snapshot;
    if (!snapshot?.before) return 'changed-since';
    const back = await restoreSnapshot(tx, snapshot);
    if (back === null) return 'changed-since';
    await writeHistory(tx, snapshot, snapshot.take, by, 'back');
    for (const { school_path: schoolPath, ...row } of back) await auditSlip(tx, { ...row, schoolPath }, by, { duplicateId: pair.id });
    for (const other of snapshot.closed) await tx.execute(sql`update duplicates set state = 'open', reason = null, version = version + 1 where id = ${other.id} and version = ${other.version} and state = 'kept'`);
  }
  const done = await tx.execute(sql`update duplicates set state = 'open', kept_id = null, snapshot = null, version = version + 1 where id = ${pair.id} and version = ${pair.version} and state <> 'open'`);
  return done.rowCount === 1 ? 'reopened' : 'gone';
}

/** What changed on the record that stays, as its history shows it: a number only masked. */
async function writeHistory(tx: Tx, { keptId, goneId, before }: PupilSnapshot, take: readonly TakenOver[], by: Pick<MergeDecision, 'actorId' | 'secrets'>, direction: 'over' | 'back' = 'over'): Promise<void> {
  const rowOf = (id: string): Record<string, unknown> => before['pupils']?.find((row) => row['id'] === id) ?? {};
  const shown = (row: Record<string, unknown>, field: TakenOver): string => {
    const value = row[takenOver[field][0]];
    if (typeof value !== 'string') return '';
    return field === 'personalNumber' ? by.secrets.mask(by.secrets.open(Buffer.from(value.slice(2), 'hex'))) : value;
  };
  const [kept, gone] = [rowOf(keptId), rowOf(goneId)];
  const changes = take.map((field) => ({ field, was: shown(kept, field), is: shown(gone, field) })).filter((one) => one.was !== one.is);
  if (changes.length === 0) return;
  await tx.insert(pupilHistory).values(changes.map(({ field, was, is }) => ({
    pupilId: keptId, schoolPath: String(kept['school_path']), field, ...(direction === 'over' ? { before: was, after: is } : { before: is, after: was }), madeBy: by.actorId,
  })));
}

const iso = (at: Instant): string => new Date(at).toISOString();
