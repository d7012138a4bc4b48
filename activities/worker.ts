import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { readConfig } from './config.ts';
import { createLog, sdkLogger } from './log.ts';
import { nameOf } from './relay.ts';
import { startWorker } from './start-worker.ts';

// The worker process: `node --import tsx activities/worker.ts`. Ends by SIGTERM or SIGINT after the work in hand.
const log = createLog(process.env['LOG_LEVEL'] ?? 'info');
try {
  const config = readConfig(process.env);
  // The native core speaks through our log too: one JSON line an event, whoever says it.
  const logging = { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) };
  Runtime.install({ logger: sdkLogger(log, 'WARN'), shutdownSignals: [], telemetryOptions: { logging } });
  const worker = await startWorker({ config, log });
  let stopping: Promise<void> | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'stopping');
    stopping ??= worker.stop();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await worker.ended;
  await (stopping ?? worker.stop());
  process.exit(0);
} catch (failure) {
  log.error({ error: nameOf(failure) }, 'the worker cannot run');
  process.exit(1);
}
