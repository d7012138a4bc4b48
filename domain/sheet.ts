import type { ImportKind } from './import.ts';
import type { Text } from './plan.ts';

/** What a cell of a file holds, as readers give it. */
export type Cell = string | number | boolean | Date | null;

export type CellKind = 'text' | 'name' | 'code' | 'date' | 'integer' | 'choice' | 'personal-number' | 'phone' | 'email';

/** A column of a list. */
export type SheetField = {
  key: string;
  /** The header of our template; `(*)` is added to those that are required. */
  label: Text;
  required: boolean;
  kind: CellKind;
  choices?: readonly { value: string; label: Text }[];
  /** What to write, with an example: for the instruction sheet. */
  help: Text;
  /** Other headers that schools write, as they write them. */
  aliases: readonly string[];
  /** In characters. */
  width?: number;
};

/** One list that comes in as Excel. `version` is stamped into our template: a file of an older one is still read by its headers. */
export type SheetSpec = {
  kind: ImportKind;
  title: Text;
  version: number;
  /** Fields that say which record a row is. */
  key: readonly string[];
  fields: readonly SheetField[];
};

/** Field key → column of the file, from 0. */
export type SheetMapping = Readonly<Record<string, number>>;
export type SheetProblem = { field: string | null; problem: Text };

/** The column added to a file that goes back with its errors; read again, it is left alone. */
export const errorHeader = 'Lỗi cần sửa';

export function fieldOf(spec: SheetSpec, key: string): SheetField | undefined {
  return spec.fields.find((one) => one.key === key);
}

/** As it stands in the first row of the template. */
export function headerOf(field: SheetField): string {
  return field.required ? `${field.label.vi} (*)` : field.label.vi;
}
