import { expect, test } from 'vitest';
import { silent } from '../tools/progress.ts';
import { approve } from './approve.ts';
import { runBenches } from './run.ts';
import { tableOf } from './table.ts';

// Small and among other tests: that it measures, not what it measures.
test('a bench runs the real worker and its peer, and shows both', async () => {
  const results = await runBenches([approve], { runs: 1, quick: true, say: silent });
  expect(results).toMatchObject([{ bench: 'approve', ratio: expect.any(Number) }]);
  expect(results[0]?.ratio).toBeGreaterThan(0);
  const shown = tableOf(results).join('\n');
  expect(shown).toMatch(/ours +[\d.]+ [^\n]*\/s, p50 \d+(\.\d+)? ms, p99 \d/);
  expect(shown).toMatch(/peer +[\d.]+ [^\n]*\/s, p99 \d/);
});
