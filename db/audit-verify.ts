import type { KeyObject } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { isSignedBy } from './audit-head.ts';
import type { AuditFinding } from './audit-finding.ts';
import type { AuditHead } from './audit-head.ts';
import { leafColumns, leafOf, saltBytes } from './audit-leaf.ts';
import type { LeafRow } from './audit-leaf.ts';
import { headsAfter } from './audit-nodes.ts';
import type { Executor } from './audit-nodes.ts';
import { NodeCheck } from './audit-node-check.ts';
import { rowFindings } from './audit-rows.ts';
import { GrowingTree } from './merkle.ts';

export type AuditReport = { findings: AuditFinding[]; entries: number; unsealed: number; heads: number; root: Buffer };

const batch = 5_000;

/**
 * Reads the whole log and trusts nothing in the database but what the key signed: recomputes each leaf and
 * the tree, compares with every signed head and with `witness` (heads kept elsewhere), and compares rows
 * that were decided with their last entry. Run it in a role that sees everything (`mua_worker`), in one
 * transaction of a steady snapshot.
 */
export async function verifyAudit(db: Executor, publicKey: KeyObject, options: { witness?: readonly AuditHead[] } = {}): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  const found = (kind: AuditFinding['kind'], subject: string, detail: string) => findings.push({ kind, subject, detail });

  const witness = (options.witness ?? []).filter((head) => {
    const genuine = isSignedBy(publicKey, head);
    if (!genuine) found('head-forged', `witness head ${head.size}`, 'the signature of the witnessed head is not of this key');
    return genuine;
  }).sort((a, b) => a.size - b.size);

  const heads = headsInOrder(db);
  let head = await heads.next();
  let headCount = 0;
  let lastHead = 0;
  let witnessAt = 0;
  const tree = new GrowingTree();
  const nodes = new NodeCheck();

  const compareHeads = async (): Promise<void> => {
    for (; head && head.size <= tree.size; head = await heads.next()) {
      headCount += 1;
      lastHead = head.size;
      if (!isSignedBy(publicKey, head)) found('head-forged', `head ${head.size}`, 'the signature is not of this key');
      if (head.size < tree.size) found('head-mismatch', `head ${head.size}`, 'no such tree');
      else if (!head.root.equals(tree.root())) found('head-mismatch', `head ${head.size}`, 'the entries have another root than was signed');
    }
    for (let seen = witness[witnessAt]; seen && seen.size <= tree.size; seen = witness[witnessAt]) {
      witnessAt += 1;
      if (seen.size === tree.size && !seen.root.equals(tree.root())) {
        found('head-mismatch', `witness head ${seen.size}`, 'the entries have another root than was witnessed');
      }
      if (lastHead !== seen.size) found('head-missing', `head ${seen.size}`, 'witnessed, but no longer in the database');
    }
  };

  let after = -1;
  for (;;) {
    const { rows } = await db.execute<LeafRow & { leaf_index: string; leaf_hash: Buffer | null }>(sql`
      select ${leafColumns}, leaf_index, leaf_hash from audit_entries where leaf_index > ${after} order by leaf_index limit ${batch}`);
    for (const row of rows) {
      const place = Number(row.leaf_index);
      if (place !== after + 1) found('entry-missing', `places ${after + 1} to ${place - 1}`, `the next entry stands at place ${place}`);
      after = place;
      const leaf = leafOf(row);
      if (row.salt.length !== saltBytes || !row.leaf_hash?.equals(leaf)) {
        found('entry-changed', `entry ${row.id}`, `at place ${after} (${row.action} of ${row.subject_type} ${row.subject_id}): not what was sealed`);
      }
      tree.add(leaf, nodes.expect);
      await compareHeads();
    }
    if (rows.length < batch) break;
  }
  for (; head; head = await heads.next()) {
    headCount += 1;
    lastHead = head.size;
    const signed = isSignedBy(publicKey, head);
    found(signed ? 'log-cut' : 'head-forged', `head ${head.size}`, signed ? `signed over ${head.size} entries, ${tree.size} are left` : 'the signature is not of this key');
  }
  if (lastHead < tree.size) found('head-missing', `entries after ${lastHead}`, `${tree.size - lastHead} sealed entries are under no signed head`);
  for (const seen of witness.slice(witnessAt)) found('log-cut', `witness head ${seen.size}`, `witnessed over ${seen.size} entries, ${tree.size} are left`);
  for (const detail of await nodes.compare(db)) found('node-changed', 'stored tree', detail);
  findings.push(...await unsealedFindings(db), ...await rowFindings(db));
  const { rows: [waiting] } = await db.execute<{ n: number }>(sql`select count(*)::int as n from audit_entries where leaf_index is null`);
  return { findings, entries: tree.size, unsealed: waiting?.n ?? 0, heads: headCount, root: tree.root() };
}

/** Negative places, or a hash without a place: no sealer writes such. */
async function unsealedFindings(db: Executor): Promise<AuditFinding[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id::text from audit_entries where leaf_index < 0 or (leaf_index is null and leaf_hash is not null) order by id limit 100`);
  return rows.map(({ id }) => ({ kind: 'entry-moved', subject: `entry ${id}`, detail: 'was sealed and has lost its place' }));
}

function headsInOrder(db: Executor): { next(): Promise<AuditHead | undefined> } {
  let waiting: AuditHead[] = [];
  // Below every size: a head of size 0 or less is one that nobody signed.
  let after = Number.MIN_SAFE_INTEGER;
  let at = 0;
  return {
    async next() {
      if (at === waiting.length) {
        waiting = await headsAfter(db, after, batch);
        at = 0;
      }
      const head = waiting[at];
      at += 1;
      if (head) after = head.size;
      return head;
    },
  };
}
