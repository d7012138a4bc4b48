import { eq, sql } from 'drizzle-orm';
import type { SlipField } from '../../domain/confirmation.ts';
import type { IdentityReason, IdentityState } from '../../domain/identity.ts';
import { matchIdentity } from '../../domain/identity-match.ts';
import type { IdentityRecord } from '../../domain/identity-match.ts';
import type { Instant } from '../../domain/instant.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import type { Secrets } from '../secret.ts';
import { pupilHistory, pupils } from '../schema/families.ts';
import { identityChecks, sectorRecords } from '../schema/identity.ts';
import { populationRecord, threeSides } from './identity-view.ts';
import type { ThreeSides } from './identity-view.ts';

/** Where the right value of a field stands. */
export const sides = ['school', 'sector', 'population'] as const;
export type Side = (typeof sides)[number];
export const chosenFields = ['fullName', 'birthDate', 'sex', 'address'] as const;
export type ChosenField = (typeof chosenFields)[number];

/** `number`: the newest the police issued, 12 digits (or an old CMND of 9, which only the sector database takes), also when known wrong. */
export type Settling = {
  choices: Partial<Record<ChosenField, Side>>;
  number: string | null;
  numberKnownWrong: boolean;
  reason: IdentityReason;
  note: string | null;
};
export type Decider = { actorId: string; actingFor: string; at: Instant; secrets: Secrets };
export type Refused = { kind: 'refused'; why: 'nothing-there'; field: ChosenField };
export type Settled = { kind: 'taken'; state: IdentityState; version: number };

/**
 * The school's decision on one pupil, in the caller's transaction (rows locked): what was chosen goes into pupil and sector record with history, the
 * record is compared again with what the population database said of the same number; another number has to be asked about anew.
 */
export async function settleIdentity(tx: Tx, now: ThreeSides, settling: Settling, by: Decider): Promise<Settled | Refused> {
  const theirs = populationRecord(now.check, by.secrets);
  const own: IdentityRecord = { fullName: now.pupil.fullName, birthDate: now.pupil.birthDate, sex: now.pupil.sex, address: now.pupil.permanentAddress };
  const sector: IdentityRecord | null = now.sector && { fullName: now.sector.fullName, birthDate: now.sector.birthDate, sex: now.sector.sex, address: now.sector.address };
  const right = { ...own };
  for (const field of chosenFields) {
    const side = settling.choices[field];
    if (side === undefined) continue;
    const value = { school: own, sector, population: theirs }[side]?.[field];
    // The day of birth may be unknown there; a year is no birth date.
    if (!value || (field === 'birthDate' && value.length !== 10)) return { kind: 'refused', why: 'nothing-there', field };
    Object.assign(right, { [field]: value });
  }
  const version = await writePupil(tx, now, own, right, settling, by);
  await writeSector(tx, now, right, settling, by.secrets);
  const otherNumber = settling.number !== null && !sameNumber(now.pupil.personalNumberKey, settling.number, by.secrets);
  const again = !otherNumber && now.check?.answeredAt != null && now.state !== 'unchecked'
    ? matchIdentity({ ...right, otherAddress: now.pupil.currentAddress }, theirs ? { found: true, record: theirs } : { found: false }) : null;
  // What was reported is with the Sở: it stays there unless it matches now.
  const state: IdentityState = again === null ? 'unchecked' : now.state === 'reported' && again.state !== 'matched' ? 'reported' : again.state;
  return await writeCheck(tx, now, by, {
    action: 'identity.settle', state, fields: again?.fields ?? {}, pupilVersion: version, reason: settling.reason, note: settling.note,
    ...(state === 'matched' && { answeredAt: by.at }), details: { choices: settling.choices, numberWritten: settling.number !== null, numberKnownWrong: settling.numberKnownWrong },
  });
}

/** Why it stands as it does, without changing a value: no number yet, the police are asked, … */
export async function giveReason(tx: Tx, now: ThreeSides, given: { reason: IdentityReason; note: string | null }, by: Decider): Promise<Settled> {
  return await writeCheck(tx, now, by, { action: 'identity.reason', state: now.state, ...given });
}

/** School → Sở: cannot be synchronised, and how the pupil is to be helped (HP-SYNC-2023, cases). */
export async function reportCase(tx: Tx, now: ThreeSides, given: { reason: IdentityReason; proposal: string }, by: Decider): Promise<Settled> {
  return await writeCheck(tx, now, by, { action: 'identity.report', state: 'reported', ...given });
}

/** The Sở's answer to a reported case. */
export async function resolveCase(tx: Tx, now: ThreeSides, given: { resolution: string }, by: Decider): Promise<Settled> {
  // It counts as right from this day on (burndown); who waits in a batch keeps waiting for its answer.
  const waits = now.check?.batchId !== null && now.check?.answeredAt === null;
  return await writeCheck(tx, now, by, { action: 'identity.resolve', state: 'settled', ...given, ...(!waits && { answeredAt: by.at }) });
}

export async function attachEvidence(tx: Tx, now: ThreeSides, evidenceFileId: string, by: Decider): Promise<Settled> {
  return await writeCheck(tx, now, by, { action: 'identity.evidence', state: now.state, evidenceFileId, details: { fileId: evidenceFileId } });
}

