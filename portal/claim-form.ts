import { slipFields } from '../domain/confirmation.ts';
import type { SlipField } from '../domain/confirmation.ts';
import { phoneOf } from '../domain/contacts.ts';
import { localDateOf } from '../domain/instant.ts';
import type { Text } from '../domain/plan.ts';
import { checkSlipValue, correctedContext } from '../domain/slip-check.ts';
import { clean } from '../domain/text.ts';
import type { ParentView } from '../db/queries/parent-view.ts';

/** What the parent ticked and typed so far; every page of the story carries all of it, so nothing is lost on an error. */
export type Claim = {
  wrong: readonly SlipField[];
  /** As typed, by input name; a birth date is three inputs. */
  typed: Readonly<Record<string, string>>;
  note: string;
};

export const dateParts = ['birthDate-day', 'birthDate-month', 'birthDate-year'] as const;
export const noteLimit = 500;

export function claimOf(form: FormData): Claim {
  const ticked = new Set(form.getAll('wrong').map(String));
  const names = [...slipFields, ...dateParts];
  const typed = Object.fromEntries(names.map((name) => [name, textOf(form, name)]).filter(([, value]) => value !== ''));
  return { wrong: slipFields.filter((field) => ticked.has(field)), typed, note: textOf(form, 'note').trim() };
}

/** A text of a form; '' when it is absent or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.normalize('NFC') : '';
}

/** The typed value of a field as the check wants it; a date is put together from its parts. */
export function valueOf(claim: Claim, field: SlipField): string {
  if (field !== 'birthDate') return claim.typed[field] ?? '';
  const [day, month, year] = dateParts.map((part) => clean(claim.typed[part] ?? ''));
  return day === '' && month === '' && year === '' ? (claim.typed['birthDate'] ?? '') : `${year}-${month}-${day}`;
}

export type CheckedClaim = {
  problems: Partial<Record<SlipField | 'note', Text>>;
  /** Shown, never blocking. */
  doubts: Partial<Record<SlipField, readonly Text[]>>;
  fields: readonly { field: SlipField; proposed: string }[];
};

/** Nothing to correct: the school would have to decide between two equal values. (A number is shown masked and is not compared.) */
function isOnRecord(view: ParentView, field: SlipField, proposed: string): boolean {
  const stored = clean(view.slip[field]);
  return proposed === (field === 'guardianPhone' ? phoneOf(stored) : stored);
}

/** The same checks as the transaction makes (domain/slip-check.ts), so that a parent hears of them before sending. */
export function checkClaim(claim: Claim, view: ParentView): CheckedClaim {
  const stored = { birthDate: view.birthDate, sex: view.sex, today: localDateOf(view.seasonNow) };
  const context = correctedContext(stored, (field) => {
    if (!claim.wrong.includes(field)) return undefined;
    const checked = checkSlipValue(field, valueOf(claim, field), stored);
    return checked.ok ? checked.value : undefined;
  });
  const result: CheckedClaim & { fields: { field: SlipField; proposed: string }[] } = { problems: {}, doubts: {}, fields: [] };
  for (const field of claim.wrong) {
    const checked = checkSlipValue(field, valueOf(claim, field), context);
    if (!checked.ok) {
      result.problems[field] = checked.problem;
      continue;
    }
    if (isOnRecord(view, field, checked.value)) {
      result.problems[field] = { vi: 'Giống điều đang ghi. Hãy nhập giá trị đúng, hoặc bỏ chọn mục này.', en: 'The same as on record. Enter the right value, or leave this field out.' };
      continue;
    }
    result.fields.push({ field, proposed: checked.value });
    if (checked.doubts.length > 0) result.doubts[field] = checked.doubts;
  }
  if (claim.note.length > noteLimit) {
    result.problems.note = {
      vi: 'Lời nhắn tối đa 500 ký tự; hãy rút gọn.',
      en: 'A message has at most 500 characters; please shorten it.',
    };
  }
  return result;
}
