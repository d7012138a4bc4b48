import { checkDuties } from './plan-check-duties.ts';
import { checkKeys } from './plan-check-keys.ts';
import { checkGates, checkOverlaps } from './plan-check-order.ts';
import { checkZones } from './plan-check-zones.ts';
import { checkChoices, checkDeadlines, checkHolidays, checkRules, checkWindows } from './plan-check-windows.ts';
import { resolveWindows } from './resolve.ts';
import type { Finding, PlanFacts } from './plan-check-finding.ts';
import type { Plan } from './plan.ts';

export type { Finding, PlanFacts } from './plan-check-finding.ts';

/**
 * Everything that is wrong with a plan for a season, before anybody launches it; empty = sound. Errors first, then in the
 * order of the plan. Never fails, whatever the plan.
 */
export function checkPlan(plan: Plan, facts: PlanFacts): Finding[] {
  const calendar = resolveWindows(plan, facts);
  const findings = [
    ...checkKeys(plan),
    ...checkRules(plan, facts, calendar),
    ...checkWindows(plan, facts, calendar),
    ...checkChoices(plan, facts, calendar),
    ...checkGates(plan, calendar),
    ...checkOverlaps(plan, calendar),
    ...checkDuties(plan),
    ...checkZones(plan),
    ...checkDeadlines(plan, facts, calendar),
    ...checkHolidays(facts, calendar),
  ];
  const order = [null, ...plan.steps.map((step) => step.key)];
  const place = (finding: Finding) => (finding.severity === 'error' ? 0 : order.length) + Math.max(0, order.indexOf(finding.stepKey));
  return findings.toSorted((one, other) => place(one) - place(other));
}

/** True when nothing forbids the launch. */
export function mayLaunch(findings: readonly Finding[]): boolean {
  return findings.every((finding) => finding.severity === 'warning');
}
