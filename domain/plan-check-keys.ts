import { error } from './plan-check-finding.ts';
import { stepWords } from './plan-check-words.ts';
import type { Finding } from './plan-check-finding.ts';
import type { Plan } from './plan.ts';

/** Keys stand in workflow ids and column values: short, lower case, words joined by `-`. */
const keyShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_KEY = 60;
/** Form keys are JSON names: `camelCase`. */
const fieldShape = /^[a-z][A-Za-z0-9]*$/;

function repeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

function badKey(key: string, stepKey: string | null): Finding {
  return error(
    'bad-key', stepKey,
    { vi: `Mã “${key}” không hợp lệ.`, en: `The key “${key}” is not valid.` },
    { vi: `Hãy dùng chữ thường không dấu, số và dấu gạch nối, tối đa ${LONGEST_KEY} ký tự.`, en: `Use lower-case letters, digits and hyphens, at most ${LONGEST_KEY}.` },
  );
}

function duplicate(key: string, stepKey: string | null, what: { vi: string; en: string }): Finding {
  return error(
    'duplicate-key', stepKey,
    { vi: `${what.vi} “${key}” có hai lần.`, en: `${what.en} “${key}” is there twice.` },
    { vi: 'Hãy đổi một trong hai mã.', en: 'Change one of the two keys.' },
  );
}

const isBad = (key: string) => key.length > LONGEST_KEY || !keyShape.test(key);

/** Keys that are malformed or used twice, and a plan without any step. */
export function checkKeys(plan: Plan): Finding[] {
  const own = [
    ...(isBad(plan.key) ? [badKey(plan.key, null)] : []),
    ...repeated(plan.tiers).map((tier) => duplicate(tier, null, { vi: 'Cấp', en: 'The tier' })),
    ...repeated(plan.steps.map((step) => step.key)).map((key) => duplicate(key, key, { vi: 'Mã bước', en: 'The step key' })),
    ...(plan.steps.length === 0 ? [error(
      'plan-without-steps', null,
      { vi: 'Kế hoạch không có bước nào.', en: 'The plan has no steps.' },
      { vi: 'Hãy thêm ít nhất một bước.', en: 'Add at least one step.' },
    )] : []),
  ];
  return [...own, ...plan.steps.flatMap((step) => {
    const where = stepWords(step);
    const keys = [step.key, ...step.duties.map((duty) => duty.key)];
    const fields = step.duties.flatMap((duty) => {
      const names = duty.form.map((field) => field.key);
      return [
        ...names.filter((name) => !fieldShape.test(name)).map((name) => badKey(name, step.key)),
        ...repeated(names).map((name) => duplicate(name, step.key, { vi: `Ở ${where.vi}, mục`, en: `In ${where.en}, the field` })),
      ];
    });
    return [
      ...keys.filter(isBad).map((key) => badKey(key, step.key)),
      ...repeated(keys.slice(1)).map((key) => duplicate(key, step.key, { vi: `Ở ${where.vi}, mã việc`, en: `In ${where.en}, the duty key` })),
      ...fields,
    ];
  })];
}
