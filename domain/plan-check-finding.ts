import type { Text } from './plan.ts';
import type { SeasonFacts } from './resolve.ts';

/** `defaultsAccepted`: the Sở takes the proposed days of every vague window (a rehearsal started at once does). */
export type PlanFacts = SeasonFacts & { defaultsAccepted?: boolean };

/** What is wrong with a plan for a year, found before launch. */
export const findingCodes = [
  'window-empty', 'no-such-day', 'after-cycle', 'unknown-step', 'vague-not-chosen', 'choice-outside-season', 'choice-unknown-step',
  'order-broken', 'gate-cycle', 'after-from-above', 'overlap-undeclared', 'deadline-not-working-day', 'due-outside-window', 'holidays-missing',
  'duty-nobody-owns', 'step-without-duties', 'unknown-duty', 'duty-cycle', 'duplicate-key', 'bad-key', 'form-missing', 'text-missing',
  'no-reviewer', 'no-such-level', 'confirmation-ladder', 'ladder-out-of-order', 'overdue-missing', 'plan-without-steps', 'zones-never-frozen',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** An `error` forbids the launch; a `warning` is shown and may be accepted. `stepKey` is null for the whole plan. */
export type Finding = {
  severity: 'error' | 'warning';
  code: FindingCode;
  stepKey: string | null;
  message: Text;
  fix: Text;
};

export function error(code: FindingCode, stepKey: string | null, message: Text, fix: Text): Finding {
  return { severity: 'error', code, stepKey, message, fix };
}

export function warning(code: FindingCode, stepKey: string | null, message: Text, fix: Text): Finding {
  return { severity: 'warning', code, stepKey, message, fix };
}
