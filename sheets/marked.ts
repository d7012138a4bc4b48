import type { Writable } from 'node:stream';
import { errorHeader } from '../domain/sheet.ts';
import type { SheetMapping, SheetSpec } from '../domain/sheet.ts';
import { foldHeader } from '../domain/sheet-mapping.ts';
import { writeAnew } from './marked-anew.ts';
import { changesOf, writeSame } from './marked-same.ts';
import type { Marks } from './marking.ts';
import { openSheet } from './open-sheet.ts';
import { isBlank } from './raw-sheet.ts';

/**
 * The person's own file back as `.xlsx`: each wrong cell red with a Vietnamese note, and a column that says what to mend; uploaded again,
 * that column is left alone. A workbook comes back as it is, with titles, drop-downs, widths and other sheets; of `.xls` and CSV the list.
 * Streams, so that a province's list takes no more memory than a class.
 */
export async function writeMarked(path: string, out: Writable, { mediaType, spec, mapping, marks }: { mediaType: string; spec: SheetSpec; mapping: SheetMapping; marks: Marks }): Promise<void> {
  const { headers, headerRow, part, rows } = await openSheet(path, { mediaType, spec });
  let width = headers.length;
  // Beside what stands in any row, even under no header.
  for await (const { cells } of rows) width = Math.max(width, cells.findLastIndex((cell) => !isBlank(cell)) + 1);
  const earlier = headers.findIndex((header) => foldHeader(header) === foldHeader(errorHeader));
  const marking = { headerRow, column: earlier === -1 ? width : earlier, isOurs: earlier !== -1, mapping, marks };
  const changes = part === null ? null : await changesOf(path, part);
  if (changes) await writeSame(path, out, changes, marking);
  else await writeAnew(await openSheet(path, { mediaType, spec }), out, spec, marking);
}
