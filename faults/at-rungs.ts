import { launchSeason, openStepPlan } from '../bench/ground/season.ts';
import { untilOpened } from './support/people.ts';
import type { Fault, Victim } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases: readonly { victim: Victim; moment: 'before commit' | 'after commit' }[] = [
  { victim: 'worker', moment: 'before commit' }, { victim: 'worker', moment: 'after commit' }, { victim: 'engine', moment: 'before commit' },
];
const duties = 2;

/** The deadline has come: every unit's tasks become overdue and everybody is told, in one batch. */
export const atRungs: Fault = {
  name: 'at-rungs',
  what: 'kill -9 while the ladder marks the late and queues their notices',
  rounds: cases.length,
  async run(stage, round) {
    const { victim, moment } = cases[round % cases.length] ?? cases[0] ?? { victim: 'worker', moment: 'before commit' };
    await stage.worker();
    const schools = stage.people.filter((one) => one.role === 'clerk').length;
    const code = stage.code('rungs');
    const closesAt = Date.now() + 6_000;
    const season = await launchSeason(stage.ground, { code, plan: openStepPlan(code, duties), people: stage.people, windows: { first: { opensAt: closesAt - 120_000, closesAt } } });
    await untilOpened(stage, season, schools * duties);
    const trap = moment === 'before commit' ? await setTrap(stage.ground.postgres.url, 'done_once') : null;
    const overdue = async (): Promise<number> => await stage.count('from tasks where season_id = $1 and overdue_at is not null', [season.id]);
    if (trap) await trap.sprung();
    else await stage.ground.until('a first rung', 60_000, async () => (await overdue()) > 0, 1);
    const since = performance.now();
    await stage.strike(victim);
    await trap?.open();
    await stage.ground.until('everybody marked', 90_000, async () => (await overdue()) >= schools * duties);
    await stage.ground.until('the window closed', 90_000, async () => (await stage.count(`from steps where season_id = $1 and phase = 'grace'`, [season.id])) === 1);
    const seconds = (performance.now() - since) / 1_000;
    const told = await stage.count(`from notices where season_id = $1 and template = 'task-overdue'`, [season.id]);
    const people = await stage.count(`from staff s where s.role in ('officer', 'clerk', 'leader', 'principal') and exists (select from tasks t where t.season_id = $1 and t.unit_id = s.unit_id)`, [season.id]);
    return {
      figures: { [`${victim} ${moment}, whole again after s`]: seconds, 'notices of lateness': told },
      broken: unequal({
        'tasks overdue': [await overdue(), schools * duties],
        'events of lateness': [await stage.count(`from task_events e join tasks t on t.id = e.task_id where t.season_id = $1 and e.action = 'overdue'`, [season.id]), schools * duties],
        'people told of lateness': [told, people],
      }),
    };
  },
};
