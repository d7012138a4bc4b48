import { importKinds } from '../domain/import.ts';
import type { ImportKind } from '../domain/import.ts';
import type { SheetSpec } from '../domain/sheet.ts';

/** Stands in the keywords of our templates' documents, where Excel and LibreOffice keep it: which list and version the file is. */
export type Stamp = { kind: ImportKind; version: number };

export const stampOf = ({ kind, version }: Pick<SheetSpec, 'kind' | 'version'>): string => `mua/${kind}/${version}`;

export function readStamp(text: string | null): Stamp | null {
  const [, named, version] = /^mua\/([a-z0-9]+)\/(\d+)$/.exec(text ?? '') ?? [];
  const kind = importKinds.find((one) => one === named);
  return kind === undefined ? null : { kind, version: Number(version) };
}
