import type { Cell } from '../domain/sheet.ts';
import { SheetRefused } from './refused.ts';

/** Rows as the file has them, numbered as Excel numbers them; blank ones are left out. */
export type RawRow = { rowNumber: number; cells: Cell[] };
/** One sheet; its rows are read once, and before the next sheet is asked for. */
export type RawSheet = { name: string; /** Of a workbook's zip. */ part?: string; estimatedRows: number; rows: AsyncIterable<RawRow> };
/** `stamp`: our own mark of a template. `sheets` opens the file anew. */
export type RawBook = { sheets: () => AsyncIterable<RawSheet>; stamp: string | null };

/** More columns than any list has; what stands to the right of them is not read. */
export const mostColumns = 400;

export const isBlank = (cell: Cell | undefined): boolean => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** A column's letters to its index from 0: `A` → 0, `AB` → 27. */
export function columnIndex(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** And back: 0 → `A`, 27 → `AB`. */
export function columnLetters(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${columnLetters(Math.floor(index / 26) - 1)}${columnLetters(index % 26)}`;
}

type Area = { top: number; bottom: number; left: number; right: number };
function areaOf(reference: string): Area | null {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference) ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  return { top: Number(top), bottom: Number(bottom), left: columnIndex(left), right: columnIndex(right) };
}

const widthOf = (area: Area): number => Math.min(area.right + 1, mostColumns) - area.left;

/** Gives every cell of a merged area the value of its first one: a class written once beside forty pupils is the class of each. */
export function filler(merges: readonly string[]): (row: RawRow) => RawRow {
  const areas = merges.map(areaOf).filter((one) => one !== null).toSorted((one, other) => one.top - other.top);
  let next = 0;
  const open = new Map<Area, Cell>();
  let width = 0;
  return (row) => {
    while (next < areas.length && (areas[next]?.top ?? Infinity) <= row.rowNumber) {
      const area = areas[next];
      next += 1;
      if (!area || area.bottom < row.rowNumber || area.left >= mostColumns) continue;
      // Merged areas do not overlap: a file where they do was made to keep a reader busy.
      width += widthOf(area);
      if (width > mostColumns) throw new SheetRefused('Tệp có ô gộp chồng lên nhau. Hãy bỏ gộp ô (Unmerge Cells), lưu lại rồi tải lên.', 'Merged cells overlap. Unmerge them, save and upload again.');
      open.set(area, area.top === row.rowNumber ? (row.cells[area.left] ?? null) : null);
    }
    for (const [area, value] of open) {
      if (area.bottom < row.rowNumber) {
        open.delete(area);
        width -= widthOf(area);
        continue;
      }
      for (let at = area.left; at < area.left + widthOf(area); at += 1) if (isBlank(row.cells[at])) row.cells[at] = value;
    }
    return row;
  };
}
