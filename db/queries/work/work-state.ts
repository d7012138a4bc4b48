import { cohortOfLevel } from '../../../domain/cohort.ts';
import type { Plan } from '../../../domain/plan.ts';
import type { Work, WorkScope, WorkState } from '../../../domain/work.ts';
import type { Tx } from '../../client.ts';
import { examWorks } from './exam.ts';
import { identityWorks } from './identity.ts';
import { placeWorks } from './places.ts';
import { reviewWorks } from './review.ts';
import { zoningWorks } from './zoning.ts';

export type ReadWork = (tx: Tx, scope: WorkScope) => Promise<WorkState>;

const readers = { ...placeWorks, ...reviewWorks, ...identityWorks, ...examWorks, ...zoningWorks } as const satisfies Record<Work, ReadWork>;

/** Figures and blockers of one piece of work, as the rows are now. */
export async function workState(tx: Tx, work: Work, scope: WorkScope): Promise<WorkState> {
  return await readers[work](tx, scope);
}

/** The pupils that a plan is about: grade 12 for identities, the final years of its levels for admissions. */
export function cohortsOf(plan: Pick<Plan, 'kind' | 'levels'>): WorkScope['cohorts'] {
  return plan.kind === 'identity' ? ['grade-12'] : plan.levels.map((level) => cohortOfLevel[level]);
}
