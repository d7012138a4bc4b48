import { expect, it } from 'vitest';
import { startOfDate } from './instant.ts';
import { isOpen } from './window.ts';

it('is open from its opening until just before its close', () => {
  const window = { opensAt: startOfDate('2023-07-03'), closesAt: startOfDate('2023-07-23') };
  expect([window.opensAt - 1, window.opensAt, window.closesAt - 1, window.closesAt].map((now) => isOpen(window, now))).toEqual([false, true, true, false]);
});
