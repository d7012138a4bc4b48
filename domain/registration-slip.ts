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

export const registrationAfter = { print: 'printed', proofread: 'proofread', fault: 'to-correct', sign: 'signed', keep: 'kept' } as const satisfies Record<RegistrationAction, RegistrationState>;
