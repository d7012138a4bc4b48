import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../domain/instant.ts';
import type { Tx } from './client.ts';

export type AuditSubject = 'task' | 'confirmation' | 'dispute' | 'season' | (string & {});

/** What was decided. An entry that moved a row carries the row's new `state` and `version` in `details.after`. */
export type AuditEntry = {
  /** Real instant. */
  at: Instant;
  /** Null = the system. */
  actorId: string | null;
  actingFor: string | null;
  /** `task.accept`, `season.extend`, … */
  action: string;
  subjectType: AuditSubject;
  subjectId: string;
  unitPath: string | null;
  details: Record<string, unknown> & { after?: { state: string; version: number; [more: string]: unknown } };
};

/** Writes what was decided, in the transaction that decides it. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, [entry]);
}

const batchRows = 2_000;

/** Many at once, as one statement for each 2,000: a batch that moves rows owes one entry for each row. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += batchRows) await tx.execute(auditInsert(sql`${auditRows(entries.slice(from, from + batchRows))}`));
}

/** For a statement that writes its entries with its rows: `auditInsert` around what `auditRows` gives. */
export function auditRows(entries: readonly AuditEntry[]): string {
  return JSON.stringify(entries.map((entry) => ({
    at: new Date(entry.at).toISOString(),
    actor_id: entry.actorId,
    acting_for: entry.actingFor,
    action: entry.action,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    unit_path: entry.unitPath,
    details: entry.details,
    salt: randomBytes(16).toString('hex'),
  })));
}

export function auditInsert(rows: SQL): SQL {
  return sql`
    insert into audit_entries (at, actor_id, acting_for, action, subject_type, subject_id, unit_path, details, salt)
    select r.at, r.actor_id, r.acting_for, r.action, r.subject_type, r.subject_id, r.unit_path, r.details, decode(r.salt, 'hex')
    from jsonb_to_recordset(${rows}::jsonb) as r(
      at timestamptz, actor_id uuid, acting_for uuid, action text, subject_type text, subject_id text,
      unit_path text, details jsonb, salt text)`;
}

/** For set-based statements that write their own entries: a fresh 16-byte salt for each row. */
export const freshSalt = sql`uuid_send(gen_random_uuid())`;
