import { eq, sql } from 'drizzle-orm';
import { seasonNow } from '../../domain/clock.ts';
import type { SlipField } from '../../domain/confirmation.ts';
import type { Instant } from '../../domain/instant.ts';
import { shownValue, slipLabel } from '../../domain/slip.ts';
import { fold, nameSortKey } from '../../domain/text.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import type { Secrets } from '../secret.ts';
import { disputeAnswers, disputes, pupilHistory, pupils } from '../schema/families.ts';
import type { DisputedField } from '../schema/families.ts';
import { confirmations } from '../schema/families.ts';
import { confirmationDuty, familySeason } from './confirmation-season.ts';
import type { FamilySeason } from './confirmation-season.ts';
import { unsettledHome } from './pupil-edits.ts';
import { finishDisputeTask, tellParent } from './dispute-closing.ts';

export type Decision = { field: SlipField; decision: 'accepted' | 'rejected'; reason: string | null };
export type DecisionInput = {
  disputeId: string;
  /** The row of `dispute_answers` that holds the decisions. */
  answerId: string;
  actorId: string;
  actingFor: string;
  seenVersion: number;
  realNow: Instant;
  secrets: Secrets;
};
/** As in activities/contracts/families.ts. */
export type DisputeOutcome =
  | { kind: 'taken'; state: 'accepted' | 'rejected'; version: number }
  | { kind: 'refused'; reason: 'already-decided' | 'somebody-was-faster' | 'season-paused' | 'incomplete'; by: string | null };

type DisputeRow = typeof disputes.$inferSelect;

/** What is missing before a decision can be taken: every field decided, every rejection with a reason the parent will read. */
export function undecided(fields: readonly DisputedField[], decisions: readonly Decision[]): SlipField[] {
  const given = new Map(decisions.map((one) => [one.field, one]));
  return fields
    .map((one) => one.field)
    .filter((field) => {
      const one = given.get(field);
      return !one || (one.decision === 'rejected' && (one.reason ?? '').trim() === '');
    });
}

/** The personal number comes back masked unless the caller may see it in clear. */
export function proposedValue(field: DisputedField, secrets: Pick<Secrets, 'open' | 'mask'>, number: 'masked' | 'clear'): string {
  if (field.field !== 'personalNumber') return field.proposed;
  const opened = secrets.open(Buffer.from(field.proposed, 'base64'));
  return number === 'clear' ? opened : secrets.mask(opened);
}

/**
 * The school's decision, in one transaction: pupil corrected with history, dispute and confirmation settled, task
 * done, parent told, audit. The same answer twice gives the first outcome; of two people one wins.
 */
export async function applyDisputeDecision(tx: Tx, input: DecisionInput): Promise<{ outcome: DisputeOutcome; open: boolean }> {
  const [dispute] = await tx.select().from(disputes).where(eq(disputes.id, input.disputeId)).for('update');
  const [answer] = await tx.select().from(disputeAnswers).where(eq(disputeAnswers.id, input.answerId));
  if (!dispute || !answer) throw new Error(`no dispute ${input.disputeId} or answer ${input.answerId}`);
  if (answer.outcome !== null) return { outcome: answer.outcome as DisputeOutcome, open: dispute.state === 'open' };
  const outcome = await decide(tx, input, dispute, answer.decisions);
  await tx.update(disputeAnswers).set({ outcome }).where(eq(disputeAnswers.id, input.answerId));
  return { outcome, open: dispute.state === 'open' && outcome.kind !== 'taken' };
}

