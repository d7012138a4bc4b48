import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { run } from '../processes.ts';

/** Which of the SDK's two servers; the version of the command line is the one that Mùa is tested with. */
export type SdkServer = 'dev-server' | 'time-skipping';

const versions = { 'dev-server': 'v1.5.1', 'time-skipping': 'default' } as const satisfies Record<SdkServer, string>;

/** A route that is closed shows within seconds: the first bytes decide whether the long wait is worth it. */
const firstByteMs = 12_000;
const wholeMs = 300_000;

/**
 * Lets the Temporal SDK download its own server into `folder`. Returns the executable, or undefined where the
 * download cannot be reached. Runs in a process of its own, since the SDK downloads only while starting.
 */
export async function downloadBySdk(server: SdkServer, folder: string): Promise<string | undefined> {
  const closedRoute = new AbortController();
  const firstByte = setTimeout(() => {
    void sizes(folder).then((files) => files.length === 0 && closedRoute.abort(), () => closedRoute.abort());
  }, firstByteMs);
  const { code } = await run(
    process.execPath, ['--import', 'tsx', import.meta.filename, server, folder],
    { timeoutMs: wholeMs, signal: closedRoute.signal },
  );
  clearTimeout(firstByte);
  if (code !== 0) return undefined;
  const largest = (await sizes(folder)).at(-1);
  return largest === undefined ? undefined : join(folder, largest.name);
}

async function sizes(folder: string): Promise<{ name: string; size: number }[]> {
  const names = await readdir(folder);
  const found = await Promise.all(names.map(async (name) => ({ name, size: (await stat(join(folder, name))).size })));
  return found.toSorted((a, b) => a.size - b.size);
}

/** The child's part: start once, which downloads, and stop. */
async function downloadHere(server: SdkServer, downloadDir: string): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const executable = { type: 'cached-download', downloadDir, version: versions[server] } as const;
  const environment = server === 'dev-server'
    ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
    : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.teardown();
}

if (process.argv[1] === import.meta.filename) {
  const [, , server, folder] = process.argv;
  downloadHere(server === 'time-skipping' ? 'time-skipping' : 'dev-server', folder ?? '.').then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
