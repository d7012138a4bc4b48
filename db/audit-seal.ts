import type { KeyObject } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Instant } from '../domain/instant.ts';
import { withSystem } from './actor.ts';
import { signHead } from './audit-head.ts';
import type { AuditHead } from './audit-head.ts';
import { leafColumns, leafOf } from './audit-leaf.ts';
import type { LeafRow } from './audit-leaf.ts';
import { latestHead, readNodes } from './audit-nodes.ts';
import type { Db } from './client.ts';
import { GrowingTree, peaksOf } from './merkle.ts';

const sealLock = 7_305_003;

export type Sealed = { head: AuditHead; sealed: number };

/**
 * Gives the entries that have none their place in the tree, in the order of their ids, and signs the new
 * head: one transaction, one sealer at a time. Null when nothing waits. An entry whose transaction commits
 * late simply comes after those sealed before it: its leaf names its id.
 */
export async function sealAudit(db: Db, key: KeyObject, options: { now: Instant; limit?: number }): Promise<Sealed | null> {
  return withSystem(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sealLock})`);
    const { rows } = await tx.execute<LeafRow>(sql`
      select ${leafColumns} from audit_entries where leaf_index is null order by audit_entries.id limit ${options.limit ?? 5_000}`);
    if (rows.length === 0) return null;
    const size = (await latestHead(tx))?.size ?? 0;
    const tree = GrowingTree.of(size, await readNodes(tx, peaksOf(size)));
    const leaves: { id: string; hash: string }[] = [];
    const nodes: { level: number; index: number; hash: string }[] = [];
    for (const row of rows) {
      const leaf = leafOf(row);
      leaves.push({ id: row.id, hash: leaf.toString('hex') });
      tree.add(leaf, (level, index, hash) => nodes.push({ level, index, hash: hash.toString('hex') }));
    }
    await tx.execute(sql`
      update audit_entries e set leaf_index = ${size}::bigint + l.place - 1, leaf_hash = decode(l.hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(leaves.map((leaf, at) => ({ ...leaf, place: at + 1 })))}::jsonb) as l(id bigint, hash text, place bigint)
      where e.id = l.id`);
    await tx.execute(sql`
      insert into audit_nodes (level, index, hash)
      select n.level, n.index, decode(n.hash, 'hex') from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as n(level smallint, index bigint, hash text)`);
    const head = signHead(key, tree.size, tree.root(), options.now);
    await tx.execute(sql`
      insert into audit_heads (size, root, signed_at, key_id, signature)
      values (${head.size}, ${head.root}, ${new Date(head.signedAt).toISOString()}::timestamptz, ${head.keyId}, ${head.signature})`);
    return { head, sealed: rows.length };
  });
}
