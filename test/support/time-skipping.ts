import { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { NativeConnection } from '@temporalio/worker';
import { indexedValues } from '../../tools/provision/search-attributes.ts';
import { resolveTestServer } from '../../tools/provision/test-server.ts';
import { searchAttributes } from '../../workflows/contracts/names.ts';
import { quietRuntime } from './quiet-runtime.ts';

export interface TimeSkipping {
  env: TestWorkflowEnvironment;
  /** A plain client: that of the environment would skip time by itself, past other open workflows. */
  client: Client;
  /** Start the worker on this first; then start workflows; then sleep. */
  nativeConnection: NativeConnection;
  /** The engine's clock, epoch milliseconds. Activities and the database see real time: inject this. */
  now: () => Promise<number>;
  /**
   * Moves the engine's clock and fires what falls due meanwhile. Rejects after `guardMs` of real time: an
   * unregistered search attribute or a workflow without a worker would otherwise hang it for good.
   */
  sleep: (ms: number, guardMs?: number) => Promise<void>;
  /** Must be called, or the Java process stays. */
  stop: () => Promise<void>;
}

/** One time-skipping engine per test file, used serially. */
export async function startTimeSkipping({ dataConverter }: { dataConverter?: DataConverter } = {}): Promise<TimeSkipping> {
  quietRuntime();
  const path = await resolveTestServer({ progress: (line) => console.error(line) });
  const env = await startPatiently(path);
  try {
    await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: indexedValues(searchAttributes) });
  } catch (failure) {
    await env.teardown();
    throw failure;
  }
  return {
    env,
    client: new Client({ connection: env.connection, dataConverter }),
    nativeConnection: env.nativeConnection,
    now: async () => await env.currentTimeMs(),
    sleep: async (ms, guardMs = 60_000) => await guarded(env.sleep(ms), guardMs),
    stop: async () => await env.teardown(),
  };
}

/** The SDK gives the Java server five seconds; a busy machine may need a second and a third start. */
async function startPatiently(path: string, tries = 8): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  } catch (failure) {
    if (tries <= 1 || !String(failure).includes('did not start within')) throw failure;
    return await startPatiently(path, tries - 1);
  }
}

async function guarded(work: Promise<void>, guardMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const guard = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(
      `time did not move within ${guardMs} ms: is a search attribute unregistered, or a workflow without a worker?`,
    )), guardMs);
  });
  try {
    await Promise.race([work, guard]);
  } finally {
    clearTimeout(timer);
  }
}
