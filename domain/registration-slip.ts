import type { RegistrationState } from './identity.ts';

export const registrationActions = ['print', 'proofread', 'fault', 'sign', 'keep'] as const;
export type RegistrationAction = (typeof registrationActions)[number];

/** HP-SYNC-2023, slips: printed, proofread by the pupil, corrected and printed again where the pupil found a fault, signed, kept at the school. */
export const registrationCan = {
  print: ['to-print', 'printed', 'to-correct'],
  proofread: ['printed'],
  fault: ['printed', 'proofread'],
  sign: ['proofread'],
  keep: ['signed'],
} as const satisfies Record<RegistrationAction, readonly RegistrationState[]>;

/** A paper that is older than the pupil's data is nobody's slip any more, however far it got: from here it is printed again. */
export const registrationReprints: readonly RegistrationState[] = ['proofread', 'signed', 'kept'];
/** What is done to a paper is done only while it shows the pupil as recorded. */
export const needsFreshPrint: readonly RegistrationAction[] = ['proofread', 'sign', 'keep'];

export const registrationAfter = { print: 'printed', proofread: 'proofread', fault: 'to-correct', sign: 'signed', keep: 'kept' } as const satisfies Record<RegistrationAction, RegistrationState>;
