import { and, eq } from 'drizzle-orm';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Duty, Plan } from '../../domain/plan.ts';
import type { SeasonState, StepPhase } from '../../domain/season.ts';
import type { Level } from '../../domain/tier.ts';
import type { Tx } from '../client.ts';
import { seasons, steps } from '../schema/seasons.ts';

/** The season and step in which families answer. Instants are season instants. */
export type FamilySeason = {
  seasonId: string;
  code: string;
  title: string;
  rehearsal: boolean;
  clock: SeasonClock;
  state: SeasonState;
  plan: Plan;
  stepKey: string;
  phase: StepPhase;
  opensAt: Instant;
  closesAt: Instant;
  lapsesAt: Instant;
};

export async function familySeason(tx: Tx, seasonId: string, stepKey: string): Promise<FamilySeason> {
  const [row] = await tx
    .select({
      seasonId: seasons.id,
      code: seasons.code,
      title: seasons.title,
      rehearsal: seasons.rehearsal,
      clock: seasons.clock,
      state: seasons.state,
      plan: seasons.plan,
      stepKey: steps.key,
      phase: steps.phase,
      opensAt: steps.opensAt,
      closesAt: steps.closesAt,
      lapsesAt: steps.lapsesAt,
    })
    .from(seasons)
    .innerJoin(steps, and(eq(steps.seasonId, seasons.id), eq(steps.key, stepKey)))
    .where(eq(seasons.id, seasonId));
  if (!row) throw new Error(`no step ${stepKey} in season ${seasonId}`);
  return row;
}

/** The duty for which families answer; tasks that they cause carry its key. */
export function confirmationDuty(season: FamilySeason): Duty | null {
  const step = season.plan.steps.find((one) => one.key === season.stepKey);
  return step?.duties.find((duty) => duty.kind === 'confirmation') ?? null;
}

const cohortOf = {
  kindergarten: 'kindergarten-5',
  primary: 'grade-5',
  'lower-secondary': 'grade-9',
  'upper-secondary': 'grade-12',
} as const satisfies Record<Level, string>;

/** Which final-year pupils the confirmation duty is about: its scope's levels, else the plan's. */
export function cohortsOf(season: FamilySeason): string[] {
  const duty = confirmationDuty(season);
  const levels = duty?.scope.kind === 'levels' ? duty.scope.levels : season.plan.levels;
  return levels.map((level) => cohortOf[level]);
}
