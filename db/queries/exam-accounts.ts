import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AccountKind, AccountLook } from '../../domain/identity.ts';
import { generateCode } from '../../domain/generated-code.ts';
import type { Tx } from '../client.ts';
import { examAccounts } from '../schema/identity.ts';
import type { Secrets } from '../secret.ts';
import { takeOverSector } from './identity-settling.ts';

const grade12 = sql`p.cohort = 'grade-12' and p.standing = 'enrolled'`;

type Waiting = { id: string; className: string; schoolPath: string; numberEnc: Buffer | null; numberKey: Buffer | null; taken: boolean };

/**
 * Accounts of a school's grade-12 pupils, equal to the sector database's number (HP-SYNC-2023, accounts). Who has no number, or one that is another's account,
 * gets a generated code, written into the passport field as temporary. Repeatable. @returns how many of each kind.
 */
export async function issueAccounts(tx: Tx, schoolPath: string, secrets: Pick<Secrets, 'seal' | 'index'>): Promise<Record<AccountKind, number>> {
  await takeOverSector(tx, { unitPath: schoolPath, cohort: 'grade-12' });
  const found = await tx.execute<Waiting>(sql`
    select p.id, p.class_name as "className", p.school_path as "schoolPath", s.number_enc as "numberEnc", s.number_key as "numberKey",
      exists (select from exam_accounts a where a.account_key = s.number_key) or row_number() over (partition by s.number_key order by p.id) > 1 as taken
    from pupils p join sector_records s on s.pupil_id = p.id where p.school_path ^@ ${schoolPath} and ${grade12} and not exists (select from exam_accounts a where a.pupil_id = p.id) order by p.id`);
  const issued: Record<AccountKind, number> = { number: 0, generated: 0 };
  const codes: { id: string; code: string }[] = [];
  const rows = found.rows.map((one) => {
    if (one.numberEnc && one.numberKey && !one.taken) {
      issued.number += 1;
      return { pupilId: one.id, unitPath: one.schoolPath, className: one.className, kind: 'number' as const, accountEnc: one.numberEnc, accountKey: one.numberKey };
    }
    issued.generated += 1;
    const code = generateCode((below) => randomInt(below));
    codes.push({ id: one.id, code });
    return { pupilId: one.id, unitPath: one.schoolPath, className: one.className, kind: 'generated' as const, accountEnc: secrets.seal(code), accountKey: secrets.index(code) };
  });
  for (let from = 0; from < rows.length; from += 500) await tx.insert(examAccounts).values(rows.slice(from, from + 500)).onConflictDoNothing();
  await tx.execute(sql`update sector_records s set passport = c.code, passport_temporary = true, version = s.version + 1 from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as c(id uuid, code text) where s.pupil_id = c.id`);
  return issued;
}

/** What has changed hands is told again, and a printed slip shows the account of before: nobody signs it, it is printed again. */
const changedAccount = sql`handed_over_at = null, version = a.version + 1`;
const staleSlips = sql`update registration_slips r set printed_version = null, version = r.version + 1 from due where r.pupil_id = due.pupil_id and r.printed_version is not null`;

/**
 * A real number has come: account, passport field and sector record change together. The pupil's own personal number first; without one (or where it is another's
 * account) the number that the sector database has alone, such as an old CMND of nine digits. Returns how many temporary codes are gone.
 */
export async function mergeAccounts(tx: Tx, schoolPath: string, at: string): Promise<number> {
  const merged = await tx.execute<{ id: string }>(sql`
    with offered as (select a.id, a.pupil_id, n.enc, n.key, n.rank from exam_accounts a join pupils p on p.id = a.pupil_id and p.standing = 'enrolled' left join sector_records s on s.pupil_id = p.id
      cross join lateral (values (1, p.personal_number_enc, p.personal_number_key), (2, s.number_enc, s.number_key)) as n(rank, enc, key)
      where a.kind = 'generated' and a.unit_path ^@ ${schoolPath} and n.key is not null and not exists (select from exam_accounts o where o.account_key = n.key)
        and not exists (select from pupils o where o.personal_number_key = n.key and o.id < p.id and o.standing = 'enrolled')),
    best as (select distinct on (id) * from offered order by id, rank),
    due as (select distinct on (key) * from best order by key, pupil_id),
    sector as (update sector_records s set number_enc = due.enc, number_key = due.key, passport = null, passport_temporary = false, version = s.version + 1 from due where s.pupil_id = due.pupil_id),
    slips as (${staleSlips})
    update exam_accounts a set kind = 'number', account_enc = due.enc, account_key = due.key, merged_at = ${at}::timestamptz, ${changedAccount} from due where a.id = due.id returning a.id`);
  return merged.rows.length;
}

