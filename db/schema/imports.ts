import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { staff, units } from './people.ts';
import { files } from './seasons.ts';
import type { ImportKind, ImportMode, ImportState, RowVerdict } from '../../domain/import.ts';
import type { Text } from '../../domain/plan.ts';

/** One uploaded file on its way in; its rows keep what is needed to undo it as a whole. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    kind: text('kind').$type<ImportKind>().notNull(),
    mode: text('mode').$type<ImportMode>().notNull(),
    /** In whose name: the school, or the middle unit or Sở that loads for those under it. */
    unitId: uuid('unit_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    fileId: uuid('file_id').notNull().references(() => files.id),
    state: text('state').$type<ImportState>().notNull(),
    /** Field key → column index in the file, as found or as the person set it. */
    mapping: jsonb('mapping').$type<Record<string, number>>().notNull().default({}),
    /** The sheet's header row as read, for the mapping screen. */
    headers: jsonb('headers').$type<string[]>().notNull().default([]),
    /** Rows read so far, and to read; commit and undo count from 0 again. */
    rowsDone: integer('rows_done').notNull().default(0),
    rowsTotal: integer('rows_total').notNull().default(0),
    counts: jsonb('counts').$type<Partial<Record<RowVerdict, number>>>().notNull().default({}),
    /** Why it was refused, in words for the person. */
    refusal: jsonb('refusal').$type<Text | null>(),
    /** Commit also when some rows are wrong: the good rows only. */
    goodRowsOnly: boolean('good_rows_only').notNull().default(false),
    /** Row number up to which the rows that make records are written: thousands of new ones need no mark of their own. 0: none. */
    writtenTo: integer('written_to').notNull().default(0),
    createdBy: uuid('created_by').notNull().references(() => staff.id),
    actingFor: uuid('acting_for').notNull(),
    committedBy: uuid('committed_by'),
    undoneBy: uuid('undone_by'),
    /** Real instants. */
    committedAt: instant('committed_at'),
    undoneAt: instant('undone_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [index('imports_unit').on(table.unitPath.op('text_pattern_ops'), table.state)],
);

export type RowProblem = { field: string | null; problem: Text };

/** Rows of one import. Personal numbers in `values`, `diff` and `before` are sealed (db/secret.ts, base64 with the prefix `sealed:`). */
export const importRows = pgTable(
  'import_rows',
  {
    importId: uuid('import_id').notNull().references(() => imports.id),
    /** As in the file, from 1. */
    rowNumber: integer('row_number').notNull(),
    verdict: text('verdict').$type<RowVerdict>().notNull(),
    values: jsonb('values').$type<Record<string, string>>().notNull(),
    /** What is written beside the values and need not be shown: folded names, look-up keys, ids of school and place. */
    ready: jsonb('ready').$type<Record<string, string | boolean>>().notNull().default({}),
    /** Field by field, for `changed`. */
    diff: jsonb('diff').$type<Record<string, { from: string; to: string }>>().notNull().default({}),
    problems: jsonb('problems').$type<RowProblem[]>().notNull().default([]),
    /** The record it meets or made. */
    targetId: uuid('target_id'),
    /** Of rows that change a record; those that make one stand in it up to `imports.written_to`. */
    applied: boolean('applied').notNull().default(false),
    /** The record as it was, null when the import made it; what undo puts back. */
    before: jsonb('before').$type<Record<string, unknown> | null>(),
    /** Version of the record after it was applied: a later change means that something depends on it. */
    afterVersion: integer('after_version'),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] }), index('import_rows_verdict').on(table.importId, table.verdict), index('import_rows_target').on(table.targetId)],
);

/** Which column of a school's own file is which field: asked once, remembered. */
export const importMappings = pgTable(
  'import_mappings',
  {
    id: id(),
    unitId: uuid('unit_id').notNull().references(() => units.id),
    unitPath: text('unit_path').notNull(),
    kind: text('kind').$type<ImportKind>().notNull(),
    /** Folded header texts → field key. */
    columns: jsonb('columns').$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique('import_mappings_once').on(table.unitId, table.kind)],
);
