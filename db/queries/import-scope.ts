import type { Tx } from '../client.ts';
import type { Secrets } from '../secret.ts';
import type { imports, RowProblem } from '../schema/imports.ts';
import type { Meeting, RowValues } from '../../domain/import-diff.ts';
import type { ImportKind, ImportMode } from '../../domain/import.ts';
import type { AppliedRows, RowRange } from './import-table.ts';
import type { Instant, LocalDate } from '../../domain/instant.ts';
import type { Tier } from '../../domain/tier.ts';

/** In whose name, and what is loaded. */
export type ImportScope = {
  importId: string;
  kind: ImportKind;
  mode: ImportMode;
  unit: { id: string; code: string; path: string; tier: Tier };
  /** Who presses now: who uploaded, committed or undid. */
  actorId: string;
  actingFor: string;
  /** Real instant and its date at +07:00. */
  now: Instant;
  today: LocalDate;
  secrets: Secrets;
};
export type ImportRow = typeof imports.$inferSelect;

export type ReadRow = { rowNumber: number; values: Record<string, string>; problems: RowProblem[] };

/** `targetId`: the record it meets, null where it would make one. */
export type Met = Omit<Meeting, 'earlierRow'> & {
  targetId: string | null;
  /** Of a new record, where other rows of the file name it already. */
  newId?: string;
  /** Values as they go on: a place by its new code, a personal number sealed. */
  values: RowValues;
  /** Beside the values, for the statement that applies the row; db/schema/imports.ts. */
  ready: Record<string, string | boolean>;
  /** By what two rows of one file are the same thing, besides the key of the sheet. */
  identities: readonly string[];
};

/** What each row of a batch meets: a few statements for all of them. */
type MeetRows = (tx: Tx, rows: readonly ReadRow[]) => Promise<Met[]>;

/** How one kind of list meets its table, is written to it and taken back. */
export type ImportAdapter = {
  /** Reads once what does not change during a reading: schools by code, places by name. */
  open: (tx: Tx, scope: ImportScope) => Promise<MeetRows>;
  /** Writes the rows of a batch that go in; returns those written. A record that changed since the dry run is left out. */
  apply: (tx: Tx, scope: ImportScope, range: RowRange) => Promise<AppliedRows>;
  /** Takes back all that is applied, or says how many records stand in the way. */
  undo: (tx: Tx, scope: ImportScope) => Promise<{ undone: number } | { inTheWay: number }>;
  /** Choices for the drop-downs of the template, by field. */
  lists: (tx: Tx, scope: Pick<ImportScope, 'unit'>) => Promise<Record<string, string[]>>;
  /** The present records as rows of the sheet, `limit` after `after`; `last` is the next `after`. */
  present: (tx: Tx, scope: Pick<ImportScope, 'unit' | 'secrets'>, after: string, limit: number) => Promise<{ rows: Record<string, string>[]; last: string | null }>;
};
