import { auditHolds } from './support/checks.ts';
import { Ledger } from './support/ledger.ts';
import { answerAll, openSeason, untilStarted } from './support/people.ts';
import type { Fault, Stage, Victim, Outcome } from './support/stage.ts';
import { unequal } from './support/stage.ts';

/** Everybody answers at once, and a part goes away in the middle. Whoever is not told presses again. */
async function underLoad(stage: Stage, name: string, victim: Victim, round: number): Promise<Outcome> {
  await stage.worker();
  const ledger = new Ledger();
  const season = await openSeason(stage, name, 4);
  await untilStarted(stage, season);
  const total = await stage.count('from tasks where season_id = $1', [season.id]);
  // Another moment each round, the same in each run.
  const at = Math.max(1, Math.floor(total * (0.1 + ((round * 0.37) % 0.8))));
  let struck: Promise<number> | null = null;
  const worked = await answerAll(stage, ledger, season, 8, (count) => {
    if (count >= at) struck ??= stage.strike(victim);
  });
  const away = await (struck ?? Promise.resolve(0));
  await stage.ground.until('the season goes on', 60_000, async () => (await stage.count(`from tasks where season_id = $1 and state = 'done'`, [season.id])) === total);
  const { figures, broken } = await ledger.compare(stage.ground);
  return {
    figures: { ...figures, 'pressed again': worked.presses - worked.answers, 'slowest answer s': worked.slowestMs / 1_000, 'part away s': away / 1_000 },
    broken: [...broken, ...unequal({ 'answers told': [figures.acknowledged, total] }), ...(await auditHolds(stage))],
  };
}

function loaded(name: string, victim: Victim): Fault {
  return { name, what: `${victim}: under load, at a moment in the middle`, rounds: 1, run: async (stage, round) => await underLoad(stage, name, victim, round) };
}

export const underLoadFaults: readonly Fault[] = [
  loaded('worker-kill', 'worker'), loaded('engine-kill', 'engine'), loaded('postgres-stop', 'postgres'), loaded('postgres-and-engine', 'postgres and engine'), loaded('engine-freeze', 'engine frozen 8 s'),
];
