import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BatchTurn, IdentityActivities } from '../activities/contracts/identity.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { storiesBundle } from '../test/support/season-flow.ts';
import { startTimeSkipping } from '../test/support/time-skipping.ts';
import type { TimeSkipping } from '../test/support/time-skipping.ts';
import { batchChanged } from './contracts/identity-batch.ts';
import { identityBatchWorkflowId, taskQueue } from './contracts/names.ts';

const MINUTE = 60_000;
let time: TimeSkipping;
let worker: Worker;
let running: Promise<void>;
/** What the population database says at each turn; after the last, that all is over. */
let turns: BatchTurn[] = [];
let askedAt: number[] = [];
let noted: (string | null)[] = [];
const fakes: IdentityActivities = {
  askPopulation: async () => {
    askedAt.push(await time.now());
    return turns.shift() ?? { kind: 'over', answered: 0 };
  },
  noteBatchProblem: async ({ problem }) => void noted.push(problem),
};

beforeAll(async () => {
  time = await startTimeSkipping();
  worker = await Worker.create({ connection: time.nativeConnection, taskQueue, workflowBundle: await storiesBundle(), activities: fakes });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await time.stop();
});
beforeEach(() => {
  [turns, askedAt, noted] = [[], [], []];
});

const start = async (batchId: string) =>
  await time.client.workflow.start('identityBatch', { workflowId: identityBatchWorkflowId(batchId), taskQueue, args: [{ batchId, unitCode: 'SO' }] });
const away = (answered = 0): BatchTurn => ({ kind: 'later', why: 'away', afterMs: null, answered });
const pauses = () => askedAt.slice(1).map((at, index) => Math.round((at - (askedAt[index] ?? 0)) / 1_000));
async function asked(times: number): Promise<void> {
  for (let tries = 0; askedAt.length < times && tries < 100; tries += 1) await sleep(50);
  expect(askedAt).toHaveLength(times);
}

test('an answer for everybody ends it at once', async () => {
  const handle = await start('well');
  await handle.result();
  expect(askedAt).toHaveLength(1);
  await keepHistories(time.client, { 'identity-batch-well': { workflowId: handle.workflowId } });
});

test('when full it waits as long as it was told; when away, ever longer, and begins anew after an answer', async () => {
  turns = [{ kind: 'later', why: 'rate-limited', afterMs: 7_000, answered: 500 }, away(), away(), away(), away(500), away()];
  const handle = await start('away');
  await time.sleep(10 * MINUTE);
  await handle.result();
  // 7 s as told; then 10, 20, 40 for the second to fourth pause; 5 after an answer, and 10.
  expect(pauses()).toEqual([7, 10, 20, 40, 5, 10]);
  // A short outage is nobody's business; the third pause is told, and taken back with the next answer.
  expect(noted).toEqual(['away', 'away', null]);
  await keepHistories(time.client, { 'identity-batch-away': { workflowId: handle.workflowId } });
});

test('it never waits longer than five minutes between two tries', async () => {
  turns = Array.from({ length: 12 }, () => away());
  const handle = await start('long');
  await time.sleep(60 * MINUTE);
  await handle.result();
  expect(Math.max(...pauses())).toBe(300);
});

test('waits for a file as long as it takes, and goes on when told', async () => {
  turns = [{ kind: 'waits', answered: 0 }, { kind: 'waits', answered: 10 }];
  const handle = await start('file');
  await asked(1);
  await time.sleep(3 * 24 * 60 * MINUTE);
  expect(askedAt).toHaveLength(1);
  await handle.signal(batchChanged);
  await asked(2);
  await handle.signal(batchChanged);
  await handle.result();
  expect(askedAt).toHaveLength(3);
  await keepHistories(time.client, { 'identity-batch-file': { workflowId: handle.workflowId } });
});

test('a cancel during a pause ends it at once', async () => {
  turns = [{ kind: 'later', why: 'away', afterMs: 15 * MINUTE, answered: 0 }];
  const handle = await start('cancelled');
  await asked(1);
  await handle.signal(batchChanged);
  await handle.result();
  expect(askedAt).toHaveLength(2);
});
