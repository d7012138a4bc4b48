import { answerOf, launchSeason, openStepPlan, openTasks } from '../bench/ground/season.ts';
import { DAY, startOfDate } from '../domain/instant.ts';
import { Ledger } from './support/ledger.ts';
import { press, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';

const opensAt = startOfDate('2023-06-01');
const closesAt = startOfDate('2023-06-09');

/** A rehearsal whose clock stands still: each answer arrives at exactly the millisecond that is set. */
export const deadline: Fault = {
  name: 'deadline',
  what: 'answers 1 ms before, at and 1 ms after the deadline, and the same at the end of the grace',
  rounds: 1,
  async run(stage) {
    await stage.worker();
    const ledger = new Ledger();
    const code = stage.code('deadline');
    const standing = (at: number) => ({ mode: 'rehearsal' as const, anchorReal: 0, anchorSeason: at, pace: 0 });
    const season = await launchSeason(stage.ground, { code, plan: openStepPlan(code, 1), people: stage.people, windows: { first: { opensAt, closesAt } }, clock: () => standing(opensAt + DAY) });
    await untilStarted(stage, season);
    const { rows: [step] } = await stage.ground.pool.query<{ lapses: Date }>('select lapses_at as lapses from steps where season_id = $1', [season.id]);
    const lapsesAt = step?.lapses.getTime() ?? 0;
    const tasks = await openTasks(stage.ground, season.id);
    const expected = [
      { at: closesAt - 1, is: 'taken in time' }, { at: closesAt, is: 'taken late' }, { at: closesAt + 1, is: 'taken late' },
      { at: lapsesAt - 1, is: 'taken late' }, { at: lapsesAt, is: 'after-lapse' }, { at: lapsesAt + 1, is: 'after-lapse' },
    ];
    const broken: string[] = [];
    for (const [index, { at, is }] of expected.entries()) {
      const task = tasks[index];
      if (!task) return { figures: {}, broken: ['too few tasks'] };
      await stage.ground.pool.query('update seasons set clock = $2 where id = $1', [season.id, JSON.stringify(standing(at))]);
      const { outcome } = await press(stage, ledger, answerOf(task, stage.doers.get(task.unitCode) ?? ''));
      const late = await stage.count('from tasks where id = $1 and overdue_at is not null', [task.id]);
      broken.push(...unequal({ [`answer ${index + 1}`]: [outcome.kind === 'refused' ? outcome.reason : late > 0 ? 'taken late' : 'taken in time', is] }));
    }
    const compared = await ledger.compare(stage.ground);
    return { figures: { answers: expected.length, ...compared.figures }, broken: [...broken, ...compared.broken] };
  },
};
