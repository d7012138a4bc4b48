import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withPace } from '../domain/clock.ts';
import type { SeasonClock } from '../domain/clock.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import { keepHistories } from '../test/support/kept-histories.ts';
import { endOf, startSeasonFlow } from '../test/support/season-flow.ts';
import type { SeasonFlow } from '../test/support/season-flow.ts';
import { stepOf } from '../test/support/step-schedule.ts';
import { scheduleQuery } from './contracts/season.ts';
import { stepWorkflowId } from './contracts/names.ts';
import type { StepInput } from './contracts/step.ts';

// A running season follows a directive at once: timers move with the deadline, whatever they were waiting for.
let flow: SeasonFlow;
beforeAll(async () => {
  flow = await startSeasonFlow();
});
afterAll(async () => await flow.stop());

function asked(season: string, what: string, stepKey = 'step-1'): number[] {
  return flow.fakes.of(stepKey, what).filter((one) => one.seasonId === season).map((one) => one.at);
}
async function stateOf(season: string, stepKey = 'step-1'): Promise<StepInput> {
  return await flow.time.client.workflow.getHandle(stepWorkflowId(season, stepKey)).query<StepInput>(scheduleQuery);
}

describe('a change of the calendar', () => {
  test('extended while waiting: the old deadline passes in silence, the ladder follows the new one', async () => {
    const now = await flow.now();
    await flow.start('extend', [stepOf(1, now + DAY, now + 8 * DAY)]);
    await flow.until(now + 4 * DAY);
    await flow.change('extend', { steps: [stepOf(1, now + DAY, now + 12 * DAY, { phase: 'open' })] });
    await flow.until(now + 15 * DAY);
    expect(asked('extend', 'window-closed')).toEqual([now + 12 * DAY]);
    // −5 days of the old date had run; of the new date both reminders lie ahead.
    expect(asked('extend', 'rung remind')).toEqual([now + 3 * DAY, now + 7 * DAY, now + 10 * DAY]);
    expect(asked('extend', 'rung overdue')).toEqual([now + 12 * DAY]);
    expect(asked('extend', 'lapse')).toEqual([now + 14 * DAY]);
    await keepHistories(flow.time.client, { 'season-extended': { workflowId: 'season/extend' }, 'step-extended': { workflowId: 'step/extend/step-1' } });
  });

  test.each([['1 ms before', -1], ['at', 0], ['1 ms after', 1]])('extended %s the deadline: the window is open until the new one', async (_, offset) => {
    const season = `edge${offset}`;
    const now = await flow.now();
    await flow.start(season, [stepOf(1, now + DAY, now + 3 * DAY)]);
    await flow.until(now + 3 * DAY + offset);
    await flow.change(season, { steps: [stepOf(1, now + DAY, now + 5 * DAY, { phase: 'open' })] });
    await flow.until(now + 4 * DAY);
    expect((await stateOf(season)).done.windowClosed).toBe(false);
    await flow.until(now + 8 * DAY);
    expect(asked(season, 'window-closed').at(-1)).toBe(now + 5 * DAY);
    expect(asked(season, 'lapse')).toEqual([now + 7 * DAY]);
  });

  test('shortened: overdue at the new deadline, reminders of days past are not sent', async () => {
    const now = await flow.now();
    await flow.start('shorten', [stepOf(1, now + DAY, now + 20 * DAY)]);
    await flow.until(now + 4 * DAY);
    await flow.change('shorten', { steps: [stepOf(1, now + DAY, now + 5 * DAY, { phase: 'open' })] });
    await flow.until(now + 8 * DAY);
    expect(asked('shorten', 'rung remind')).toEqual([]);
    expect(asked('shorten', 'rung overdue')).toEqual([now + 5 * DAY]);
    expect(asked('shorten', 'finish', '')).toEqual([now + 7 * DAY]);
  });

  test('skipped: open work is cancelled and its duties end; what waited for the step goes on', async () => {
    const now = await flow.now();
    const second = stepOf(2, now + 2 * DAY, now + 4 * DAY, { gates: [{ step: 'step-1', edge: 'closed' }] });
    await flow.start('skip', [stepOf(1, now + DAY, now + 20 * DAY), second]);
    await flow.until(now + 3 * DAY);
    await flow.change('skip', { steps: [stepOf(1, now + DAY, now + 20 * DAY, { phase: 'skipped' }), second] });
    await flow.until(now + 3 * DAY + HOUR);
    expect(asked('skip', 'cancel')).toEqual([now + 3 * DAY]);
    expect(asked('skip', 'open', 'step-2')).toEqual([now + 3 * DAY]);
    const duty = await flow.time.client.workflow.getHandle('duty/skip/step-1/S0001').describe();
    expect(duty.status.name).toBe('COMPLETED');
    await keepHistories(flow.time.client, { 'step-skipped': { workflowId: 'step/skip/step-1' }, 'duty-skipped': { workflowId: 'duty/skip/step-1/S0001' } });
  });

  test('added: a step that was not in the plan opens; the same change told twice is followed once', async () => {
    const now = await flow.now();
    await flow.start('add', [stepOf(1, now + DAY, now + 5 * DAY)]);
    await flow.until(now + 2 * DAY);
    const steps = [stepOf(1, now + DAY, now + 5 * DAY, { phase: 'open' }), stepOf(2, now + 3 * DAY, now + 4 * DAY)];
    await flow.change('add', { steps }, 'change-1');
    await flow.change('add', { steps }, 'change-1');
    await flow.until(now + 4 * DAY);
    expect(asked('add', 'open', 'step-2')).toEqual([now + 3 * DAY]);
    expect(asked('add', 'retime')).toHaveLength(1);
  });

  test('a skip of a step that has not opened, and a cancelled season, end without opening anything', async () => {
    const now = await flow.now();
    const season = await flow.start('cancel', [stepOf(1, now + DAY, now + 5 * DAY), stepOf(2, now + 9 * DAY, now + 10 * DAY)]);
    await flow.until(now + 2 * DAY);
    await flow.change('cancel', { cancelled: true });
    await flow.until(now + 3 * DAY);
    expect(asked('cancel', 'cancel')).toEqual([now + 2 * DAY]);
    expect(asked('cancel', 'open', 'step-2')).toEqual([]);
    expect(await endOf(season)).toBe('COMPLETED');
  });
});

