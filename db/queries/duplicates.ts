import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { DuplicateKind, DuplicateState } from '../../domain/review.ts';
import type { Tx } from '../client.ts';

/** As `guardianKey` of domain/duplicate-rule.ts. */
const guardian = (row: string): SQL => sql.raw(`lower(btrim(regexp_replace(normalize(${row}.guardian_name, NFC), '\\s+', ' ', 'g')))`);
/** The longest path above both schools. */
const common = sql.raw(`(select coalesce(max(u.path), split_part(a.school_path, '/', 1) || '/') from units u where starts_with(a.school_path, u.path) and starts_with(b.school_path, u.path) and u.tier <> 'school')`);

/** Looks through the whole province; what was found before, decided or not, stays as it is. For the worker, who sees every pupil. Returns how many are new. */
export async function findDuplicates(tx: Tx): Promise<number> {
  const found = await tx.execute(sql`
    with pairs as (
      select 'same-number' as kind, a.id as a, b.id as b from pupils a join pupils b on b.personal_number_key = a.personal_number_key and b.id > a.id where a.standing = 'enrolled' and b.standing = 'enrolled'
      union all
      select 'same-name-birth-parent', a.id, b.id from pupils a join pupils b on b.birth_date = a.birth_date and b.folded = a.folded and b.id > a.id
      where a.standing = 'enrolled' and b.standing = 'enrolled' and btrim(a.guardian_name) <> '' and ${guardian('a')} = ${guardian('b')})
    insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state)
    select x.kind, x.a, x.b, a.school_path, b.school_path, ${common}, 'open' from pairs x join pupils a on a.id = x.a join pupils b on b.id = x.b on conflict do nothing`);
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

/** What may be taken over from the record that goes. */
export const takenOver = {
  fullName: ['full_name', 'folded', 'sort_key'], birthDate: ['birth_date'], sex: ['sex'], ethnicity: ['ethnicity'], birthPlace: ['birth_place'], personalNumber: ['personal_number_enc', 'personal_number_key'],
  permanentAddress: ['permanent_address'], currentAddress: ['current_address', 'place_id', 'residence'], guardianName: ['guardian_name'], guardianPhone: ['guardian_phone', 'guardian_email'],
} as const;
export type TakenOver = keyof typeof takenOver;

type Decision = { actorId: string; at: string; reason: string };

/** One record stays, with what is taken from the other; both are kept as they were, for taking it back. False when somebody was faster. */
export async function mergeDuplicate(tx: Tx, pair: DuplicateRow, keptId: string, take: readonly TakenOver[], by: Decision): Promise<boolean> {
  const goneId = pair.a.id === keptId ? pair.b.id : pair.a.id;
  const columns = take.flatMap((field) => [...takenOver[field]]);
  const done = await tx.execute(sql`
    update duplicates d set state = 'merged', kept_id = ${keptId}::uuid, reason = ${by.reason}, decided_by = ${by.actorId}::uuid, decided_at = ${by.at}::timestamptz, version = d.version + 1,
      snapshot = (select jsonb_build_object('kept', to_jsonb(k), 'gone', to_jsonb(g), 'took', ${JSON.stringify(columns)}::jsonb) from pupils k, pupils g where k.id = ${keptId} and g.id = ${goneId})
    where d.id = ${pair.id} and d.version = ${pair.version} and d.state = 'open'`);
  if (done.rowCount !== 1) return false;
  const set = sql.join([...columns.map((column) => sql`${sql.identifier(column)} = g.${sql.identifier(column)}`), sql`version = k.version + 1`], sql`, `);
  await tx.execute(sql`update pupils k set ${set} from pupils g where k.id = ${keptId} and g.id = ${goneId}`);
  await tx.execute(sql`update pupils set standing = 'merged', merged_into = ${keptId}::uuid, version = version + 1 where id = ${goneId}`);
  // What the family has answered goes with the child; a slip of the season that the other has already stays where it is.
  await tx.execute(sql`update confirmations c set pupil_id = ${keptId}::uuid, school_path = k.school_path, class_name = k.class_name, version = c.version + 1 from pupils k
    where k.id = ${keptId} and c.pupil_id = ${goneId} and not exists (select from confirmations o where o.pupil_id = ${keptId} and o.season_id = c.season_id)`);
  // Other pairs of the record that is no more have nothing to ask any longer.
  await tx.execute(sql`update duplicates set state = 'kept', reason = 'Bản ghi kia đã được gộp', version = version + 1 where state = 'open' and id <> ${pair.id} and (pupil_a = ${goneId} or pupil_b = ${goneId})`);
  return true;
}

export async function keepBoth(tx: Tx, pair: DuplicateRow, by: Decision): Promise<boolean> {
  const done = await tx.execute(sql`update duplicates set state = 'kept', reason = ${by.reason}, decided_by = ${by.actorId}::uuid, decided_at = ${by.at}::timestamptz, version = version + 1 where id = ${pair.id} and version = ${pair.version} and state = 'open'`);
  return done.rowCount === 1;
}

/** Takes a decision back: both records stand as before the merge, unless the one that stayed was changed since. */
export async function reopenDuplicate(tx: Tx, pair: DuplicateRow): Promise<'reopened' | 'changed-since' | 'gone'> {
  const found = await tx.execute<{ kept: { id: string; version: number }; gone: { id: string }; took: string[] }>(sql`select snapshot -> 'kept' as kept, snapshot -> 'gone' as gone, snapshot -> 'took' as took from duplicates where id = ${pair.id} and snapshot is not null`);
  const [snapshot] = found.rows;
  if (pair.state === 'merged' && snapshot) {
    const set = sql.join([...snapshot.took.map((column) => sql`${sql.identifier(column)} = s.${sql.identifier(column)}`), sql`version = p.version + 1`], sql`, `);
    const back = await tx.execute(sql`
      update pupils p set ${set} from duplicates d, lateral jsonb_populate_record(null::pupils, d.snapshot -> 'kept') s where d.id = ${pair.id} and p.id = s.id and p.version = s.version + 1`);
    if (back.rowCount !== 1) return 'changed-since';
    await tx.execute(sql`update pupils set standing = 'enrolled', merged_into = null, version = version + 1 where id = ${snapshot.gone.id}::uuid`);
  }
  const done = await tx.execute(sql`update duplicates set state = 'open', kept_id = null, snapshot = null, version = version + 1 where id = ${pair.id} and version = ${pair.version}`);
  return done.rowCount === 1 ? 'reopened' : 'gone';
}
