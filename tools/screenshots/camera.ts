import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Account } from '../../colleagues/people.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=vi'];
const limit = 150_000;
const run = promisify(execFile);

/** `who`: a username, or null for somebody who has not signed in. `path`: a hash route of the console, or a page of its own (`/p/…`, `/temporal/…`). */
export type Shot = {
  name: string; who: string | null; path: string | (() => Promise<string | null>); width?: number; height?: number;
  /** What to press before the picture; may answer with the part to show. */
  pose?: (page: Page) => Promise<Locator | void>;
};
export type Camera = { take(shot: Shot): Promise<void>; close(): Promise<void> };

/** A browser in which each person signs in once. Pictures are palette PNGs when pngquant is there. */
export async function openCamera({ url, out, find, say }: { url: string; out: string; find: (username: string) => Account; say: (line: string) => void }): Promise<Camera> {
  await mkdir(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env['MUA_CHROMIUM'] ?? '/usr/bin/chromium', args: flags, env: { ...process.env, LANGUAGE: 'vi', LANG: 'vi_VN.UTF-8' } });
  const people = new Map<string, BrowserContext>();
  const contextOf = async (who: string | null): Promise<BrowserContext> => {
    const known = people.get(who ?? '');
    if (known) return known;
    const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' });
    context.setDefaultTimeout(45_000);
    people.set(who ?? '', context);
    if (who !== null) await signIn(await context.newPage(), url, find(who));
    return context;
  };
  return {
    async take({ name, who, path, width = 1280, height = 800, pose }) {
      const to = typeof path === 'string' ? path : await path();
      if (to === null) throw new Error('there is nothing to show yet');
      const page = await (await contextOf(who)).newPage();
      await page.setViewportSize({ width, height });
      await page.goto(/^\/(?:p\/|tra-cuu|temporal)/.test(to) ? `${url}${to}` : `${url}/#${to}`);
      await still(page);
      const part = (await pose?.(page)) ?? page;
      await still(page);
      const file = join(out, `${name}.png`);
      await part.screenshot({ path: file });
      await run('pngquant', ['--force', '--ext', '.png', '--quality', '60-95', '--strip', file]).catch(() => undefined);
      const { size } = await stat(file);
      say(`${name}.png ${Math.round(size / 1024)} kB${size > limit ? ' — too large: install pngquant or make the window smaller' : ''}`);
      await page.close();
    },
    close: async () => await browser.close(),
  };
}

async function signIn(page: Page, url: string, { username, password }: Account): Promise<void> {
  await page.goto(`${url}/#/login`);
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.locator('header').waitFor();
  await page.close();
}

/** Waits until a heading is there and nothing is being fetched; live events keep the network busy, so the bars are the sign. */
async function still(page: Page): Promise<void> {
  await page.locator('h1, h2, [data-testid]').first().waitFor();
  await page.locator('[role="progressbar"]:not([aria-valuenow])').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
  await page.waitForTimeout(900);
}