describe('pause and pace', () => {
  test('paused: nothing opens or closes; resumed: what fell due meanwhile happens at once', async () => {
    const now = await flow.now();
    await flow.start('pause', [stepOf(1, now + DAY, now + 3 * DAY), stepOf(2, now + 4 * DAY, now + 9 * DAY)]);
    await flow.until(now + 2 * DAY);
    await flow.change('pause', { paused: true });
    await flow.until(now + 6 * DAY);
    expect(asked('pause', 'window-closed')).toEqual([]);
    expect(asked('pause', 'open', 'step-2')).toEqual([]);
    await flow.change('pause', { paused: false });
    await flow.until(now + 6 * DAY + HOUR);
    expect(asked('pause', 'window-closed')).toEqual([now + 6 * DAY]);
    expect(asked('pause', 'open', 'step-2')).toEqual([now + 6 * DAY]);
  });

  test('a rehearsal at 24 days a day, slowed while it waits: the deadline comes by the new pace', async () => {
    const now = await flow.now();
    const start = Date.parse('2024-02-26T00:00:00+07:00');
    const fast: SeasonClock = { mode: 'rehearsal', anchorReal: now, anchorSeason: start, pace: 24 };
    // 29 February: the leap day is a day like others.
    await flow.start('pace', [stepOf(1, start + DAY, start + 4 * DAY)], fast);
    await flow.until(now + 2 * HOUR);
    expect(asked('pace', 'open')).toEqual([start + DAY]);
    const slow = withPace(fast, 12, now + 2 * HOUR);
    await flow.change('pace', { clock: slow });
    // Two days of the season are left; at pace 12 they take four hours.
    await flow.until(now + 5 * HOUR);
    expect(asked('pace', 'window-closed')).toEqual([]);
    await flow.until(now + 6 * HOUR + 60_000);
    expect(asked('pace', 'window-closed')).toEqual([start + 4 * DAY]);
    await keepHistories(flow.time.client, { 'season-paced': { workflowId: 'season/pace' }, 'step-paced': { workflowId: 'step/pace/step-1' } });
    expect(new Date(start + 3 * DAY).toISOString()).toContain('2024-02-28T17:00');
  });

  test('a clock that stands still sets no timer, and goes on when it runs again', async () => {
    const now = await flow.now();
    const still: SeasonClock = { mode: 'rehearsal', anchorReal: now, anchorSeason: now, pace: 0 };
    await flow.start('still', [stepOf(1, now + DAY, now + 3 * DAY)], still);
    await flow.until(now + 10 * DAY);
    expect(asked('still', 'open')).toEqual([]);
    await flow.change('still', { clock: withPace(still, 1, now + 10 * DAY) });
    await flow.until(now + 11 * DAY + HOUR);
    expect(asked('still', 'open')).toEqual([now + DAY]);
  });
});
