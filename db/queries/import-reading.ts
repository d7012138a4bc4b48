import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { imports } from '../schema/imports.ts';
import { judgeRow } from '../../domain/import-diff.ts';
import type { RowVerdict } from '../../domain/import.ts';
import type { Text } from '../../domain/plan.ts';
import { adapters } from './import-adapters.ts';
import type { ImportScope, Met, ReadRow } from './import-scope.ts';

/** Rows of one batch: some statements each, a few megabytes. */
export const rowsPerBatch = 2_000;

/** Whether the import is to be read now; rows of an earlier reading under other columns go. `after`: the last row already written. */
export async function beginReading(tx: Tx, importId: string): Promise<{ after: number } | null> {
  const [row] = await tx.select({ state: imports.state }).from(imports).where(eq(imports.id, importId)).for('update');
  if (row?.state !== 'queued' && row?.state !== 'reading') return null;
  if (row.state === 'queued') {
    await tx.execute(sql`delete from import_rows where import_id = ${importId}`);
    await tx.update(imports).set({ state: 'reading', rowsDone: 0, counts: {}, version: sql`${imports.version} + 1` }).where(eq(imports.id, importId));
    return { after: 0 };
  }
  const found = await tx.execute<{ after: number }>(sql`select coalesce(max(row_number), 0) as after from import_rows where import_id = ${importId}`);
  return { after: found.rows[0]?.after ?? 0 };
}

export type Header = { headers: string[]; mapping: Record<string, number>; rowsTotal: number };
export async function keepHeader(tx: Tx, importId: string, header: Header): Promise<void> {
  await tx.update(imports).set(header).where(eq(imports.id, importId));
}

/** Judges and writes the rows of a file batch by batch. Remembers what it has seen: the same child twice in one file is a mistake of the file. */
export type RowKeeper = (tx: Tx, rows: readonly ReadRow[]) => Promise<'going-on' | 'stopped'>;

export async function openKeeper(tx: Tx, scope: ImportScope, key: readonly string[]): Promise<RowKeeper> {
  const meet = await adapters[scope.kind].open(tx, scope);
  const seen = await seenBefore(tx, scope.importId);
  const counts: Partial<Record<RowVerdict, number>> = await countVerdicts(tx, scope.importId);
  return async (within, rows) => {
    const [now] = await within.select({ state: imports.state }).from(imports).where(eq(imports.id, scope.importId)).for('update');
    if (now?.state !== 'reading') return 'stopped';
    const met = await meet(within, rows);
    const judged = rows.map((row, index) => kept(scope, key, seen, row, met[index]));
    await insertRows(within, scope.importId, judged);
    for (const { verdict } of judged) counts[verdict] = (counts[verdict] ?? 0) + 1;
    await within.update(imports).set({ counts, rowsDone: sql`${imports.rowsDone} + ${rows.length}` }).where(eq(imports.id, scope.importId));
    return 'going-on';
  };
}

type Kept = { row_number: number; verdict: RowVerdict; values: unknown; diff: unknown; problems: unknown; target_id: string | null; ready: unknown };

function kept({ mode }: ImportScope, key: readonly string[], seen: Map<string, number>, row: ReadRow, met: Met | undefined): Kept {
  if (!met) throw new Error('a row met nothing, not even nothing');
  const parts = key.map((one) => met.values[one] ?? '');
  const marks = [...(parts.some((part) => part === '') ? [] : [`k:${parts.join('|').toLowerCase()}`]), ...met.identities];
  const earlier = marks.map((mark) => seen.get(mark)).find((one) => one !== undefined) ?? null;
  for (const mark of marks) if (!seen.has(mark)) seen.set(mark, row.rowNumber);
  const { verdict, diff, problems } = judgeRow(met.values, row.problems, { ...met, earlierRow: earlier }, mode);
  const target = met.targetId ?? (verdict === 'new' || verdict === 'candidate' ? (met.newId ?? randomUUID()) : null);
  return { row_number: row.rowNumber, verdict, values: met.values, diff, problems, target_id: target, ready: { ...met.ready, marks: marks.join('\n') } };
}

async function seenBefore(tx: Tx, importId: string): Promise<Map<string, number>> {
  const found = await tx.execute<{ row: number; marks: string | null }>(sql`select row_number as row, ready->>'marks' as marks from import_rows where import_id = ${importId} order by row_number`);
  const seen = new Map<string, number>();
  for (const { row, marks } of found.rows) for (const mark of (marks ?? '').split('\n')) if (mark !== '' && !seen.has(mark)) seen.set(mark, row);
  return seen;
}

/** Written twice by a repeat it is there once. */
async function insertRows(tx: Tx, importId: string, rows: readonly Kept[]): Promise<void> {
  await tx.execute(sql`
    insert into import_rows (import_id, row_number, verdict, "values", diff, problems, target_id, ready)
    select ${importId}, r.row_number, r.verdict, r."values", r.diff, r.problems, r.target_id, r.ready
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row_number int, verdict text, "values" jsonb, diff jsonb, problems jsonb, target_id uuid, ready jsonb)
    on conflict do nothing`);
}

/** reading → ready: the dry run stands. */
export async function finishReading(tx: Tx, importId: string): Promise<void> {
  await tx.update(imports).set({ state: 'ready', rowsTotal: imports.rowsDone, version: sql`${imports.version} + 1` }).where(sql`${imports.id} = ${importId} and ${imports.state} = 'reading'`);
}

export async function refuseImport(tx: Tx, importId: string, refusal: Text): Promise<void> {
  await tx.update(imports).set({ state: 'refused', refusal, version: sql`${imports.version} + 1` }).where(sql`${imports.id} = ${importId} and ${imports.state} in ('queued', 'reading')`);
}

export async function countVerdicts(tx: Tx, importId: string): Promise<Partial<Record<RowVerdict, number>>> {
  const found = await tx.execute<{ verdict: RowVerdict; rows: number }>(sql`select verdict, count(*)::int as rows from import_rows where import_id = ${importId} group by verdict`);
  return Object.fromEntries(found.rows.map((row) => [row.verdict, row.rows]));
}
