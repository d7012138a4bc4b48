import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, inLanes, openTasks } from '../bench/ground/season.ts';
import { Ledger } from './support/ledger.ts';
import { openSeason, press, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';

/** Interleavings of a round: 500 with `--rounds 8`. */
const most = 64;

/** Two people of one unit press on one task at nearly the same time, in every order of milliseconds. */
export const twoClerks: Fault = {
  name: 'two-clerks',
  what: 'two people answer one task at once',
  rounds: 1,
  async run(stage, round) {
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'clerks', 2);
    await untilStarted(stage, season);
    const tasks = (await openTasks(stage.ground, season.id)).slice(0, most);
    let won = 0;
    let told = 0;
    const odd: string[] = [];
    await inLanes(tasks, 4, async (task) => {
      const heads = new Map(stage.people.filter((one) => one.role === 'principal' || one.role === 'leader').map((one) => [one.unitCode, one.id]));
      const people = [stage.doers.get(task.unitCode) ?? '', heads.get(task.unitCode) ?? ''];
      const serial = tasks.indexOf(task) + round * most;
      const outcomes = await Promise.all(people.map(async (person, index) => {
        await sleep(index === 0 ? serial % 5 : Math.floor(serial / 5) % 5);
        return (await press(stage, ledger, answerOf(task, person))).outcome;
      }));
      const winner = people[outcomes.findIndex((one) => one.kind === 'taken')];
      won += outcomes.filter((one) => one.kind === 'taken').length;
      for (const one of outcomes) {
        if (one.kind === 'taken') continue;
        if (one.reason !== 'somebody-was-faster' && one.reason !== 'not-allowed-in-state') odd.push(one.reason);
        if (one.by === winner) told += 1;
      }
    });
    const { figures, broken } = await ledger.compare(stage.ground);
    return {
      figures: { interleavings: tasks.length, winners: won, 'losers told by whom': told, ...figures },
      broken: [...broken, ...unequal({ winners: [won, tasks.length], 'losers told by whom': [told, tasks.length], 'other refusals': [odd.length, 0] })],
    };
  },
};
