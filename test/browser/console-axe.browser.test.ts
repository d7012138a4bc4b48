import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { go, launch, open, seriousViolations } from '../../console/fixture/browser.ts';
import type { Look } from '../../console/fixture/browser.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { screens } from '../../console/fixture/screens.ts';
import { startFixture } from '../../console/fixture/server.ts';
import type { Fixture } from '../../console/fixture/server.ts';
import { freshState } from '../../console/fixture/state.ts';

let browser: Browser;
let fixture: Fixture;
beforeAll(async () => {
  await builtConsole();
  browser = await launch();
  fixture = await startFixture(freshState());
});
afterAll(async () => {
  await browser?.close();
  await fixture?.stop();
});

const looks: Look[] = [
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 360, theme: 'light' },
  { width: 360, theme: 'dark' },
];

describe.each(looks)('$width px, $theme', (look) => {
  test('every page: nothing serious for axe, nothing wider than the screen, nothing asked outside, a title, no complaint', async () => {
    const { page, context, outside, complaints } = await open(browser, fixture.url, look);
    const found: unknown[] = [];
    for (const [name, hash] of Object.entries(screens)) {
      await go(page, fixture.url, hash);
      const wrong = await seriousViolations(page);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const headings = await page.locator('h1').count();
      const title = await page.title();
      if (wrong.length > 0 || tooWide > 0 || headings !== 1 || !title.endsWith('– Mùa')) found.push({ name, wrong, tooWide, headings, title });
    }
    await context.close();
    expect(found).toEqual([]);
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  }, 300_000);
});

test('the sign-in page too, in both languages', async () => {
  const closed = await startFixture(freshState(null));
  for (const locale of ['vi', 'en'] as const) {
    const { page, context, outside } = await open(browser, closed.url, { width: 360, theme: 'light', locale });
    await go(page, closed.url, '/login');
    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.getByRole('button', { name: locale === 'vi' ? 'Đăng nhập' : 'Sign in' }).isVisible()).toBe(true);
    expect(outside).toEqual([]);
    await context.close();
  }
  await closed.stop();
}, 60_000);
