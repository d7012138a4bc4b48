import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/instant.ts';
import type { WorkBlocker } from '../domain/work.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';
import { stepOf } from '../test/support/step-schedule.ts';
import { dutyWorkflowId } from './contracts/names.ts';

/** A duty about data (docs/adr/0012): it waits, is chased and lapses like any other, and is not handed in while its rows are not right. */
let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
  flow.fakes.reviewed = true;
});
afterAll(async () => await flow.stop());
beforeEach(() => flow.fakes.blockers.clear());

const phones = (count: number): WorkBlocker => ({ code: 'bad-phone', count, to: '/review?only=bad-phone', message: { vi: `${count} học sinh: điện thoại chưa đúng`, en: `${count} pupils: phone is wrong` } });
const refused = { kind: 'refused', reason: 'work-unfinished', by: null };
const idOf = (season: string, unit: string): string => `${season}/step-1/${unit}`;
const rungs = (season: string) => flow.fakes.of('step-1', 'rung').filter((one) => one.seasonId === season).map((one) => one.what);

async function opened(season: string): Promise<number> {
  const now = await flow.now();
  await flow.start(season, [stepOf(1, now + DAY, now + 5 * DAY)]);
  await flow.until(now + DAY + HOUR);
  return now;
}

test('is refused while there are blockers, waits on, and is taken once they are gone', async () => {
  await opened('mended');
  const id = idOf('mended', 'S0001');
  flow.fakes.blockers.set(id, [phones(2)]);
  const answerId = randomUUID();
  expect(await flow.answer('mended', 'step-1', 'S0001', { answerId })).toEqual({ ...refused, state: 'open' });
  // Nothing moved: the same version is still the one to answer, and the other school hands in as ever.
  expect(flow.fakes.tasks.get(id)).toMatchObject({ state: 'open', version: 1 });
  expect(await flow.answer('mended', 'step-1', 'S0002')).toMatchObject({ kind: 'taken', state: 'submitted' });
  flow.fakes.blockers.set(id, [phones(1)]);
  expect(await flow.answer('mended', 'step-1', 'S0001')).toEqual({ ...refused, state: 'open' });
  flow.fakes.blockers.delete(id);
  expect(await flow.answer('mended', 'step-1', 'S0001', { answerId })).toEqual({ ...refused, state: 'open' });
  expect(await flow.answer('mended', 'step-1', 'S0001')).toEqual({ kind: 'taken', state: 'submitted', version: 2 });
  await keepHistories(flow.time.client, { 'duty-work-mended': { workflowId: dutyWorkflowId('mended', 'step-1', 'S0001') } });
});

test('the gate stands before handing in alone: who reviews may return or accept what was spoilt since', async () => {
  await opened('reviewed');
  const id = idOf('reviewed', 'S0001');
  expect(await flow.answer('reviewed', 'step-1', 'S0001')).toMatchObject({ kind: 'taken', state: 'submitted' });
  flow.fakes.blockers.set(id, [phones(1)]);
  expect(await flow.answer('reviewed', 'step-1', 'S0001', { seenVersion: 2, action: 'return' })).toEqual({ kind: 'taken', state: 'returned', version: 3 });
  expect(await flow.answer('reviewed', 'step-1', 'S0001', { seenVersion: 3 })).toEqual({ ...refused, state: 'returned' });
  flow.fakes.blockers.delete(id);
  expect(await flow.answer('reviewed', 'step-1', 'S0001', { seenVersion: 3 })).toMatchObject({ kind: 'taken', state: 'submitted' });
  flow.fakes.blockers.set(id, [phones(1)]);
  expect(await flow.answer('reviewed', 'step-1', 'S0001', { seenVersion: 4, action: 'accept' })).toMatchObject({ kind: 'taken', state: 'done' });
});

test('whoever is only refused is reminded, marked overdue, told above, and lapses when the grace is over', async () => {
  const now = await opened('never');
  flow.fakes.blockers.set(idOf('never', 'S0001'), [phones(3)]);
  expect(await flow.answer('never', 'step-1', 'S0002')).toMatchObject({ kind: 'taken' });
  expect(await flow.answer('never', 'step-1', 'S0002', { seenVersion: 2, action: 'accept' })).toMatchObject({ kind: 'taken', state: 'done' });
  await flow.until(now + 4 * DAY);
  expect(await flow.answer('never', 'step-1', 'S0001')).toEqual({ ...refused, state: 'open' });
  await flow.until(now + 8 * DAY);
  // One task is left in every rung: a refusal is no answer.
  expect(rungs('never')).toContain('rung overdue 0: 1');
  expect(rungs('never').every((what) => what.endsWith(': 1'))).toBe(true);
  expect(rungs('never').some((what) => what.startsWith('rung escalate'))).toBe(true);
  expect(flow.fakes.tasks.get(idOf('never', 'S0001'))).toMatchObject({ state: 'lapsed', version: 1, overdue: true });
  expect(flow.fakes.of('step-1', 'lapse').filter((one) => one.seasonId === 'never')).toMatchObject([{ what: 'lapse: 1' }]);
});