async function decide(tx: Tx, input: DecisionInput, dispute: DisputeRow, decisions: readonly Decision[]): Promise<DisputeOutcome> {
  if (dispute.state !== 'open') return { kind: 'refused', reason: 'already-decided', by: dispute.decidedBy };
  if (dispute.version !== input.seenVersion) return { kind: 'refused', reason: 'somebody-was-faster', by: dispute.decidedBy };
  if (undecided(dispute.fields, decisions).length > 0) return { kind: 'refused', reason: 'incomplete', by: null };
  const [confirmation] = await tx.select().from(confirmations).where(eq(confirmations.id, dispute.confirmationId)).for('update');
  if (!confirmation) throw new Error(`no confirmation ${dispute.confirmationId}`);
  const season = await familySeason(tx, dispute.seasonId, confirmation.stepKey);
  if (season.state === 'paused') return { kind: 'refused', reason: 'season-paused', by: null };

  const now = seasonNow(season.clock, input.realNow);
  const given = new Map(decisions.map((one) => [one.field, one]));
  const fields = dispute.fields.map((one) => ({
    ...one,
    decision: given.get(one.field)?.decision ?? null,
    reason: given.get(one.field)?.reason ?? null,
  }));
  const accepted = fields.filter((one) => one.decision === 'accepted');
  const state = accepted.length > 0 ? 'accepted' : 'rejected';
  const version = dispute.version + 1;
  if (accepted.length > 0) await correctPupil(tx, dispute, accepted, input);
  await tx.update(disputes).set({ fields, state, decidedBy: input.actorId, decidedAt: now, version }).where(eq(disputes.id, dispute.id));
  await tx
    .update(confirmations)
    .set({ state: 'settled', version: confirmation.version + 1 })
    .where(eq(confirmations.id, confirmation.id));
  await trace(tx, input, dispute, season, now, { state, version, confirmationVersion: confirmation.version + 1, fields });
  await finishDisputeTask(tx, dispute, input, now);
  await tellParent(tx, {
    dispute,
    confirmation,
    season,
    secrets: input.secrets,
    realNow: input.realNow,
    summary: summaryOf(fields, input.secrets),
  });
  await announce(tx, { seasonId: dispute.seasonId, topics: ['confirmations', 'tasks', 'notices'] });
  return { kind: 'taken', state, version };
}

/** "Ngày sinh: đã sửa thành 05/09/2012. Nơi sinh: giữ nguyên, vì …" */
function summaryOf(fields: readonly DisputedField[], secrets: Secrets): string {
  return fields
    .map((one) => {
      const label = slipLabel[one.field].vi;
      if (one.decision === 'accepted')
        return `${label}: đã sửa thành ${shownValue(one.field, proposedValue(one, secrets, 'masked'), 'vi')}.`;
      return `${label}: giữ nguyên, vì ${one.reason ?? ''}`;
    })
    .join('\n');
}

async function correctPupil(tx: Tx, dispute: DisputeRow, accepted: readonly DisputedField[], input: DecisionInput): Promise<void> {
  const values: Partial<typeof pupils.$inferInsert> = {};
  for (const one of accepted) Object.assign(values, columnsOf(one, input.secrets));
  await tx
    .update(pupils)
    .set({ ...values, ...(values.currentAddress !== undefined && { residence: unsettledHome }), version: sql`${pupils.version} + 1` })
    .where(eq(pupils.id, dispute.pupilId));
  await tx.insert(pupilHistory).values(
    accepted.map((one) => ({
      pupilId: dispute.pupilId,
      schoolPath: dispute.schoolPath,
      field: one.field,
      before: one.current,
      after: proposedValue(one, input.secrets, 'masked'),
      disputeId: dispute.id,
      madeBy: input.actorId,
    })),
  );
}

function columnsOf(one: DisputedField, secrets: Secrets): Partial<typeof pupils.$inferInsert> {
  if (one.field === 'personalNumber') {
    const number = proposedValue(one, secrets, 'clear');
    return { personalNumberEnc: secrets.seal(number), personalNumberKey: secrets.index(number) };
  }
  if (one.field === 'fullName') return { fullName: one.proposed, folded: fold(one.proposed), sortKey: nameSortKey(one.proposed) };
  if (one.field === 'sex') return { sex: one.proposed === 'male' ? 'male' : 'female' };
  return { [one.field]: one.proposed };
}

type Settled = { state: 'accepted' | 'rejected'; version: number; confirmationVersion: number; fields: readonly DisputedField[] };

/** Decisions explain themselves: rule, facts and clause; values stay out of the trace. */
async function trace(
  tx: Tx,
  input: DecisionInput,
  dispute: DisputeRow,
  season: FamilySeason,
  now: Instant,
  settled: Settled,
): Promise<void> {
  const who = { at: input.realNow, actorId: input.actorId, actingFor: input.actingFor, unitPath: dispute.schoolPath };
  await recordAudit(tx, {
    ...who,
    action: 'dispute.decide',
    subjectType: 'dispute',
    subjectId: dispute.id,
    details: {
      rule: 'the school accepts or rejects each disputed field; a rejection names its reason',
      clause: confirmationDuty(season)?.clause ?? '',
      seasonAt: now,
      fields: settled.fields.map((one) => ({ field: one.field, decision: one.decision })),
      after: { state: settled.state, version: settled.version },
    },
  });
  await recordAudit(tx, {
    ...who,
    action: 'confirmation.settle',
    subjectType: 'confirmation',
    subjectId: dispute.confirmationId,
    details: { disputeId: dispute.id, after: { state: 'settled', version: settled.confirmationVersion } },
  });
}
