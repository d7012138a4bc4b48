import { randomBytes } from 'node:crypto';
import { answerOf, openTasks, sendAnswer, storeAnswers } from '../bench/ground/season.ts';
import { Ledger } from './support/ledger.ts';
import { openSeason, press, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';

/** A worker is started with another MUA_KEY: it can read nothing, must break nothing, and the right one goes on. */
export const wrongKey: Fault = {
  name: 'wrong-key',
  what: 'a worker with another master key',
  rounds: 1,
  async run(stage) {
    await stage.worker();
    const ledger = new Ledger();
    const season = await openSeason(stage, 'key', 1);
    await untilStarted(stage, season);
    const [task] = await openTasks(stage.ground, season.id);
    if (!task) return { figures: {}, broken: ['no task was opened'] };
    await stage.worker({ MUA_KEY: randomBytes(32).toString('base64') });
    const answer = answerOf(task, stage.doers.get(task.unitCode) ?? '');
    await storeAnswers(stage.ground, [answer]);
    const told = await sendAnswer(stage.ground, answer).then(() => 'an answer', () => 'away');
    const decided = await stage.count('from task_answers where id = $1 and outcome is not null', [answer.answerId]);
    const { status } = await stage.ground.client.workflow.getHandle(task.workflowId).describe();
    await stage.worker();
    const { ms } = await press(stage, ledger, answer);
    const { figures, broken } = await ledger.compare(stage.ground);
    return {
      figures: { ...figures, 'told after the right key s': ms / 1_000 },
      broken: [...broken, ...unequal({ 'told with the wrong key': [told, 'away'], 'decided with the wrong key': [decided, 0], 'the story meanwhile': [status.name, 'RUNNING'], acknowledged: [figures.acknowledged, 1] })],
    };
  },
};
