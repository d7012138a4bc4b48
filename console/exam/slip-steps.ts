import type { RegistrationState } from '../../domain/identity.ts';
import type { RegistrationAction } from '../../domain/registration-slip.ts';
import { needsFreshPrint, registrationCan, registrationReprints } from '../../domain/registration-slip.ts';

type Counted = { state: RegistrationState; count: number; stale: number };
export const slipSteps = ['print', 'proofread', 'sign', 'keep'] as const satisfies readonly RegistrationAction[];
export type SlipStep = (typeof slipSteps)[number];

/** How many slips the next step is due for: a paper is printed that has none yet, or an old one, and moved on only when it shows the pupil as recorded. */
export function dueFor(step: SlipStep, rows: readonly Counted[]): number {
  const states: readonly RegistrationState[] = step === 'print' ? ['to-print', 'to-correct'] : registrationCan[step];
  const due = rows.filter((one) => states.includes(one.state)).reduce((sum, one) => sum + one.count - (needsFreshPrint.includes(step) ? one.stale : 0), 0);
  const again = step === 'print' ? rows.filter((one) => one.state === 'printed' || registrationReprints.includes(one.state)).reduce((sum, one) => sum + one.stale, 0) : 0;
  return due + again;
}
