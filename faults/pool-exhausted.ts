import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, openTasks } from '../bench/ground/season.ts';
import { Ledger } from './support/ledger.ts';
import { openSeason, press, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const people = 30;
const heldMs = 12_000;

/** More answers than the worker has connections, and none of them gets on: all connections wait longer than an answer may take. */
export const poolExhausted: Fault = {
  name: 'pool-exhausted',
  what: `${people} answers, every connection of the worker held for ${heldMs / 1_000} s`,
  rounds: 1,
  async run(stage) {
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'pool', 1);
    await untilStarted(stage, season);
    const tasks = (await openTasks(stage.ground, season.id)).slice(0, people);
    const trap = await setTrap(stage.ground.postgres.url, 'task_events');
    let slowest = 0;
    const pressed = Promise.all(tasks.map(async (task) => {
      const { ms } = await press(stage, ledger, answerOf(task, stage.doers.get(task.unitCode) ?? ''));
      slowest = Math.max(slowest, ms);
    }));
    await trap.sprung();
    await sleep(heldMs);
    const waiting = await stage.count(`from pg_stat_activity where wait_event_type = 'Lock'`);
    await trap.open();
    await pressed;
    const { figures, broken } = await ledger.compare(stage.ground);
    return { figures: { ...figures, 'connections held': waiting, 'slowest answer s': slowest / 1_000 }, broken: [...broken, ...unequal({ acknowledged: [figures.acknowledged, tasks.length] })] };
  },
};
