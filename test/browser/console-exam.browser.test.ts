import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { go, launch, open, seriousViolations } from '../../console/fixture/browser.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { staff } from '../../console/fixture/people.ts';
import { screens } from '../../console/fixture/screens.ts';
import { startFixture } from '../../console/fixture/server.ts';
import type { Fixture } from '../../console/fixture/server.ts';
import { freshState } from '../../console/fixture/state.ts';

let browser: Browser;
let fixture: Fixture;
beforeAll(async () => {
  await builtConsole();
  browser = await launch();
  fixture = await startFixture(freshState(staff[4]));
});
afterAll(async () => {
  await browser?.close();
  await fixture?.stop();
});

const sent = (path: string): unknown[] => fixture.state.log.filter((one) => one.path === path).map((one) => one.body);
/** By keyboard alone: to the button, then Enter. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first();
  await button.focus();
  await page.keyboard.press('Enter');
}

/** The open dialog, once it has faded in: half-way its colours are not its own. */
async function seriousInDialog(page: Page): Promise<unknown> {
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.MuiDialog-container')!).opacity === '1');
  return await seriousViolations(page);
}

test('a clerk moves slips through the chain with the keyboard: whole classes, and one pupil with a fault', async () => {
  const { page, context, complaints } = await open(browser, fixture.url, { width: 1280, theme: 'light' });
  await go(page, fixture.url, screens['exam-slips']!);
  await press(page, 'In 2 phiếu');
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('link', { name: 'Mở tệp PDF để in' }).getAttribute('href')).toContain('className=12A1&only=due');
  expect(await seriousInDialog(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(sent('/api/exam/slips')).toEqual([]);
  await press(page, 'In 2 phiếu');
  await press(page, 'Đã in xong');
  await dialog.waitFor({ state: 'detached' });
  expect(sent('/api/exam/slips')).toMatchObject([{ className: '12A1', action: 'print' }]);
  await press(page, '12A1');
  await page.getByRole('checkbox', { name: 'Chọn Phạm Gia Bảo' }).focus();
  await page.keyboard.press('Space');
  await press(page, '1 phiếu đã soát');
  await press(page, 'Đã soát');
  await dialog.waitFor({ state: 'detached' });
  expect(sent('/api/exam/slips').at(-1)).toMatchObject({ action: 'proofread', pupilIds: ['00000000-0000-4000-8003-000000000004'] });
  await press(page, 'Có chỗ sai');
  await page.keyboard.type('Ngày sinh đúng là 10/1/2012');
  expect(await seriousInDialog(page)).toEqual([]);
  await press(page, 'Ghi chỗ sai');
  await dialog.waitFor({ state: 'detached' });
  expect(sent('/api/exam/slips').at(-1)).toMatchObject({ action: 'fault', correction: 'Ngày sinh đúng là 10/1/2012', pupilIds: ['00000000-0000-4000-8003-000000000001'] });
  await context.close();
  expect(complaints).toEqual([]);
}, 60_000);

test('accounts are handed over class by class; the view that a duty links to is the one that opens', async () => {
  const { page, context } = await open(browser, fixture.url, { width: 390, theme: 'light' });
  await go(page, fixture.url, '/exam?only=differing');
  expect(await page.getByRole('button', { name: /Khác dữ liệu ngành/ }).getAttribute('aria-pressed')).toBe('true');
  await press(page, 'Giao 1 em');
  expect(await seriousInDialog(page)).toEqual([]);
  await press(page, 'Đã giao và hướng dẫn');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(sent('/api/exam/accounts/hand-over')).toMatchObject([{ className: '12A1' }]);
  await go(page, fixture.url, '/exam?tab=evidence&only=unreviewed');
  expect(await page.locator('li', { hasText: 'IELTS 6.5' }).count()).toBe(1);
  expect(await page.locator('li', { hasText: 'Sổ hộ nghèo' }).count()).toBe(0);
  await context.close();
}, 60_000);
