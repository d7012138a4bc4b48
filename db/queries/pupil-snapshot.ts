import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from '../client.ts';

type Row = Record<string, unknown>;
/** Rows of two pupils as they were, and the version in which a merge left each; personal numbers stay sealed. */
export type PupilSnapshot = { keptId: string; goneId: string; before: Record<string, Row[]>; after: Record<string, Record<string, number>> };

type Kept = {
  table: string;
  /** Which rows of `t` are of either pupil: `$two` stands for both ids. */
  of: (two: SQL) => SQL;
  key: 'id' | 'pupil_id';
  /** What a merge may change, and its undoing puts back. */
  columns: readonly string[];
  /** Whose rows go back first, so that one that is unique is free again. */
  first: 'kept' | 'gone';
  unversioned?: true;
};
const ofPupil = (two: SQL): SQL => sql`t.pupil_id in ${two}`;
const at = ['school_path', 'class_name'] as const;

const remembered: readonly Kept[] = [
  { table: 'pupils', of: (two) => sql`t.id in ${two}`, key: 'id', first: 'kept', columns: [
    'full_name', 'folded', 'sort_key', 'birth_date', 'sex', 'ethnicity', 'birth_place', 'personal_number_enc', 'personal_number_key', 'permanent_address', 'current_address', 'place_id', 'residence',
    'guardian_name', 'guardian_phone', 'guardian_email', 'standing', 'merged_into',
  ] },
  { table: 'confirmations', of: ofPupil, key: 'id', first: 'kept', columns: ['pupil_id', ...at, 'state', 'channel', 'reference', 'answered_at', 'keyed_by'] },
  { table: 'parent_links', of: (two) => sql`exists (select from confirmations c where c.id = t.confirmation_id and c.pupil_id in ${two})`, key: 'id', first: 'kept', unversioned: true, columns: ['confirmation_id'] },
  { table: 'tasks', of: (two) => sql`t.kind = 'dispute' and exists (select from disputes d where d.id::text = t.subject and d.pupil_id in ${two})`, key: 'id', first: 'kept', columns: ['unit_id', 'unit_path', 'holder_unit_id', 'assignee_id', 'class_name', 'title_vi', 'title_en', 'folded'] },
  { table: 'disputes', of: ofPupil, key: 'id', first: 'kept', columns: ['confirmation_id', 'pupil_id', ...at] },
  { table: 'identity_checks', of: ofPupil, key: 'pupil_id', first: 'kept', columns: ['pupil_id', ...at, 'state', 'fields', 'population_enc', 'batch_id', 'reason', 'note', 'evidence_file_id', 'proposal', 'resolution', 'pupil_version', 'answered_at'] },
  { table: 'sector_records', of: ofPupil, key: 'pupil_id', first: 'kept', columns: ['pupil_id', ...at] },
  { table: 'evidence', of: ofPupil, key: 'id', first: 'gone', columns: ['pupil_id', ...at] },
  { table: 'exam_accounts', of: ofPupil, key: 'id', first: 'gone', columns: ['pupil_id', 'unit_path', 'class_name'] },
  { table: 'registration_slips', of: ofPupil, key: 'id', first: 'gone', columns: ['pupil_id', ...at, 'printed_version'] },
  { table: 'pupil_claims', of: ofPupil, key: 'id', first: 'kept', columns: ['pupil_id', 'holder_path', 'state', 'decision', 'decided_by', 'decided_at'] },
];

export async function takeSnapshot(tx: Tx, keptId: string, goneId: string): Promise<PupilSnapshot> {
  const before: PupilSnapshot['before'] = {};
  for (const one of remembered) before[one.table] = await rowsOf(tx, one, keptId, goneId, []);
  return { keptId, goneId, before, after: {} };
}

/** How everything stands once the merge is written: what differs later was changed since. */
export async function markSnapshot(tx: Tx, snapshot: PupilSnapshot): Promise<PupilSnapshot> {
  return { ...snapshot, after: await versionsNow(tx, snapshot) };
}

