import { z } from '@hono/zod-openapi';
import { checkPlan } from '../../domain/plan-check.ts';
import type { Holidays } from '../../domain/calendar.ts';
import type { Plan } from '../../domain/plan.ts';
import { clean } from '../../domain/text.ts';
import type { WindowChoices } from '../../domain/window.ts';
import { badField } from '../problem.ts';

/** Instants of the wire, as epoch milliseconds within a sane range. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .transform((given) => Date.parse(given))
  .refine((at) => at > Date.UTC(2000, 0, 1) && at < Date.UTC(2200, 0, 1), 'between 2000 and 2200');

export const choicesIn = z
  .record(z.string().max(80), z.object({ opensAt: instantIn, closesAt: instantIn }))
  .refine((given) => Object.keys(given).length <= 60, 'at most 60 steps');

/** A day of a rehearsal lasts between a tenth of a second and a real day. */
export const dayMsIn = z.number().min(100).max(86_400_000);
export const clockIn = z.object({
  mode: z.enum(['live', 'shifted', 'rehearsal']),
  startsOn: z.iso.date().optional(),
  dayMs: dayMsIn.optional(),
});
export type ClockIn = z.output<typeof clockIn>;

const rate = z.number().min(0).max(1);
export const colleaguesIn = z.object({
  enabled: z.boolean().default(true),
  takenUnitCodes: z.array(z.string().max(30)).max(1000).default([]),
  parents: z.boolean().default(true),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  rates: z
    .object({ late: rate.default(0.1), wrong: rate.default(0.05), silent: rate.default(0.05) })
    .default({ late: 0.1, wrong: 0.05, silent: 0.05 }),
});
export const yearIn = z.int().min(2000).max(2199);
export const titleIn = z.string().max(200).transform(clean).pipe(z.string().min(1));

export function clockOptionsOf(clock: ClockIn): { startsOn?: string; dayMs?: number } {
  if (clock.mode === 'shifted' && clock.startsOn === undefined) {
    throw badField('clock.startsOn', 'Hãy chọn ngày bắt đầu của lịch dời.', 'Choose the first day of the shifted calendar.');
  }
  return {
    ...(clock.mode === 'shifted' && { startsOn: clock.startsOn }),
    ...(clock.mode === 'rehearsal' && { dayMs: clock.dayMs ?? 2000 }),
  };
}

/** Choices are checked with the plan, but only those of known steps that open before they close are kept at all. */
export function checkChoices(plan: Plan, choices: WindowChoices): void {
  for (const [key, window] of Object.entries(choices)) {
    if (!plan.steps.some((step) => step.key === key))
      throw badField(`choices.${key}`, 'Kế hoạch không có bước này.', 'The plan has no such step.');
    if (window.opensAt >= window.closesAt)
      throw badField(`choices.${key}`, 'Ngày mở phải trước ngày đóng.', 'The step must open before it closes.');
  }
}

/** Errors of the plan forbid the launch. */
export function launchErrors(
  plan: Plan,
  facts: { year: number; choices: WindowChoices; startsOn?: string; defaultsAccepted: boolean },
  holidays: Holidays,
) {
  return checkPlan(plan, { ...facts, holidays }).filter((finding) => finding.severity === 'error');
}
