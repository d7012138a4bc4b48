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
  const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  await button.focus();
  await page.keyboard.press('Enter');
}

/** The open dialog, once it has faded in and no button is changing: half-way colours are nobody's own. */
async function seriousInDialog(page: Page): Promise<unknown> {
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.MuiDialog-container')!).opacity === '1');
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished)));
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

test('an officer receives a candidate with the keyboard: told what to bring, ticked off, received; a paper is refused with its reason', async () => {
  const district = await startFixture(freshState(staff[2]));
  const { page, context, complaints } = await open(browser, district.url, { width: 390, theme: 'light' });
  const asked = (path: string): unknown[] => district.state.log.filter((one) => one.path.endsWith(path)).map((one) => one.body);
  await go(page, district.url, '/candidates?only=open');
  expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Lê Tự Do', 'Bùi Thị Mơ']);
  await press(page, 'Tiếp nhận thí sinh');
  await page.keyboard.type('Phạm Văn Tiến');
  await page.getByLabel('Ngày sinh').fill('2003-01-02');
  await page.getByLabel('Điện thoại').fill('0912345678');
  expect(await seriousInDialog(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(asked('/api/candidates')).toMatchObject([{ fullName: 'Phạm Văn Tiến', birthDate: '2003-01-02' }]);
  expect(await page.getByText('Mời thí sinh mang theo:').locator('..').getByRole('listitem').count()).toBe(4);
  const receive = page.getByRole('button', { name: 'Nhận đủ giấy tờ', exact: true });
  for (const paper of [/CCCD/, /Bằng tốt nghiệp/, /Học bạ/, /Ảnh 4/]) {
    expect(await receive.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: paper }).focus();
    await page.keyboard.press('Space');
  }
  await receive.press('Enter');
  await expect.poll(() => asked('/move')).toMatchObject([{ action: 'receive', papers: ['identity', 'diploma', 'transcript', 'photo'] }]);
  await context.close();
  await district.stop();
  expect(complaints).toEqual([]);

  const { page: desk, context: other } = await open(browser, fixture.url, { width: 1280, theme: 'light' });
  await go(desk, fixture.url, '/exam?tab=evidence&only=unreviewed');
  await desk.getByRole('listitem').getByRole('button', { name: 'Không chấp nhận' }).press('Enter');
  const save = desk.getByRole('dialog').getByRole('button', { name: 'Không chấp nhận' });
  expect(await save.isDisabled()).toBe(true);
  await desk.keyboard.type('Chứng chỉ đã hết hạn');
  await save.press('Enter');
  await expect.poll(() => fixture.state.log.filter((one) => one.path.endsWith('/review')).map((one) => one.body)).toMatchObject([{ state: 'refused', reason: 'Chứng chỉ đã hết hạn' }]);
  await other.close();
}, 60_000);
