import { describe, expect, it } from 'vitest';
import { instantAt } from './instant.ts';
import { mayRing } from './quiet-hours.ts';

describe('quiet hours', () => {
  it.each([
    [0, 0, false],
    [6, 59, false],
    [7, 0, true],
    [20, 59, true],
    [21, 0, false],
    [23, 59, false],
  ])('at %i:%i a telephone may ring: %s', (hour, minute, may) => {
    expect(mayRing(instantAt('2026-05-31', hour, minute))).toBe(may);
  });
});
