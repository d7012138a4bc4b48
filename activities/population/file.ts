import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as XLSX from '@e965/xlsx';
import { dateOf } from '../../domain/instant.ts';
import { clean, fold } from '../../domain/text.ts';
import type { IdentityRecord } from '../../domain/identity-match.ts';
import type { Answer, Population, Question } from './port.ts';

/** The columns of the list that goes out; those of the answer stand empty beside them, to be filled in and sent back as the same file. */
const sent = ['Mã đối chiếu', 'Số định danh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Nơi ở'] as const;
const back = ['Tìm thấy (Có/Không)', 'Họ và tên (dân cư)', 'Ngày sinh (dân cư)', 'Giới tính (dân cư)', 'Nơi ở (dân cư)'] as const;
const headings = [...sent, ...back];
const [refColumn] = sent;
const [foundColumn] = back;
const spoken = { male: 'Nam', female: 'Nữ', '': '' } as const;
/** Excel opens more slowly than people wait: longer lists go as CSV. */
const longestSheet = 20_000;

export type ListFile = { name: string; mediaType: string; bytes: Buffer };

/** The list as a file of the exchange; every cell is text, so that no leading zero is lost and no cell is a formula. */
export function listFile(questions: readonly Question[], batchId: string): ListFile {
  const rows = questions.map((one) => [one.ref, one.number, one.fullName, dayOf(one.birthDate), spoken[one.sex], one.address, ...back.map(() => '')].map(harmless));
  const name = `doi-chieu-dan-cu-${batchId.slice(0, 8)}`;
  if (rows.length > longestSheet) {
    return { name: `${name}.csv`, mediaType: 'text/csv', bytes: Buffer.from(`\uFEFF${stringify([headings, ...rows])}`, 'utf8') };
  }
  const sheet = XLSX.utils.aoa_to_sheet([headings, ...rows]);
  sheet['!cols'] = [38, 16, 28, 12, 10, 44, 20, 28, 18, 16, 44].map((wch) => ({ wch }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'Đối chiếu');
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: `${name}.xlsx`, mediaType, bytes: Buffer.from(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer) };
}

/** A cell that a spreadsheet would read as a formula begins with an apostrophe, which it hides. */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const dayOf = (date: string): string => date.split('-').toReversed().join('/');

export type AnswerFile = { answers: ReadonlyMap<string, Answer>; unreadable: number };

/** Reads an answer file (XLSX, XLS or CSV). Null: it has no columns of ours. `unreadable`: rows of which nothing could be taken. */
export function readAnswerFile(bytes: Buffer, mediaType: string): AnswerFile | null {
  const rows = cellsOf(bytes, mediaType);
  const at = rows.findIndex((row) => row.some((cell) => fold(cell) === fold(refColumn)));
  if (at < 0) return null;
  const columns = new Map((rows[at] ?? []).map((cell, index) => [fold(cell), index]));
  const cell = (row: readonly string[], heading: string): string => clean(row[columns.get(fold(heading)) ?? -1] ?? '');
  if (back.some((heading) => !columns.has(fold(heading)))) return null;
  const answers = new Map<string, Answer>();
  let unreadable = 0;
  for (const row of rows.slice(at + 1)) {
    const ref = cell(row, refColumn);
    // The header repeated in the middle, an empty line, a row that nobody has filled in yet.
    if (ref === '' || fold(ref) === fold(refColumn) || cell(row, foundColumn) === '') continue;
    const answer = answerOf(ref, back.map((heading) => cell(row, heading)));
    if (answer) answers.set(ref, answer);
    else unreadable += 1;
  }
  return { answers, unreadable };
}

function answerOf(ref: string, [found = '', fullName = '', birthDate = '', sex = '', address = '']: readonly string[]): Answer | null {
  const said = fold(found);
  if (['khong', 'k', 'no', '0'].includes(said)) return { ref, found: false };
  if (!['co', 'c', 'x', 'yes', '1'].includes(said)) return null;
  const date = dateIn(birthDate);
  const known = sexIn(sex);
  const record: IdentityRecord | null = date === null || known === null ? null : { fullName, birthDate: date, sex: known, address };
  return record && { ref, found: true, record };
}

function sexIn(cell: string): IdentityRecord['sex'] | null {
  const said = fold(cell);
  if (said === '') return '';
  if (['nam', 'male', '0'].includes(said)) return 'male';
  return ['nu', 'female', '1'].includes(said) ? 'female' : null;
}

/** `05/09/2005`, `2005`, `09/2005`, `2005-09-05`, or the day count of a spreadsheet; null = none of them. */
function dateIn(cell: string): string | null {
  if (cell === '') return '';
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(cell)) return cell;
  const [, day, month, year] = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(cell) ?? [];
  if (year && month) return day ? dateOf(Number(year), Number(month), Number(day)) : `${year}-${month.padStart(2, '0')}`;
  if (!/^\d{5}$/.test(cell)) return null;
  return new Date(Date.UTC(1899, 11, 30) + Number(cell) * 86_400_000).toISOString().slice(0, 10);
}

function cellsOf(bytes: Buffer, mediaType: string): string[][] {
  if (mediaType === 'text/csv') {
    const content = bytes.toString('utf8');
    const delimiter = (content.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
    return parse(content, { bom: true, delimiter, relax_column_count: true, relax_quotes: true });
  }
  const book = XLSX.read(bytes, { type: 'buffer', cellFormula: false, cellHTML: false, cellStyles: false, sheetRows: 200_000 });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) return [];
  const rows = XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: '' });
  return rows.map((row) => row.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '')));
}

/** Answers only what the file that came back says; before it comes, nothing. */
export function createFilePopulation(file: AnswerFile | null): Population {
  return {
    check: async ({ questions }) => ({ kind: 'answered', answers: questions.flatMap((one) => file?.answers.get(one.ref) ?? []) }),
  };
}
