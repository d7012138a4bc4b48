import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTimeSkipping } from '../../test/support/time-skipping.ts';
import type { TimeSkipping } from '../../test/support/time-skipping.ts';

const dayMs = 86_400_000;
let engine: TimeSkipping;
beforeAll(async () => {
  engine = await startTimeSkipping();
});
afterAll(async () => {
  await engine.stop();
});

test('a forty-day wait with a search attribute passes in moments', async () => {
  const worker = await Worker.create({
    connection: engine.nativeConnection, taskQueue: 'smoke',
    workflowsPath: new URL('../../test/support/smoke-workflow.ts', import.meta.url).pathname,
  });
  await worker.runUntil(async () => {
    const before = await engine.now();
    const handle = await engine.client.workflow.start('fortyDays', {
      taskQueue: 'smoke', workflowId: 'smoke/forty-days', searchAttributes: { Phase: ['waiting'] },
    });
    await engine.sleep(39 * dayMs);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await engine.sleep(2 * dayMs);
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect((await engine.now()) - before).toBeGreaterThanOrEqual(41 * dayMs);
  });
});

test('a workflow without a worker ends in a failure, not in silence', async () => {
  await engine.client.workflow.start('fortyDays', { taskQueue: 'nobody', workflowId: 'smoke/nobody' });
  await expect(engine.sleep(dayMs, 1_000)).rejects.toThrow(/time did not move/);
});
