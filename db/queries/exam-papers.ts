import { and, sql } from 'drizzle-orm';
import type { CandidatePaper } from '../../domain/candidate-papers.ts';
import type { AccountKind, CandidateState, EvidenceKind, EvidenceState, RegistrationState } from '../../domain/identity.ts';
import { needsFreshPrint, registrationAfter, registrationCan, registrationReprints } from '../../domain/registration-slip.ts';
import type { RegistrationAction } from '../../domain/registration-slip.ts';
import type { PupilStanding } from '../../domain/review.ts';
import type { Tx } from '../client.ts';
import { matching } from './matching.ts';

const grade12 = sql`p.cohort = 'grade-12' and p.standing = 'enrolled'`;
/** On paper, and older than the pupil's data. */
const isStale = sql`coalesce(r.state in ('printed', 'proofread', 'signed', 'kept') and r.printed_version is distinct from p.version, false)`;

/** One slip for each grade-12 pupil of a school. */
export async function ensureRegistrationSlips(tx: Tx, schoolPath: string): Promise<void> {
  await tx.execute(sql`insert into registration_slips (pupil_id, school_path, class_name, state) select p.id, p.school_path, p.class_name, 'to-print' from pupils p where p.school_path ^@ ${schoolPath} and ${grade12} on conflict do nothing`);
}

type Move = { schoolPath: string; className: string | null; pupilIds: readonly string[] | null; action: RegistrationAction; correction: string | null; at: string };

/**
 * Moves slips of a class, or of named pupils, that may take the action; the others stay. A print that is older than the pupil's data cannot be proofread, signed or
 * kept: it is printed again. @returns the slips moved.
 */
export async function moveRegistrationSlips(tx: Tx, { schoolPath, className, pupilIds, action, correction, at }: Move): Promise<string[]> {
  const isFresh = needsFreshPrint.includes(action) ? sql`r.printed_version = p.version` : sql`true`;
  const isReprint = action === 'print' ? sql`r.state = any(${sql.param([...registrationReprints])}::text[]) and ${isStale}` : sql`false`;
  const moved = await tx.execute<{ id: string }>(sql`
    update registration_slips r set state = ${registrationAfter[action]}, version = r.version + 1, prints = r.prints + ${action === 'print' ? 1 : 0}, printed_version = case when ${action === 'print'} then p.version else r.printed_version end,
      correction = case when ${action === 'fault'} then ${correction} when ${action === 'print'} then null else r.correction end,
      signed_at = case when ${action === 'sign'} then ${at}::timestamptz when ${action === 'print'} then null else r.signed_at end, kept_at = case when ${action === 'keep'} then ${at}::timestamptz when ${action === 'print'} then null else r.kept_at end
    from pupils p where p.id = r.pupil_id and p.standing = 'enrolled' and r.school_path ^@ ${schoolPath} and (r.state = any(${sql.param([...registrationCan[action]])}::text[]) and ${isFresh} or ${isReprint})
      and ${className === null ? sql`true` : sql`r.class_name = ${className}`} and ${pupilIds === null ? sql`true` : sql`r.pupil_id = any(${sql.param([...pupilIds])}::uuid[])`} returning r.id`);
  return moved.rows.map((one) => one.id);
}

export type SlipClass = { className: string; state: RegistrationState; count: number; stale: number };
const ofGrade12 = (schoolPath: string, standing: PupilStanding) => sql`p.school_path ^@ ${schoolPath} and p.cohort = 'grade-12' and p.standing = ${standing} and (r.id is not null or p.standing = 'enrolled')`;

/** A pupil whose slip nobody has touched yet counts as still to print. */
export async function registrationByClass(tx: Tx, schoolPath: string, standing: PupilStanding): Promise<SlipClass[]> {
  const found = await tx.execute<SlipClass>(sql`
    select p.class_name as "className", coalesce(r.state, 'to-print') as state, count(*)::int as count, count(*) filter (where ${isStale})::int as stale
    from pupils p left join registration_slips r on r.pupil_id = p.id where ${ofGrade12(schoolPath, standing)} group by 1, 2 order by 1, 2`);
  return found.rows;
}

export type SlipRow = { pupilId: string; code: string; fullName: string; state: RegistrationState; stale: boolean; correction: string | null };
export async function registrationSlipsOf(tx: Tx, schoolPath: string, className: string, standing: PupilStanding): Promise<SlipRow[]> {
  const found = await tx.execute<SlipRow>(sql`
    select p.id as "pupilId", p.code, p.full_name as "fullName", coalesce(r.state, 'to-print') as state, ${isStale} as stale, r.correction
    from pupils p left join registration_slips r on r.pupil_id = p.id where ${ofGrade12(schoolPath, standing)} and p.class_name = ${className} order by p.sort_key collate "vi-x-icu", p.id`);
  return found.rows;
}

export type RegistrationSheet = { pupilId: string; code: string; fullName: string; birthDate: string; sex: 'male' | 'female'; className: string; school: string; accountEnc: Buffer | null; numberEnc: Buffer | null; address: string; evidence: string[] };
/** `onlyDue`: those that are to be printed, again or for the first time. */
export async function registrationSheets(tx: Tx, schoolPath: string, className: string | null, onlyDue: boolean): Promise<RegistrationSheet[]> {
  const found = await tx.execute<RegistrationSheet>(sql`
    select p.id as "pupilId", p.code, p.full_name as "fullName", p.birth_date::text as "birthDate", p.sex, p.class_name as "className", u.name as school, a.account_enc as "accountEnc", p.personal_number_enc as "numberEnc", p.permanent_address as address,
      array(select e.title from evidence e where e.pupil_id = p.id and e.state = 'accepted' order by e.title) as evidence
    from registration_slips r join pupils p on p.id = r.pupil_id join units u on u.id = p.school_id left join exam_accounts a on a.pupil_id = p.id
    where r.school_path ^@ ${schoolPath} and ${className === null ? sql`true` : sql`r.class_name = ${className}`} and ${onlyDue ? sql`(r.state in ('to-print', 'to-correct') or ${isStale})` : sql`true`} and p.standing = 'enrolled' order by p.class_name, p.sort_key collate "vi-x-icu", p.id`);
  return found.rows;
}

