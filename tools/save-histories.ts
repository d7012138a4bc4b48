import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';

const { temporal } = proto;
export const historiesFolder = fileURLToPath(new URL('../workflows/histories/', import.meta.url));

/** `season/thin/step-1` → `season.thin.step-1`; binary protobuf, since JSON does not come back whole while two protobufjs nest. */
export const historyFile = (name: string): string => join(historiesFolder, `${name}.pb`);

/**
 * Keeps the histories of workflows for the replay tests: a story changed in a way that running seasons cannot follow
 * fails there. Called by the calendar tests with MUA_SAVE_HISTORIES=1 (`npm run histories`).
 */
export async function saveHistories(client: Client, wanted: Readonly<Record<string, { workflowId: string; runId?: string }>>): Promise<string[]> {
  await mkdir(historiesFolder, { recursive: true });
  for (const [name, { workflowId, runId }] of Object.entries(wanted)) {
    try {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      await writeFile(historyFile(name), temporal.api.history.v1.History.encode(history).finish());
    } catch (failure) {
      if (failure instanceof WorkflowNotFoundError) throw new Error(`there is no ${workflowId} to keep as ${name}`, { cause: failure });
      throw failure;
    }
  }
  return await readdir(historiesFolder);
}
