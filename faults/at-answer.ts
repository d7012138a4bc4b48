import { answerOf, openTasks, sendAnswer, storeAnswers } from '../bench/ground/season.ts';
import { Ledger } from './support/ledger.ts';
import { openSeason, press, untilStarted } from './support/people.ts';
import type { Fault, Victim } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases: readonly { victim: Victim; moment: 'before commit' | 'after commit' }[] = [
  { victim: 'worker', moment: 'before commit' }, { victim: 'worker', moment: 'after commit' }, { victim: 'engine', moment: 'before commit' }, { victim: 'engine', moment: 'after commit' },
  { victim: 'postgres', moment: 'before commit' },
];

/** A person's answer is being decided by the local activity; the person presses again until told. */
export const atAnswer: Fault = {
  name: 'at-answer',
  what: 'kill -9 while an answer is decided',
  rounds: cases.length,
  async run(stage, round) {
    const { victim, moment } = cases[round % cases.length] ?? cases[0] ?? { victim: 'worker', moment: 'before commit' };
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'answer', 2);
    await untilStarted(stage, season);
    const [task] = await openTasks(stage.ground, season.id);
    if (!task) return { figures: {}, broken: ['no task was opened'] };
    const answer = answerOf(task, stage.doers.get(task.unitCode) ?? '');
    await storeAnswers(stage.ground, [answer]);
    const trap = moment === 'before commit' ? await setTrap(stage.ground.postgres.url, 'task_answers') : null;
    const first = sendAnswer(stage.ground, answer).then((outcome) => ledger.note(answer, outcome), () => undefined);
    if (trap) await trap.sprung();
    else await stage.ground.until('the commit', 30_000, async () => (await stage.count('from task_answers where id = $1 and outcome is not null', [answer.answerId])) > 0, 1);
    const since = performance.now();
    await stage.strike(victim);
    await trap?.open();
    await Promise.all([first, press(stage, ledger, answer)]);
    // The same press once more, after all is over: the engine itself must know.
    await press(stage, ledger, answer);
    const seconds = (performance.now() - since) / 1_000;
    const { figures, broken } = await ledger.compare(stage.ground);
    return { figures: { ...figures, [`${victim} ${moment}, told after s`]: seconds }, broken: [...broken, ...unequal({ acknowledged: [figures.acknowledged, 1] })] };
  },
};
