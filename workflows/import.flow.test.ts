import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportActivities } from '../activities/contracts/imports.ts';
import type { ImportState } from '../domain/import.ts';
import { importWaitsDays } from '../domain/import.ts';
import { DAY } from '../domain/instant.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { storiesBundle } from '../test/support/season-flow.ts';
import { startTimeSkipping } from '../test/support/time-skipping.ts';
import type { TimeSkipping } from '../test/support/time-skipping.ts';
import { importChanged } from './contracts/import.ts';
import type { ImportInput, ImportStage } from './contracts/import.ts';
import { importWorkflowId, taskQueue } from './contracts/names.ts';

/** A file in memory: its rows, written and applied; `dies` kills the next so many tries in the middle of their work. */
type Fake = { state: ImportState; rows: number; written: number; applied: number; dies: number; inTheWay: boolean; asked: string[]; onRow: (fake: Fake) => void };
const files = new Map<string, Fake>();
const fakeOf = (importId: string): Fake => {
  const fake = files.get(importId);
  if (!fake) throw new Error(`no import ${importId}`);
  return fake;
};
const stageOf = ({ state, written, applied }: Fake): ImportStage => ({ state, rowsDone: written, applied });

function advance(fake: Fake, what: string, done: 'written' | 'applied', while_: ImportState): void {
  fake.asked.push(`${what} from ${fake[done]}`);
  while (fake[done] < fake.rows && fake.state === while_) {
    fake[done] += 1;
    fake.onRow(fake);
    if (fake.dies > 0 && fake[done] === Math.ceil(fake.rows / 2)) {
      fake.dies -= 1;
      throw new Error('killed');
    }
  }
}

const activities: ImportActivities = {
  loadImport: async ({ importId }) => stageOf(fakeOf(importId)),
  readImport: async ({ importId }) => {
    const fake = fakeOf(importId);
    if (fake.state === 'queued') [fake.state, fake.written] = ['reading', 0];
    if (fake.state === 'reading') advance(fake, 'read', 'written', 'reading');
    if (fake.state === 'reading') fake.state = 'ready';
    return stageOf(fake);
  },
  commitImport: async ({ importId }) => {
    const fake = fakeOf(importId);
    advance(fake, 'commit', 'applied', 'committing');
    if (fake.state === 'committing') fake.state = 'committed';
    return stageOf(fake);
  },
  undoImport: async ({ importId }) => {
    const fake = fakeOf(importId);
    fake.asked.push(`undo ${fake.applied}`);
    if (fake.inTheWay) fake.state = 'committed';
    else {
      fake.applied = 0;
      if (fake.state === 'undoing') fake.state = 'undone';
    }
    return stageOf(fake);
  },
  closeImport: async ({ importId }) => {
    const fake = fakeOf(importId);
    fake.asked.push('close');
    fake.state = 'cancelled';
    return stageOf(fake);
  },
};

let time: TimeSkipping;
let worker: Worker;
let running: Promise<void>;
beforeAll(async () => {
  time = await startTimeSkipping();
  worker = await Worker.create({ connection: time.nativeConnection, taskQueue, workflowBundle: await storiesBundle(), activities });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await time.stop();
});

type Story = { id: string; fake: Fake; tell: (state: ImportState) => Promise<void>; reaches: (state: ImportState) => Promise<void>; ended: () => Promise<void> };

/** As API and relay do it: the row first, then signal-with-start. */
async function begin(more: Partial<Fake> = {}): Promise<Story> {
  const id = randomUUID();
  const fake: Fake = { state: 'queued', rows: 10, written: 0, applied: 0, dies: 0, inTheWay: false, asked: [], onRow: () => undefined, ...more };
  files.set(id, fake);
  const tell = async (): Promise<WorkflowHandle> =>
    await time.client.workflow.signalWithStart<(input: ImportInput) => Promise<void>>('importFile', { workflowId: importWorkflowId(id), taskQueue, args: [{ importId: id, unitCode: 'S0001' }], signal: importChanged, signalArgs: [] });
  await tell();
  return {
    id, fake,
    async tell(state) {
      fake.state = state;
      await tell();
    },
    async reaches(state) {
      for (let tries = 0; fake.state !== state; tries += 1) {
        if (tries > 400) throw new Error(`${fake.state}, not ${state}: ${fake.asked.join(', ')}`);
        await sleep(25);
      }
    },
    ended: async () => await time.client.workflow.getHandle(importWorkflowId(id)).result(),
  };
}

describe('an import', () => {
  test('is read, waits for a person, is committed and ends; a later undo is a new run', async () => {
    const one = await begin();
    await one.reaches('ready');
    await one.tell('committing');
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'committed', applied: 10 });
    await keepHistories(time.client, { 'import-committed': { workflowId: importWorkflowId(one.id) } });
    await one.tell('undoing');
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'undone', applied: 0 });
  });

  test('goes on after the last row written when the worker was killed, in the reading and in the commit', async () => {
    const one = await begin({ dies: 1 });
    await one.reaches('ready');
    one.fake.dies = 1;
    await one.tell('committing');
    await one.ended();
    expect(one.fake.asked).toEqual(['read from 0', 'read from 5', 'commit from 0', 'commit from 5']);
    expect(one.fake).toMatchObject({ state: 'committed', written: 10, applied: 10 });
  });

  test('is read anew when somebody sets the columns', async () => {
    const one = await begin();
    await one.reaches('ready');
    await one.tell('queued');
    await one.reaches('ready');
    expect(one.fake.asked).toEqual(['read from 0', 'read from 0']);
    await one.tell('cancelled');
    await one.ended();
  });

  test('cancelled in the middle of its commit leaves nothing half', async () => {
    const one = await begin({ onRow: (fake) => void (fake.applied === 4 && (fake.state = 'cancelled')) });
    await one.reaches('ready');
    await one.tell('committing');
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'cancelled', applied: 0 });
    expect(one.fake.asked.at(-1)).toBe('undo 4');
    await keepHistories(time.client, { 'import-taken-back': { workflowId: importWorkflowId(one.id) } });
  });

  test('cancelled while it is read, or before, stops there', async () => {
    const one = await begin({ onRow: (fake) => void (fake.written === 3 && (fake.state = 'cancelled')) });
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'cancelled', written: 3, applied: 0 });
  });

  test('stays committed when something depends on it', async () => {
    const one = await begin({ inTheWay: true });
    await one.reaches('ready');
    await one.tell('committing');
    await one.ended();
    await one.tell('undoing');
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'committed', applied: 10 });
  });

  test('that nobody commits is closed after a month', async () => {
    const one = await begin();
    await one.reaches('ready');
    await time.sleep((importWaitsDays - 1) * DAY);
    expect(one.fake.state).toBe('ready');
    await time.sleep(DAY + 60_000);
    await one.ended();
    expect(one.fake).toMatchObject({ state: 'cancelled', applied: 0 });
  });
});
