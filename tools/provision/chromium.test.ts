import { afterEach, expect, test, vi } from 'vitest';
import { findChromium } from './chromium.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('MUA_CHROMIUM comes first', async () => {
  vi.stubEnv('MUA_CHROMIUM', process.execPath);
  expect(await findChromium()).toBe(process.execPath);
});

test('a wrong MUA_CHROMIUM is told, not passed over', async () => {
  vi.stubEnv('MUA_CHROMIUM', '/nowhere/chromium');
  await expect(findChromium()).rejects.toThrow('MUA_CHROMIUM names /nowhere/chromium');
});
