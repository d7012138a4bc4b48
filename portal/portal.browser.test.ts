import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../tools/provision/chromium.ts';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';
import { createPortal } from './app.ts';

/*
 * A cheap phone: 360 px wide, JavaScript off. MUA_SCREENSHOTS names a folder for pictures to look at.
 */
let world: FamilyWorld;
let links: Map<string, string>;
let server: ServerType;
let browser: Browser;
let origin: string;
let axe: string;
const pictures = process.env['MUA_SCREENSHOTS'];

beforeAll(async () => {
  world = await buildFamilyWorld({ rehearsal: true });
  links = await world.open();
  const portal = createPortal({
    db: world.api,
    pool: world.apiPool,
    secrets: world.secrets,
    masterKey: Buffer.alloc(32, 7),
    publicUrl: 'https://tuyensinh.example.vn',
    realNow: () => world.time.now,
    addressOf: () => 'browser',
  });
  origin = await new Promise((resolve) => {
    server = serve({ fetch: portal.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (pictures) await mkdir(pictures, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

async function phone(options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: options.width ?? 360, height: 740 },
    colorScheme: options.dark ? 'dark' : 'light',
    hasTouch: true,
  });
  const page = await context.newPage();
  // Nothing but our own origin may be asked for.
  page.on('request', (request) => expect(request.url().startsWith(origin)).toBe(true));
  return page;
}

/** Nothing sticks out at the side, everything to press is large, and axe finds nothing serious. */
async function inspect(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${name}: width`).toBeLessThanOrEqual(width);
  for (const target of await page.locator('button, a.button, label.tick').all()) {
    expect((await target.boundingBox())?.height ?? 99, `${name}: ${await target.textContent()}`).toBeGreaterThanOrEqual(44);
  }
  // axe needs timers, which a page without scripts does not have: the same markup in a page that has them.
  const scripted = await browser.newPage({ viewport: { width, height: 740 } });
  await scripted.goto(`${origin}/portal.css`);
  await scripted.setContent(await page.content(), { waitUntil: 'load' });
  const found = await scripted.evaluate<{ id: string; impact: string; nodes: string[] }[]>(
    `(async () => { ${axe}; const run = await axe.run(document, { resultTypes: ['violations'] });
       return run.violations.map((one) => ({ id: one.id, impact: one.impact, nodes: one.nodes.map((node) => node.html + ' ' + node.failureSummary) })); })()`,
  );
  await scripted.close();
  expect(
    found.filter((one) => one.impact === 'serious' || one.impact === 'critical'),
    name,
  ).toEqual([]);
}

test('confirm on a phone: see, press, reference, the way to the school', async () => {
  const page = await phone();
  await page.goto(origin + links.get('HS0001'));
  await inspect(page, 'slip');
  await page.getByRole('button', { name: 'Tất cả đúng — tôi xác nhận' }).click();
  await page.getByRole('heading', { name: 'Đã xác nhận' }).waitFor();
  expect(await page.locator('.code').textContent()).toMatch(/^XN-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await page.getByRole('link', { name: '02253123456' }).getAttribute('href')).toBe('tel:02253123456');
  await inspect(page, 'confirmed');
  await page.context().close();
});

test('correct on a phone: tick, mistype, be told, check, go back, send, follow', async () => {
  const page = await phone();
  await page.goto(origin + links.get('HS0002'));
  await page.getByRole('link', { name: 'Có chỗ sai' }).click();
  await inspect(page, 'choose');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await inspect(page, 'choose-nothing');
  for (const label of ['Ngày sinh', 'Giới tính', 'Số định danh cá nhân', 'Số điện thoại liên hệ']) await page.getByLabel(label).check();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByLabel('Ngày', { exact: true }).fill('30');
  await page.getByLabel('Tháng').fill('2');
  await page.getByLabel('Năm').fill('2012');
  await page.getByLabel('Nữ').check();
  await page.getByLabel('Số định danh cá nhân').fill('0312');
  await page.getByLabel('Số điện thoại liên hệ').fill('0912 345 678');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await inspect(page, 'values-wrong');
  expect(await page.title()).toMatch(/^Lỗi: /);
  await page.getByRole('link', { name: /Ngày sinh: Hãy nhập ngày sinh có thật/ }).click();
  expect(page.url()).toContain('#birthDate-day');
  expect(await page.getByLabel('Nữ').isChecked()).toBe(true);
  await page.getByLabel('Ngày', { exact: true }).fill('29');
  await page.getByLabel('Số định danh cá nhân').fill('031312009999');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await inspect(page, 'review');
  await page.getByRole('button', { name: 'Sửa lại' }).click();
  expect(await page.getByLabel('Giới tính').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  expect(await page.getByLabel('Ngày', { exact: true }).inputValue()).toBe('29');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('button', { name: 'Gửi đề nghị sửa' }).click();
  await page.getByRole('heading', { name: 'Đã gửi đề nghị sửa' }).waitFor();
  await inspect(page, 'disputed');
  const reference = (await page.locator('.code').textContent()) ?? '';
  await page.goto(`${origin}/tra-cuu`);
  await inspect(page, 'lookup');
  await page.getByLabel('Mã tra cứu').fill(reference);
  for (const [label, value] of [
    ['Ngày', '15'],
    ['Tháng', '2'],
    ['Năm', '2013'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Tra cứu' }).click();
  await inspect(page, 'lookup-nothing');
  await page.getByLabel('Năm', { exact: true }).fill('2012');
  await page.getByRole('button', { name: 'Tra cứu' }).click();
  await page.getByRole('heading', { name: 'Đã gửi đề nghị sửa' }).waitFor();
  await page.context().close();
});

test('a wrong link, the dark, a desktop, and English', async () => {
  const page = await phone({ dark: true });
  await page.goto(`${origin}/p/${'A'.repeat(43)}`);
  await inspect(page, 'wrong-dark');
  await page.goto(origin + links.get('HS0003'));
  await inspect(page, 'slip-dark');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'All correct — I confirm' }).waitFor();
  await page.getByRole('link', { name: 'Something is wrong' }).click();
  await page.getByRole('heading', { name: 'What is wrong?' }).waitFor();
  await page.context().close();
  const desk = await phone({ width: 1280 });
  await desk.goto(origin + links.get('HS0003'));
  await inspect(desk, 'slip-desktop');
  await desk.goto(`${origin}${links.get('HS0002')}`);
  await inspect(desk, 'disputed-desktop');
  await desk.context().close();
});
