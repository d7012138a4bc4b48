import type { Colleagues } from '../provider/records.ts';

/** Most work on time, some late, a few wrong or silent: enough to see the ladder move. */
export const usualColleagues: Colleagues = { enabled: true, takenUnitCodes: [], parents: true, seed: 7, rates: { late: 0.15, wrong: 0.08, silent: 0.05 } };
