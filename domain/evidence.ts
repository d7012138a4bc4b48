import type { EvidenceState } from './identity.ts';

/** HP-SYNC-2023, evidence: a paper is promised for a day, handed in, and counts or does not. A decision may be changed; what never came can only be refused. */
export const evidenceCan = {
  promise: ['awaited'],
  'hand-in': ['awaited', 'handed-in', 'refused'],
  accept: ['handed-in', 'refused'],
  refuse: ['awaited', 'handed-in', 'accepted'],
} as const satisfies Record<string, readonly EvidenceState[]>;
export type EvidenceAction = keyof typeof evidenceCan;
export const evidenceActions = Object.keys(evidenceCan) as EvidenceAction[];

/** Nobody accepts a paper that is not there. */
export const evidenceAllows = (action: EvidenceAction, { state, fileId }: { state: EvidenceState; fileId: string | null }): boolean =>
  (evidenceCan[action] as readonly EvidenceState[]).includes(state) && (action !== 'accept' || fileId !== null);
