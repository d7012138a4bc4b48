import { withSystem } from '../db/actor.ts';
import { beginSeason, ensureSteps, finishSeason, moveStep, schedulesOf, seasonInForce } from '../db/queries/season-engine.ts';
import type { SeasonActivities, SeasonTruth } from './contracts/engine.ts';
import type { ActivityDeps } from './create-activities.ts';

export function createSeasonActivities({ db, realNow }: ActivityDeps): SeasonActivities {
  return {
    beginSeason: ({ seasonId, at }) => withSystem(db, (tx) => beginSeason(tx, seasonId, { at, realNow: realNow() })),
    loadSchedule: ({ seasonId }) => loadTruth(db, seasonId),
    holdStep: ({ seasonId, stepKey }) => withSystem(db, async (tx) => void (await moveStep(tx, { seasonId, stepKey, from: ['planned'], to: 'waiting-gate' }))),
    finishSeason: ({ seasonId, at }) => withSystem(db, (tx) => finishSeason(tx, seasonId, { at, realNow: realNow() })),
  };
}

/** What is in force; the relay starts a season with the same. */
export async function loadTruth(db: ActivityDeps['db'], seasonId: string): Promise<SeasonTruth> {
  return await withSystem(db, async (tx) => {
    const first = await seasonInForce(tx, seasonId);
    await ensureSteps(tx, first);
    const inForce = first.steps.length > 0 ? first : await seasonInForce(tx, seasonId);
    const { clock, state } = inForce.season;
    return { clock, paused: state === 'paused', cancelled: state === 'cancelled', steps: schedulesOf(inForce) };
  });
}
