import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { storiesBundle } from '../activities/stories-bundle.ts';

test('the stories bundle, without zod, database or Node inside', async () => {
  const bundle = await storiesBundle();
  const code = 'code' in bundle ? bundle.code : await readFile(bundle.codePath, 'utf8');
  for (const story of ['season', 'step', 'duty', 'dispute', 'importFile']) expect(code).toContain(`${story}: () =>`);
  expect(code).not.toContain('node_modules/zod/');
  expect(code).not.toContain('node_modules/pg/');
  expect(code.length).toBeLessThan(2_200_000);
}, 60_000);
