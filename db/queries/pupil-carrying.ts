import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ConfirmationState } from '../../domain/confirmation.ts';
import type { Instant } from '../../domain/instant.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { confirmations } from '../schema/families.ts';
import { moveWithPupil } from './pupil-moving.ts';
import type { At } from './pupil-moving.ts';

type Side = At & { id: string };
export type CarriedBy = { actorId: string; actingFor: string; at: Instant };
type Slip = typeof confirmations.$inferSelect;

/**
 * Everything that hangs on the record that goes, to the one that stays: where a pupil has but one of a kind, the better of the two; what the other keeps is closed, so
 * that nobody waits for it.
 */
export async function carryOverPupil(tx: Tx, kept: Side, gone: Side, by: CarriedBy): Promise<void> {
  await carryConfirmations(tx, kept, gone, by);
  await tx.execute(sql`update disputes set pupil_id = ${kept.id}::uuid, version = version + 1 where pupil_id = ${gone.id}`);
  await carryIdentity(tx, kept.id, gone.id);
  await carryExam(tx, kept.id, gone.id);
  await carryClaims(tx, kept, gone, by);
  await moveWithPupil(tx, kept.id, kept);
}

const answered: readonly ConfirmationState[] = ['confirmed', 'disputed', 'settled'];

/** What the family has answered counts for the child, whichever slip it came on; its links lead to the slip that stays. */
async function carryConfirmations(tx: Tx, kept: Side, gone: Side, by: CarriedBy): Promise<void> {
  const slips = await tx.select().from(confirmations).where(inArray(confirmations.pupilId, [kept.id, gone.id])).for('update');
  for (const theirs of slips.filter((one) => one.pupilId === gone.id)) {
    const own = slips.find((one) => one.pupilId === kept.id && one.seasonId === theirs.seasonId);
    if (own) await answerWith(tx, own, theirs, by);
    else await tx.update(confirmations).set({ pupilId: kept.id, version: theirs.version + 1 }).where(eq(confirmations.id, theirs.id));
  }
}

async function answerWith(tx: Tx, own: Slip, theirs: Slip, by: CarriedBy): Promise<void> {
  const takes = answered.includes(theirs.state) && !answered.includes(own.state);
  // An open dispute waits at the slip that stays; the other one waits for nothing any more.
  const theirsAfter = { state: theirs.state === 'disputed' ? 'settled' as const : answered.includes(theirs.state) ? theirs.state : 'silent' as const, reference: takes && own.reference === null ? null : theirs.reference };
  const ownAfter: Partial<Slip> = takes ? { state: theirs.state, channel: theirs.channel, answeredAt: theirs.answeredAt, keyedBy: theirs.keyedBy, reference: own.reference ?? theirs.reference } : theirs.state === 'disputed' ? { state: theirs.state } : {};
  for (const [slip, after] of [[theirs, theirsAfter], [own, ownAfter]] as const) await tx.update(confirmations).set({ ...after, version: slip.version + 1 }).where(and(eq(confirmations.id, slip.id), eq(confirmations.version, slip.version)));
  await tx.execute(sql`update disputes set confirmation_id = ${own.id}::uuid where confirmation_id = ${theirs.id}`);
  await tx.execute(sql`update parent_links set confirmation_id = ${own.id}::uuid where confirmation_id = ${theirs.id}`);
  for (const [slip, state] of [[theirs, theirsAfter.state], [own, ownAfter.state ?? own.state]] as const) {
    if (slip.state !== state) await auditSlip(tx, { id: slip.id, schoolPath: slip.schoolPath, state, version: slip.version + 1 }, by, { with: slip.id === own.id ? theirs.id : own.id });
  }
}

/** A slip whose state went over with a merge, or back. */
export async function auditSlip(tx: Tx, slip: { id: string; schoolPath: string; state: string; version: number }, by: CarriedBy, details: Record<string, unknown>): Promise<void> {
  await recordAudit(tx, {
    at: by.at, actorId: by.actorId, actingFor: by.actingFor, action: 'confirmation.carry-over', subjectType: 'confirmation', subjectId: slip.id, unitPath: slip.schoolPath,
    details: { ...details, after: { state: slip.state, version: slip.version } },
  });
}

