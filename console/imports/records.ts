import type { ImportAction, ImportKind, ImportMode, ImportState, RowVerdict } from '../../domain/import.ts';
import type { Text } from '../../domain/plan.ts';
import type { UnitRef } from '../provider/records.ts';

type Person = { id: string; name: string; unit: string };
type ImportField = { key: string; label: Text; required: boolean; kind: string; choices: { value: string; label: Text }[] | null };

/** docs/interface.md, Import. */
export type ImportRecord = {
  id: string;
  kind: ImportKind;
  mode: ImportMode;
  unit: UnitRef;
  file: { id: string; name: string; mediaType: string; size: number };
  state: ImportState;
  mapping: Record<string, number>;
  headers: string[];
  fields: ImportField[];
  /** Required fields without a column. */
  missing: string[];
  rowsDone: number;
  rowsTotal: number;
  counts: Partial<Record<RowVerdict, number>>;
  refusal: Text | null;
  goodRowsOnly: boolean;
  createdBy: Person | null;
  committedBy: Person | null;
  undoneBy: Person | null;
  committedAt: string | null;
  undoneAt: string | null;
  createdAt: string;
  version: number;
  can: ImportAction[];
};

export type ImportRowRecord = {
  id: number;
  rowNumber: number;
  verdict: RowVerdict;
  values: Record<string, string>;
  diff: Record<string, { from: string; to: string }>;
  problems: { field: string | null; problem: Text }[];
  applied: boolean;
};

export const isMoving = (state: ImportState): boolean => ['queued', 'reading', 'committing', 'undoing'].includes(state);
