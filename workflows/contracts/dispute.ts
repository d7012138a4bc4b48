/** A parent's disputed slip: one case, waiting for the school (HP-2023 step 4). Started by the outbox relay. */
export type DisputeInput = { disputeId: string; seasonId: string; seasonCode: string; unitCode: string; dueAt: number };
// The clock is read by activity: a season's changes reach open disputes as the signal `seasonChanged`, by the relay.

/** Update: accept all/some fields or reject with reasons; the decision per field waits in Postgres under `answerId`. */
export const decideDispute = 'decideDispute';
export type DecideDispute = { answerId: string; actorId: string; actingFor: string; seenVersion: number };
