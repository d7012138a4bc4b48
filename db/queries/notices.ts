import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { NoticeRequest } from '../../domain/notice.ts';
import type { Role } from '../../domain/policy.ts';
import type { Tx } from '../client.ts';
import { staff, units } from '../schema/people.ts';

/** Rows of one statement: 17 columns as one JSON parameter, about a megabyte. */
const batchRows = 2_000;

/** RFC 5322 id, the same for every attempt, so that a mail server or reader can drop a repeat. */
export function messageIdOf(noticeId: string): string {
  return `<${noticeId}@notices.mua>`;
}

/**
 * Writes notices to be sent, in the caller's transaction: no decision without its notice, no notice
 * without its decision. A key that exists already is left alone. Returns how many are new.
 */
export async function queueNotices(tx: Tx, requests: readonly NoticeRequest[]): Promise<number> {
  let queued = 0;
  for (let from = 0; from < requests.length; from += batchRows) {
    const rows = requests.slice(from, from + batchRows).map(toRow);
    // No conflict target: naming one would demand read access, which a parent does not have (row-level security).
    const result = await tx.execute(sql`
      insert into notices (id, season_id, task_id, template, channel, dedupe_key, recipient_kind, recipient_id,
                           address, unit_path, data, rehearsal, state, message_id, not_before)
      select r.id, r.season_id, r.task_id, r.template, r.channel, r.dedupe_key, r.recipient_kind, r.recipient_id,
             r.address, r.unit_path, r.data, r.rehearsal, 'queued', r.message_id, coalesce(r.not_before, now())
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        id uuid, season_id uuid, task_id uuid, template text, channel text, dedupe_key text, recipient_kind text,
        recipient_id uuid, address text, unit_path text, data jsonb, rehearsal boolean, message_id text,
        not_before timestamptz)
      on conflict do nothing`);
    queued += result.rowCount ?? 0;
  }
  return queued;
}

function toRow(request: NoticeRequest) {
  const id = randomUUID();
  return {
    id,
    season_id: request.seasonId,
    task_id: request.taskId,
    template: request.template,
    channel: request.channel,
    dedupe_key: request.dedupeKey,
    recipient_kind: request.recipient.kind,
    recipient_id: request.recipient.id,
    address: request.recipient.address,
    unit_path: request.unitPath,
    data: request.data,
    rehearsal: request.rehearsal,
    message_id: messageIdOf(id),
    not_before: request.notBefore === undefined ? null : new Date(request.notBefore).toISOString(),
  };
}

export type StaffRecipient = {
  staffId: string;
  name: string;
  email: string;
  phone: string | null;
  role: Role;
  className: string | null;
  unitId: string;
  unitCode: string;
  unitName: string;
  unitPath: string;
};

/** Active people of these units in these roles, in a steady order. */
export async function staffRecipients(tx: Tx, unitIds: readonly string[], wanted: readonly Role[]): Promise<StaffRecipient[]> {
  if (unitIds.length === 0 || wanted.length === 0) return [];
  return tx
    .select({
      staffId: staff.id,
      name: staff.name,
      email: staff.email,
      phone: staff.phone,
      role: staff.role,
      className: staff.className,
      unitId: units.id,
      unitCode: units.code,
      unitName: units.name,
      unitPath: units.path,
    })
    .from(staff)
    .innerJoin(units, eq(units.id, staff.unitId))
    .where(and(inArray(staff.unitId, [...new Set(unitIds)]), inArray(staff.role, [...wanted]), eq(staff.active, true)))
    .orderBy(units.path, staff.id);
}