export type EvidenceRow = { id: string; pupilId: string; fullName: string; className: string; school: string; schoolPath: string; kind: EvidenceKind; title: string; state: EvidenceState; fileId: string | null; dueOn: string | null; reason: string | null; version: number };
const evidenceRows = sql`select e.id, e.pupil_id as "pupilId", p.full_name as "fullName", e.class_name as "className", u.name as school, e.school_path as "schoolPath", e.kind, e.title, e.state, e.file_id as "fileId", e.due_on::text as "dueOn", e.reason, e.version
  from evidence e join pupils p on p.id = e.pupil_id join units u on u.path = e.school_path`;

/** `undated`: awaited, and nobody has said when it comes. */
export type EvidenceFilter = { q?: string | undefined; state?: EvidenceState[] | undefined; kind?: EvidenceKind[] | undefined; schoolId?: string | undefined; undated?: boolean | undefined };
export async function listEvidence(tx: Tx, { q, state, kind, schoolId, undated }: EvidenceFilter, offset: number, limit: number): Promise<{ rows: EvidenceRow[]; total: number }> {
  const where = and(
    q ? matching(sql`p.folded || ' ' || lower(p.code)`, q) : undefined,
    state && sql`e.state = any(${sql.param(state)}::text[])`, kind && sql`e.kind = any(${sql.param(kind)}::text[])`,
    schoolId ? sql`u.id = ${schoolId}` : undefined, undated ? sql`e.state = 'awaited' and e.due_on is null` : undefined,
  ) ?? sql`true`;
  const found = await tx.execute<EvidenceRow>(sql`${evidenceRows} where ${where} order by e.school_path, e.class_name, p.sort_key collate "vi-x-icu", e.id offset ${offset} limit ${limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from evidence e join pupils p on p.id = e.pupil_id join units u on u.path = e.school_path where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}
export async function evidenceById(tx: Tx, id: string): Promise<EvidenceRow | null> {
  return (await tx.execute<EvidenceRow>(sql`${evidenceRows} where e.id = ${id}`)).rows[0] ?? null;
}
export async function addEvidence(tx: Tx, given: { pupilId: string; schoolPath: string; className: string; kind: EvidenceKind; title: string; dueOn: string | null }): Promise<string | null> {
  const made = await tx.execute<{ id: string }>(sql`insert into evidence (pupil_id, school_path, class_name, kind, title, state, due_on) values (${given.pupilId}, ${given.schoolPath}, ${given.className}, ${given.kind}, ${given.title}, 'awaited', ${given.dueOn}) on conflict do nothing returning id`);
  return made.rows[0]?.id ?? null;
}
export async function moveEvidence(tx: Tx, row: EvidenceRow, set: { state: EvidenceState; fileId?: string; dueOn?: string; reason?: string; decidedBy?: string }): Promise<boolean> {
  const done = await tx.execute(sql`update evidence set state = ${set.state}, due_on = coalesce(${set.dueOn ?? null}::date, due_on), file_id = coalesce(${set.fileId ?? null}::uuid, file_id), reason = ${set.reason ?? null}, decided_by = coalesce(${set.decidedBy ?? null}::uuid, decided_by), version = version + 1 where id = ${row.id} and version = ${row.version}`);
  return done.rowCount === 1;
}

export type CandidateRow = { id: string; unit: string; unitPath: string; fullName: string; birthDate: string; phone: string; numberEnc: Buffer | null; state: CandidateState; papers: CandidatePaper[]; note: string | null; version: number; accountEnc: Buffer | null; accountKind: AccountKind | null };
const candidateRows = sql`select c.id, u.name as unit, c.unit_path as "unitPath", c.full_name as "fullName", c.birth_date::text as "birthDate", c.phone, c.number_enc as "numberEnc", c.state, c.papers, c.note, c.version, a.account_enc as "accountEnc", a.kind as "accountKind"
  from candidates c join units u on u.id = c.unit_id left join exam_accounts a on a.candidate_id = c.id`;

export type CandidateFilter = { q?: string | undefined; state?: CandidateState[] | undefined };
export async function listCandidates(tx: Tx, { q, state }: CandidateFilter, offset: number, limit: number): Promise<{ rows: CandidateRow[]; total: number }> {
  const where = and(q ? matching(sql`c.folded`, q) : undefined, state && sql`c.state = any(${sql.param(state)}::text[])`) ?? sql`true`;
  const found = await tx.execute<CandidateRow>(sql`${candidateRows} where ${where} order by c.created_at, c.id offset ${offset} limit ${limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from candidates c where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}
export async function candidateById(tx: Tx, id: string): Promise<CandidateRow | null> {
  return (await tx.execute<CandidateRow>(sql`${candidateRows} where c.id = ${id}`)).rows[0] ?? null;
}
export async function moveCandidate(tx: Tx, row: CandidateRow, set: { state: CandidateState; papers: readonly CandidatePaper[]; note: string | null }): Promise<boolean> {
  const done = await tx.execute(sql`update candidates set state = ${set.state}, papers = ${JSON.stringify(set.papers)}::jsonb, note = ${set.note}, version = version + 1 where id = ${row.id} and version = ${row.version}`);
  return done.rowCount === 1;
}
