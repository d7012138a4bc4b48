import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AuditFinding } from './audit-finding.ts';
import type { Executor } from './audit-nodes.ts';

/** Rows whose state is decided, and the state in which each is born without an entry. */
const decided = [
  { subject: 'task', table: sql`tasks`, born: 'open' },
  { subject: 'confirmation', table: sql`confirmations`, born: 'waiting' },
  { subject: 'dispute', table: sql`disputes`, born: 'open' },
  { subject: 'season', table: sql`seasons`, born: 'draft' },
] as const satisfies readonly { subject: string; table: SQL; born: string }[];

/**
 * A row that is not as its last entry left it was changed behind its back. The entry says so by
 * `details.after = {state, version}`; a row without any such entry must be as it was born.
 */
export async function rowFindings(db: Executor): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { subject, table, born } of decided) {
    const { rows } = await db.execute<{ id: string; state: string | null; version: number | null; said: string | null; at_version: string | null }>(sql`
      with last as (
        select distinct on (subject_id) subject_id, details->'after'->>'state' as state, details->'after'->>'version' as version
        from audit_entries where subject_type = ${subject} and details->'after'->>'state' is not null
        order by subject_id, id desc)
      select coalesce(r.id::text, last.subject_id) as id, r.state, r.version, last.state as said, last.version as at_version
      from ${table} r full join last on last.subject_id = r.id::text
      where r.id is null or r.state <> coalesce(last.state, ${born})
         or (last.version ~ '^[0-9]{1,9}$' and r.version < last.version::int)
      order by 1 limit 1000`);
    for (const row of rows) {
      findings.push(row.state === null
        ? { kind: 'row-missing', subject: `${subject} ${row.id}`, detail: `decided as ${row.said}, and gone` }
        : {
          kind: 'row-changed', subject: `${subject} ${row.id}`,
          detail: `is ${row.state} (version ${row.version}), decided was ${row.said ?? `${born} (no entry)`}${row.at_version === null ? '' : ` (version ${row.at_version})`}`,
        });
    }
  }
  return findings;
}
