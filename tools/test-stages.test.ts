import { expect, test } from 'vitest';
import { judge } from './test-stages.ts';

const file = (status: string, tests: string[], message = '') => ({
  name: 'x.test.ts', status, message,
  assertionResults: tests.map((one) => ({ fullName: one, status: one, failureMessages: one === 'failed' ? ['expected 1 to be 2'] : [] })),
});
const count = (code: number, ...testResults: ReturnType<typeof file>[]) => {
  const { passed, failed } = judge(code, 'out', { testResults });
  return { passed, failed };
};

test('passed and failed tests are counted', () => {
  expect(count(0, file('passed', ['passed', 'passed']))).toEqual({ passed: 2, failed: 0 });
  expect(count(1, file('failed', ['passed', 'failed']))).toEqual({ passed: 1, failed: 1 });
});

test('no test at all is neither', () => {
  expect(count(0)).toEqual({ passed: 0, failed: 0 });
});

test.each(['skipped', 'pending', 'disabled'])('a %s test is red', (status) => {
  expect(count(0, file('passed', ['passed', status]))).toEqual({ passed: 1, failed: 1 });
});

test('a file that could not be loaded is red', () => {
  expect(count(1, file('failed', [], 'Cannot find module'))).toEqual({ passed: 0, failed: 1 });
});

test('a hook that failed after passing tests is red', () => {
  expect(count(1, file('failed', ['passed'], 'afterAll'))).toEqual({ passed: 1, failed: 1 });
});

test('an error outside any test is red', () => {
  expect(count(1, file('passed', ['passed']))).toEqual({ passed: 1, failed: 1 });
});

test('a run without a report is red, whatever its code', () => {
  expect(judge(1, 'crashed', undefined).failed).toBe(1);
  expect(judge(0, '', undefined).failed).toBe(1);
});
