import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/instant.ts';
import { dutyWorkflowId, stepWorkflowId, taskQueue } from './contracts/names.ts';
import type { DutyInput } from './contracts/duty.ts';
import { scheduleQuery } from './contracts/season.ts';
import type { StepInput } from './contracts/step.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';
import { stepOf } from '../test/support/step-schedule.ts';

let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
  flow.fakes.reviewed = true;
});
afterAll(async () => await flow.stop());

async function opened(season: string): Promise<number> {
  const now = await flow.now();
  await flow.start(season, [stepOf(1, now + DAY, now + 5 * DAY)]);
  await flow.until(now + DAY + HOUR);
  return now;
}

describe('an answer', () => {
  test('twice by the same id counts once; by another id it meets what was done', async () => {
    await opened('twice');
    const answerId = randomUUID();
    const first = await flow.answer('twice', 'step-1', 'S0001', { answerId });
    expect(await flow.answer('twice', 'step-1', 'S0001', { answerId })).toEqual(first);
    expect(await flow.answer('twice', 'step-1', 'S0001')).toMatchObject({ kind: 'refused', reason: 'somebody-was-faster' });
    expect(await flow.answer('twice', 'step-1', 'S0001', { seenVersion: 2 })).toMatchObject({ kind: 'refused', reason: 'not-allowed-in-state', state: 'submitted' });
    expect(await flow.answer('twice', 'step-1', 'S0001', { seenVersion: 2, action: 'return' })).toMatchObject({ kind: 'taken', state: 'returned' });
    await keepHistories(flow.time.client, { 'duty-answered': { workflowId: dutyWorkflowId('twice', 'step-1', 'S0001') } });
  });

  test('of two people at once exactly one wins', async () => {
    await opened('race');
    const both = await Promise.all([flow.answer('race', 'step-1', 'S0002'), flow.answer('race', 'step-1', 'S0002')]);
    expect(both.map((one) => one.kind).toSorted()).toEqual(['refused', 'taken']);
  });

  test('without its shape is refused by the validator and leaves no trace', async () => {
    await opened('shape');
    await expect(flow.answer('shape', 'step-1', 'S0001', { actorId: '' })).rejects.toThrow();
    expect((await flow.answer('shape', 'step-1', 'S0001')).kind).toBe('taken');
  });
});

describe('continue-as-new', () => {
  test('a duty that has taken many answers goes on with its count begun again', async () => {
    const workflowId = dutyWorkflowId('worn', 'step-1', 'S0001');
    const id = 'worn/step-1/S0001';
    flow.fakes.tasks.set(id, { id, seasonId: 'worn', stepKey: 'step-1', unitCode: 'S0001', state: 'open', version: 1, reviewed: true, overdue: false });
    const input: DutyInput = { seasonId: 'worn', seasonCode: 'worn', stepKey: 'step-1', clusterCode: 'S0001', dueAt: await flow.now(), left: 1, answers: 1_499 };
    const handle = await flow.time.client.workflow.start('duty', { workflowId, taskQueue, args: [input] });
    expect(await flow.answer('worn', 'step-1', 'S0001')).toMatchObject({ kind: 'taken', version: 2 });
    expect(await flow.answer('worn', 'step-1', 'S0001', { seenVersion: 2, action: 'accept' })).toMatchObject({ kind: 'taken', state: 'done' });
    const now = await flow.time.client.workflow.getHandle(workflowId).describe();
    expect(now.runId).not.toBe(handle.firstExecutionRunId);
    await flow.time.client.workflow.getHandle(workflowId).terminate();
  });

  test('a step of many units carries what it did into its next run', async () => {
    const few = flow.fakes.units;
    flow.fakes.units = Array.from({ length: 40 }, (_, index) => `S${String(index + 1).padStart(4, '0')}`);
    const now = await opened('many');
    const state = await flow.time.client.workflow.getHandle(stepWorkflowId('many', 'step-1')).query<StepInput>(scheduleQuery);
    expect(state.done).toMatchObject({ opened: true, dutiesAfter: null, confirmationsOpened: true, windowClosed: false });
    expect(flow.fakes.of('step-1', 'open').filter((one) => one.seasonId === 'many')).toHaveLength(1);
    expect((await flow.answer('many', 'step-1', 'S0040')).kind).toBe('taken');
    await flow.until(now + 8 * DAY);
    expect(flow.fakes.of('step-1', 'lapse').filter((one) => one.seasonId === 'many')).toMatchObject([{ what: 'lapse: 40' }]);
    flow.fakes.units = few;
  });
});
