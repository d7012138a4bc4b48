import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { withSystem } from '../../db/actor.ts';
import type { Db } from '../../db/client.ts';
import { beginReading, finishReading, openKeeper } from '../../db/queries/import-reading.ts';
import { loadImport } from '../../db/queries/import-scope-of.ts';
import type { LoadedImport } from '../../db/queries/import-scope-of.ts';
import { commitBatch, finishCommit, undoWhole } from '../../db/queries/import-writing.ts';
import { importRows, imports } from '../../db/schema/imports.ts';
import { staff, units } from '../../db/schema/people.ts';
import { files } from '../../db/schema/seasons.ts';
import { createSecrets } from '../../db/secret.ts';
import type { ImportKind, ImportMode, ImportState } from '../../domain/import.ts';
import type { Level, Tier } from '../../domain/tier.ts';

export const importSecrets = createSecrets(Buffer.alloc(32, 7));
export const importNow = Date.UTC(2023, 3, 3, 5);

export type ImportWorld = { db: Db; units: Record<string, string>; staffId: string };

const unitRows: readonly [code: string, tier: Tier, path: string, parent: string | null, levels: Level[]][] = [
  ['SO', 'province', 'SO/', null, []],
  ['D01', 'district', 'SO/D01/', 'SO', []],
  ['D02', 'district', 'SO/D02/', 'SO', []],
  ['S1', 'school', 'SO/D01/S1/', 'D01', ['primary']],
  ['S2', 'school', 'SO/D01/S2/', 'D01', ['primary', 'lower-secondary']],
  ['S3', 'school', 'SO/D02/S3/', 'D02', ['primary']],
];

/** A province of two districts and three schools, with one person. */
export async function buildImportWorld(db: Db): Promise<ImportWorld> {
  const ids = Object.fromEntries(unitRows.map(([code]) => [code, randomUUID()]));
  await db.insert(units).values(unitRows.map(([code, tier, path, parent, levels]) => ({ id: ids[code] ?? '', code, name: `Đơn vị ${code}`, folded: code.toLowerCase(), tier, path, parentId: parent ? (ids[parent] ?? null) : null, levels })));
  const staffId = randomUUID();
  await db.insert(staff).values({ id: staffId, username: 'nguoi-nhap', name: 'Lê Vân', folded: 'le van', email: 'van@example.vn', unitId: ids['SO'] ?? '', role: 'officer' });
  return { db, units: ids, staffId };
}

export async function addImport(world: ImportWorld, given: { kind: ImportKind; unit: string; mode?: ImportMode; goodRowsOnly?: boolean; sha256?: string; mediaType?: string; state?: ImportState }): Promise<string> {
  const path = unitRows.find(([code]) => code === given.unit)?.[2] ?? '';
  const [fileId, id] = [randomUUID(), randomUUID()];
  await world.db.insert(files).values({ id: fileId, sha256: given.sha256 ?? '00', name: 'danh-sach.xlsx', mediaType: given.mediaType ?? 'text/csv', size: 1, unitPath: path, uploadedBy: world.staffId });
  await world.db.insert(imports).values({
    id, kind: given.kind, mode: given.mode ?? 'both', unitId: world.units[given.unit] ?? '', unitPath: path, fileId, state: given.state ?? 'queued', goodRowsOnly: given.goodRowsOnly ?? false, createdBy: world.staffId, actingFor: world.staffId,
  });
  return id;
}

export async function loaded({ db }: ImportWorld, importId: string): Promise<LoadedImport> {
  const found = await withSystem(db, (tx) => loadImport(tx, importId, { secrets: importSecrets, now: importNow }));
  if (!found) throw new Error(`no import ${importId}`);
  return found;
}

/** Rows as the sheet's rules leave them, judged and written as one batch: the dry run. */
export async function dryRun(world: ImportWorld, importId: string, key: readonly string[], rows: readonly Record<string, string>[]): Promise<Record<number, string>> {
  const { scope } = await loaded(world, importId);
  await withSystem(world.db, async (tx) => {
    await beginReading(tx, importId);
    const keep = await openKeeper(tx, scope, key);
    await keep(tx, rows.map((values, index) => ({ rowNumber: index + 2, values, problems: [] })));
    await finishReading(tx, importId);
  });
  return await verdicts(world, importId);
}

export async function verdicts({ db }: ImportWorld, importId: string): Promise<Record<number, string>> {
  const rows = await db.select({ row: importRows.rowNumber, verdict: importRows.verdict }).from(importRows).where(eq(importRows.importId, importId)).orderBy(importRows.rowNumber);
  return Object.fromEntries(rows.map((one) => [one.row, one.verdict]));
}

export async function commit(world: ImportWorld, importId: string): Promise<ImportState> {
  await world.db.update(imports).set({ state: 'committing', rowsDone: 0, committedBy: world.staffId }).where(eq(imports.id, importId));
  const { scope } = await loaded(world, importId);
  for (let after: number | null = 0; after !== null;) after = (await withSystem(world.db, (tx) => commitBatch(tx, scope, after ?? 0))).last;
  return await withSystem(world.db, (tx) => finishCommit(tx, scope));
}

export async function undo(world: ImportWorld, importId: string): Promise<ImportState> {
  await world.db.update(imports).set({ state: 'undoing', undoneBy: world.staffId }).where(eq(imports.id, importId));
  const { scope } = await loaded(world, importId);
  return await withSystem(world.db, (tx) => undoWhole(tx, scope));
}

/** Columns of all rows of a table, by one of them. */
export async function rowsOf({ db }: ImportWorld, table: string, columns: string, order: string): Promise<Record<string, unknown>[]> {
  return (await db.execute(sql.raw(`select ${columns} from ${table} order by ${order}`))).rows;
}
