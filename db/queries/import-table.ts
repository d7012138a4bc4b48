import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Text } from '../../domain/plan.ts';
import type { Tx } from '../client.ts';
import type { ImportScope } from './import-scope.ts';

/** SQL over `k.v` (values of the row) and `k.y` (what is ready beside them); null where the row says nothing. `usual`: for a new record. */
export type ImportColumn = { column: string; value: string; usual?: string; onlyNew?: boolean };
export type ImportTable = {
  name: 'pupils' | 'places' | 'quotas' | 'zones' | 'staff';
  columns: readonly ImportColumn[];
  /** What says that a record is still as it was written: its version, or the row itself where there is none. */
  stamp: string;
  versioned: boolean;
  /** Rows elsewhere that the machine made by itself and that go with the record: `table.column` and a condition. */
  goesAlong?: readonly { table: string; column: string; where: string }[];
  /** Beside foreign keys: `exists (select from …)` over `r`, true when something hangs on a record that the import made. */
  alsoHeld?: string;
  /** Tables of history that hold nobody back. */
  history?: readonly string[];
  /** Where history names the record for ever it is not deleted but set so. */
  unmake?: string;
};

const text = (key: string): string => `nullif(k.v->>'${key}', '')`;
/** A field of the sheet as it is. */
export const field = (column: string, key: string, more: Partial<ImportColumn> & { cast?: string } = {}): ImportColumn => {
  const { cast, ...rest } = more;
  return { column, value: cast ? `${text(key)}::${cast}` : text(key), ...rest };
};
/** What was made ready when the row was read. */
export const readied = (column: string, key: string, more: Partial<ImportColumn> & { cast?: string } = {}): ImportColumn => {
  const { cast, ...rest } = more;
  return { column, value: `(k.y->>'${key}')${cast ? `::${cast}` : ''}`, ...rest };
};
export const version: Pick<ImportTable, 'stamp' | 'versioned'> = { stamp: 't.version', versioned: true };

/** Rows of one batch, by the first and the last of them. */
export type RowRange = { from: number; to: number };
/** How many records were made; which rows changed one. */
export type AppliedRows = { made: number; changed: number[] };

const within = ({ importId }: Pick<ImportScope, 'importId'>, { from, to }: RowRange): SQL => sql`r.import_id = ${importId} and r.row_number between ${from} and ${to}`;
const makes = sql`r.ready @> '{"isNew": true}'`;

/** Of pupils a row that waits for a person goes in too: the child is certain, only the place is not. */
function goesIn({ kind }: Pick<ImportScope, 'kind'>): SQL {
  return ['pupils', 'feeder', 'm2'].includes(kind) ? sql`r.verdict in ('new', 'changed', 'candidate')` : sql`r.verdict in ('new', 'changed')`;
}

/** Rows `r` that stand in the records because of the import. */
function isApplied(scope: Pick<ImportScope, 'kind' | 'importId'>): SQL {
  return sql`(r.applied or (${makes} and ${goesIn(scope)} and r.row_number <= (select i.written_to from imports i where i.id = ${scope.importId})))`;
}

/** Rows `r` that the batch has just written, before `written_to` says so; null: all that is applied, before it is taken back. */
export function justWritten(scope: Pick<ImportScope, 'kind' | 'importId'>, range: RowRange | null): SQL {
  return range === null ? sql`r.import_id = ${scope.importId} and ${isApplied(scope)}` : sql`${within(scope, range)} and ${goesIn(scope)} and (r.applied or ${makes})`;
}

/** Rows `r` that a batch is about to write. */
export function toBeWritten(scope: Pick<ImportScope, 'kind' | 'importId'>, range: RowRange): SQL {
  return sql`${within(scope, range)} and ${goesIn(scope)}`;
}

/** New records, and changed ones whose version is that of the dry run, which remember how they were for the undo. */
export async function applyToTable(tx: Tx, scope: ImportScope, range: RowRange, table: ImportTable): Promise<AppliedRows> {
  // Nothing is known yet of rows that were written a moment ago, and thousands by thousands is no nested loop.
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
  const applied = { made: await makeRecords(tx, scope, range, table), changed: await changeRecords(tx, scope, range, table) };
  await tx.execute(sql`select set_config('enable_nestloop', 'on', true)`);
  return applied;
}

