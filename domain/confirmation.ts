/**
 * One per pupil and season (HP-2023 step 4: the slip is checked and confirmed by parents).
 *
 *   waiting ─confirm─▶ confirmed        waiting ─dispute─▶ disputed ─(every field settled)─▶ settled
 *   waiting ─(reminders unanswered)─▶ with-teacher ─confirm/dispute (portal or keyed-in slip)─▶ …
 *   waiting/with-teacher ─(step over)─▶ silent
 *
 * Silence is no consent (Law 91/2025/QH15): it stays `silent`, never `confirmed`.
 */
export const confirmationStates = ['waiting', 'with-teacher', 'confirmed', 'disputed', 'settled', 'silent'] as const;
export type ConfirmationState = (typeof confirmationStates)[number];

export const confirmationActions = ['confirm', 'dispute', 'hand-to-teacher', 'settle', 'close-silent'] as const;
export type ConfirmationAction = (typeof confirmationActions)[number];

export const confirmationCan = {
  confirm: ['waiting', 'with-teacher'],
  dispute: ['waiting', 'with-teacher'],
  'hand-to-teacher': ['waiting'],
  settle: ['disputed'],
  'close-silent': ['waiting', 'with-teacher'],
} as const satisfies Record<ConfirmationAction, readonly ConfirmationState[]>;

export const confirmationChannels = ['portal', 'paper'] as const;
export type ConfirmationChannel = (typeof confirmationChannels)[number];

/** The pupil's data on the slip, each of which a parent may dispute with the right value. */
export const slipFields = [
  'fullName', 'birthDate', 'sex', 'ethnicity', 'birthPlace', 'personalNumber', 'permanentAddress', 'currentAddress', 'guardianName', 'guardianPhone',
] as const;
export type SlipField = (typeof slipFields)[number];

export const disputeStates = ['open', 'accepted', 'rejected'] as const;
export type DisputeState = (typeof disputeStates)[number];

export function confirmationAllows(action: ConfirmationAction, state: ConfirmationState): boolean {
  return (confirmationCan[action] as readonly ConfirmationState[]).includes(state);
}
