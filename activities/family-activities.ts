import { handSilentToTeachers } from '../db/queries/chases.ts';
import { closeSilentConfirmations, openConfirmations, remindSilentParents } from '../db/queries/confirmations.ts';
import type { FamilyWork } from '../db/queries/confirmations.ts';
import { heartbeatBatch } from './heartbeat.ts';
import type { FamilyActivities } from './contracts/families.ts';
import type { ActivityDeps } from './create-activities.ts';
import { endReached, momentReached } from './moment-reached.ts';

export function createFamilyActivities({ db, secrets, realNow }: ActivityDeps): FamilyActivities {
  const work: FamilyWork = { db, secrets, realNow, onBatch: heartbeatBatch };
  return {
    openConfirmations: (step) => openConfirmations(work, step),
    async remindSilentParents(step) {
      await momentReached(work, step, step.rungAt);
      return await remindSilentParents(work, step);
    },
    async handSilentToTeachers(step) {
      await momentReached(work, step, step.rungAt);
      return await handSilentToTeachers(work, step);
    },
    async closeSilentConfirmations(step) {
      await endReached(work, step);
      return await closeSilentConfirmations(work, step);
    },
  };
}
