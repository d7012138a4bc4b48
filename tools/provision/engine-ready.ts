import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { isAlive, lastLines } from '../processes.ts';
import { Sentence } from '../sentence.ts';

interface Engine {
  address: string;
  namespace: string;
  /** The process that must stay alive meanwhile, and its log; absent for a server of somebody else. */
  process?: { pid: number; logFile: string };
  timeoutMs?: number;
}

/** Waits until the frontend serves the namespace. Returns an open connection, the caller closes it. */
export async function engineReady({ address, namespace, process: engine, timeoutMs = 120_000 }: Engine): Promise<Connection> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    let connection: Connection | undefined;
    try {
      connection = await Connection.connect({ address, connectTimeout: 3_000 });
      await connection.withDeadline(Date.now() + 3_000, async () => await connection?.workflowService.describeNamespace({ namespace }));
      return connection;
    } catch (failure) {
      await connection?.close();
      if (engine !== undefined && !isAlive(engine.pid)) {
        throw new Sentence(`The Temporal engine ended while starting (${lastLines(engine.logFile)}): see ${engine.logFile}.`);
      }
      if (performance.now() > until) {
        const why = failure instanceof Error ? failure.message.split('\n')[0] : String(failure);
        throw new Sentence(`The Temporal engine at ${address} does not answer (${why}): check that it runs${engine === undefined ? ' and that TEMPORAL_ADDRESS is right' : ` and see ${engine.logFile}`}.`);
      }
      await sleep(100);
    }
  }
}
