import { phoneOf } from './contacts.ts';
import { dateOf } from './instant.ts';
import type { Text } from './plan.ts';
import { clean, fold } from './text.ts';
import type { Cell, SheetField, SheetMapping, SheetProblem, SheetSpec } from './sheet.ts';

/** `values`: as our rules write them; '' for an empty cell. Fields without a column are absent. */
export type ParsedRow = { values: Record<string, string>; problems: SheetProblem[] };
type Parsed = { value: string; problem?: Text };

const fine = (value: string): Parsed => ({ value });
const wrong = (value: string, vi: string, en: string): Parsed => ({ value, problem: { vi, en } });

/** One row of a file by its columns: every problem of it at once. */
export function parseRow(spec: SheetSpec, cells: readonly Cell[], mapping: SheetMapping): ParsedRow {
  const values: Record<string, string> = {};
  const problems: SheetProblem[] = [];
  for (const field of spec.fields) {
    const at = mapping[field.key];
    if (at === undefined) {
      if (field.required) problems.push({ field: field.key, problem: { vi: `Tệp không có cột “${field.label.vi}”.`, en: `The file has no column “${field.label.en}”.` } });
      continue;
    }
    const { value, problem } = parseCell(field, cells[at] ?? null);
    values[field.key] = value;
    if (problem) problems.push({ field: field.key, problem });
    else if (field.required && value === '') problems.push({ field: field.key, problem: { vi: `Hãy điền “${field.label.vi}”.`, en: `Fill in “${field.label.en}”.` } });
  }
  return { values, problems };
}

export function parseCell(field: SheetField, cell: Cell): Parsed {
  // Our own exports put an apostrophe before what a spreadsheet would take for a formula.
  const text = textOf(cell).replace(/^'(?=[+\-@])/, '');
  if (text === '') return fine('');
  // Longer than any name or address; 10 kB in a cell is a mistake of the file.
  if (text.length > 2_000) return wrong(text.slice(0, 100), 'Nội dung ô quá dài; hãy rút gọn.', 'Too long; shorten it.');
  // Readers give a formula as it is written: its stored result may be of yesterday, or of another file.
  if (/^'?=/.test(text)) return wrong(text.slice(0, 100), 'Ô này là công thức. Hãy sao chép rồi dán lại dạng giá trị (Paste Values).', 'This cell is a formula. Paste it as a value.');
  if (/^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/.test(text)) return wrong(text, `Ô báo lỗi của Excel (${text}). Hãy ghi lại nội dung.`, `The cell shows an error of Excel (${text}). Write its content.`);
  // Class 5/1 typed into a cell that is no text becomes the fifth of January.
  if (cell instanceof Date && field.kind !== 'date') return wrong(text, 'Excel đã đổi ô này thành ngày. Hãy định dạng ô là Văn bản (Text) rồi ghi lại.', 'Excel made this a date. Format the cell as text and write it again.');
  return parsers[field.kind](field, text, cell);
}

/** Numbers as Excel shows them, without 1E+11 and without a fraction of binary. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return Number.isInteger(cell) && Math.abs(cell) < 1e15 ? cell.toFixed(0) : String(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return clean(cell);
}

const parsers = {
  text: (_: SheetField, text: string) => fine(text),
  name: (_: SheetField, text: string) => {
    const value = text.replace(/[’‘`]/g, "'");
    return value.length <= 100 && /^[\p{L}\p{M}' .-]+$/u.test(value) ? fine(value) : wrong(value, 'Họ tên chỉ gồm chữ cái và dấu cách, tối đa 100 ký tự.', 'A name has letters and spaces only, at most 100.');
  },
  code: (_: SheetField, text: string) => (/^[\p{L}\p{N}._/-]{1,60}$/u.test(text) ? fine(text) : wrong(text, 'Mã chỉ gồm chữ, số, dấu chấm, gạch ngang; không có dấu cách.', 'A code has letters, digits, dots and hyphens; no blanks.')),
  date: (_: SheetField, text: string, cell: Cell) => {
    const date = dayOf(text, cell);
    return date === null ? wrong(text, 'Ngày không có thật hoặc không đọc được. Hãy ghi ngày/tháng/năm, ví dụ 05/09/2012.', 'Not a date. Write day/month/year, e.g. 05/09/2012.') : fine(date);
  },
  integer: (_: SheetField, text: string) => {
    const plain = text.replace(/[.\s](?=\d{3}(\D|$))/g, '');
    return /^\d{1,9}$/.test(plain) ? fine(String(Number(plain))) : wrong(text, 'Hãy ghi số nguyên từ 0.', 'Write a whole number from 0.');
  },
  choice: (field: SheetField, text: string) => {
    const found = (field.choices ?? []).find((one) => one.value === text || fold(one.label.vi) === fold(text) || fold(one.label.en) === fold(text));
    const all = (field.choices ?? []).map((one) => one.label.vi).join('; ');
    return found ? fine(found.value) : wrong(text, `Hãy chọn một trong: ${all}.`, `Choose one of: ${(field.choices ?? []).map((one) => one.label.en).join('; ')}.`);
  },
  'personal-number': (_: SheetField, text: string, cell: Cell) => {
    // Excel takes 031… for a number and eats the zero: of 11 digits only the first can be missing (province codes are 001–096, TT 07/2016/TT-BCA).
    const digits = text.replace(/[ .-]/g, '').replace(/^'/, '');
    const whole = typeof cell === 'number' || /^\d{10,11}$/.test(digits) ? digits.padStart(12, '0') : digits;
    return /^\d{12}$/.test(whole) && (digits.length >= 10) ? fine(whole) : wrong(text, 'Số định danh cá nhân gồm đúng 12 chữ số. Hãy để ô dạng Văn bản để giữ số 0 ở đầu.', 'A personal number has exactly 12 digits. Format the cell as text to keep the leading zero.');
  },
  phone: (_: SheetField, text: string, cell: Cell) => {
    const typed = typeof cell === 'number' || /^[1-9]\d{8}$/.test(text) ? `0${text.replace(/^0/, '')}` : text;
    const phone = phoneOf(typed.replace(/^'/, ''));
    return phone === null ? wrong(text, 'Hãy ghi số điện thoại Việt Nam, ví dụ 0912345678.', 'Write a Vietnamese phone number, e.g. 0912345678.') : fine(phone);
  },
  email: (_: SheetField, text: string) => (/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/.test(text) && text.length <= 200 ? fine(text) : wrong(text, 'Địa chỉ thư không đúng, ví dụ ten@example.vn.', 'Not an e-mail address.')),
} as const satisfies Record<SheetField['kind'], (field: SheetField, text: string, cell: Cell) => Parsed>;

/** Days from 1950 to 2099 as Excel counts them: a year typed alone ("2012") is no day of 1905. */
const [firstSerial, lastSerial] = [18_264, 73_050];

/** A date as a date, as Excel's serial number, as D/M/Y or Y-M-D typed. */
function dayOf(text: string, cell: Cell): string | null {
  if (cell instanceof Date) return text === '' ? null : text;
  if (/^\d{5}(\.0+)?$/.test(text)) {
    const serial = Number(text);
    return serial >= firstSerial && serial <= lastSerial ? new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10) : null;
  }
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.replace(/\s*([/.-])\s*/g, '$1')) ?? [];
  if (year !== undefined) return dateOf(Number(year), Number(month), Number(day));
  const [, y, m, d] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text) ?? [];
  return y === undefined ? null : dateOf(Number(y), Number(m), Number(d));
}
