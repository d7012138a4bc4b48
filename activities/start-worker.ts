import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { readAuditKey } from '../db/audit-head.ts';
import { startSealer } from '../db/audit-sealer.ts';
import { createDb, createPool } from '../db/client.ts';
import { createSecrets } from '../db/secret.ts';
import { taskQueue } from '../workflows/contracts/names.ts';
import { startBeat } from './beat.ts';
import { startChaseKeeper } from './chase-keeper.ts';
import type { WorkerConfig } from './config.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { createActivities } from './create-activities.ts';
import type { Log } from './log.ts';
import { createSender } from './notices/sender.ts';
import { startReconciler } from './reconcile.ts';
import { nameOf, startRelay } from './relay.ts';
import { steadyHeartbeat } from './heartbeat.ts';
import { storiesBundle } from './stories-bundle.ts';
import { transportsOf } from './transports.ts';

export type RunningWorker = {
  /** Rejects when the worker ends by itself. */
  ended: Promise<void>;
  /** Ends after the work in hand. */
  stop(): Promise<void>;
};

/** `realNow` is replaced in tests only. */
export type WorkerOptions = { config: WorkerConfig; log: Log; realNow?: () => number };

/** Everything the worker process does: stories and activities, relay, reconciler, sender of notices, sealer of the audit log, sign of life. */
export async function startWorker({ config, log, realNow = Date.now }: WorkerOptions): Promise<RunningWorker> {
  const pool = createPool(config.databaseUrl, 'mua_worker', 12);
  const db = createDb(pool);
  const secrets = createSecrets(config.masterKey);
  const dataConverter = createDataConverter(config.masterKey);
  const { address, namespace } = config.temporal;
  const workflowBundle = await storiesBundle(join(config.dataDir, 'cache'));
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace, dataConverter });
  const worker = await Worker.create({
    connection, namespace, taskQueue, workflowBundle, dataConverter, activities: createActivities({ db, secrets, realNow, dataDir: config.dataDir, populationUrl: config.populationUrl ?? null }),
    // A cached story costs about 0.28 MB (design/performance.md).
    maxCachedWorkflows: 800,
    // The SDK would send one heartbeat in eight seconds of ten.
    maxHeartbeatThrottleInterval: '2 seconds',
    interceptors: { activity: [() => ({ inbound: steadyHeartbeat })] },
    // After a kill, a story waits this long for the dead worker's cache before any worker may take it; ten seconds is the usual.
    stickyQueueScheduleToStartTimeout: '4 seconds',
    maxConcurrentActivityTaskExecutions: 8,
    // Answers; each takes one connection of the pool.
    maxConcurrentLocalActivityExecutions: 10,
    shutdownGraceTime: '10 seconds',
  });
  const deps = { db, databaseUrl: config.databaseUrl, client, realNow, log };
  const relay = startRelay(deps);
  const reconciler = startReconciler(deps);
  const sender = createSender({ db, secrets, publicUrl: config.publicUrl, realNow, ...transportsOf(config), log: (event, facts) => log.info(facts, event) });
  sender.start();
  const chases = startChaseKeeper({ db, secrets, realNow, log });
  const sealer = config.auditKeyPem === null ? null : startSealer(db, readAuditKey(config.auditKeyPem), {
    witnessFile: join(config.dataDir, 'audit', 'heads.jsonl'), onFailure: (failure) => log.warn({ error: nameOf(failure) }, 'sealer waits'),
  });
  const ended = worker.run();
  const beat = startBeat(db, `worker/${process.pid}`, () => worker.getState() === 'RUNNING');
  log.info({ address, namespace, taskQueue }, 'worker runs');
  return {
    ended,
    async stop() {
      await beat.stop();
      reconciler.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all([ended.catch(() => undefined), relay.stop(), sender.stop(), chases.stop(), sealer?.stop()]);
      await clientConnection.close();
      await connection.close();
      await pool.end();
      log.info({}, 'worker stopped');
    },
  };
}
