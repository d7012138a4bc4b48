import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../codec/data-converter.ts';

/**
 * A worker of stories alone, by QUEUE and STORIES (`minimal`, or `real`: those of the product): options and codec as activities/start-worker.ts has
 * them, no activities, no relay, nothing else in the process.
 */
const dataConverter = createDataConverter(Buffer.from(process.env['MUA_KEY'] ?? '', 'base64'));
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: ['SIGTERM'] });
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const stories = process.env['STORIES'] === 'real' ? '../../workflows/stories.ts' : 'minimal-stories.ts';
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL(stories, import.meta.url)), failureConverterPath: dataConverter.failureConverterPath, logger: new DefaultLogger('ERROR'),
});
const worker = await Worker.create({
  connection, namespace: 'default', taskQueue: process.env['QUEUE'] ?? 'minimal', workflowBundle: { code }, dataConverter,
  maxCachedWorkflows: Number(process.env['CACHED'] ?? 800), maxConcurrentActivityTaskExecutions: 8, maxConcurrentLocalActivityExecutions: 10,
});
await worker.run();
process.exit(0);
