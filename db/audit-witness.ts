import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { headFromLine, headToLine } from './audit-head.ts';
import type { AuditHead } from './audit-head.ts';
import { headsAfter } from './audit-nodes.ts';
import type { Db } from './client.ts';

/**
 * Heads kept where SQL does not reach (DATA/audit/heads.jsonl): who cuts the log's tail together with its
 * heads is found out by them. Copy the file elsewhere for more.
 */
export async function readWitness(file: string): Promise<AuditHead[]> {
  const text = await readFile(file, 'utf8').catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return '';
    throw failure;
  });
  return text.split('\n').map(headFromLine).filter((head) => head !== null);
}

/** Size of the newest head in the file. */
export async function witnessedSize(file: string): Promise<number> {
  return (await readWitness(file)).reduce((most, head) => Math.max(most, head.size), 0);
}

/** Appends the heads beyond `size`, and waits until they are on disk. Returns the size reached. */
export async function witnessHeads(db: Db, file: string, size: number): Promise<number> {
  let reached = size;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a', 0o600);
  try {
    for (let heads = await headsAfter(db, reached); heads.length > 0; heads = await headsAfter(db, reached)) {
      // A line that a crash cut short is closed by the leading line break.
      await handle.write(heads.map((head) => `\n${headToLine(head)}`).join(''));
      reached = heads.at(-1)?.size ?? reached;
    }
    if (reached > size) await handle.sync();
  } finally {
    await handle.close();
  }
  return reached;
}
