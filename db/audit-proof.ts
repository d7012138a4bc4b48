import { sql } from 'drizzle-orm';
import { latestHead, readNodes } from './audit-nodes.ts';
import type { Executor } from './audit-nodes.ts';
import type { AuditHead } from './audit-head.ts';
import { consistencyPath, inclusionPath, nodesNeeded } from './merkle.ts';

export type InclusionProof = { leafIndex: number; leafHash: Buffer; path: Buffer[]; head: AuditHead };

/** Proves that an entry is in the tree of the newest head. Null when the entry is unknown or not sealed yet. Check with `isIncluded`. */
export async function inclusionProof(db: Executor, entryId: number): Promise<InclusionProof | null> {
  const { rows } = await db.execute<{ leaf_index: string | null; leaf_hash: Buffer | null }>(sql`
    select leaf_index, leaf_hash from audit_entries where id = ${entryId}`);
  const [entry] = rows;
  const head = await latestHead(db);
  if (!entry?.leaf_hash || entry.leaf_index === null || !head) return null;
  const leafIndex = Number(entry.leaf_index);
  const nodeAt = await readNodes(db, nodesNeeded((at) => inclusionPath(leafIndex, head.size, at)));
  return { leafIndex, leafHash: entry.leaf_hash, path: inclusionPath(leafIndex, head.size, nodeAt), head };
}

/** Proves that the tree of `from` entries is the beginning of that of `to` entries. Check with `isConsistent`. */
export async function consistencyProof(db: Executor, from: number, to: number): Promise<Buffer[]> {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to)) throw new RangeError('0 ≤ from ≤ to');
  const nodeAt = await readNodes(db, nodesNeeded((at) => consistencyPath(from, to, at)));
  return consistencyPath(from, to, nodeAt);
}
