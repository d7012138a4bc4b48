import { expect, test } from 'vitest';
import { dueFor, slipSteps } from './slip-steps.ts';

const class12 = [
  { state: 'to-print', count: 3, stale: 0 }, { state: 'printed', count: 5, stale: 1 }, { state: 'to-correct', count: 2, stale: 0 },
  { state: 'proofread', count: 7, stale: 2 }, { state: 'signed', count: 4, stale: 1 }, { state: 'kept', count: 20, stale: 0 },
] as const;

test('what each step is due for: an old paper is printed again and goes no further', () => {
  expect(Object.fromEntries(slipSteps.map((step) => [step, dueFor(step, class12)]))).toEqual({ print: 3 + 2 + 1 + 2 + 1, proofread: 4, sign: 5, keep: 3 });
});
test('nothing is due where everything is kept', () => {
  expect(slipSteps.map((step) => dueFor(step, [{ state: 'kept', count: 40, stale: 0 }]))).toEqual([0, 0, 0, 0]);
});
