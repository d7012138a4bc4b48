import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../codec/data-converter.ts';

/** A worker of the minimal workflow: options and codec as activities/start-worker.ts has them, and nothing else in the process. */
const dataConverter = createDataConverter(Buffer.from(process.env['MUA_KEY'] ?? '', 'base64'));
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: ['SIGTERM'] });
const address = process.env['TEMPORAL_ADDRESS'] ?? '';
const connection = await NativeConnection.connect({ address });
const workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('minimal-stories.ts', import.meta.url)), failureConverterPath: dataConverter.failureConverterPath, logger: new DefaultLogger('ERROR') });
const worker = await Worker.create({
  connection, namespace: 'default', taskQueue: 'minimal', workflowBundle, dataConverter,
  maxCachedWorkflows: Number(process.env['CACHED'] ?? 800), maxConcurrentActivityTaskExecutions: 8, maxConcurrentLocalActivityExecutions: 10,
});
// A client too, as the real worker's relay has one.
const client = await Connection.connect({ address });
void new Client({ connection: client });
await worker.run();
process.exit(0);
