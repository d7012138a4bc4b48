import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { storiesBundle } from '../../activities/stories-bundle.ts';
import { historiesFolder } from '../../tools/save-histories.ts';
import { quietRuntime } from './quiet-runtime.ts';

// A process of its own, so that TZ is set before Node starts: replays every saved history against the stories as they are now.
quietRuntime();
const workflowBundle = await storiesBundle(process.argv[2]);
const names = (await readdir(historiesFolder)).filter((name) => name.endsWith('.pb')).toSorted();
const results: { name: string; error: string | null }[] = [];
async function* histories() {
  for (const name of names) {
    yield { workflowId: name, history: proto.temporal.api.history.v1.History.decode(await readFile(join(historiesFolder, name))) };
  }
}
for await (const result of Worker.runReplayHistories({ workflowBundle }, histories())) {
  results.push({ name: result.workflowId, error: result.error ? String(result.error) : null });
}
console.log(JSON.stringify({ offsetMinutes: new Date().getTimezoneOffset(), results }));
process.exit(0);
