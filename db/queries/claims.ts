import { sql } from 'drizzle-orm';
import type { ClaimState } from '../../domain/review.ts';
import { withActor } from '../actor.ts';
import type { Db, Tx } from '../client.ts';
import { moveWithPupil } from './pupil-moving.ts';

export type Holder = { id: string; schoolPath: string; standing: string };

/** Who has the pupil with exactly this code, wherever: the code must be known, and nothing else of the child leaves. */
export async function holderByCode(db: Db, code: string): Promise<Holder | null> {
  return await withActor(db, { kind: 'counting' }, async (tx) => (await tx.execute<Holder>(sql`select id, school_path as "schoolPath", standing from pupils where lower(code) = lower(${code}) and standing <> 'merged'`)).rows[0] ?? null);
}

export type ClaimRow = { id: string; pupilId: string; code: string; fullName: string | null; holderName: string; holderPath: string; claimantId: string; claimantName: string; claimantPath: string; className: string; state: ClaimState; reason: string; decision: string | null; version: number };
const rows = sql`select c.id, c.pupil_id as "pupilId", coalesce(p.code, '') as code, p.full_name as "fullName", coalesce(h.name, '') as "holderName", c.holder_path as "holderPath", c.claimant_id as "claimantId", u.name as "claimantName", c.claimant_path as "claimantPath", c.class_name as "className", c.state, c.reason, c.decision, c.version
  from pupil_claims c left join pupils p on p.id = c.pupil_id join units u on u.id = c.claimant_id left join units h on h.path = c.holder_path`;

export async function listClaims(tx: Tx, asked: { state: ClaimState[]; offset: number; limit: number }): Promise<{ rows: ClaimRow[]; total: number }> {
  const where = sql`c.state = any(${sql.param(asked.state)}::text[])`;
  const found = await tx.execute<ClaimRow>(sql`${rows} where ${where} order by c.created_at desc, c.id offset ${asked.offset} limit ${asked.limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from pupil_claims c where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}

export async function claimById(tx: Tx, id: string): Promise<ClaimRow | null> {
  return (await tx.execute<ClaimRow>(sql`${rows} where c.id = ${id}`)).rows[0] ?? null;
}

export type NewClaim = { pupilId: string; holderPath: string; claimant: { id: string; path: string }; className: string; reason: string; claimedBy: string };

/** Null when the school has an open claim on the pupil already. */
export async function addClaim(tx: Tx, { pupilId, holderPath, claimant, className, reason, claimedBy }: NewClaim): Promise<string | null> {
  const made = await tx.execute<{ id: string }>(sql`
    insert into pupil_claims (pupil_id, holder_path, claimant_id, claimant_path, class_name, state, reason, claimed_by)
    select ${pupilId}::uuid, ${holderPath}, ${claimant.id}::uuid, ${claimant.path}, ${className}, 'open', ${reason}, ${claimedBy}::uuid
    where not exists (select from pupil_claims c where c.pupil_id = ${pupilId} and c.claimant_id = ${claimant.id} and c.state = 'open') returning id`);
  return made.rows[0]?.id ?? null;
}

type Decided = { state: Exclude<ClaimState, 'open'>; decision: string | null; by: string; at: string };

/** Moves the claim, and when accepted the pupil with all that carries the school's path. False when somebody was faster. */
export async function decideClaim(tx: Tx, claim: ClaimRow, { state, decision, by, at }: Decided): Promise<boolean> {
  const done = await tx.execute(sql`update pupil_claims set state = ${state}, decision = ${decision}, decided_by = ${by}::uuid, decided_at = ${at}::timestamptz, version = version + 1 where id = ${claim.id} and version = ${claim.version} and state = 'open'`);
  if (done.rowCount !== 1) return false;
  if (state !== 'accepted') return true;
  const school = { schoolId: claim.claimantId, schoolPath: claim.claimantPath, className: claim.className };
  const moved = await tx.execute(sql`update pupils set school_id = ${school.schoolId}::uuid, school_path = ${school.schoolPath}, class_name = ${school.className}, standing = 'enrolled', version = version + 1 where id = ${claim.pupilId} and standing <> 'merged'`);
  if (moved.rowCount !== 1) throw new Error('the claimed pupil is not there');
  await tx.execute(sql`update pupil_claims set state = 'refused', decision = 'Học sinh đã được giao cho trường khác', version = version + 1 where pupil_id = ${claim.pupilId} and state = 'open'`);
  await moveWithPupil(tx, claim.pupilId, school);
  return true;
}

/** Pupils whom no school has: said to have left, and nobody claims them. */
export async function pupilsInNone(tx: Tx, unitPath: string, limit: number): Promise<{ id: string; code: string; fullName: string; className: string; schoolName: string; version: number }[]> {
  const found = await tx.execute<{ id: string; code: string; fullName: string; className: string; schoolName: string; version: number }>(sql`
    select p.id, p.code, p.full_name as "fullName", p.class_name as "className", u.name as "schoolName", p.version from pupils p join units u on u.id = p.school_id
    where p.standing = 'left' and p.school_path ^@ ${unitPath} and not exists (select from pupil_claims c where c.pupil_id = p.id and c.state = 'open') order by p.school_path, p.code limit ${limit}`);
  return found.rows;
}
