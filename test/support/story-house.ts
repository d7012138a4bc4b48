import { readdir, readFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { launch } from '../../console/fixture/browser.ts';
import type { Account } from '../../colleagues/people.ts';
import { createSession } from '../../colleagues/session.ts';
import type { Session } from '../../colleagues/session.ts';
import { openDataFolder } from '../../tools/data-folder.ts';
import { loadDemoOnce } from '../../tools/demo/first-start.ts';
import type { DemoOptions } from '../../tools/demo/province.ts';
import { startHouse } from '../../tools/house.ts';
import type { House } from '../../tools/house.ts';
import { freePort } from '../../tools/processes.ts';

/** The whole of Mùa as `npm start` starts it, with a small province, and one browser full of people. */
export type StoryHouse = {
  house: House; data: string; browser: Browser;
  /** Addresses outside our origin that any page asked for, and errors that pages threw. */
  outside: string[]; complaints: string[];
  /** A signed-in person's page, in a context of their own; the same person keeps their session at another width. */
  desk(username: string, width?: number): Promise<Page>;
  /** A family's phone: no JavaScript. */
  phone(): Promise<Page>;
  api(username: string): Session;
  /** Links of the parents' pages in the mails of the sink, newest first. */
  mailedLinks(): Promise<string[]>;
  stop(): Promise<void>;
};

type Size = Pick<DemoOptions, 'seed' | 'districts' | 'schools' | 'pupils'>;
/** Two districts; a test that needs several schools of one level in a district asks for more. */
const usual: Size = { seed: 7, districts: 2, schools: 6, pupils: 60 };
const elsewhere = ['TEMPORAL_ADDRESS', 'TEMPORAL_UI_ADDRESS', 'DATABASE_URL', 'SMTP_URL', 'MUA_PUBLIC_URL', 'MUA_KEY', 'MUA_AUDIT_KEY', 'SMS_URL', 'POPULATION_URL'];

export async function startStoryHouse(size: Size = usual): Promise<StoryHouse> {
  for (const name of elsewhere) delete process.env[name];
  const data = await mkdtemp(join(tmpdir(), 'mua-story-'));
  const { lock } = await openDataFolder(data);
  const discard = async (): Promise<void> => {
    await lock.release();
    await rm(data, { recursive: true, force: true });
  };
  const said: string[] = [];
  const house = await startHouse({
    data, port: await freePort(), engine: 'dev', throwAway: true, progress: (line) => void said.push(line),
    beforeWork: async ({ url, masterKey }) => void (await loadDemoOnce({ url, masterKey, data, size, progress: () => undefined })),
  }).catch(async (failure: unknown) => {
    await discard();
    throw new Error(`the house did not start: ${said.slice(-3).join(' | ')}`, { cause: failure });
  });
  const accounts = JSON.parse(await readFile(join(data, 'accounts.json'), 'utf8')) as Account[];
  const browser = await launch().catch(async (failure: unknown) => {
    await house.stop();
    await discard();
    throw failure;
  });
  const ending = new AbortController();
  const outside: string[] = [];
  const complaints: string[] = [];
  const watched = (context: BrowserContext): BrowserContext => {
    context.setDefaultTimeout(30_000);
    context.on('request', (request) => void (request.url().startsWith(`${house.url}/`) || /^(?:data|blob|about):/.test(request.url()) || outside.push(request.url())));
    context.on('weberror', (error) => void complaints.push(String(error.error())));
    return context;
  };
  const people = new Map<string, BrowserContext>();
  const accountOf = (username: string): Account => {
    const account = accounts.find((one) => one.username === username);
    if (!account) throw new Error(`no account ${username}`);
    return account;
  };
  return {
    house, data, browser, outside, complaints,
    async desk(username, width = 1280) {
      const known = people.get(username);
      const context = known ?? watched(await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' }));
      people.set(username, context);
      const page = await context.newPage();
      await page.setViewportSize({ width, height: width < 600 ? 740 : 900 });
      if (!known) await signIn(page, house.url, accountOf(username));
      return page;
    },
    async phone() {
      const context = watched(await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'vi-VN' }));
      return await context.newPage();
    },
    api: (username) => createSession({ baseUrl: house.url, account: accountOf(username), signal: ending.signal }),
    mailedLinks: async () => await linksIn(house.mail.folder),
    async stop() {
      ending.abort();
      await browser.close();
      await house.stop();
      await discard();
    },
  };
}

async function signIn(page: Page, url: string, { username, password }: Account): Promise<void> {
  await page.goto(`${url}/#/login`);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('button', { name: /^Tài khoản/ }).waitFor();
}

async function linksIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  aged.sort((a, b) => b.at - a.at || b.name.localeCompare(a.name));
  const found: string[] = [];
  for (const { name } of aged) {
    const { text = '' } = await PostalMime.parse(await readFile(join(folder, name)));
    const path = /\/p\/[A-Za-z0-9_-]{43}/.exec(text)?.[0];
    if (path !== undefined && !found.includes(path)) found.push(path);
  }
  return found;
}
