import { expect, test } from 'vitest';
import { go, launch, open } from '../../console/fixture/browser.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { startFixture } from '../../console/fixture/server.ts';
import { freshState } from '../../console/fixture/state.ts';

test('a task is found in the list and opened without a mouse, past no button that has nothing to act on', async () => {
  await builtConsole();
  const browser = await launch();
  const fixture = await startFixture(freshState());
  try {
    const { page } = await open(browser, fixture.url, { width: 1280, theme: 'light' });
    page.setDefaultTimeout(10_000);
    await go(page, fixture.url, '/tasks');
    const link = page.locator('tbody a[href*="/show"]').first();
    await link.waitFor();
    const address = await link.getAttribute('href');
    const focused = () => page.evaluate(() => ({ href: document.activeElement?.getAttribute('href') ?? null, words: document.activeElement?.textContent ?? '' }));
    const passed: string[] = [];
    for (let pressed = 0; pressed < 80; pressed += 1) {
      await page.keyboard.press('Tab');
      const at = await focused();
      if (at.href === address) break;
      passed.push(at.words);
    }
    expect((await focused()).href).toBe(address);
    expect(passed).not.toContain('Duyệt các việc đã chọn');
    const before = await page.evaluate(() => history.length);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href.endsWith(address ?? 'nowhere'));
    expect(await page.evaluate(() => history.length)).toBe(before + 1);
    await page.getByRole('heading', { level: 1 }).waitFor();
  } finally {
    await fixture.stop();
    await browser.close();
  }
}, 60_000);
