import type { StepSchedule } from './schedule-types.ts';
import type { StepPhase } from './season.ts';

/**
 * `closed` means that the window has closed: late work in the grace of one step must not hold back the
 * province's next one. A skipped step holds nothing back.
 */
const reached = {
  opened: ['open', 'grace', 'closed', 'skipped'],
  closed: ['grace', 'closed', 'skipped'],
} as const satisfies Record<'opened' | 'closed', readonly StepPhase[]>;

/** May the step open, as far as its gates say? A gate on an unknown step holds nothing back (checkPlan refuses such a plan). */
export function gatesHold(step: StepSchedule, steps: readonly StepSchedule[]): boolean {
  return step.gates.every((gate) => {
    const other = steps.find((one) => one.key === gate.step);
    return !other || (reached[gate.edge] as readonly StepPhase[]).includes(other.phase);
  });
}