/** Puts back every row as it was, unless anything of the two was changed since. @returns the rows of `confirmations` whose state went back with it. */
export async function restoreSnapshot(tx: Tx, snapshot: PupilSnapshot): Promise<{ id: string; state: string; version: number; school_path: string }[] | null> {
  if (JSON.stringify(sorted(await versionsNow(tx, snapshot))) !== JSON.stringify(sorted(snapshot.after))) return null;
  const states = new Map((await rowsOf(tx, byName('confirmations'), snapshot.keptId, snapshot.goneId, [])).map((row) => [row['id'], row['state']]));
  for (const one of remembered) {
    for (const owner of one.first === 'kept' ? [snapshot.keptId, snapshot.goneId, null] : [snapshot.goneId, snapshot.keptId, null]) await putBack(tx, one, snapshot, owner);
  }
  const back = await rowsOf(tx, byName('confirmations'), snapshot.keptId, snapshot.goneId, []);
  return (back as { id: string; state: string; version: number; school_path: string }[]).filter((row) => states.get(row.id) !== row.state);
}

const byName = (table: string): Kept => {
  const found = remembered.find((one) => one.table === table);
  if (!found) throw new Error(`nothing is remembered of ${table}`);
  return found;
};

/** Rows of either pupil, and those that were and are now nobody's. */
async function rowsOf(tx: Tx, { table, of, key }: Kept, keptId: string, goneId: string, also: readonly unknown[]): Promise<Row[]> {
  const two = sql`(${keptId}::uuid, ${goneId}::uuid)`;
  const found = await tx.execute<{ row: Row }>(sql`
    select to_jsonb(t) as row from ${sql.identifier(table)} t where ${of(two)} or t.${sql.identifier(key)}::text = any(${sql.param(also)}::text[]) order by t.${sql.identifier(key)} for update`);
  return found.rows.map((one) => one.row);
}

async function versionsNow(tx: Tx, { keptId, goneId, before }: PupilSnapshot): Promise<PupilSnapshot['after']> {
  const now: PupilSnapshot['after'] = {};
  for (const one of remembered.filter((each) => !each.unversioned)) {
    const rows = await rowsOf(tx, one, keptId, goneId, (before[one.table] ?? []).map((row) => row[one.key]));
    now[one.table] = Object.fromEntries(rows.map((row) => [String(row[one.key]), Number(row['version'])]));
  }
  return now;
}

/** Rows that were one pupil's (`null`: named by neither). A row that a pupil names by its own id moved with it, and is sought where it is. */
async function putBack(tx: Tx, { table, key, columns, unversioned }: Kept, { keptId, goneId, before }: PupilSnapshot, owner: string | null): Promise<void> {
  const all = before[table] ?? [];
  const ownerOf = (row: Row): unknown => (table === 'pupils' ? row['id'] : (row['pupil_id'] ?? null));
  const rows = all.filter((row) => ownerOf(row) === owner);
  if (rows.length === 0) return;
  const moved = key === 'pupil_id' && owner === goneId && !all.some((row) => row['pupil_id'] === keptId);
  const set = sql.join([...columns.map((column) => sql`${sql.identifier(column)} = s.${sql.identifier(column)}`), ...(unversioned ? [] : [sql`version = t.version + 1`])], sql`, `);
  const name = sql.identifier(table);
  await tx.execute(sql`update ${name} t set ${set} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb) s where t.${sql.identifier(key)} = ${moved ? sql`${keptId}::uuid` : sql`s.${sql.identifier(key)}`}`);
  await tx.execute(sql`insert into ${name} select s.* from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb) s where not exists (select from ${name} t where t.${sql.identifier(key)} = s.${sql.identifier(key)})`);
}

const sorted = (versions: PupilSnapshot['after']): string[] => Object.entries(versions).flatMap(([table, rows]) => Object.entries(rows).map(([key, version]) => `${table}/${key}/${version}`)).toSorted();
