import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import { mayRing } from '../../domain/quiet-hours.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { notices } from '../schema/notices.ts';

export type ClaimedNotice = typeof notices.$inferSelect;

const at = (instant: Instant) => sql`${new Date(instant).toISOString()}::timestamptz`;

/**
 * queued → sending, committed before anything leaves: after a crash the row says that it may have left. Two senders
 * never take the same row. At night text messages wait, but for those of a rehearsal, which ring nowhere.
 */
export async function claimNotice(tx: Tx, realNow: Instant): Promise<ClaimedNotice | null> {
  const [row] = await tx
    .update(notices)
    .set({ state: 'sending', claimedAt: realNow, attempts: sql`${notices.attempts} + 1` })
    .where(
      sql`${notices.id} = (select id from notices where state = 'queued' and not_before <= ${at(realNow)}
                             and (channel <> 'sms' or rehearsal or ${mayRing(realNow)}::boolean)
                           order by not_before, id limit 1 for update skip locked)`,
    )
    .returning();
  return row ?? null;
}

/** What became of an attempt. `queued` again only when it was certainly not accepted. */
export type Delivery =
  | { state: 'sent' }
  | { state: 'queued'; error: string; notBefore: Instant }
  | { state: 'unknown'; error: string }
  | { state: 'failed'; error: string };

/** Only the claim that is still `sending` is settled: one that a sweep made `unknown` waits for its person. */
export async function recordDelivery(tx: Tx, id: string, delivery: Delivery, realNow: Instant): Promise<void> {
  await tx
    .update(notices)
    .set({
      state: delivery.state,
      lastError: delivery.state === 'sent' ? null : delivery.error.slice(0, 500),
      ...(delivery.state === 'sent' && { sentAt: realNow, data: withoutLink }),
      ...(delivery.state === 'queued' && { notBefore: delivery.notBefore, claimedAt: null }),
    })
    .where(and(eq(notices.id, id), eq(notices.state, 'sending')));
}

/** Once it is out, the row needs its sealed link no more. */
const withoutLink = sql`${notices.data} - 'link'`;

/**
 * A sender died between claim and result: the message may or may not have left, and nobody can know. It goes to
 * a person, never out again by itself. Returns the seasons touched.
 */
export async function sweepStaleClaims(tx: Tx, claimedBefore: Instant): Promise<string[]> {
  const rows = await tx
    .update(notices)
    .set({ state: 'unknown', lastError: 'the sender stopped while sending' })
    .where(and(eq(notices.state, 'sending'), sql`${notices.claimedAt} < ${at(claimedBefore)}`))
    .returning({ seasonId: notices.seasonId });
  return [...new Set(rows.flatMap((row) => row.seasonId ?? []))];
}

/** A person looked (asked the reader, read the server's log) and settles an `unknown`. `false` = it is none. */
export async function settleNotice(
  tx: Tx,
  input: { noticeId: string; as: 'sent' | 'again'; actorId: string; actingFor: string; realNow: Instant },
): Promise<boolean> {
  const changed =
    input.as === 'sent'
      ? { state: 'sent' as const, sentAt: input.realNow, data: withoutLink }
      : { state: 'queued' as const, notBefore: input.realNow, claimedAt: null };
  const [row] = await tx
    .update(notices)
    .set(changed)
    .where(and(eq(notices.id, input.noticeId), eq(notices.state, 'unknown')))
    .returning({ unitPath: notices.unitPath });
  if (!row) return false;
  await recordAudit(tx, {
    at: input.realNow,
    actorId: input.actorId,
    actingFor: input.actingFor,
    action: 'notice.settle',
    subjectType: 'notice',
    subjectId: input.noticeId,
    unitPath: row.unitPath,
    details: { as: input.as },
  });
  return true;
}
