import { expect, test } from 'vitest';
import type { StepRow } from '../provider/records.ts';
import { donePercent, nextDeadline } from './deadlines.ts';

const step = (key: string, opensAt: string, closesAt: string, rest: Partial<StepRow> = {}): StepRow => ({
  id: key, key, number: 1, title: { vi: key, en: key }, phase: 'planned', plannedOpensAt: opensAt, plannedClosesAt: closesAt, opensAt, closesAt,
  lapsesAt: closesAt, openedAt: null, closedAt: null, added: false, tasks: { total: 0, done: 0, submitted: 0, overdue: 0, lapsed: 0 }, workflowUrl: null, ...rest,
});

test('the next deadline is the nearest edge ahead, of steps that still live', () => {
  const steps = [
    step('over', '2023-04-01T00:00:00Z', '2023-04-20T00:00:00Z', { phase: 'closed' }),
    step('open', '2023-04-01T00:00:00Z', '2023-04-25T00:00:00Z', { phase: 'open', openedAt: '2023-04-01T00:00:00Z' }),
    step('coming', '2023-04-18T00:00:00Z', '2023-05-25T00:00:00Z'),
  ];
  expect(nextDeadline(steps, Date.parse('2023-04-10T00:00:00Z'))).toMatchObject({ step: { key: 'coming' }, edge: 'opens' });
  expect(nextDeadline(steps, Date.parse('2023-04-19T00:00:00Z'))).toMatchObject({ step: { key: 'open' }, edge: 'closes' });
  expect(nextDeadline(steps, Date.parse('2024-01-01T00:00:00Z'))).toBeNull();
});

test('done is never rounded up to 100', () => {
  expect(donePercent({ total: 1000, done: 999, submitted: 1, overdue: 0, lapsed: 0 })).toBe(99);
  expect(donePercent({ total: 0, done: 0, submitted: 0, overdue: 0, lapsed: 0 })).toBeNull();
});
