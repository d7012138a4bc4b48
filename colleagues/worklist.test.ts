import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createWorklist } from './worklist.ts';

it('does what is due, earliest first, no more at once than it has hands', async () => {
  let now = 0;
  const done: string[] = [];
  let most = 0;
  const list = createWorklist({ concurrency: 2, seasonNow: () => now, onFailure: () => undefined });
  for (const [key, at] of [['late', 30], ['a', 10], ['b', 20], ['never', 900]] as const) {
    list.add({ key, at, run: async () => {
      most = Math.max(most, list.running());
      await sleep(30);
      done.push(key);
    } });
  }
  await sleep(100);
  expect(done).toEqual([]);
  now = 50;
  expect(list.lag()).toBe(40);
  expect(list.waiting()).toBe(3);
  await sleep(250);
  expect(done).toEqual(['a', 'b', 'late']);
  expect(most).toBeLessThanOrEqual(2);
  await list.stop();
});

it('goes on after somebody failed', async () => {
  const failures: string[] = [];
  const list = createWorklist({ concurrency: 1, seasonNow: () => 1, onFailure: (key) => void failures.push(key) });
  list.add({ key: 'x', at: 0, run: () => Promise.reject(new Error('no')) });
  await sleep(120);
  expect(failures).toEqual(['x']);
  expect(list.has('x')).toBe(false);
  await list.stop();
});
