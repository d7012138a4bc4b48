import type { Writable } from 'node:stream';
import { once } from 'node:events';
import excel from 'exceljs';
import type { Cell as ExcelCell } from 'exceljs';
import { errorHeader } from '../domain/sheet.ts';
import type { Cell, SheetMapping, SheetProblem, SheetSpec } from '../domain/sheet.ts';
import { foldHeader } from '../domain/sheet-mapping.ts';
import { openSheet } from './open-sheet.ts';
import { escapeCell } from './escape.ts';
import { stampOf } from './stamp.ts';

export type Marks = ReadonlyMap<number, readonly SheetProblem[]>;

const red = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const;

/**
 * The person's own list back as `.xlsx`: the same columns and rows in the same places, each wrong cell red with a Vietnamese note, and a last
 * column that says what to mend. Uploaded again, that column is left alone. Streams, so that a province's list takes no more memory than a class.
 */
export async function writeMarked(path: string, out: Writable, { mediaType, spec, mapping, marks }: { mediaType: string; spec: SheetSpec; mapping: SheetMapping; marks: Marks }): Promise<void> {
  const opened = await openSheet(path, { mediaType, spec });
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  if (opened.stamp) book.keywords = stampOf(spec);
  const sheet = book.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: opened.headerRow }] });
  const earlier = opened.headers.findIndex((header) => foldHeader(header) === foldHeader(errorHeader));
  const column = earlier === -1 ? opened.headers.length : earlier;
  sheet.columns = [...opened.headers, ...(earlier === -1 ? [errorHeader] : [])].map((_, at) => ({ width: at === column ? 60 : 18, style: { numFmt: '@' } }));
  // Rows keep their numbers, so that "row 214" is the same row in both files.
  const head = sheet.getRow(opened.headerRow);
  opened.headers.forEach((header, at) => (head.getCell(at + 1).value = header));
  head.getCell(column + 1).value = errorHeader;
  head.font = { bold: true };
  head.commit();
  for await (const { rowNumber, cells } of opened.rows) {
    const row = sheet.getRow(rowNumber);
    cells.forEach((cell, at) => (row.getCell(at + 1).value = written(cell)));
    const problems = marks.get(rowNumber) ?? [];
    row.getCell(column + 1).value = problems.length === 0 ? null : escapeCell(problems.map((one) => one.problem.vi).join(' '));
    for (const { field, problem } of problems) mark(row.getCell((field === null ? column : (mapping[field] ?? column)) + 1), problem.vi);
    row.commit();
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  await book.commit();
}

function mark(cell: ExcelCell, note: string): void {
  cell.fill = red;
  cell.note = { texts: [{ text: note }] };
}

/** Dates as people read them; a formula as text, so that it is not worked out by whoever opens the file. */
function written(cell: Cell): string | number | boolean | null {
  if (cell instanceof Date) return `${String(cell.getUTCDate()).padStart(2, '0')}/${String(cell.getUTCMonth() + 1).padStart(2, '0')}/${cell.getUTCFullYear()}`;
  return typeof cell === 'string' ? escapeCell(cell) : cell;
}
