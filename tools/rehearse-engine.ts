import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Client as DatabaseClient } from 'pg';
import type { House } from './house.ts';
import type { Invariant } from './rehearse-report.ts';

/** Counts of workflows by type, once none is open any more (the engine's list lags behind by some seconds). */
export async function workflowsEnded(address: string): Promise<{ invariant: Invariant; workflows: Record<string, number> }> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const count = async (query: string): Promise<number> => (await workflow.count(query)).count;
    const bad = "ExecutionStatus in ('Running', 'Failed', 'TimedOut', 'Terminated', 'Canceled')";
    const until = performance.now() + 45_000;
    while ((await count("ExecutionStatus = 'Running'")) > 0 && performance.now() < until) await sleep(500);
    const broken: string[] = [];
    for await (const one of workflow.list({ query: bad })) {
      if (broken.length < 20) broken.push(`${one.workflowId} ${one.status.name.toLowerCase()}`);
    }
    const workflows = Object.fromEntries(await Promise.all(['season', 'step', 'duty', 'dispute'].map(async (type) => [type, await count(`WorkflowType = '${type}'`)] as const)));
    const total = Object.values(workflows).reduce((sum, one) => sum + one, 0);
    return {
      workflows,
      invariant: { name: 'no workflow failed or left open', holds: broken.length === 0, detail: broken.length === 0 ? `${total} workflow runs, all completed` : `${broken.length} broken: ${broken.slice(0, 5).join('; ')}` },
    };
  } finally {
    await connection.close();
  }
}

/** Looks for personal data, byte for byte, in everything the engine stored. */
export async function nothingPersonal({ engine }: House, marks: readonly string[]): Promise<Invariant> {
  const found = engine.databaseFile !== null ? await inFiles(engine.databaseFile, marks) : engine.databaseUrl !== null ? await inTables(engine.databaseUrl, marks) : null;
  const name = 'nothing personal in the engine';
  if (found === null) return { name, holds: true, detail: 'the engine belongs to somebody else; not looked at' };
  return { name, holds: found.length === 0, detail: found.length === 0 ? `${marks.length} names, numbers, addresses and sentences looked for, none found` : `found: ${found.slice(0, 5).join('; ')}` };
}

async function inFiles(file: string, marks: readonly string[]): Promise<string[]> {
  const stored = await Promise.all([file, `${file}-wal`].map(async (one) => await readFile(one).catch(() => Buffer.alloc(0))));
  return marks.filter((mark) => stored.some((bytes) => bytes.includes(Buffer.from(mark, 'utf8')))).map((mark) => `“${mark.slice(0, 8)}…”`);
}

async function inTables(url: string, marks: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const database of ['temporal', 'temporal_visibility']) {
    const own = new URL(url);
    own.pathname = `/${database}`;
    const client = new DatabaseClient({ connectionString: own.href });
    await client.connect();
    try {
      const { rows } = await client.query<{ table: string; column: string; bytes: boolean }>(
        "select table_name as table, column_name as column, data_type = 'bytea' as bytes from information_schema.columns where table_schema = 'public' and data_type in ('bytea', 'text', 'character varying', 'jsonb')");
      for (const { table, column, bytes } of rows) {
        const value = bytes ? client.escapeIdentifier(column) : `convert_to(${client.escapeIdentifier(column)}::text, 'UTF8')`;
        const { rowCount } = await client.query(`select 1 from ${client.escapeIdentifier(table)} t, unnest($1::bytea[]) mark where position(mark in ${value}) > 0 limit 1`, [marks.map((mark) => Buffer.from(mark, 'utf8'))]);
        if (rowCount) found.push(`${database}.${table}.${column}`);
      }
    } finally {
      await client.end();
    }
  }
  return found;
}