/** A case that people have reported is not lost; what was compared is another record's, so it is asked about again. */
async function carryIdentity(tx: Tx, kept: string, gone: string): Promise<void> {
  await tx.execute(sql`
    update identity_checks c set state = g.state, fields = g.fields, population_enc = g.population_enc, reason = g.reason, note = g.note, evidence_file_id = g.evidence_file_id, proposal = g.proposal, resolution = g.resolution,
      pupil_version = 0, version = c.version + 1
    from identity_checks g where c.pupil_id = ${kept} and g.pupil_id = ${gone} and g.state in ('reported', 'settled') and c.state not in ('reported', 'settled')`);
  await tx.execute(sql`update identity_checks set pupil_id = ${kept}::uuid, pupil_version = 0, version = version + 1 where pupil_id = ${gone} and not exists (select from identity_checks where pupil_id = ${kept})`);
  await tx.execute(sql`update sector_records set pupil_id = ${kept}::uuid, version = version + 1 where pupil_id = ${gone} and not exists (select from sector_records where pupil_id = ${kept})`);
}

/** Of two papers of one title the one that got further; of two accounts that of the child's number; a slip shows another record and is printed again. */
async function carryExam(tx: Tx, kept: string, gone: string): Promise<void> {
  const rank = (row: string) => sql.raw(`array_position(array['refused', 'awaited', 'handed-in', 'accepted'], ${row}.state)`);
  await tx.execute(sql`
    delete from evidence e using evidence o where o.kind = e.kind and o.title = e.title and ((e.pupil_id = ${gone} and o.pupil_id = ${kept} and ${rank('e')} <= ${rank('o')}) or (e.pupil_id = ${kept} and o.pupil_id = ${gone} and ${rank('e')} < ${rank('o')}))`);
  await tx.execute(sql`update evidence set pupil_id = ${kept}::uuid, version = version + 1 where pupil_id = ${gone}`);
  const best = sql`(select a.id from exam_accounts a join pupils k on k.id = ${kept} where a.pupil_id in (${kept}::uuid, ${gone}::uuid) order by a.account_key = k.personal_number_key desc nulls last, a.kind = 'number' desc, a.pupil_id = ${kept}::uuid desc limit 1)`;
  const { rows: [account] } = await tx.execute<{ id: string }>(sql`select ${best} as id`);
  if (account?.id) {
    // The other one is nobody's: it was the same child's, and its number must not be taken for somebody else's.
    await tx.execute(sql`update exam_accounts set pupil_id = null, version = version + 1 where pupil_id in (${kept}::uuid, ${gone}::uuid) and id <> ${account.id}`);
    await tx.execute(sql`update exam_accounts set pupil_id = ${kept}::uuid, version = version + 1 where id = ${account.id} and pupil_id <> ${kept}`);
  }
  await tx.execute(sql`update registration_slips set pupil_id = ${kept}::uuid, printed_version = null, version = version + 1 where pupil_id = ${gone} and not exists (select from registration_slips where pupil_id = ${kept})`);
}

/** Whose pupil the child is has been said with the merge; what another school claims, it claims of the record that stays. */
async function carryClaims(tx: Tx, kept: Side, gone: Side, by: CarriedBy): Promise<void> {
  const decide = (state: 'accepted' | 'refused') => sql`state = ${state}, decision = 'Hai hồ sơ đã được gộp làm một', decided_by = ${by.actorId}::uuid, decided_at = ${new Date(by.at).toISOString()}::timestamptz, version = version + 1`;
  const open = sql`state = 'open' and pupil_id in (${kept.id}::uuid, ${gone.id}::uuid)`;
  await tx.execute(sql`update pupil_claims set ${decide('accepted')} where ${open} and claimant_id = ${kept.schoolId}`);
  await tx.execute(sql`update pupil_claims set ${decide('refused')} where ${open} and claimant_id = ${gone.schoolId}`);
  await tx.execute(sql`update pupil_claims c set ${decide('refused')} where c.state = 'open' and c.pupil_id = ${gone.id} and exists (select from pupil_claims o where o.pupil_id = ${kept.id} and o.claimant_id = c.claimant_id and o.state = 'open')`);
  await tx.execute(sql`update pupil_claims set pupil_id = ${kept.id}::uuid, holder_path = ${kept.schoolPath}, version = version + 1 where state = 'open' and pupil_id = ${gone.id}`);
}
