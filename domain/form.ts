import { dateOf } from './instant.ts';
import type { Text } from './plan.ts';

/** One question of a duty's form. Answers are JSON; see `checkAnswers`. */
export type FormField =
  | { key: string; type: 'text'; label: Text; required: boolean; maxLength?: number; multiline?: boolean }
  | { key: string; type: 'number'; label: Text; required: boolean; min?: number; max?: number; integer?: boolean; unit?: Text }
  | { key: string; type: 'date'; label: Text; required: boolean }
  | { key: string; type: 'boolean'; label: Text; required: boolean }
  | { key: string; type: 'choice'; label: Text; required: boolean; options: readonly { value: string; label: Text }[] }
  | { key: string; type: 'url'; label: Text; required: boolean }
  /** A directive: number, date, signer; the file is an attachment of the task. */
  | { key: string; type: 'directive'; label: Text; required: boolean }
  /** At least one attachment of the task. */
  | { key: string; type: 'file'; label: Text; required: boolean };

export type Answers = Readonly<Record<string, unknown>>;
export type FieldProblem = { field: string; problem: Text };

/** A day the calendar has: `Date.parse` alone takes 30 February for 2 March. */
function isDay(value: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []).map(Number);
  return year !== undefined && month !== undefined && day !== undefined && dateOf(year, month, day) !== null;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function problemOf(field: FormField, value: unknown, attachments: number): Text | null {
  if (field.type === 'file') {
    return field.required && attachments === 0
      ? { vi: 'Hãy đính kèm ít nhất một tệp.', en: 'Attach at least one file.' }
      : null;
  }
  if (value === undefined || value === null || value === '') {
    return field.required ? { vi: 'Hãy điền mục này.', en: 'Fill in this field.' } : null;
  }
  const check = checks[field.type] as (field: FormField, value: unknown) => Text | null;
  return check(field, value);
}

const mostCounted = 1_000_000_000_000;

const checks = {
  text: (field: FormField & { type: 'text' }, value: unknown) => {
    if (!isText(value)) return { vi: 'Hãy nhập chữ.', en: 'Enter text.' };
    const limit = field.maxLength ?? 4000;
    return value.length > limit
      ? { vi: `Tối đa ${limit} ký tự; hãy rút gọn.`, en: `At most ${limit} characters.` }
      : null;
  },
  number: (field: FormField & { type: 'number' }, value: unknown) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { vi: 'Hãy nhập một số.', en: 'Enter a number.' };
    if (field.integer && !Number.isInteger(value)) return { vi: 'Hãy nhập số nguyên.', en: 'Enter a whole number.' };
    // Beyond it a number is not kept as it was typed; and no province counts so far.
    if (Math.abs(value) > mostCounted) return { vi: 'Số quá lớn; hãy kiểm tra lại.', en: 'Too large; check it again.' };
    if (field.min !== undefined && value < field.min) return { vi: `Không nhỏ hơn ${field.min}.`, en: `Not below ${field.min}.` };
    if (field.max !== undefined && value > field.max) return { vi: `Không lớn hơn ${field.max}.`, en: `Not above ${field.max}.` };
    return null;
  },
  date: (_: FormField, value: unknown) =>
    isText(value) && isDay(value)
      ? null
      : { vi: 'Hãy nhập ngày (ngày/tháng/năm).', en: 'Enter a date.' },
  boolean: (field: FormField, value: unknown) =>
    typeof value !== 'boolean' || (field.required && !value)
      ? { vi: 'Hãy đánh dấu xác nhận.', en: 'Tick to confirm.' }
      : null,
  choice: (field: FormField & { type: 'choice' }, value: unknown) =>
    field.options.some((option) => option.value === value)
      ? null
      : { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose from the list.' },
  url: (_: FormField, value: unknown) =>
    isText(value) && /^https?:\/\/[^\s]+$/i.test(value) && value.length <= 500
      ? null
      : { vi: 'Hãy nhập địa chỉ trang, bắt đầu bằng http:// hoặc https://.', en: 'Enter an address starting with http:// or https://.' },
  directive: (_: FormField, value: unknown) => {
    const given = (typeof value === 'object' && value !== null ? value : {}) as Answers;
    return isText(given['number']) && isText(given['signedOn']) && isText(given['signer'])
      ? null
      : { vi: 'Hãy điền số, ngày ký và người ký của văn bản.', en: 'Fill in number, date and signer of the directive.' };
  },
} as const;

/** Every problem of a form, at once; an unknown key is a problem too. Empty = fine. */
export function checkAnswers(form: readonly FormField[], answers: Answers, attachments: number): FieldProblem[] {
  const known = new Set(form.map((field) => field.key));
  const strays = Object.keys(answers)
    .filter((key) => !known.has(key))
    .map((field) => ({ field, problem: { vi: 'Mục này không có trong biểu mẫu.', en: 'This field is not in the form.' } }));
  const problems = form.flatMap((field) => {
    const problem = problemOf(field, answers[field.key], attachments);
    return problem ? [{ field: field.key, problem }] : [];
  });
  return [...problems, ...strays];
}
