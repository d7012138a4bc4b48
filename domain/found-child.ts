import type { SlipField } from './confirmation.ts';
import type { LocalDate } from './instant.ts';
import type { FieldProblem } from './form.ts';
import { checkSlipValue } from './slip-check.ts';

/** What the commune or district writes down of a child who is on no school's list. */
export const foundChildFields = [
  'fullName', 'birthDate', 'sex', 'ethnicity', 'birthPlace', 'permanentAddress', 'currentAddress', 'guardianName', 'guardianPhone',
] as const satisfies readonly SlipField[];
export type FoundChild = Readonly<Record<(typeof foundChildFields)[number], string>> & { personalNumber: string | null; sex: 'male' | 'female' };

type Checked = { ok: true; child: FoundChild } | { ok: false; problems: FieldProblem[] };

/** By the rules of the slip, so that the child passes the same review as one who went to kindergarten. A number may still be missing. */
export function checkFoundChild(given: Readonly<Record<string, string | undefined>>, today: LocalDate): Checked {
  const sex = given['sex'] === 'female' ? 'female' : 'male';
  const context = { birthDate: given['birthDate'] ?? today, sex, today } as const;
  const problems: FieldProblem[] = [];
  const taken = (field: SlipField): string => {
    const checked = checkSlipValue(field, given[field] ?? '', context);
    if (checked.ok) return checked.value;
    problems.push({ field, problem: checked.problem });
    return '';
  };
  const values = Object.fromEntries(foundChildFields.map((field) => [field, taken(field)])) as Record<(typeof foundChildFields)[number], string>;
  const personalNumber = (given['personalNumber'] ?? '').trim() === '' ? null : taken('personalNumber');
  return problems.length > 0 ? { ok: false, problems } : { ok: true, child: { ...values, sex, personalNumber } };
}
