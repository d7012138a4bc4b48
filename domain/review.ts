/** A pupil's place in the rolls. `left`: the school says the child is no longer there; until another claims it, the child is in none. */
export const pupilStandings = ['enrolled', 'left', 'merged'] as const;
export type PupilStanding = (typeof pupilStandings)[number];

/** A school claims a pupil whom another has: open ─accept/refuse─▶ … by the middle tier that both share, else the Sở. */
export const claimStates = ['open', 'accepted', 'refused', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];

export const duplicateKinds = ['same-number', 'same-name-birth-parent'] as const;
export type DuplicateKind = (typeof duplicateKinds)[number];
/** `merged` and `kept` are decided by a person with a reason, and can be reopened. */
export const duplicateStates = ['open', 'merged', 'kept'] as const;
export type DuplicateState = (typeof duplicateStates)[number];
