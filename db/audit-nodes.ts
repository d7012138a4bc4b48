import { sql } from 'drizzle-orm';
import type { AuditHead } from './audit-head.ts';
import type { Tx } from './client.ts';
import type { NodeAt } from './merkle.ts';

/** A database or a transaction on it. */
export type Executor = Pick<Tx, 'execute'>;

type HeadRow = { size: string; root: Buffer; signed_at: string; key_id: string; signature: Buffer };

export function headOfRow(row: HeadRow): AuditHead {
  return { size: Number(row.size), root: row.root, signedAt: Number(row.signed_at), keyId: row.key_id, signature: row.signature };
}

export const headColumns = sql`size, root, (extract(epoch from signed_at) * 1000)::numeric(20, 0)::text as signed_at, key_id, signature`;

export async function latestHead(db: Executor): Promise<AuditHead | null> {
  const { rows } = await db.execute<HeadRow>(sql`select ${headColumns} from audit_heads order by size desc limit 1`);
  return rows[0] ? headOfRow(rows[0]) : null;
}

/** Heads beyond `size`, smallest first. */
export async function headsAfter(db: Executor, size: number, limit = 5_000): Promise<AuditHead[]> {
  const { rows } = await db.execute<HeadRow>(sql`select ${headColumns} from audit_heads where size > ${size} order by size limit ${limit}`);
  return rows.map(headOfRow);
}

/** Fetches these nodes by one query; level 0 are the leaves. */
export async function readNodes(db: Executor, wanted: readonly { level: number; index: number }[]): Promise<NodeAt> {
  const nodes = new Map<string, Buffer>();
  if (wanted.length > 0) {
    const { rows } = await db.execute<{ level: number; index: string; hash: Buffer | null }>(sql`
      with wanted as (select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(level smallint, index bigint))
      select w.level, w.index, n.hash from wanted w join audit_nodes n on n.level = w.level and n.index = w.index where w.level > 0
      union all
      select w.level, w.index, e.leaf_hash from wanted w join audit_entries e on e.leaf_index = w.index where w.level = 0`);
    for (const row of rows) if (row.hash) nodes.set(`${row.level}:${row.index}`, row.hash);
  }
  return (level, index) => {
    const node = nodes.get(`${level}:${index}`);
    if (!node) throw new Error(`The audit log lacks node ${level}:${index}: run npm run audit:verify.`);
    return node;
  };
}