async function makeRecords(tx: Tx, scope: ImportScope, range: RowRange, { name, columns, versioned, stamp }: ImportTable): Promise<number> {
  const given = sql`${within(scope, range)} and ${makes} and ${goesIn(scope)}`;
  const made = await tx.execute(sql`
    insert into ${sql.raw(name)} (id, ${sql.raw(columns.map((one) => one.column).join(', '))})
    select k.id, ${sql.raw(columns.map((one) => (one.usual === undefined ? one.value : `coalesce(${one.value}, ${one.usual})`)).join(', '))}
    from (select r.target_id as id, r.values as v, r.ready as y from import_rows r where ${given}) k on conflict do nothing`);
  const counted = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from import_rows r where ${given}`);
  const rows = made.rowCount ?? 0;
  // Somebody else made a record of that key meanwhile.
  if (rows < (counted.rows[0]?.rows ?? 0)) await leaveOut(tx, sql`${given} and not exists (select from ${sql.raw(name)} t where t.id = r.target_id)`);
  if (!versioned) await tx.execute(sql`update import_rows r set after_version = ${sql.raw(stamp)} from ${sql.raw(name)} t where ${given} and t.id = r.target_id`);
  return rows;
}

async function changeRecords(tx: Tx, scope: ImportScope, range: RowRange, table: ImportTable): Promise<number[]> {
  const [name, stamp] = [sql.raw(table.name), sql.raw(table.stamp)];
  const changing = table.columns.filter((one) => !one.onlyNew);
  const given = sql`${within(scope, range)} and not ${makes} and ${goesIn(scope)} and not r.applied`;
  const changed = await tx.execute<{ rowNumber: number }>(sql`
    with old as (
      select r.values as v, r.ready as y, t.id, to_jsonb(t) as before from ${name} t join import_rows r on r.target_id = t.id where ${given} and ${stamp} = (r.ready->>'stamp')::int for update of t),
    done as (
      update ${name} t set ${sql.raw(changing.map((one) => `${one.column} = coalesce(${one.value}, t.${one.column})`).join(', '))}${sql.raw(table.versioned ? ', version = t.version + 1' : '')}
      from old k where k.id = t.id
      returning t.id, ${stamp} as stamp, k.before)
    update import_rows r set applied = true, before = done.before, after_version = done.stamp from done where ${within(scope, range)} and r.target_id = done.id returning r.row_number as "rowNumber"`);
  await leaveOut(tx, given);
  return changed.rows.map((row) => row.rowNumber);
}

/** Rows whose record is not as the dry run saw it. */
export async function leaveOut(tx: Tx, which: SQL, problem: Text = changedSince): Promise<void> {
  await tx.execute(sql`update import_rows r set verdict = 'error', problems = r.problems || ${JSON.stringify([{ field: null, problem }])}::jsonb where ${which}`);
}

const changedSince: Text = {
  vi: 'Bản ghi đã bị người khác thay đổi từ lúc xem thử nên dòng này chưa được ghi. Hãy nạp lại tệp.',
  en: 'The record was changed since the dry run, so this row was not written. Load the file again.',
};

/** Whether anything has come to depend on what the import wrote; else everything as it was before it. `note` writes the history of it, while the rows still say what was changed. */
export async function undoInTable(tx: Tx, scope: ImportScope, table: ImportTable, note: () => Promise<void> = async () => undefined): Promise<{ undone: number } | { inTheWay: number }> {
  const { importId } = scope;
  const [name, stamp, applied] = [sql.raw(table.name), sql.raw(table.stamp), isApplied(scope)];
  const references = (await referencesTo(tx, table.name)).filter((one) => !table.history?.includes(one.table));
  const held = sql.raw([...references.map((one) => `exists (select from ${one.table} d where d.${one.column} = r.target_id${butAlong(table, one)})`), table.alsoHeld ?? 'false'].join(' or '));
  const blocked = await tx.execute<{ inTheWay: number }>(sql`
    with mine as (select r.import_id, r.target_id, r.before, coalesce(r.after_version, 1) as after_version, t.id, ${stamp} as stamp from import_rows r
      left join ${name} t on t.id = r.target_id where r.import_id = ${importId} and ${applied})
    select count(*)::int as "inTheWay" from mine r where r.stamp is distinct from r.after_version or (r.before is null and (${held}))`);
  const inTheWay = blocked.rows[0]?.inTheWay ?? 0;
  if (inTheWay > 0) return { inTheWay };
  await note();
  for (const one of table.goesAlong ?? []) {
    await tx.execute(sql`delete from ${sql.raw(one.table)} d using import_rows r where r.import_id = ${importId} and ${applied} and r.before is null and d.${sql.raw(one.column)} = r.target_id and ${sql.raw(one.where)}`);
  }
  const restored = table.columns.filter((one) => !one.onlyNew).map((one) => `${one.column} = b.${one.column}`).join(', ');
  await tx.execute(sql`
    with back as (
      update ${name} t set ${sql.raw(restored)} ${sql.raw(table.versioned ? ', version = t.version + 1' : '')}
      from import_rows r, jsonb_populate_record(null::${name}, r.before) b
      where r.import_id = ${importId} and r.applied and r.before is not null and t.id = r.target_id
      returning t.id, ${stamp} as stamp, b.id as was, r.ready->>'stamp' as earlier)
    -- An import before this one wrote what stands there again: it may be undone in its turn.
    update import_rows e set after_version = back.stamp from back
    where e.target_id = back.id and e.import_id <> ${importId} and coalesce(e.after_version, 1) = back.earlier::int`);
  const made = sql`r.import_id = ${importId} and ${applied} and r.before is null and t.id = r.target_id`;
  await tx.execute(table.unmake === undefined ? sql`delete from ${name} t using import_rows r where ${made}` : sql`update ${name} t set ${sql.raw(table.unmake)} from import_rows r where ${made}`);
  const undone = await appliedRows(tx, scope);
  await tx.execute(sql`update import_rows set applied = false where import_id = ${importId} and applied`);
  await tx.execute(sql`update imports set written_to = 0 where id = ${importId}`);
  return { undone };
}

/** How many rows stand in the records because of the import. */
export async function appliedRows(tx: Tx, scope: Pick<ImportScope, 'kind' | 'importId'>): Promise<number> {
  const found = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from import_rows r where r.import_id = ${scope.importId} and ${isApplied(scope)}`);
  return found.rows[0]?.rows ?? 0;
}

function butAlong(table: ImportTable, reference: { table: string; column: string }): string {
  const along = table.goesAlong?.find((one) => one.table === reference.table && one.column === reference.column);
  return along ? ` and not (${along.where})` : '';
}

/** Every column of the database that names a record of the table: none may be left pointing at nothing. */
async function referencesTo(tx: Tx, table: string): Promise<{ table: string; column: string }[]> {
  const found = await tx.execute<{ table: string; column: string }>(sql`
    select c.conrelid::regclass::text as "table", quote_ident(a.attname) as "column"
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = ${table}::regclass and array_length(c.conkey, 1) = 1`);
  return found.rows;
}
