/** Where a pupil stands with the national population database (HP-SYNC-2023). */
export const identityStates = ['unchecked', 'sent', 'matched', 'mismatch', 'not-found', 'other-person', 'reported', 'settled'] as const;
export type IdentityState = (typeof identityStates)[number];

/** The population database says otherwise than the school, or knows nobody by that number. */
export const unmatchedStates = ['mismatch', 'not-found', 'other-person'] as const satisfies readonly IdentityState[];

export const identityFields = ['fullName', 'birthDate', 'sex', 'address', 'personalNumber'] as const;
export type IdentityField = (typeof identityFields)[number];

export const identityAdapters = ['file', 'http', 'manual'] as const;
export type IdentityAdapter = (typeof identityAdapters)[number];

/** Why a difference stands, chosen by a person: for the queue, the report and whoever settles it. */
export const identityReasons = [
  'typing-error', 'school-right', 'population-right', 'awaiting-number', 'awaiting-correction', 'number-of-another', 'no-papers', 'other',
] as const;
export type IdentityReason = (typeof identityReasons)[number];

/** A batch: queued ─▶ sending ─▶ waiting (file: until answers come back) ─▶ done | cancelled. */
export const batchStates = ['queued', 'sending', 'waiting', 'done', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

/**
 * What holds a batch up, for people: the other side is full, away or talks nonsense; or the answer file was refused as unsafe, is no list of ours, or has rows
 * that nobody can read (the others were taken).
 */
export type BatchProblem = 'rate-limited' | 'away' | 'garbled' | 'file-refused' | 'file-not-ours' | 'rows-unreadable';

/** Of a batch: nothing more comes. */
export const isBatchOver = (state: BatchState): boolean => state === 'done' || state === 'cancelled';

/** In which states a person may do what (HP-SYNC-2023: correct → report what cannot be synchronised → the Sở resolves it). */
const identityCan = {
  settle: ['unchecked', 'matched', 'mismatch', 'not-found', 'other-person', 'reported'],
  report: ['unchecked', 'mismatch', 'not-found', 'other-person', 'reported'],
  // Also what a school never reported: nobody is left without an owner.
  resolve: [...unmatchedStates, 'reported', 'settled'],
  answer: ['unchecked', 'sent', 'mismatch', 'not-found', 'other-person', 'reported'],
} as const satisfies Record<string, readonly IdentityState[]>;
export type IdentityAction = keyof typeof identityCan;
export const identityAllows = (action: IdentityAction, state: IdentityState): boolean => (identityCan[action] as readonly IdentityState[]).includes(state);

/** `number`: the pupil's own. `generated`: the 12-character code in the passport field, temporary until a real number is merged. */
export const accountKinds = ['number', 'generated'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** What of a school's accounts is still to be looked at. */
export const accountLooks = ['missing', 'generated', 'differing', 'not-handed-over'] as const;
export type AccountLook = (typeof accountLooks)[number];

export const evidenceKinds = ['priority', 'bonus', 'exemption'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
export const evidenceStates = ['awaited', 'handed-in', 'accepted', 'refused'] as const;
export type EvidenceState = (typeof evidenceStates)[number];

/** HP-SYNC-2023, slips: printed → proofread → (corrected → printed) → signed → kept. */
export const registrationStates = ['to-print', 'printed', 'proofread', 'to-correct', 'signed', 'kept'] as const;
export type RegistrationState = (typeof registrationStates)[number];

export const candidateStates = ['asked', 'received', 'account-issued', 'withdrawn'] as const;
export type CandidateState = (typeof candidateStates)[number];
