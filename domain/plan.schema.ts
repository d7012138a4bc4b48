import { z } from 'zod';
import { rungActions } from './ladder.ts';
import { dutyKinds } from './plan.ts';
import { levels, tiers } from './tier.ts';
import type { FormField } from './form.ts';
import type { Duty, Plan, Step, Text } from './plan.ts';
import type { MomentRule, WindowRule } from './window.ts';
import { works } from './work.ts';

/** Reads plans that come from outside (an imported file, an added step). Shape only; `checkPlan` judges the sense. */
const key = z.string().min(1).max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const fieldKey = z.string().max(60).regex(/^[a-z][A-Za-z0-9]*$/);
const words = z.string().trim().min(1).max(4000);
const text = z.strictObject({ vi: words, en: words }) satisfies z.ZodType<Text>;
const month = z.int().min(1).max(12);
const day = z.int().min(1).max(31);
const yearOffset = z.int().min(0).max(5).optional();
const edge = z.enum(['start', 'end']);

const momentRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('date'), month, day, yearOffset }),
  z.strictObject({ kind: z.literal('before-date'), month, day, yearOffset }),
  z.strictObject({ kind: z.literal('before-time'), month, day, hour: z.int().min(0).max(23), minute: z.int().min(0).max(59).optional(), yearOffset }),
  z.strictObject({ kind: z.literal('through-date'), month, day, yearOffset }),
  z.strictObject({ kind: z.literal('week-of-month'), month, week: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), edge, yearOffset }),
  z.strictObject({ kind: z.literal('part-of-month'), month, part: z.enum(['early', 'mid', 'late', 'whole']), edge, yearOffset }),
  z.strictObject({ kind: z.literal('after-step'), step: key, edge: z.enum(['opens', 'closes']), days: z.int().min(-366).max(366), working: z.boolean().optional() }),
]) satisfies z.ZodType<MomentRule>;

const windowRuleSchema = z.strictObject({
  opens: momentRuleSchema, closes: momentRuleSchema, vague: z.boolean().optional(),
}) satisfies z.ZodType<WindowRule>;

const asked = { key: fieldKey, label: text, required: z.boolean() };
const formFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, type: z.literal('text'), maxLength: z.int().min(1).max(20_000).optional(), multiline: z.boolean().optional() }),
  z.strictObject({ ...asked, type: z.literal('number'), min: z.number().optional(), max: z.number().optional(), integer: z.boolean().optional(), unit: text.optional() }),
  z.strictObject({ ...asked, type: z.literal('date') }),
  z.strictObject({ ...asked, type: z.literal('boolean') }),
  z.strictObject({ ...asked, type: z.literal('choice'), options: z.array(z.strictObject({ value: z.string().min(1).max(60), label: text })).min(1).max(100) }),
  z.strictObject({ ...asked, type: z.literal('url') }),
  z.strictObject({ ...asked, type: z.literal('directive') }),
  z.strictObject({ ...asked, type: z.literal('file') }),
]) satisfies z.ZodType<FormField>;

const ladder = z.array(z.strictObject({ action: z.enum(rungActions), workingDays: z.int().min(-60).max(60) })).max(20);
const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('levels'), levels: z.array(z.enum(levels)).min(1) }),
]);

const dutySchema = z.strictObject({
  key, scope, kind: z.enum(dutyKinds), owner: z.enum([...tiers, 'parents']),
  title: text, why: text, legalBasis: text, how: text, ifLate: text, clause: words, lead: text,
  cooperating: z.array(text).max(50),
  review: z.enum(['tier-above', 'province', 'none']),
  due: momentRuleSchema.optional(),
  after: z.array(key).max(50).optional(),
  form: z.array(formFieldSchema).max(60),
  work: z.enum(works).optional(),
  ladder: ladder.optional(),
}) satisfies z.ZodType<Duty>;

const stepSchema = z.strictObject({
  key, number: z.int().min(1).max(999), title: text, summary: text, clause: words, window: windowRuleSchema,
  gates: z.array(z.strictObject({ step: key, edge: z.enum(['opened', 'closed']) })).max(50),
  overlaps: z.array(key).max(100),
  duties: z.array(dutySchema).min(1).max(50),
  trial: z.boolean().optional(),
  freezesZones: z.boolean().optional(),
  graceWorkingDays: z.int().min(0).max(60),
}) satisfies z.ZodType<Step>;

const planSchema = z.strictObject({
  key, title: text, kind: z.enum(['admissions', 'transcripts', 'identity']),
  source: z.strictObject({ short: words, document: words, file: z.string().max(300), issuer: text }),
  year: z.int().min(2000).max(2100), repeats: z.enum(['once', 'yearly']),
  tiers: z.array(z.enum(tiers)).min(1), levels: z.array(z.enum(levels)).min(1), ladder,
  steps: z.array(stepSchema).min(1).max(100),
}) satisfies z.ZodType<Plan>;

/** `path` as in `steps.3.duties.0.title.vi`. */
type PlanProblem = { path: string; problem: Text };
export type PlanReading = { kind: 'read'; plan: Plan } | { kind: 'refused'; problems: readonly PlanProblem[] };

type Issue = z.core.$ZodIssue;

const sayings: { [Code in Issue['code']]?: (issue: Extract<Issue, { code: Code }>) => Text } = {
  invalid_type: (issue) => ({ vi: 'Thiếu mục này hoặc sai kiểu dữ liệu; hãy điền đúng.', en: `Missing or of the wrong type; expected ${issue.expected}.` }),
  too_small: (issue) => ({ vi: `Quá ngắn, quá ít hoặc quá nhỏ; tối thiểu ${issue.minimum}.`, en: `Too short, too few or too small; at least ${issue.minimum}.` }),
  too_big: (issue) => ({ vi: `Quá dài, quá nhiều hoặc quá lớn; tối đa ${issue.maximum}.`, en: `Too long, too many or too large; at most ${issue.maximum}.` }),
  invalid_format: () => ({ vi: 'Mã không hợp lệ: dùng chữ không dấu, số và dấu gạch nối.', en: 'Not a valid key: letters, digits and hyphens.' }),
  invalid_value: (issue) => ({ vi: `Hãy chọn một trong: ${issue.values.join(', ')}.`, en: `Choose one of: ${issue.values.join(', ')}.` }),
  unrecognized_keys: (issue) => ({ vi: `Có mục lạ: ${issue.keys.join(', ')}; hãy bỏ đi.`, en: `Unknown entries: ${issue.keys.join(', ')}; remove them.` }),
  invalid_union: () => ({ vi: 'Không đúng loại nào được phép; hãy xem lại “kind” hoặc “type”.', en: 'Of no known kind; look at “kind” or “type”.' }),
};

function sayingOf(issue: Issue): Text {
  const saying = sayings[issue.code] as ((issue: Issue) => Text) | undefined;
  return saying?.(issue) ?? { vi: 'Giá trị không hợp lệ.', en: 'Not a valid value.' };
}

/** Reads unknown data as a plan, or says everything that keeps it from being one. */
export function readPlan(data: unknown): PlanReading {
  const parsed = planSchema.safeParse(data);
  if (parsed.success) return { kind: 'read', plan: parsed.data };
  return { kind: 'refused', problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: sayingOf(issue) })) };
}
