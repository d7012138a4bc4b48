import type { Postgres } from './postgres.ts';
import { whileWaiting } from './progress.ts';
import { findChromium } from './provision/chromium.ts';
import { resolveTemporalCli } from './provision/engine.ts';
import { resolveTemporalServer } from './provision/temporal-server-binaries.ts';
import { resolveTestServer } from './provision/test-server.ts';
import { Sentence, runMain, sentenceFor } from './sentence.ts';
import { startForTests } from './test-postgres.ts';
import { runCheck, runProject } from './test-stages.ts';
import type { Outcome } from './test-stages.ts';

const say = (line: string): void => console.log(line);

interface Stage {
  name: string;
  /** Part of `npm run verify`: needs no server. */
  fast: boolean;
  needs: readonly Need[];
  run(env: Record<string, string>): Promise<Outcome>;
}
type Need = 'postgres' | 'engine' | 'test-server' | 'engine-on-postgres' | 'chromium';

const project = (name: string, needs: readonly Need[], fast = false): Stage => ({
  name, needs, fast, run: async (env) => await runProject(name, env),
});

const stages: readonly Stage[] = [
  { name: 'types', fast: true, needs: [], run: async () => await runCheck('npx', ['tsc', '-b']) },
  { name: 'lint', fast: true, needs: [], run: async () => await runCheck('npx', ['oxlint', '--type-aware', '--format=unix']) },
  project('unit', [], true),
  project('replay', []),
  project('db', ['postgres']),
  project('flow', ['postgres', 'test-server']),
  project('engine', ['postgres', 'engine', 'engine-on-postgres']),
  project('browser', ['postgres', 'engine', 'chromium']),
];

/**
 * `npm test`: every stage in turn, then one closing line `N passed, N failed`; exit 1 when anything failed.
 * `--fast` leaves out what needs servers (npm run verify); names of stages run only those.
 */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((word) => word !== '--fast' && !stages.some(({ name }) => name === word));
  if (unknown.length > 0) {
    throw new Sentence(`There is no test stage ${unknown.join(', ')}: choose among ${stages.map(({ name }) => name).join(', ')}, or --fast.`);
  }
  const names = wanted.filter((word) => word !== '--fast');
  const chosen = stages.filter(({ name, fast }) => (names.length === 0 ? fast || !wanted.includes('--fast') : names.includes(name)));
  const total = { passed: 0, failed: 0 };
  const ground = new Ground();
  try {
    for (const stage of chosen) {
      const startedAt = performance.now();
      const { passed, failed, failures } = await outcomeOf(stage, ground);
      total.passed += passed;
      total.failed += failed;
      say(`${stage.name.padEnd(8)} ${passed} passed, ${failed} failed (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
      for (const failure of failures) say(`  ✗ ${failure.replaceAll('\n', '\n    ')}`);
    }
  } finally {
    await ground.clear();
  }
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}

/** A stage whose ground is missing is one failure with its sentence; the others still run. */
async function outcomeOf(stage: Stage, ground: Ground): Promise<Outcome> {
  try {
    for (const need of stage.needs) await ground.ensure(need);
    return await whileWaiting(say, `  ${stage.name}`, stage.run(ground.env));
  } catch (failure) {
    return { passed: 0, failed: 1, failures: [sentenceFor(failure)] };
  }
}

/** What tests stand on, had once and on demand. */
class Ground {
  readonly env: Record<string, string> = {};
  #postgres: Postgres | undefined;

  async ensure(need: Need): Promise<void> {
    await ({
      postgres: async () => {
        this.#postgres ??= await startForTests();
        this.env['MUA_TEST_POSTGRES_URL'] = this.#postgres.url;
      },
      engine: async () => void (await resolveTemporalCli({ progress: say })),
      'test-server': async () => void (await resolveTestServer({ progress: say })),
      'engine-on-postgres': async () => void (await resolveTemporalServer(say)),
      chromium: async () => {
        this.env['MUA_CHROMIUM'] = await findChromium();
      },
    } satisfies Record<Need, () => Promise<void>>)[need]();
  }

  async clear(): Promise<void> {
    await this.#postgres?.stop();
  }
}

void runMain(main);
