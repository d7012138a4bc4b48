import type { IdentityRecord, PopulationAnswer } from '../../domain/identity-match.ts';

/** One pupil asked about. `ref` is opaque to the other side: the answer comes back under it. */
export type Question = IdentityRecord & { ref: string; number: string };
/** `key`: the same batch sent again is answered as before and counted once. */
export type PopulationBatch = { key: string; questions: readonly Question[] };
export type Answer = PopulationAnswer & { ref: string };

/** `later`: nothing was learnt; try again, after `afterMs` when the other side said when. */
type Later = { kind: 'later'; why: 'rate-limited' | 'away' | 'garbled'; afterMs: number | null };
/** `answered`: of those asked, the ones whose answer is there; a person or a file may bring the others. */
export type Reply = { kind: 'answered'; answers: readonly Answer[] } | Later;

/** The national population database, by whichever way it is reached (HP-SYNC-2023). Never throws for what the other side does. */
export type Population = { check: (batch: PopulationBatch) => Promise<Reply> };
