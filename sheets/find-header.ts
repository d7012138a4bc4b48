import type { SheetSpec } from '../domain/sheet.ts';
import { foldHeader, headersKnown } from '../domain/sheet-mapping.ts';
import { textOf } from '../domain/sheet-row.ts';
import { isBlank, mostColumns } from './raw-sheet.ts';
import type { RawRow } from './raw-sheet.ts';

/** `headerRow`: the last row of the header, as Excel numbers it. `known`: how many of its columns are of the list. */
export type Header = { headers: string[]; headerRow: number; known: number; /** As they stand above each other. */ lines: readonly string[][] };

/** Titles, national motto and school name stand above the header. */
export const looksAt = 40;
/** Fewer known headers than this are chance. */
const leastKnown = 2;

/** The header of a sheet: one row, or up to three that stand above each other with merged cells. */
export function findHeader(spec: SheetSpec, top: readonly RawRow[]): Header | null {
  let best: Header | null = null;
  for (let at = 0; at < top.length; at += 1) {
    for (let height = 1; height <= 3 && at + height <= top.length; height += 1) {
      const rows = top.slice(at, at + height);
      const headers = joined(rows);
      const known = headersKnown(spec, headers);
      if (known >= leastKnown && known > (best?.known ?? 0)) best = { headers, headerRow: rows.at(-1)?.rowNumber ?? 0, known, lines: rows.map((row) => row.cells.map(textOf)) };
    }
  }
  return best;
}

/** The lowest text of each column; where two columns then say the same, with what stands above it ("Cha" + "Họ tên"). */
function joined(rows: readonly RawRow[]): string[] {
  const width = Math.min(mostColumns, Math.max(...rows.map((row) => row.cells.length)));
  const stacks = Array.from({ length: width }, (_, at) => [...new Set(rows.map((row) => textOf(row.cells[at] ?? null)).filter((text) => text !== ''))]);
  const lowest = stacks.map((stack) => stack.at(-1) ?? '');
  const count = (text: string): number => lowest.filter((one) => foldHeader(one) === foldHeader(text)).length;
  return lowest.map((text, at) => (text !== '' && count(text) > 1 ? (stacks[at] ?? []).join(' ') : text));
}

/** A header that is printed again on each page of the list: any of its rows. */
export function isHeaderAgain({ headers, lines }: Header, row: RawRow): boolean {
  return isSame(headers, row) || lines.some((line) => isSame(line, row));
}

function isSame(texts: readonly string[], row: RawRow): boolean {
  // Nearly every row is told apart by its first word, without folding all of it.
  const first = row.cells.findIndex((cell) => !isBlank(cell));
  const [cell, header = ''] = [row.cells[first], texts[first]];
  if (typeof cell !== 'string' || Math.abs(cell.length - header.length) > 12 || foldHeader(cell) !== foldHeader(header)) return false;
  const filled = row.cells.filter((one) => !isBlank(one)).length;
  const same = row.cells.filter((one, at) => !isBlank(one) && foldHeader(textOf(one)) !== '' && foldHeader(textOf(one)) === foldHeader(texts[at] ?? '')).length;
  return same >= 2 && same * 2 >= filled;
}

/** The row `(1) (2) (3)` under a header. */
export function isNumbering(row: RawRow): boolean {
  const texts = row.cells.filter((cell) => !isBlank(cell)).map(textOf);
  return texts.length > 1 && texts.every((text, at) => text.replace(/[()]/g, '') === String(at + 1));
}