const withAccounts = sql`from pupils p left join exam_accounts a on a.pupil_id = p.id left join sector_records s on s.pupil_id = p.id`;
const differs = sql`coalesce(a.kind = 'number' and s.number_key is distinct from a.account_key, false)`;

export type AccountCounts = { pupils: number; issued: number; generated: number; differing: number; handedOver: number };

/** `differing`: accounts that are not the sector database's number any more. */
export async function accountCounts(tx: Tx, schoolPath: string): Promise<AccountCounts> {
  const found = await tx.execute<AccountCounts>(sql`
    select count(*)::int as pupils, count(a.id)::int as issued, count(*) filter (where a.kind = 'generated')::int as generated, count(a.handed_over_at)::int as "handedOver",
      count(*) filter (where ${differs})::int as differing
    ${withAccounts} where p.school_path ^@ ${schoolPath} and ${grade12}`);
  return found.rows[0] ?? { pupils: 0, issued: 0, generated: 0, differing: 0, handedOver: 0 };
}

/** Accounts that differ take the sector's number again; of two pupils under one number there the first. Returns how many. */
export async function alignAccounts(tx: Tx, schoolPath: string): Promise<number> {
  const done = await tx.execute(sql`
    with due as (select distinct on (s.number_key) a.id, a.pupil_id, s.number_enc as enc, s.number_key as key from exam_accounts a join sector_records s on s.pupil_id = a.pupil_id
      where a.unit_path ^@ ${schoolPath} and a.kind = 'number' and s.number_key <> a.account_key and not exists (select from exam_accounts o where o.account_key = s.number_key) order by s.number_key, a.pupil_id),
    slips as (${staleSlips})
    update exam_accounts a set account_enc = due.enc, account_key = due.key, ${changedAccount} from due where a.id = due.id`);
  return done.rowCount ?? 0;
}

export async function handOverAccounts(tx: Tx, schoolPath: string, className: string | null, at: string): Promise<number> {
  const done = await tx.execute(sql`update exam_accounts set handed_over_at = ${at}::timestamptz, version = version + 1 where unit_path ^@ ${schoolPath} and pupil_id is not null and handed_over_at is null and ${className === null ? sql`true` : sql`class_name = ${className}`}`);
  return done.rowCount ?? 0;
}

const looks = {
  missing: sql`a.id is null`, generated: sql`a.kind = 'generated'`, differing: differs, 'not-handed-over': sql`a.id is not null and a.handed_over_at is null`,
} as const satisfies Record<AccountLook, SQL>;

/** A grade-12 pupil, with the account or still without. */
export type AccountRow = { pupilId: string; code: string; fullName: string; className: string; kind: AccountKind | null; accountEnc: Buffer | null; handedOver: boolean; merged: boolean; differs: boolean };
export type AccountsAsked = { only: AccountLook | null; className: string | null; offset: number; limit: number };

export async function listAccounts(tx: Tx, schoolPath: string, { only, className, offset, limit }: AccountsAsked): Promise<{ rows: AccountRow[]; total: number }> {
  const where = sql`p.school_path ^@ ${schoolPath} and ${grade12} and ${only === null ? sql`true` : looks[only]} and ${className === null ? sql`true` : sql`p.class_name = ${className}`}`;
  const found = await tx.execute<AccountRow>(sql`
    select p.id as "pupilId", p.code, p.full_name as "fullName", p.class_name as "className", a.kind, a.account_enc as "accountEnc", a.handed_over_at is not null as "handedOver", a.merged_at is not null as merged, ${differs} as differs
    ${withAccounts} where ${where} order by p.school_path, p.class_name, p.sort_key collate "vi-x-icu", p.id offset ${offset} limit ${limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n ${withAccounts} where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}

export type AccountClass = { className: string; pupils: number; issued: number; handedOver: number };
export async function accountsByClass(tx: Tx, schoolPath: string): Promise<AccountClass[]> {
  const found = await tx.execute<AccountClass>(sql`
    select p.class_name as "className", count(*)::int as pupils, count(a.id)::int as issued, count(a.handed_over_at)::int as "handedOver" ${withAccounts} where p.school_path ^@ ${schoolPath} and ${grade12} group by 1 order by 1`);
  return found.rows;
}
