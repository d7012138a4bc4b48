import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/instant.ts';
import { endOf, startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';
import { stepOf } from '../test/support/step-schedule.ts';

let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
});
afterAll(async () => await flow.stop());

test('the thinnest season: a step opens, its duty takes an answer, the next step opens, the season ends', async () => {
  const now = await flow.now();
  const first = stepOf(1, now + DAY, now + 3 * DAY);
  const second = stepOf(2, now + 2 * DAY, now + 5 * DAY, { gates: [{ step: 'step-1', edge: 'closed' }] });
  flow.fakes.units = ['S0001'];
  const season = await flow.start('thin', [first, second]);
  await flow.until(now + DAY + HOUR);
  expect(flow.fakes.of('step-1', 'open')).toMatchObject([{ at: first.opensAt }]);
  expect(await flow.answer('thin', 'step-1', 'S0001')).toMatchObject({ kind: 'taken', state: 'done' });
  await flow.until(now + 4 * DAY);
  expect(flow.fakes.of('step-1', 'window')).toMatchObject([{ at: first.closesAt, what: 'window-closed: 0' }]);
  expect(flow.fakes.of('step-2', 'hold')).toMatchObject([{ at: second.opensAt }]);
  expect(flow.fakes.of('step-2', 'open')).toMatchObject([{ at: first.closesAt }]);
  await flow.until(now + 8 * DAY);
  expect(flow.fakes.of('step-2', 'lapse')).toMatchObject([{ at: second.lapsesAt, what: 'lapse: 1' }]);
  expect(await endOf(season)).toBe('COMPLETED');
});
