import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { DuplicateKind, DuplicateState } from '../../domain/review.ts';
import type { Tx } from '../client.ts';

/** As `nameKey` of domain/duplicate-rule.ts. */
const nameKey = (column: string): SQL => sql.raw(
  `regexp_replace(normalize(lower(btrim(regexp_replace(normalize(${column}, NFC), '\\s+', ' ', 'g'))), NFD), '([\\u0300\\u0301\\u0303\\u0309\\u0323])(\\S*)', '\\2\\1', 'g')`);
/** As `ownNameKey`. */
const ownNameKey = (column: string): SQL => sql`regexp_replace(${nameKey(column)}, '^\\S+ ', '')`;
/** The longest path above both schools. */
export const above = (a: SQL, b: SQL): SQL => sql`(select coalesce(max(u.path), split_part(${a}, '/', 1) || '/') from units u where starts_with(${a}, u.path) and starts_with(${b}, u.path) and u.tier <> 'school')`;

/** Looks through the whole province; what was found before, decided or not, stays as it is. For the worker, who sees every pupil. Returns how many are new. */
export async function findDuplicates(tx: Tx): Promise<number> {
  const found = await tx.execute(sql`
    with pairs as (
      select 'same-number' as kind, a.id as a, b.id as b from pupils a join pupils b on b.personal_number_key = a.personal_number_key and b.id > a.id where a.standing = 'enrolled' and b.standing = 'enrolled'
      union all
      select 'same-name-birth-parent', a.id, b.id from pupils a join pupils b on b.birth_date = a.birth_date and b.folded = a.folded and b.id > a.id
      where a.standing = 'enrolled' and b.standing = 'enrolled' and btrim(a.guardian_name) <> '' and ${nameKey('a.guardian_name')} = ${nameKey('b.guardian_name')}
        and ${ownNameKey('a.full_name')} = ${ownNameKey('b.full_name')})
    insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state)
    select x.kind, x.a, x.b, a.school_path, b.school_path, ${above(sql`a.school_path`, sql`b.school_path`)}, 'open' from pairs x join pupils a on a.id = x.a join pupils b on b.id = x.b on conflict do nothing`);
  return found.rowCount ?? 0;
}

type Side = { id: string; code: string; fullName: string; birthDate: string; sex: string; className: string; schoolName: string; schoolPath: string; guardianName: string; guardianPhone: string; currentAddress: string; permanentAddress: string; birthPlace: string; ethnicity: string; numberEnc: string | null; standing: string };
export type DuplicateRow = { id: string; kind: DuplicateKind; state: DuplicateState; unitPath: string; reason: string | null; keptId: string | null; version: number; a: Side; b: Side };
const side = (row: string): SQL => sql.raw(`jsonb_build_object('id', ${row}.id, 'code', ${row}.code, 'fullName', ${row}.full_name, 'birthDate', ${row}.birth_date, 'sex', ${row}.sex, 'className', ${row}.class_name, 'schoolName', u${row}.name, 'schoolPath', ${row}.school_path,
  'guardianName', ${row}.guardian_name, 'guardianPhone', ${row}.guardian_phone, 'currentAddress', ${row}.current_address, 'permanentAddress', ${row}.permanent_address, 'birthPlace', ${row}.birth_place, 'ethnicity', ${row}.ethnicity,
  'numberEnc', encode(${row}.personal_number_enc, 'base64'), 'standing', ${row}.standing)`);
const rows = sql`select d.id, d.kind, d.state, d.unit_path as "unitPath", d.reason, d.kept_id as "keptId", d.version, ${side('a')} as a, ${side('b')} as b
  from duplicates d join pupils a on a.id = d.pupil_a join pupils b on b.id = d.pupil_b join units ua on ua.id = a.school_id join units ub on ub.id = b.school_id`;

/** Both sides of each, for whoever sees both: under row security a side that may not be seen leaves the pair out. */
export async function listDuplicates(tx: Tx, asked: { state: DuplicateState[]; offset: number; limit: number }): Promise<{ rows: DuplicateRow[]; total: number }> {
  const where = sql`d.state = any(${sql.param(asked.state)}::text[])`;
  const found = await tx.execute<DuplicateRow>(sql`${rows} where ${where} order by d.state, d.created_at, d.id offset ${asked.offset} limit ${asked.limit}`);
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from duplicates d join pupils a on a.id = d.pupil_a join pupils b on b.id = d.pupil_b where ${where}`);
  return { rows: found.rows, total: counted.rows[0]?.n ?? 0 };
}

export async function duplicateById(tx: Tx, id: string): Promise<DuplicateRow | null> {
  return (await tx.execute<DuplicateRow>(sql`${rows} where d.id = ${id}`)).rows[0] ?? null;
}

type Decision = { actorId: string; at: string; reason: string };

export async function keepBoth(tx: Tx, pair: DuplicateRow, by: Decision): Promise<boolean> {
  const done = await tx.execute(sql`update duplicates set state = 'kept', reason = ${by.reason}, decided_by = ${by.actorId}::uuid, decided_at = ${by.at}::timestamptz, version = version + 1 where id = ${pair.id} and version = ${pair.version} and state = 'open'`);
  return done.rowCount === 1;
}
