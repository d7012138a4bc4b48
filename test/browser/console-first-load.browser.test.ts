import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtConsole, filesOf } from '../../console/fixture/built.ts';

const LIMIT = 400 * 1024;
/** What a first visit needs: the frame, Vietnamese, and the page people land on. */
const firstLoad = ['index.html', 'messages/ra-vi.ts', 'messages/vi.ts'];

async function kilobytes(pages: readonly string[]): Promise<number> {
  const { root, manifest } = await builtConsole();
  const files = filesOf(manifest, [...firstLoad, ...pages]);
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0);
}

test('the first load stays under 400 kB gzipped', async () => {
  expect(await kilobytes([])).toBeLessThanOrEqual(LIMIT);
  expect(await kilobytes(['dashboard/Dashboard.tsx'])).toBeLessThanOrEqual(LIMIT);
  expect(await kilobytes(['tasks/TaskList.tsx'])).toBeLessThanOrEqual(LIMIT);
}, 120_000);

test('the season room and the wizard are not part of it', async () => {
  const { manifest } = await builtConsole();
  const files = filesOf(manifest, firstLoad);
  for (const page of ['seasons/SeasonPage.tsx', 'seasons/wizard/LaunchWizard.tsx']) expect(files).not.toContain(manifest[page]?.file);
}, 120_000);

test('nothing is inlined and nothing is fetched from elsewhere', async () => {
  const { root, manifest } = await builtConsole();
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  expect(page).not.toMatch(/https?:\/\//);
  expect(page).not.toMatch(/<script(?![^>]*src=)/);
  expect(page).toContain('<meta name="csp-nonce" content="" />');
  const styles = filesOf(manifest, ['index.html']).filter((file) => file.endsWith('.css')).map((file) => readFileSync(join(root, file), 'utf8'));
  expect(styles.join('\n')).not.toMatch(/url\(["']?(?:https?:|data:|\/\/)/);
}, 120_000);
