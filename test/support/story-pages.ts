import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { seriousViolations } from '../../console/fixture/browser.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const press = async (where: Page | Locator, name: string | RegExp): Promise<void> => await where.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first().click();
export const reads = async (page: Page, words: string | RegExp): Promise<void> => await page.getByText(words).first().waitFor();

/** Goes to a page of the console and waits for its heading. */
export async function goTo(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}/#${hash}`);
  await page.locator('h1').first().waitFor();
}

/** A few nodes of each rule say enough. */
const brief = async (page: Page): Promise<string[]> => (await seriousViolations(page)).map((one) => `${one.id}: ${one.nodes.slice(0, 2).join(' | ')}`);

/** Nothing sticks out at the side, and axe finds nothing serious or critical. */
export async function inspect(page: Page, name: string): Promise<void> {
  await page.locator('[role="progressbar"]:not([aria-valuenow])').first().waitFor({ state: 'detached' });
  const pictures = process.env['MUA_SCREENSHOTS'];
  if (pictures) await page.screenshot({ path: `${pictures}/story-${name}.png`, fullPage: true });
  const width = page.viewportSize()?.width ?? 0;
  expect.soft(await page.evaluate('document.documentElement.scrollWidth'), `${name}: width`).toBeLessThanOrEqual(width);
  expect.soft(await brief(page), name).toEqual([]);
}

/** The same for a page without scripts: axe needs timers, so it sees the markup in a page that has them. */
export async function inspectPhone(page: Page, name: string): Promise<void> {
  expect.soft(await page.evaluate('document.documentElement.scrollWidth'), `${name}: width`).toBeLessThanOrEqual(360);
  const browser = page.context().browser();
  if (!browser) throw new Error('the phone has no browser');
  const scripted = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await scripted.goto(`${new URL(page.url()).origin}/portal.css`);
  await scripted.setContent(await page.content(), { waitUntil: 'load' });
  await scripted.evaluate(await axeSource);
  const found = await brief(scripted);
  await scripted.close();
  expect.soft(found, name).toEqual([]);
}

/** Hands in HP-2023 step 2 as a clerk does: the figures are counted from the pupils, a signed form and a word on difficulties are added. */
export async function fillReview(page: Page, difficulties: string): Promise<void> {
  await reads(page, 'Học sinh cuối cấp');
  await page.getByTestId('file-input').setInputFiles({ name: 'mau-m1-m2.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });
  await page.getByRole('link', { name: 'mau-m1-m2.pdf' }).waitFor();
  await page.locator('#answer-difficulties').fill(difficulties);
}

/** Check once more, then send. */
export async function sendForm(page: Page): Promise<void> {
  await press(page, 'Kiểm tra và nộp');
  await press(page.getByRole('dialog'), 'Nộp');
}
