import { eq, sql } from 'drizzle-orm';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { imports } from '../schema/imports.ts';
import type { ImportState } from '../../domain/import.ts';
import type { Text } from '../../domain/plan.ts';
import { adapters } from './import-adapters.ts';
import { countVerdicts } from './import-reading.ts';
import type { ImportRow, ImportScope } from './import-scope.ts';

const rowsPerCommit = 10_000;

/** The next rows after `after`, each once: what is applied says so itself. `state` tells when somebody cancelled. */
export async function commitBatch(tx: Tx, scope: ImportScope, after: number): Promise<{ state: ImportState; last: number | null; applied: number }> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'committing') return { state: row?.state ?? 'cancelled', last: null, applied: 0 };
  const from = Math.max(after, row.writtenTo) + 1;
  const next = await tx.execute<{ to: number | null; rows: number }>(sql`
    select max(n.row_number) as "to", count(*)::int as rows from (
      select r.row_number from import_rows r where r.import_id = ${scope.importId} and r.row_number >= ${from} order by r.row_number limit ${rowsPerCommit}) n`);
  const { to = null, rows = 0 } = next.rows[0] ?? {};
  if (to === null) return { state: row.state, last: null, applied: 0 };
  const { made, changed } = await adapters[scope.kind].apply(tx, scope, { from, to });
  await tx.update(imports).set({ rowsDone: sql`${imports.rowsDone} + ${rows}`, writtenTo: to }).where(eq(imports.id, scope.importId));
  if (made + changed.length > 0) await note(tx, scope, 'import.commit-rows', { state: row.state, version: row.version }, { rows: [from, to], made, changed: changed.length });
  return { state: row.state, last: to, applied: made + changed.length };
}

/** committing → committed. As a whole means all or nothing: when a row could not be written, everything is taken back and the dry run stands again. */
export async function finishCommit(tx: Tx, scope: ImportScope): Promise<ImportState> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, scope.importId)).for('update');
  if (row?.state !== 'committing') return row?.state ?? 'cancelled';
  const errors = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from import_rows where import_id = ${scope.importId} and verdict = 'error'`);
  const left = (errors.rows[0]?.rows ?? 0) - (row.counts.error ?? 0);
  const counts = left > 0 ? await countVerdicts(tx, scope.importId) : row.counts;
  if (left > 0 && !row.goodRowsOnly) {
    await adapters[scope.kind].undo(tx, scope);
    return await move(tx, scope, row, 'ready', { refusal: wholeRefused(left), counts, rowsDone: row.rowsTotal });
  }
  return await move(tx, scope, row, 'committed', { committedAt: scope.now, refusal: null, counts, rowsDone: row.rowsTotal });
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
