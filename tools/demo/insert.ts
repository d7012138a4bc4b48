import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';

type Cell = string | number | boolean | null | Buffer | readonly string[] | Record<string, unknown>;
export type Row = Readonly<Record<string, Cell>>;

/**
 * Inserts rows by one statement per 2,000, cells by column name. JSON carries them, so that Postgres itself casts
 * each to its column's type; every row has the keys of the first, columns that are absent take their default.
 */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.identifier(name)), sql`, `);
  for (let from = 0; from < rows.length; from += 2_000) {
    const batch = JSON.stringify(rows.slice(from, from + 2_000).map(asJson));
    await tx.execute(sql`insert into ${sql.identifier(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${batch}::jsonb)`);
  }
}

function asJson(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, Buffer.isBuffer(cell) ? `\\x${cell.toString('hex')}` : cell]));
}
