import { launchSeason, openNow, openStepPlan, openTasks, answerOf, doersOf, holdNotices, inLanes, untilIdle, sendAnswer, storeAnswers } from './ground/season.ts';
import { busyNow, busySince } from './ground/cpu.ts';
import type { Busy } from './ground/cpu.ts';
import { shown, shownSpread, spreadOf } from './ground/figures.ts';
import { dutiesRunning } from './approve.ts';
import { startDbos } from './peers/dbos-client.ts';
import type { AnswerOutcome, AnswerTask } from '../workflows/contracts/duty.ts';
import type { Bench, Scene } from './result.ts';

const clients = 16;
const dutiesEach = 4;

type Run = { perSecond: number; startSeconds: number; answerSeconds: number; busy: Busy };

/** One step of the season, opened, started for each unit, answered and closed: ours, and DBOS with one workflow per unit. */
export const units: Bench = {
  name: 'units',
  size: ({ quick }) => ({ districts: 4, schools: quick ? 15 : 200 }),
  async run(scene) {
    await scene.ground.pool.query('create database peer_dbos');
    await holdNotices(scene.ground);
    const ours: Run[] = [];
    const peer: Run[] = [];
    for (let run = 0; run < scene.runs; run += 1) {
      ours.push(await oneOfOurs(scene, `units-${run}`));
      peer.push(await oneOfDbos(scene, `dbos-${run}`));
      scene.say(`units ${run + 1}/${scene.runs}: ours ${shown(ours.at(-1)?.perSecond ?? 0)} tasks/s, DBOS ${shown(peer.at(-1)?.perSecond ?? 0)} tasks/s`);
    }
    const [rate, other] = [spreadOf(ours.map((one) => one.perSecond)), spreadOf(peer.map((one) => one.perSecond))];
    const ratio = rate.median / other.median;
    const parts = (of: readonly Run[]): string => `rows and stories ${shown(spreadOf(of.map((one) => one.startSeconds)).median)} s, answers ${shown(spreadOf(of.map((one) => one.answerSeconds)).median)} s`;
    return [{
      bench: 'units', what: `tasks a second of a whole step, ${dutiesEach} for each unit, ${clients} clients, against DBOS with a workflow per unit`,
      ours: `${shownSpread(rate)}/s; ${parts(ours)}`, peer: `${shownSpread(other)}/s; ${parts(peer)}`, ratio, target: 'ratio ≥ 1', holds: ratio >= 1,
      figures: { clients, duties: dutiesEach, ours, peer }, busy: { ours: ours.at(-1)?.busy ?? {}, peer: peer.at(-1)?.busy ?? {} },
    }];
  },
};

async function oneOfOurs(scene: Scene, code: string): Promise<Run> {
  const { ground } = scene;
  const worker = await ground.worker();
  try {
    await untilIdle(ground);
    return await warmThenWhole(code, async (key, duties) => await timed(scene, () => ground.busy({ worker }), async () => {
      const seasonId = await launched(scene, key, duties, true);
      await ground.until('all stories run', 120_000, async () => await dutiesRunning(ground, seasonId));
      return seasonId;
    }, async (answer) => await sendAnswer(ground, answer)));
  } finally {
    await worker.stop();
  }
}

async function oneOfDbos(scene: Scene, code: string): Promise<Run> {
  const { ground } = scene;
  const peer = await startDbos(ground);
  try {
    const busy = (): Busy => busyNow({ worker: peer.pid, engine: ground.engine.pid, postgres: ground.postgres.pid });
    return await warmThenWhole(code, async (key, duties) => await timed(scene, busy, async () => {
      const seasonId = await launched(scene, key, duties, false);
      await peer.open(seasonId, 'first');
      return seasonId;
    }, async (answer, unit) => await peer.answer(unit, answer)));
  } finally {
    await peer.stop();
  }
}

/** A first step of one duty warms each side: both are processes that live for weeks. */
async function warmThenWhole(code: string, play: (key: string, duties: number) => Promise<Run>): Promise<Run> {
  await play(`${code}-warm`, 1);
  return await play(code, dutiesEach);
}

async function launched({ ground, province }: Scene, key: string, duties: number, byEngine: boolean): Promise<string> {
  return (await launchSeason(ground, { code: key, plan: openStepPlan(key, duties), people: province.people, windows: openNow(), byEngine })).id;
}

async function timed({ ground, province }: Scene, busy: () => Busy, open: () => Promise<string>, send: (answer: AnswerTask & { workflowId: string }, unit: { seasonId: string; unitId: string }) => Promise<AnswerOutcome>): Promise<Run> {
  const doers = doersOf(province.people);
  const before = busy();
  const startedAt = performance.now();
  const seasonId = await open();
  const openedAt = performance.now();
  const answers = (await openTasks(ground, seasonId)).map((task) => ({ unit: { seasonId, unitId: task.unitId }, answer: answerOf(task, doers.get(task.unitCode) ?? '') }));
  await storeAnswers(ground, answers.map((one) => one.answer));
  await inLanes(answers, clients, async ({ unit, answer }) => {
    const outcome = await send(answer, unit);
    if (outcome.kind !== 'taken') throw new Error(`an answer was refused: ${outcome.reason}`);
  });
  const endedAt = performance.now();
  return { perSecond: answers.length / ((endedAt - startedAt) / 1_000), startSeconds: (openedAt - startedAt) / 1_000, answerSeconds: (endedAt - openedAt) / 1_000, busy: busySince(before, busy()) };
}
