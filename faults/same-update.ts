import { answerOf, openTasks, sendAnswer } from '../bench/ground/season.ts';
import { Ledger } from './support/ledger.ts';
import { openSeason, press, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';

const presses = 20;

/** One key, pressed twenty times at once by an impatient person and a retrying network. */
export const sameUpdate: Fault = {
  name: 'same-update',
  what: `the same Update ${presses} times at once, and once more when its story is over`,
  rounds: 2,
  async run(stage) {
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'same', 1);
    await untilStarted(stage, season);
    const [task] = await openTasks(stage.ground, season.id);
    if (!task) return { figures: {}, broken: ['no task was opened'] };
    const answer = answerOf(task, stage.doers.get(task.unitCode) ?? '');
    await Promise.all(Array.from({ length: presses }, async () => await press(stage, ledger, answer)));
    const afterwards = await sendAnswer(stage.ground, answer).then((outcome) => {
      ledger.note(answer, outcome);
      return 'the engine still tells the outcome';
    }, () => 'the engine has closed the story; the API tells the stored outcome');
    const { figures, broken } = await ledger.compare(stage.ground);
    return { figures: { presses, ...figures, afterwards }, broken: [...broken, ...unequal({ 'answers acknowledged': [figures.acknowledged, 1] })] };
  },
};
