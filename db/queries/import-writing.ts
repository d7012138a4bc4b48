import { eq, sql } from 'drizzle-orm';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { imports } from '../schema/imports.ts';
import type { ImportState } from '../../domain/import.ts';
import type { Text } from '../../domain/plan.ts';
import { adapters } from './import-adapters.ts';
import { countVerdicts } from './import-reading.ts';
import type { ImportRow, ImportScope } from './import-scope.ts';
import { goesIn } from './import-table.ts';

export async function appliedRows(tx: Tx, importId: string): Promise<number> {
  const found = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from import_rows where import_id = ${importId} and applied`);
  return found.rows[0]?.rows ?? 0;
}

const rowsPerCommit = 5_000;

/** The next rows after `after`, each once: what is applied says so itself. `state` tells when somebody cancelled. */
export async function commitBatch(tx: Tx, scope: ImportScope, after: number): Promise<{ state: ImportState; last: number | null; applied: number }> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'committing') return { state: row?.state ?? 'cancelled', last: null, applied: 0 };
  const next = await tx.execute<{ from: number | null; to: number | null; rows: number }>(sql`
    select min(row_number) as "from", max(row_number) as "to", count(*)::int as rows from (
      select row_number from import_rows r where r.import_id = ${scope.importId} and r.row_number > ${after} and not r.applied and ${goesIn(scope)} order by r.row_number limit ${rowsPerCommit}) n`);
  const { from = null, to = null, rows = 0 } = next.rows[0] ?? {};
  if (from === null || to === null) return { state: row.state, last: null, applied: 0 };
  const { made, changed } = await adapters[scope.kind].apply(tx, scope, { from, to });
  const applied = made.length + changed.length;
  await tx.update(imports).set({ rowsDone: sql`${imports.rowsDone} + ${rows}` }).where(eq(imports.id, scope.importId));
  await note(tx, scope, 'import.commit-rows', { state: row.state, version: row.version }, { rows: [from, to], made: made.length, changed: changed.length });
  return { state: row.state, last: to, applied };
}

/** Rows that a batch could not write: their record is not as the dry run saw it. */
const leftOut = {
  field: null,
  problem: {
    vi: 'Bản ghi đã bị người khác thay đổi từ lúc xem thử nên dòng này chưa được ghi. Hãy nạp lại tệp.',
    en: 'The record was changed since the dry run, so this row was not written. Load the file again.',
  },
};

/** committing → committed. As a whole means all or nothing: when a row could not be written, everything is taken back and the dry run stands again. */
export async function finishCommit(tx: Tx, scope: ImportScope): Promise<ImportState> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'committing') return row?.state ?? 'cancelled';
  const missed = await tx.execute(sql`
    update import_rows set verdict = 'error', problems = problems || ${JSON.stringify([leftOut])}::jsonb
    where import_id = ${scope.importId} and not applied and verdict in ('new', 'changed')`);
  const left = missed.rowCount ?? 0;
  if (left > 0 && !row.goodRowsOnly) {
    await adapters[scope.kind].undo(tx, scope);
    return await move(tx, scope, row, 'ready', { refusal: wholeRefused(left), counts: await countVerdicts(tx, scope.importId), rowsDone: row.rowsTotal });
  }
  return await move(tx, scope, row, 'committed', { committedAt: scope.now, refusal: null, counts: await countVerdicts(tx, scope.importId) });
}

/** undoing → undone, or back to committed with the reason; a cancelled commit is taken back and stays cancelled. */
export async function undoWhole(tx: Tx, scope: ImportScope): Promise<ImportState> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'undoing' && row?.state !== 'cancelled') return row?.state ?? 'cancelled';
  const done = await adapters[scope.kind].undo(tx, scope);
  if ('inTheWay' in done) return await move(tx, scope, row, 'committed', { refusal: undoRefused(done.inTheWay), committedAt: row.committedAt ?? scope.now, undoneBy: null });
  if (row.state === 'cancelled') {
    if (done.undone > 0) await note(tx, scope, 'import.take-back', { state: row.state, version: row.version }, { rows: done.undone });
    return row.state;
  }
  return await move(tx, scope, row, 'undone', { undoneAt: scope.now, refusal: null });
}

/** ready → cancelled, when nobody decided in time. */
export async function closeForgotten(tx: Tx, scope: ImportScope): Promise<ImportState> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'ready') return row?.state ?? 'cancelled';
  return await move(tx, scope, row, 'cancelled', { refusal: forgotten });
}

async function move(tx: Tx, scope: ImportScope, row: ImportRow, state: ImportState, more: Partial<ImportRow>): Promise<ImportState> {
  const version = row.version + 1;
  await tx.update(imports).set({ ...more, state, version }).where(eq(imports.id, row.id));
  await note(tx, scope, `import.${state}`, { state, version }, { counts: row.counts });
  return state;
}

async function note(tx: Tx, scope: ImportScope, action: string, after: { state: string; version: number }, details: Record<string, unknown>): Promise<void> {
  const { actorId, actingFor, importId, kind, unit, now } = scope;
  await recordAudit(tx, { at: now, actorId, actingFor, action, subjectType: 'import', subjectId: importId, unitPath: unit.path, details: { kind, ...details, after } });
}

const wholeRefused = (rows: number): Text => ({
  vi: `Chưa ghi gì cả: ${rows} dòng có bản ghi vừa bị người khác thay đổi. Hãy nạp lại tệp để xem thử lần nữa.`,
  en: `Nothing was written: the records of ${rows} rows were changed meanwhile. Load the file again for a new dry run.`,
});
const undoRefused = (records: number): Text => ({
  vi: `Không hoàn tác được: ${records} bản ghi của lần nhập này đã được sửa tiếp hoặc đang được dùng (phiếu xác nhận, phân tuyến, đối chiếu…). Hãy sửa từng bản ghi, hoặc nạp tệp đúng với chế độ cập nhật.`,
  en: `It cannot be undone: ${records} of its records were changed later or are in use. Correct them one by one, or load the right file in update mode.`,
});
const forgotten: Text = {
  vi: 'Đã đóng vì sau 30 ngày chưa ai quyết định. Chưa ghi gì vào dữ liệu; cần thì nạp lại tệp.',
  en: 'Closed: nobody decided in 30 days. Nothing was written; load the file again if it is needed.',
};
