import type { Writable } from 'node:stream';
import { once } from 'node:events';
import excel from 'exceljs';
import type { Cell as ExcelCell } from 'exceljs';
import { errorHeader } from '../domain/sheet.ts';
import type { Cell, SheetSpec } from '../domain/sheet.ts';
import type { Marking } from './marking.ts';
import type { OpenedSheet } from './open-sheet.ts';
import { escapeCell } from './escape.ts';
import { stampOf } from './stamp.ts';

const red = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const;

/** A list of another format as `.xlsx`: its header and rows in the same places. Streams, so that a province's list takes no more memory than a class. */
export async function writeAnew(opened: OpenedSheet, out: Writable, spec: SheetSpec, { mapping, marks, column }: Marking): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  if (opened.stamp) book.keywords = stampOf(spec);
  const sheet = book.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: opened.headerRow }] });
  sheet.columns = Array.from({ length: Math.max(opened.headers.length, column + 1) }, (_, at) => ({ width: at === column ? 60 : 18, style: { numFmt: '@' } }));
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
