import type { SlipField } from './confirmation.ts';
import { phoneOf } from './contacts.ts';
import { dateOf } from './instant.ts';
import type { LocalDate } from './instant.ts';
import type { Text } from './plan.ts';
import { personalNumberDoubts, personalNumberShape } from './slip-personal-number.ts';
import { clean } from './text.ts';

/** A right value for one field, cleaned; or what is wrong with it. `doubts` are shown and do not block. */
export type CheckedValue = { ok: true; value: string; doubts: readonly Text[] } | { ok: false; problem: Text };
/** What the other fields say, the parent's own corrections included. */
export type CheckContext = { birthDate: LocalDate; sex: 'male' | 'female'; today: LocalDate };

const fine = (value: string, doubts: readonly Text[] = []): CheckedValue => ({ ok: true, value, doubts });
const wrong = (vi: string, en: string): CheckedValue => ({ ok: false, problem: { vi, en } });

const words = (limit: number) => (typed: string) => {
  const value = clean(typed);
  if (value === '') return wrong('Hãy nhập giá trị đúng.', 'Enter the right value.');
  return value.length > limit ? wrong(`Tối đa ${limit} ký tự; hãy rút gọn.`, `At most ${limit} characters.`) : fine(value);
};

const name = (typed: string) => {
  // Phones write the apostrophe of H'Hen as a quotation mark.
  const checked = words(100)(typed.replace(/[’‘`]/g, "'"));
  if (!checked.ok) return checked;
  return /^[\p{L}\p{M}' .-]+$/u.test(checked.value)
    ? checked
    : wrong('Họ tên chỉ gồm chữ cái và dấu cách.', 'A name has letters and spaces only.');
};

const checks = {
  fullName: name,
  guardianName: name,
  ethnicity: words(50),
  birthPlace: words(200),
  permanentAddress: words(300),
  currentAddress: words(300),
  sex: (typed: string) => (typed === 'male' || typed === 'female' ? fine(typed) : wrong('Hãy chọn Nam hoặc Nữ.', 'Choose male or female.')),
  birthDate: (typed: string, context: CheckContext) => {
    const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? [];
    const date = year ? dateOf(Number(year), Number(month), Number(day)) : null;
    if (date === null) return wrong('Hãy nhập ngày sinh có thật, ví dụ 27 / 3 / 2012.', 'Enter a real date, for example 27 / 3 / 2012.');
    if (date >= context.today) return wrong('Ngày sinh phải trước hôm nay.', 'The date of birth must be in the past.');
    return Number(year) < 1990 ? wrong('Hãy kiểm tra lại năm sinh.', 'Check the year of birth.') : fine(date);
  },
  personalNumber: (typed: string, context: CheckContext) => {
    // Pasted numbers come with blanks; Unicode digits of other scripts are refused by the shape.
    const value = clean(typed).replace(/[ .-]/g, '');
    return personalNumberShape.test(value)
      ? fine(value, personalNumberDoubts(value, context.birthDate, context.sex))
      : wrong('Số định danh cá nhân gồm đúng 12 chữ số.', 'A personal number has exactly 12 digits.');
  },
  guardianPhone: (typed: string) => {
    const phone = phoneOf(clean(typed));
    return phone === null
      ? wrong('Hãy nhập số điện thoại Việt Nam, ví dụ 0912 345 678.', 'Enter a Vietnamese phone number, for example 0912 345 678.')
      : fine(phone);
  },
} as const satisfies Record<SlipField, (typed: string, context: CheckContext) => CheckedValue>;

/** The other fields as the parent's own corrections leave them. */
export function correctedContext(stored: CheckContext, corrected: (field: 'birthDate' | 'sex') => string | undefined): CheckContext {
  const sex = corrected('sex');
  return { ...stored, birthDate: corrected('birthDate') ?? stored.birthDate, sex: sex === 'male' || sex === 'female' ? sex : stored.sex };
}

/** Checks the right value that a parent (or a clerk with the paper slip) gives for one field. */
export function checkSlipValue(field: SlipField, typed: string, context: CheckContext): CheckedValue {
  // 10 kB names exist; nothing longer is even looked at.
  if (typed.length > 2_000) return wrong('Nội dung quá dài; hãy rút gọn.', 'Too long; please shorten it.');
  return checks[field](typed, context);
}