/** Locks the pupil and what is known of them; null: there is no such pupil to see. */
export async function lockSides(tx: Tx, pupilId: string): Promise<ThreeSides | null> {
  await tx.select({ id: pupils.id }).from(pupils).where(eq(pupils.id, pupilId)).for('update');
  await tx.select({ id: identityChecks.pupilId }).from(identityChecks).where(eq(identityChecks.pupilId, pupilId)).for('update');
  return await threeSides(tx, pupilId);
}

type CheckChange = Partial<Pick<typeof identityChecks.$inferInsert, 'fields' | 'pupilVersion' | 'reason' | 'note' | 'proposal' | 'resolution' | 'evidenceFileId' | 'answeredAt'>>;
export async function writeCheck(tx: Tx, now: ThreeSides, by: Omit<Decider, 'secrets'>, { action, state, details = {}, ...set }: CheckChange & { action: string; state: IdentityState; details?: Record<string, unknown> }): Promise<Settled> {
  const { pupil, check } = now;
  const version = (check?.version ?? 0) + 1;
  const place = { schoolPath: pupil.schoolPath, className: pupil.className, cohort: pupil.cohort };
  await tx.insert(identityChecks).values({ pupilId: pupil.id, ...place, pupilVersion: pupil.version, ...set, state, version })
    .onConflictDoUpdate({ target: identityChecks.pupilId, set: { ...place, ...set, state, version } });
  await recordAudit(tx, {
    at: by.at, actorId: by.actorId, actingFor: by.actingFor, action, subjectType: 'identity', subjectId: pupil.id, unitPath: pupil.schoolPath,
    details: { ...details, ...(set.reason && { reason: set.reason }), after: { state, version } },
  });
  return { kind: 'taken', state, version };
}

const sameNumber = (key: Buffer | null, number: string, secrets: Secrets): boolean => key !== null && key.equals(secrets.index(number));

/** The pupil's version after it. */
async function writePupil(tx: Tx, { pupil }: ThreeSides, own: IdentityRecord, right: IdentityRecord, { number }: Settling, by: Decider): Promise<number> {
  const { secrets } = by;
  const changes: { field: SlipField; before: string; after: string }[] = [];
  const set: Partial<typeof pupils.$inferInsert> = {};
  if (right.fullName !== own.fullName) {
    Object.assign(set, { fullName: right.fullName, folded: fold(right.fullName), sortKey: nameSortKey(right.fullName) });
    changes.push({ field: 'fullName', before: own.fullName, after: right.fullName });
  }
  if (right.birthDate !== own.birthDate) {
    set.birthDate = right.birthDate;
    changes.push({ field: 'birthDate', before: own.birthDate, after: right.birthDate });
  }
  if (right.sex !== own.sex && right.sex !== '') {
    set.sex = right.sex;
    changes.push({ field: 'sex', before: own.sex, after: right.sex });
  }
  if (right.address !== own.address) {
    set.permanentAddress = right.address;
    changes.push({ field: 'permanentAddress', before: own.address, after: right.address });
  }
  if (number?.length === 12 && !sameNumber(pupil.personalNumberKey, number, secrets)) {
    Object.assign(set, { personalNumberEnc: secrets.seal(number), personalNumberKey: secrets.index(number) });
    changes.push({ field: 'personalNumber', before: pupil.personalNumberEnc ? secrets.mask(secrets.open(pupil.personalNumberEnc)) : '', after: secrets.mask(number) });
  }
  if (changes.length === 0) return pupil.version;
  await tx.update(pupils).set({ ...set, version: sql`${pupils.version} + 1` }).where(eq(pupils.id, pupil.id));
  await tx.insert(pupilHistory).values(changes.map((one) => ({ pupilId: pupil.id, schoolPath: pupil.schoolPath, ...one, madeBy: by.actorId })));
  return pupil.version + 1;
}

async function writeSector(tx: Tx, { pupil, sector }: ThreeSides, right: IdentityRecord, { number, numberKnownWrong }: Settling, secrets: Secrets): Promise<void> {
  const values = {
    fullName: right.fullName, birthDate: right.birthDate, sex: right.sex === 'male' ? 'male' as const : 'female' as const, address: right.address, numberKnownWrong,
    ...(number !== null && { numberEnc: secrets.seal(number), numberKey: secrets.index(number) }),
  };
  if (sector) await tx.update(sectorRecords).set({ ...values, version: sector.version + 1 }).where(eq(sectorRecords.pupilId, pupil.id));
  else {
    const kept = number === null ? { numberEnc: pupil.personalNumberEnc, numberKey: pupil.personalNumberKey } : {};
    await tx.insert(sectorRecords).values({ pupilId: pupil.id, schoolPath: pupil.schoolPath, className: pupil.className, ...kept, ...values });
  }
}

/** Until the sector database's own list is imported: its column begins as a copy of ours. Pupils who have a record keep it. Returns how many were copied. */
export async function takeOverSector(tx: Tx, of: { unitPath: string; cohort: string | null }): Promise<number> {
  const made = await tx.execute(sql`
    insert into sector_records (pupil_id, school_path, class_name, full_name, birth_date, sex, address, number_enc, number_key)
    select p.id, p.school_path, p.class_name, p.full_name, p.birth_date, p.sex, p.permanent_address, p.personal_number_enc, p.personal_number_key
    from pupils p where p.school_path ^@ ${of.unitPath} and p.standing = 'enrolled' ${of.cohort === null ? sql`` : sql`and p.cohort = ${of.cohort}`}
    on conflict do nothing returning pupil_id`);
  return made.rows.length;
}

