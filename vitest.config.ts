import { defineConfig } from 'vitest/config';

/** Suffixes of tests that need more than the process they run in; any other *.test.ts is a unit test. */
const suffixes = ['db', 'replay', 'flow', 'engine', 'browser'] as const;
const away = ['**/node_modules/**', '**/build/**', '**/dist/**', '**/.mua/**'];
const ofSuffix = (suffix: string) => `**/*.${suffix}.test.{ts,tsx}`;
const postgres = './test/support/postgres-run.ts';

/** One file at a time: an engine per file, and two cores. */
const serial = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000, teardownTimeout: 30_000 };

const project = (name: (typeof suffixes)[number], options: object) => ({
  test: { name, include: [ofSuffix(name)], exclude: away, pool: 'forks' as const, ...options },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...away, ...suffixes.map(ofSuffix)],
          testTimeout: 20_000, sequence: { groupOrder: 0 },
        },
      },
      project('replay', { testTimeout: 60_000, sequence: { groupOrder: 1 } }),
      project('db', { globalSetup: postgres, testTimeout: 30_000, hookTimeout: 60_000, sequence: { groupOrder: 2 } }),
      project('flow', { globalSetup: postgres, ...serial, sequence: { groupOrder: 4 } }),
      project('engine', { globalSetup: postgres, ...serial, sequence: { groupOrder: 5 } }),
      project('browser', { globalSetup: postgres, ...serial, sequence: { groupOrder: 6 } }),
    ],
  },
});
