import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
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
export type AppliedRows = { made: number[]; changed: number[] };

const within = ({ importId }: ImportScope, { from, to }: RowRange): SQL => sql`r.import_id = ${importId} and r.row_number between ${from} and ${to}`;
/** `isNew`: whether the row makes a record, or meets one. */
const picked = (scope: ImportScope, range: RowRange, isNew: boolean): SQL => sql`
  picked as (
    select r.row_number, r.target_id as id, r.values as v, r.ready as y from import_rows r
    where ${within(scope, range)} and not r.applied and ${goesIn(scope)} and ${isNew ? sql`r.ready @> '{"isNew": true}'` : sql`not r.ready @> '{"isNew": true}'`})`;

/** Of pupils a row that waits for a person goes in too: the child is certain, only the place is not. */
export function goesIn({ kind }: Pick<ImportScope, 'kind'>): SQL {
  return ['pupils', 'feeder', 'm2'].includes(kind) ? sql`r.verdict in ('new', 'changed', 'candidate')` : sql`r.verdict in ('new', 'changed')`;
}

/** New records, and changed ones whose version is that of the dry run; both remember how they were for the undo. Two statements. */
export async function applyToTable(tx: Tx, scope: ImportScope, range: RowRange, table: ImportTable): Promise<AppliedRows> {
  const { columns } = table;
  const name = sql.raw(table.name);
  const stamp = sql.raw(table.stamp);
  // Nothing is known yet of rows that were written a moment ago, and thousands by thousands is no nested loop.
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
  const made = await tx.execute<{ rowNumber: number }>(sql`
    with ${picked(scope, range, true)},
    made as (
      insert into ${name} as t (id, ${sql.raw(columns.map((one) => one.column).join(', '))})
      select k.id, ${sql.raw(columns.map((one) => (one.usual === undefined ? one.value : `coalesce(${one.value}, ${one.usual})`)).join(', '))} from picked k on conflict do nothing
      returning t.id, ${stamp} as stamp)
    update import_rows r set applied = true, after_version = made.stamp from made where ${within(scope, range)} and r.target_id = made.id returning r.row_number as "rowNumber"`);
  const changing = columns.filter((one) => !one.onlyNew);
  const changed = await tx.execute<{ rowNumber: number }>(sql`
    with ${picked(scope, range, false)},
    old as (
      select k.v, k.y, t.id, to_jsonb(t) as before from ${name} t join picked k on k.id = t.id where ${stamp} = (k.y->>'stamp')::int for update of t),
    done as (
      update ${name} t set ${sql.raw(changing.map((one) => `${one.column} = coalesce(${one.value}, t.${one.column})`).join(', '))}${sql.raw(table.versioned ? ', version = t.version + 1' : '')}
      from old k where k.id = t.id
      returning t.id, ${stamp} as stamp, k.before)
    update import_rows r set applied = true, before = done.before, after_version = done.stamp from done where ${within(scope, range)} and r.target_id = done.id returning r.row_number as "rowNumber"`);
  await tx.execute(sql`select set_config('enable_nestloop', 'on', true)`);
  return { made: made.rows.map((row) => row.rowNumber), changed: changed.rows.map((row) => row.rowNumber) };
}

/** Those rows of an import, for what is written beside them. */
export const rowsIn = ({ made, changed }: AppliedRows): SQL => sql`r.row_number = any(${sql.param(`{${[...made, ...changed].join(',')}}`)}::int[])`;

/** Whether anything has come to depend on what the import wrote; else everything as it was before it. `note` writes the history of it, while the rows still say what was changed. */
export async function undoInTable(tx: Tx, { importId }: ImportScope, table: ImportTable, note: () => Promise<void> = async () => undefined): Promise<{ undone: number } | { inTheWay: number }> {
  const name = sql.raw(table.name);
  const stamp = sql.raw(table.stamp);
  const references = (await referencesTo(tx, table.name)).filter((one) => !table.history?.includes(one.table));
  const held = sql.raw([...references.map((one) => `exists (select from ${one.table} d where d.${one.column} = r.target_id${butAlong(table, one)})`), table.alsoHeld ?? 'false'].join(' or '));
  const blocked = await tx.execute<{ inTheWay: number }>(sql`
    with mine as (select r.import_id, r.target_id, r.before, r.after_version, t.id, ${stamp} as stamp from import_rows r
      left join ${name} t on t.id = r.target_id where r.import_id = ${importId} and r.applied)
    select count(*)::int as "inTheWay" from mine r where r.stamp is distinct from r.after_version or (r.before is null and (${held}))`);
  const inTheWay = blocked.rows[0]?.inTheWay ?? 0;
  if (inTheWay > 0) return { inTheWay };
  await note();
  for (const one of table.goesAlong ?? []) {
    await tx.execute(sql`delete from ${sql.raw(one.table)} d using import_rows r where r.import_id = ${importId} and r.applied and r.before is null and d.${sql.raw(one.column)} = r.target_id and ${sql.raw(one.where)}`);
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
    where e.target_id = back.id and e.applied and e.import_id <> ${importId} and e.after_version = back.earlier::int`);
  const made = sql`r.import_id = ${importId} and r.applied and r.before is null and t.id = r.target_id`;
  await tx.execute(table.unmake === undefined ? sql`delete from ${name} t using import_rows r where ${made}` : sql`update ${name} t set ${sql.raw(table.unmake)} from import_rows r where ${made}`);
  const undone = await tx.execute(sql`update import_rows set applied = false where import_id = ${importId} and applied`);
  return { undone: undone.rowCount ?? 0 };
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
