import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { startDevServer } from '../../tools/provision/dev-server.ts';
import { resolveTemporalCli } from '../../tools/provision/engine.ts';
import { quietRuntime } from './quiet-runtime.ts';

export interface RealEngine {
  address: string;
  client: Client;
  nativeConnection: NativeConnection;
  stop: () => Promise<void>;
}

/** The real dev server with a temporary store, for what the time-skipping server cannot do. Never load it. */
export async function startRealEngine({ dataConverter }: { dataConverter?: DataConverter } = {}): Promise<RealEngine> {
  quietRuntime();
  const cli = await resolveTemporalCli({ progress: (line) => console.error(line) });
  const folder = await mkdtemp(join(tmpdir(), 'mua-engine-'));
  const server = cli.kind === 'binary'
    ? await startDevServer({ binary: cli.path, dbFile: join(folder, 'engine.db'), logFile: join(folder, 'engine.log') })
    : { address: cli.address, stop: async () => undefined };
  const discard = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const connection = await Connection.connect({ address: server.address });
    const nativeConnection = await NativeConnection.connect({ address: server.address });
    return {
      address: server.address,
      client: new Client({ connection, dataConverter }),
      nativeConnection,
      stop: async () => {
        await connection.close();
        await nativeConnection.close();
        await discard();
      },
    };
  } catch (failure) {
    await discard();
    throw failure;
  }
}
