import { openedOnce, runsOf } from './support/checks.ts';
import { openSeason, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases = ['between commit and start', 'between start and its stamp'] as const;

/** A decision is committed and the engine has not heard of it, or has and the row does not say so. */
export const atRelay: Fault = {
  name: 'at-relay',
  what: 'kill -9 of the worker before and after the relay starts a season',
  rounds: cases.length,
  async run(stage, round) {
    const moment = cases[round % cases.length] ?? cases[0];
    const schools = stage.people.filter((one) => one.role === 'clerk').length;
    await stage.worker();
    await stage.killWorker();
    const season = await openSeason(stage, 'relay', 1);
    const since = performance.now();
    if (moment === 'between start and its stamp') {
      const trap = await setTrap(stage.ground.postgres.url, 'outbox');
      await stage.worker();
      await trap.sprung();
      await stage.killWorker();
      await trap.open();
      await stage.ground.until('the killed relay let go', 10_000, async () => (await stage.count(`from pg_stat_activity where wait_event_type = 'Lock'`)) === 0);
    }
    const stamped = await stage.count('from outbox where key = $1 and relayed_at is not null', [`start-season/${season.id}`]);
    await stage.worker();
    await untilStarted(stage, season);
    const runs = await runsOf(stage, `season/${season.code}`);
    return {
      figures: { [`${moment}, running after s`]: (performance.now() - since) / 1_000 },
      broken: [
        ...unequal({ 'stamps before the relay came back': [stamped, 0], 'season stories': [new Set(runs.map((one) => one.firstRunId)).size, 1] }), ...(await openedOnce(stage, season, schools)),
      ],
    };
  },
};
