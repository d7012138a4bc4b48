import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';

/**
 * A cluster is what one `duty` workflow holds in a step: a middle unit's own tasks and those of its schools; the Sở's own with those of the schools
 * under it directly. Decided when a task is opened and kept in its `workflow_id`, so a unit that moves later leaves its open work where it is.
 * `unit`: alias of a row of `units`.
 */
export function clusterCodeOf(unit: SQL): SQL {
  return sql`case when ${unit}.tier = 'school' then coalesce((select above.code from units above where above.id = ${unit}.parent_id), ${unit}.code) else ${unit}.code end`;
}

/** As `dutyWorkflowId` of workflows/contracts/names.ts. */
export function dutyIdOf(seasonCode: string, stepKey: string, unit: SQL): SQL {
  return sql`'duty/' || ${seasonCode}::text || '/' || ${stepKey}::text || '/' || ${clusterCodeOf(unit)}`;
}

/** The cluster's code back from a `workflow_id` of tasks. */
export const clusterOfTask = sql`split_part(t.workflow_id, '/', 4)`;
