import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { enqueue } from '../outbox.ts';
import { importMappings, importRows, imports } from '../schema/imports.ts';
import { units } from '../schema/people.ts';
import { files } from '../schema/seasons.ts';
import type { ImportAction, ImportKind, ImportMode, ImportState, RowVerdict } from '../../domain/import.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Listed, ListOf } from './matching.ts';
import { unitRef } from './sessions.ts';
import type { UnitRef } from './sessions.ts';
import type { FileRef } from './files.ts';

export const importSorts = ['createdAt', 'kind', 'state'] as const;
export type ImportFilter = { id?: string[]; kind?: ImportKind[]; state?: ImportState[]; unitId?: string };
export type ListedImport = Omit<typeof imports.$inferSelect, 'unitId' | 'unitPath' | 'fileId' | 'writtenTo'> & { unit: UnitRef; file: FileRef & { sha256: string } };

const { unitId: _, unitPath: __, fileId: ___, ...own } = {
  id: imports.id, kind: imports.kind, mode: imports.mode, unitId: imports.unitId, unitPath: imports.unitPath, fileId: imports.fileId, state: imports.state, mapping: imports.mapping, headers: imports.headers,
  rowsDone: imports.rowsDone, rowsTotal: imports.rowsTotal, counts: imports.counts, refusal: imports.refusal, goodRowsOnly: imports.goodRowsOnly, createdBy: imports.createdBy, actingFor: imports.actingFor,
  committedBy: imports.committedBy, undoneBy: imports.undoneBy, committedAt: imports.committedAt, undoneAt: imports.undoneAt, version: imports.version, createdAt: imports.createdAt,
};
const columns = { ...own, unit: unitRef, file: { id: files.id, name: files.name, mediaType: files.mediaType, size: files.size, sha256: files.sha256 } };
const sortable = { createdAt: imports.createdAt, kind: imports.kind, state: imports.state } satisfies Record<(typeof importSorts)[number], unknown>;

export async function listImports(tx: Tx, list: ListOf<ImportFilter, (typeof importSorts)[number]>, scope?: SQL): Promise<Listed<ListedImport>> {
  const { id, kind, state, unitId } = list.filter;
  const where = and(scope, id && inArray(imports.id, id), kind && inArray(imports.kind, kind), state && inArray(imports.state, state), unitId ? eq(imports.unitId, unitId) : undefined);
  const direction = list.sort.descending ? desc : asc;
  const rows = await tx.select(columns).from(imports).innerJoin(units, eq(units.id, imports.unitId)).innerJoin(files, eq(files.id, imports.fileId))
    .where(where).orderBy(direction(sortable[list.sort.column]), asc(imports.id)).offset(list.offset).limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(imports).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function importById(tx: Tx, id: string): Promise<ListedImport | null> {
  const [row] = await tx.select(columns).from(imports).innerJoin(units, eq(units.id, imports.unitId)).innerJoin(files, eq(files.id, imports.fileId)).where(eq(imports.id, id));
  return row ?? null;
}

export type RowOfImport = Pick<typeof importRows.$inferSelect, 'rowNumber' | 'verdict' | 'values' | 'diff' | 'problems' | 'targetId' | 'applied'>;

export async function listImportRows(tx: Tx, importId: string, verdict: readonly RowVerdict[] | undefined, page: { offset: number; limit: number }): Promise<Listed<RowOfImport>> {
  const where = and(eq(importRows.importId, importId), verdict && inArray(importRows.verdict, [...verdict]));
  const { rowNumber, values, diff, problems, targetId } = importRows;
  const applied = sql<boolean>`${importRows.applied} or (${importRows.ready} @> '{"isNew": true}' and ${importRows.verdict} in ('new', 'candidate') and ${rowNumber} <= (select i.written_to from imports i where i.id = ${importId}))`;
  const rows = await tx.select({ rowNumber, verdict: importRows.verdict, values, diff, problems, targetId, applied }).from(importRows).where(where).orderBy(asc(rowNumber)).offset(page.offset).limit(page.limit);
  const [counted] = await tx.select({ total: count() }).from(importRows).where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** What is to be marked in the person's own file: every row that does not simply go in. */
export async function faultsOf(tx: Tx, importId: string): Promise<Pick<RowOfImport, 'rowNumber' | 'problems'>[]> {
  return await tx.select({ rowNumber: importRows.rowNumber, problems: importRows.problems }).from(importRows).where(and(eq(importRows.importId, importId), sql`jsonb_array_length(${importRows.problems}) > 0`)).orderBy(asc(importRows.rowNumber));
}

type Person = { actorId: string; actingFor: string; now: Instant };
export type NewImport = { id: string; kind: ImportKind; mode: ImportMode; unit: { id: string; path: string; code: string }; fileId: string; sha256: string };

/** The same `id` twice is one import. */
export async function addImport(tx: Tx, given: NewImport, by: Person): Promise<void> {
  const { id, kind, mode, unit, fileId } = given;
  const fresh = await tx.insert(imports).values({ id, kind, mode, unitId: unit.id, unitPath: unit.path, fileId, state: 'queued', createdBy: by.actorId, actingFor: by.actingFor }).onConflictDoNothing().returning({ id: imports.id });
  if (fresh.length === 0) return;
  await recordAudit(tx, { at: by.now, actorId: by.actorId, actingFor: by.actingFor, action: 'import.upload', subjectType: 'import', subjectId: id, unitPath: unit.path, details: { kind, mode, sha256: given.sha256, after: { state: 'queued', version: 1 } } });
  await enqueue(tx, { kind: 'start-import', key: `import/${id}`, payload: { importId: id, unitCode: unit.code } });
}

/** What the person decided, in the row, and told to the story. False: somebody was faster. */
export async function moveImport(tx: Tx, row: ListedImport, action: ImportAction, to: { state: ImportState; set?: Partial<typeof imports.$inferInsert> }, by: Person): Promise<boolean> {
  const version = row.version + 1;
  const moved = await tx.update(imports).set({ ...to.set, state: to.state, version }).where(and(eq(imports.id, row.id), eq(imports.version, row.version), eq(imports.state, row.state))).returning({ id: imports.id });
  if (moved.length === 0) return false;
  await recordAudit(tx, {
    at: by.now, actorId: by.actorId, actingFor: by.actingFor, action: `import.${action}`, subjectType: 'import', subjectId: row.id, unitPath: row.unit.path, details: { kind: row.kind, counts: row.counts, after: { state: to.state, version } },
  });
  await enqueue(tx, { kind: 'import-changed', key: `import/${row.id}/${version}`, payload: { importId: row.id, unitCode: row.unit.code } });
  return true;
}

/** Folded header → field, as the unit set it last. */
export async function rememberedColumns(tx: Tx, unitId: string, kind: ImportKind): Promise<Record<string, string>> {
  const [row] = await tx.select({ columns: importMappings.columns }).from(importMappings).where(and(eq(importMappings.unitId, unitId), eq(importMappings.kind, kind)));
  return row?.columns ?? {};
}

export async function rememberColumns(tx: Tx, unit: { id: string; path: string }, kind: ImportKind, chosen: Record<string, string>): Promise<void> {
  await tx.insert(importMappings).values({ unitId: unit.id, unitPath: unit.path, kind, columns: chosen })
    .onConflictDoUpdate({ target: [importMappings.unitId, importMappings.kind], set: { columns: sql`${importMappings.columns} || excluded.columns` } });
}
