import { withSystem } from '../db/actor.ts';
import { storedFile } from '../db/file-path.ts';
import { rememberedColumns } from '../db/queries/imports.ts';
import { beginReading, finishReading, keepHeader, openKeeper, refuseImport, rowsPerBatch } from '../db/queries/import-reading.ts';
import type { RowKeeper } from '../db/queries/import-reading.ts';
import type { ReadRow } from '../db/queries/import-scope.ts';
import { loadImport } from '../db/queries/import-scope-of.ts';
import type { LoadedImport } from '../db/queries/import-scope-of.ts';
import { appliedRows } from '../db/queries/import-table.ts';
import { closeForgotten, commitBatch, finishCommit, undoWhole } from '../db/queries/import-writing.ts';
import { missingFields, proposeMapping } from '../domain/sheet-mapping.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import { SheetRefused } from '../sheets/refused.ts';
import type { ImportStage } from '../workflows/contracts/import.ts';
import type { ImportActivities } from './contracts/imports.ts';
import type { ActivityDeps } from './create-activities.ts';
import { heartbeatBatch } from './heartbeat.ts';
import { openParsed } from './parsed-rows.ts';

/** `told` hears the rows so far after each batch. */
export type ImportWork = Pick<ActivityDeps, 'db' | 'secrets' | 'realNow' | 'dataDir'> & { told: (rows: number) => void };

export function createImportActivities(deps: ActivityDeps): ImportActivities {
  const work: ImportWork = { ...deps, told: heartbeatBatch };
  return {
    loadImport: async ({ importId }) => await stageOf(work, importId),
    readImport: async ({ importId }) => await readImport(work, importId),
    commitImport: async ({ importId }) => await commitImport(work, importId),
    undoImport: async ({ importId }) => await undoImport(work, importId),
    closeImport: async ({ importId }) => {
      const { scope } = await loadedImport(work, importId);
      await withSystem(work.db, (tx) => closeForgotten(tx, scope));
      return await stageOf(work, importId);
    },
  };
}

async function loadedImport({ db, secrets, realNow }: ImportWork, importId: string): Promise<LoadedImport> {
  const found = await withSystem(db, (tx) => loadImport(tx, importId, { secrets, now: realNow() }));
  if (!found) throw new Error(`no import ${importId}`);
  return found;
}

async function stageOf(work: ImportWork, importId: string): Promise<ImportStage> {
  const { row, scope } = await loadedImport(work, importId);
  return { state: row.state, rowsDone: row.rowsDone, applied: row.writtenTo === 0 ? 0 : await withSystem(work.db, (tx) => appliedRows(tx, scope)) };
}

/** The dry run. A file that cannot be read is refused with the reader's own sentence; a killed reading goes on after the last row that is written. */
export async function readImport(work: ImportWork, importId: string): Promise<ImportStage> {
  const { scope, row, file } = await loadedImport(work, importId);
  const begun = await withSystem(work.db, (tx) => beginReading(tx, importId));
  if (!begun) return await stageOf(work, importId);
  const spec = sheetSpecs[scope.kind];
  try {
    const opened = await openParsed({ path: storedFile(work.dataDir, file.sha256), mediaType: file.mediaType, kind: scope.kind });
    try {
      const remembered = await withSystem(work.db, (tx) => rememberedColumns(tx, scope.unit.id, scope.kind));
      const mapping = Object.keys(row.mapping).length > 0 ? row.mapping : { ...proposeMapping(spec, opened.headers, remembered) };
      await withSystem(work.db, (tx) => keepHeader(tx, importId, { headers: opened.headers, mapping, rowsTotal: opened.estimatedRows }));
      // Without its columns nothing can be judged: the person chooses them first.
      if (missingFields(spec, mapping).length === 0) await keepRows(work, opened.rows(mapping, begun.after), await withSystem(work.db, (tx) => openKeeper(tx, scope, spec.key)));
    } finally {
      await opened.close();
    }
    await withSystem(work.db, (tx) => finishReading(tx, importId));
  } catch (failure) {
    if (!(failure instanceof SheetRefused)) throw failure;
    await withSystem(work.db, (tx) => refuseImport(tx, importId, failure.why));
  }
  return await stageOf(work, importId);
}

/** One batch is written while the next is read. */
async function keepRows({ db, told }: ImportWork, rows: AsyncIterable<ReadRow[]>, keep: RowKeeper): Promise<void> {
  let writing: Promise<'going-on' | 'stopped'> = Promise.resolve('going-on');
  let batch: ReadRow[] = [];
  let done = 0;
  const flush = async (): Promise<boolean> => {
    const full = batch;
    batch = [];
    const goesOn = (await writing) === 'going-on';
    if (!goesOn || full.length === 0) return goesOn;
    told((done += full.length));
    writing = withSystem(db, (tx) => keep(tx, full));
    // Its failure is met at the next `await`, not before anybody listens.
    writing.catch(() => undefined);
    return true;
  };
  for await (const some of rows) {
    batch.push(...some);
    if (batch.length >= rowsPerBatch && !(await flush())) return;
  }
  await flush();
  await writing;
}

/** Batch by batch, each its own transaction; somebody's cancel is seen between two. */
export async function commitImport(work: ImportWork, importId: string): Promise<ImportStage> {
  const { scope } = await loadedImport(work, importId);
  let done = 0;
  for (let after: number | null = 0; after !== null;) {
    const from: number = after;
    const { last, applied } = await withSystem(work.db, (tx) => commitBatch(tx, scope, from));
    work.told((done += applied));
    after = last;
  }
  await withSystem(work.db, (tx) => finishCommit(tx, scope));
  return await stageOf(work, importId);
}

/** All of it in one transaction: a killed undo has undone nothing. */
export async function undoImport(work: ImportWork, importId: string): Promise<ImportStage> {
  const { scope } = await loadedImport(work, importId);
  await withSystem(work.db, (tx) => undoWhole(tx, scope));
  return await stageOf(work, importId);
}
