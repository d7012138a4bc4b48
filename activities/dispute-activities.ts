import { withSystem } from '../db/actor.ts';
import { disputeInForce, runDisputeRungs } from '../db/queries/dispute-chasing.ts';
import { tellSchool } from '../db/queries/dispute-closing.ts';
import { applyDisputeDecision } from '../db/queries/disputes.ts';
import type { DisputeActivities } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';

export function createDisputeActivities({ db, secrets, realNow }: ActivityDeps): DisputeActivities {
  return {
    loadDispute: ({ disputeId }) =>
      withSystem(db, async (tx) => {
        // A parent may not read who works at the school, so the case tells them and not the parent's transaction. Once: by its key.
        await tellSchool(tx, disputeId);
        return disputeInForce(tx, disputeId);
      }),
    chaseDispute: ({ disputeId, at, rungs }) => withSystem(db, (tx) => runDisputeRungs(tx, disputeId, at, rungs)),
    applyDisputeDecision: (decision) => withSystem(db, (tx) => applyDisputeDecision(tx, { ...decision, realNow: realNow(), secrets })),
  };
}
