import { cp, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutable, run } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { cacheDir, makeOnce } from './cache.ts';
import { goInstall } from './engine.ts';

/** The same server as inside the command line that engine.ts resolves. */
const version = 'v1.29.1';
const serverModule = 'go.temporal.io/server';

export interface TemporalServerFiles {
  /** The executable is called `server`, so it lives in a folder of its own, never on PATH. */
  server: string;
  /** Temporal's tool that applies `schema`. */
  sql: string;
  /** Folder with `temporal/versioned` and `visibility/versioned`. */
  schema: string;
}

/**
 * The Temporal server for PostgreSQL, its schema tool and schema: from the cache, or built once with Go.
 * @throws {Sentence} when it is not cached and Go is absent.
 */
export async function resolveTemporalServer(progress: Progress): Promise<TemporalServerFiles> {
  const folder = join(cacheDir(), `temporal-server-${version.slice(1)}`);
  const at = (name: string): string => join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  const files = { server: at('server'), sql: at('sql'), schema: join(folder, 'schema') };
  const isThere = async (): Promise<boolean> => (await isExecutable(files.server))
    && (await isExecutable(files.sql)) && (await readdir(files.schema).catch((): string[] => [])).includes('visibility');
  const made = await makeOnce(folder, isThere, progress, async (scratch) => {
    const built = await goInstall({
      what: 'the Temporal server for PostgreSQL', folder: scratch, binary: 'server', progress,
      modules: [`${serverModule}/cmd/server@${version}`, `${serverModule}/cmd/tools/sql@${version}`],
    });
    if (built === undefined) return undefined;
    await cp(await schemaFolder(), join(scratch, 'schema'), { recursive: true });
    const whole = `${scratch}whole`;
    await rename(scratch, whole);
    return whole;
  });
  if (made !== undefined) return files;
  throw new Sentence(
    'Mùa needs the Temporal server for PostgreSQL, which is built once with Go: install Go 1.23 or newer (https://go.dev/dl) and start again.',
  );
}

/** Where Go keeps the module's schema for PostgreSQL. */
async function schemaFolder(): Promise<string> {
  const go = (await findOnPath('go')) ?? '/usr/local/go/bin/go';
  const found = await run(go, ['mod', 'download', '-json', `${serverModule}@${version}`]);
  const folder = /"Dir":\s*"([^"]+)"/.exec(found.output)?.[1];
  if (folder === undefined) {
    throw new Sentence(`Go could not say where the source of ${serverModule} is: run \`go mod download ${serverModule}@${version}\` to see why.`);
  }
  return join(folder, 'schema', 'postgresql', 'v12');
}
