import type { Db } from '../db/client.ts';
import type { Secrets } from '../db/secret.ts';
import type { Instant } from '../domain/instant.ts';
import { createDisputeActivities } from './dispute-activities.ts';
import { createDutyActivities } from './duty-activities.ts';
import { createFamilyActivities } from './family-activities.ts';
import { createIdentityActivities } from './identity-activities.ts';
import { createImportActivities } from './import-activities.ts';
import { createSeasonActivities } from './season-activities.ts';
import { createStepActivities } from './step-activities.ts';

/**
 * `realNow`: the wall clock; season instants come with each call. `dataDir`: where the bytes of files are.
 * `populationUrl`: of the population database or its simulator; null = there is none to ask by machine.
 */
export type ActivityDeps = { db: Db; secrets: Secrets; realNow: () => Instant; dataDir: string; populationUrl: string | null };

/** Every activity of the worker, by its wire name. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createSeasonActivities(deps), ...createStepActivities(deps), ...createDutyActivities(deps), ...createFamilyActivities(deps), ...createDisputeActivities(deps), ...createImportActivities(deps), ...createIdentityActivities(deps),
  };
}
