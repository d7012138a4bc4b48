import { fold } from './text.ts';
import { errorHeader } from './sheet.ts';
import type { SheetMapping, SheetSpec } from './sheet.ts';

/** As headers are compared: without accents, `(*)`, line breaks, punctuation and what stands in brackets. */
export function foldHeader(header: string): string {
  return fold(header).replace(/\([^)]*\)/g, ' ').replace(/[^a-z0-9]+/g, ' ').trim();
}

/**
 * Which column is which field: what the unit said last time, then our header, then what schools write. A column serves one
 * field and a field one column; the rest a person maps.
 */
export function proposeMapping(spec: SheetSpec, headers: readonly string[], remembered: Readonly<Record<string, string>> = {}): SheetMapping {
  const folded = headers.map((header) => (foldHeader(header) === foldHeader(errorHeader) ? '' : foldHeader(header)));
  const mapping: Record<string, number> = {};
  const used = new Set<number>();
  const take = (key: string, at: number): void => {
    if (at < 0 || used.has(at) || Object.hasOwn(mapping, key)) return;
    mapping[key] = at;
    used.add(at);
  };
  const keys = new Set(spec.fields.map((one) => one.key));
  folded.forEach((header, at) => {
    const key = header === '' ? undefined : remembered[header];
    if (key !== undefined && keys.has(key)) take(key, at);
  });
  for (const field of spec.fields) for (const word of [field.label.vi, field.label.en]) take(field.key, folded.indexOf(foldHeader(word)));
  for (const field of spec.fields) for (const word of field.aliases) take(field.key, folded.indexOf(foldHeader(word)));
  return mapping;
}

/** How many of the fields these headers name: what tells a header row from a title. */
export function headersKnown(spec: SheetSpec, headers: readonly string[]): number {
  return Object.keys(proposeMapping(spec, headers)).length;
}

/** Required fields that no column gives. */
export function missingFields(spec: SheetSpec, mapping: SheetMapping): string[] {
  return spec.fields.filter((one) => one.required && mapping[one.key] === undefined).map((one) => one.key);
}
