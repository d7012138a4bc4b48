import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Instant } from '../../domain/instant.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { answerTask } from '../../workflows/contracts/duty.ts';
import type { AnswerOutcome, AnswerTask } from '../../workflows/contracts/duty.ts';
import { dutyWorkflowId, seasonWorkflowId, taskQueue } from '../../workflows/contracts/names.ts';
import { seasonChanged } from '../../workflows/contracts/season.ts';
import type { SeasonInput } from '../../workflows/contracts/season.ts';
import { SeasonFakes } from './season-fakes.ts';
import { startTimeSkipping } from './time-skipping.ts';
import type { TimeSkipping } from './time-skipping.ts';

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;
/** The real bundle of stories, made once a process. */
export function storiesBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('../../workflows/stories.ts', import.meta.url)) });
  return bundle;
}

export type SeasonFlow = {
  time: TimeSkipping;
  fakes: SeasonFakes;
  start(seasonId: string, steps: readonly StepSchedule[], clock?: SeasonClock): Promise<WorkflowHandleWithFirstExecutionRunId>;
  /** The engine's clock, up to the next full minute: a start for a calendar to compare with. */
  now(): Promise<Instant>;
  /** Moves the engine to this real instant. */
  until(at: Instant): Promise<void>;
  /** Writes the new truth and tells the season, as API and relay do. */
  change(seasonId: string, with_: Partial<{ steps: readonly StepSchedule[]; clock: SeasonClock; paused: boolean; cancelled: boolean }>, changeId?: string): Promise<void>;
  answer(seasonId: string, stepKey: string, unitCode: string, how?: Partial<AnswerTask>): Promise<AnswerOutcome>;
  stop(): Promise<void>;
};

/** The stories on the time-skipping engine with Postgres faked. Season ids serve as season codes. */
export async function startSeasonFlow(): Promise<SeasonFlow> {
  const time = await startTimeSkipping();
  const fakes = new SeasonFakes();
  const worker = await Worker.create({
    connection: time.nativeConnection, taskQueue, workflowBundle: await storiesBundle(), activities: fakes.activities(),
  });
  const running = worker.run();
  return {
    time, fakes,
    now: async () => Math.ceil((await time.now()) / 60_000) * 60_000,
    async start(seasonId, steps, clock = { mode: 'live' }) {
      fakes.truths.set(seasonId, { clock, paused: false, cancelled: false, steps });
      const input: SeasonInput = { seasonId, seasonCode: seasonId, title: 'Tuyển sinh', clock, paused: false, steps, begun: false, applied: [] };
      return await time.client.workflow.start('season', { workflowId: seasonWorkflowId(seasonId), taskQueue, args: [input] });
    },
    async until(at) {
      const left = at - (await time.now());
      if (left > 0) await whileUnsticking(time, worker, time.sleep(left, 240_000));
    },
    async change(seasonId, changed, changeId = randomUUID()) {
      const truth = fakes.truths.get(seasonId);
      if (!truth) throw new Error(`no season ${seasonId}`);
      fakes.truths.set(seasonId, { ...truth, ...changed });
      await time.client.workflow.getHandle(seasonWorkflowId(seasonId)).signal(seasonChanged, { changeId });
    },
    async answer(seasonId, stepKey, unitCode, how = {}) {
      const answer: AnswerTask = {
        taskId: `${seasonId}/${stepKey}/${unitCode}`, action: 'submit', actorId: randomUUID(), actingFor: randomUUID(), seenVersion: 1,
        answerId: randomUUID(), ...how,
      };
      return await time.client.workflow.getHandle(dutyWorkflowId(seasonId, stepKey, unitCode))
        .executeUpdate<AnswerOutcome, [AnswerTask]>(answerTask, { updateId: answer.answerId, args: [answer] });
    },
    async stop() {
      worker.shutdown();
      await running;
      await time.stop();
    },
  };
}

/** How a story stands when it has had 20 s to end: the clock arrives a moment before the worker has done what was due then. */
export async function endOf(story: WorkflowHandle): Promise<string> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const { name } = (await story.describe()).status;
    if (name !== 'RUNNING' || Date.now() > giveUpAt) return name;
    await sleep(lookMs);
  }
}

const lookMs = 80;
const idleLooks = 8;

/**
 * The time-skipping server (1.38.0) sometimes keeps one hold on its clock when a workflow continues as new or closes
 * while a timer or a signal's delivery is pending; then the clock only walks. When the worker has had nothing in hand
 * for a while and the clock has not jumped, that hold is given back; the server refuses to give back what nobody holds.
 */
async function whileUnsticking(time: TimeSkipping, worker: Worker, sleeping: Promise<void>): Promise<void> {
  const over = new AbortController();
  const ended = sleeping.finally(() => over.abort());
  const watch = (async () => {
    let [idle, before, clock] = [0, Date.now(), await time.now()];
    while (!over.signal.aborted) {
      await sleep(lookMs);
      const now = await time.now();
      const jumped = now - clock > Date.now() - before + 1_000;
      idle = jumped || isBusy(worker) ? 0 : idle + 1;
      [before, clock] = [Date.now(), now];
      if (idle >= idleLooks && !over.signal.aborted) {
        idle = 0;
        await time.env.connection.testService?.unlockTimeSkipping({}).catch(() => undefined);
      }
    }
  })();
  await ended;
  await watch;
}

function isBusy(worker: Worker): boolean {
  const { numInFlightWorkflowActivations, numInFlightActivities, numInFlightLocalActivities } = worker.getStatus();
  return numInFlightWorkflowActivations + numInFlightActivities + numInFlightLocalActivities > 0;
}
