import { openedOnce, auditHolds } from './support/checks.ts';
import { openSeason, untilOpened, untilStarted } from './support/people.ts';
import type { Fault, Victim } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases: readonly { victim: Victim; moment: 'before commit' | 'after commit' }[] = [
  { victim: 'worker', moment: 'before commit' }, { victim: 'worker', moment: 'after commit' }, { victim: 'engine', moment: 'before commit' }, { victim: 'postgres', moment: 'before commit' },
];
const duties = 20;

/** A step is being opened: all tasks of all its units, in batches of a thousand rows. */
export const atOpen: Fault = {
  name: 'at-open',
  what: 'kill -9 while a step inserts its tasks',
  rounds: cases.length,
  async run(stage, round) {
    const { victim, moment } = cases[round % cases.length] ?? cases[0] ?? { victim: 'worker', moment: 'before commit' };
    await stage.worker();
    const schools = stage.people.filter((one) => one.role === 'clerk').length;
    const trap = moment === 'before commit' ? await setTrap(stage.ground.postgres.url, 'task_events') : null;
    const season = await openSeason(stage, 'open', duties);
    if (trap) await trap.sprung();
    else await stage.ground.until('a first batch', 60_000, async () => (await stage.count('from tasks where season_id = $1', [season.id])) > 0, 1);
    const since = performance.now();
    await stage.strike(victim);
    await trap?.open();
    await untilOpened(stage, season, schools * duties);
    await untilStarted(stage, season);
    const seconds = (performance.now() - since) / 1_000;
    return { figures: { [`${victim} ${moment}, whole again after s`]: seconds }, broken: [...(await openedOnce(stage, season, schools * duties)), ...(await auditHolds(stage))] };
  },
};
