import { sql } from 'drizzle-orm';
import { hashLeaf } from './merkle.ts';

/** An entry as its leaf is made of: texts as Postgres writes them, so that no number loses a digit on the way. */
export type LeafRow = {
  id: string;
  at: string | null;
  actor_id: string | null;
  acting_for: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  unit_path: string | null;
  details: string;
  salt: Buffer;
};

export const leafColumns = sql`id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_id::text, acting_for::text,
  action, subject_type, subject_id, unit_path, details::text, salt`;

export const saltBytes = 16;

/**
 * leaf = H(0x00 ‖ salt ‖ canonical entry). The salt keeps a leaf that was published from telling what it
 * stands for. Canonical: a JSON array in this order, UTF-8; `details` is the text of its jsonb.
 */
export function leafOf(row: LeafRow): Buffer {
  const entry = [
    row.id, row.at, row.actor_id, row.acting_for, row.action, row.subject_type, row.subject_id, row.unit_path, row.details,
  ];
  return hashLeaf(row.salt, Buffer.from(JSON.stringify(entry), 'utf8'));
}
