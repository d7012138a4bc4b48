import type { BatchProblem } from '../../domain/identity.ts';

/**
 * What one turn of asking found. `over`: nothing is left to ask, or the batch was cancelled. `waits`: until a person or a file brings answers.
 * `later`: the other side is full, away or talks nonsense; `answered` counts what this turn brought, so that a batch that moves is not slowed down.
 */
export type BatchTurn =
  | { kind: 'over'; answered: number }
  | { kind: 'waits'; answered: number }
  | { kind: 'later'; answered: number; why: Extract<BatchProblem, 'rate-limited' | 'away' | 'garbled'>; afterMs: number | null };

export type IdentityActivities = {
  /** Gathers the pupils once, then asks page by page; a repeat goes on with those who have no answer yet. Heartbeats after each page. */
  askPopulation: (batch: { batchId: string }) => Promise<BatchTurn>;
  /** What people see on the batch while it cannot go on; null takes it away. */
  noteBatchProblem: (batch: { batchId: string; problem: BatchProblem | null }) => Promise<void>;
};
