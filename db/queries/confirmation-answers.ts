import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { confirmationAllows } from '../../domain/confirmation.ts';
import type { ConfirmationChannel, ConfirmationState, SlipField } from '../../domain/confirmation.ts';
import { referenceFrom } from '../../domain/confirmation-reference.ts';
import { answerability, takesAnswers } from '../../domain/confirmation-window.ts';
import type { Answerability } from '../../domain/confirmation-window.ts';
import { seasonNow } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Text } from '../../domain/plan.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import type { Secrets } from '../secret.ts';
import { confirmations, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { doneOnce } from '../schema/seasons.ts';
import { familySeason } from './confirmation-season.ts';
import type { FamilySeason } from './confirmation-season.ts';
import { givenName } from './confirmations.ts';
import { checkDispute, openDispute } from './dispute-opening.ts';
import { queueNotices } from './notices.ts';
import { slipColumns, slipValues } from './slip-values.ts';

/** Who answers: the parent by their link, or a clerk with the paper slip in hand (HP-2023 step 4). */
export type Answerer = { kind: 'parent' } | { kind: 'staff'; actorId: string; actingFor: string };
export type AnswerInput = {
  confirmationId: string;
  by: Answerer;
  /** The form's own key (UUID): the same press twice is one answer and gets the same reference. */
  onceKey: string;
  realNow: Instant;
  secrets: Secrets;
};
export type ProposedField = { field: SlipField; proposed: string };

export type ConfirmationOutcome =
  /** `repeated`: this very form was taken before; nothing new happened. */
  | { kind: 'taken'; reference: string; state: ConfirmationState; repeated: boolean }
  /** Somebody else answered first. */
  | { kind: 'already'; reference: string | null; state: ConfirmationState; channel: ConfirmationChannel | null; answeredAt: Instant | null }
  | { kind: 'refused'; reason: Exclude<Answerability, 'open' | 'late'> }
  | { kind: 'invalid'; problems: Readonly<Partial<Record<SlipField, Text>>> };

/** All data are right. One transaction decides: row, audit, receipt. Call it inside `withActor`. */
export function confirmByParent(tx: Tx, input: AnswerInput): Promise<ConfirmationOutcome> {
  return answer(tx, input, null);
}

/** Some data are wrong; each with its right value. Opens a dispute for the school and its task. */
export function disputeByParent(
  tx: Tx,
  input: AnswerInput & { fields: readonly ProposedField[]; note: string | null },
): Promise<ConfirmationOutcome> {
  return answer(tx, input, { fields: input.fields, note: input.note });
}

/** The clerk keys in a paper slip; the same rules as for the parent, the clerk's name in the trace. */
export function keyInSlip(
  tx: Tx,
  input: AnswerInput & { answer: 'confirm' | 'dispute'; fields: readonly ProposedField[]; note: string | null },
): Promise<ConfirmationOutcome> {
  return answer(tx, input, input.answer === 'dispute' ? { fields: input.fields, note: input.note } : null);
}

type Claim = { fields: readonly ProposedField[]; note: string | null };

async function answer(tx: Tx, input: AnswerInput, claim: Claim | null): Promise<ConfirmationOutcome> {
  // The row lock makes two parents, or two presses, one after the other.
  const [row] = await tx.select().from(confirmations).where(eq(confirmations.id, input.confirmationId)).for('update');
  if (!row) throw new Error(`no confirmation ${input.confirmationId}`);
  if (!confirmationAllows(claim ? 'dispute' : 'confirm', row.state)) return whoWasFirst(tx, input, row);
  const season = await familySeason(tx, row.seasonId, row.stepKey);
  const now = seasonNow(season.clock, input.realNow);
  const window = answerability(
    { season: season.state, phase: season.phase, opensAt: season.opensAt, closesAt: season.closesAt, lapsesAt: season.lapsesAt },
    now,
  );
  if (!takesAnswers[window]) return { kind: 'refused', reason: window as Exclude<Answerability, 'open' | 'late'> };
  const family = await familyOf(tx, row.pupilId);
  const slip = slipValues(family, input.secrets, 'masked');
  const checked = claim ? checkDispute(claim.fields, family, now) : null;
  if (checked && !checked.ok) return { kind: 'invalid', problems: checked.problems };

  const state: ConfirmationState = checked ? 'disputed' : 'confirmed';
  const channel: ConfirmationChannel = input.by.kind === 'parent' ? 'portal' : 'paper';
  const keyedBy = input.by.kind === 'staff' ? input.by.actorId : null;
  const reference = await take(tx, row.id, { state, channel, keyedBy, answeredAt: now });
  await tx
    .insert(doneOnce)
    .values({ scope: scopeOf(row.id), key: input.onceKey })
    .onConflictDoNothing();
  const disputeId = checked
    ? await openDispute(tx, {
        confirmation: row,
        season,
        school: family,
        slip,
        fields: checked.values,
        note: claim?.note ?? null,
        at: now,
        secrets: input.secrets,
        realNow: input.realNow,
      })
    : null;
  await recordAudit(tx, {
    at: input.realNow,
    actorId: keyedBy,
    actingFor: input.by.kind === 'staff' ? input.by.actingFor : null,
    action: checked ? 'confirmation.dispute' : 'confirmation.confirm',
    subjectType: 'confirmation',
    subjectId: row.id,
    unitPath: row.schoolPath,
    details: {
      by: input.by.kind,
      channel,
      seasonId: row.seasonId,
      stepKey: row.stepKey,
      seasonAt: now,
      disputeId,
      after: { state, version: row.version + 1 },
    },
  });
  await queueReceipt(tx, season, row.id, row.pupilId, family, reference, checked !== null);
  await announce(tx, { seasonId: row.seasonId, topics: checked ? ['confirmations', 'tasks', 'notices'] : ['confirmations', 'notices'] });
  return { kind: 'taken', reference, state, repeated: false };
}

const scopeOf = (confirmationId: string) => `confirmation-answer/${confirmationId}`;

async function whoWasFirst(tx: Tx, input: AnswerInput, row: typeof confirmations.$inferSelect): Promise<ConfirmationOutcome> {
  const [same] = await tx
    .select({ key: doneOnce.key })
    .from(doneOnce)
    .where(and(eq(doneOnce.scope, scopeOf(row.id)), eq(doneOnce.key, input.onceKey)));
  if (same && row.reference) return { kind: 'taken', reference: row.reference, state: row.state, repeated: true };
  if (row.state === 'silent') return { kind: 'refused', reason: 'over' };
  return { kind: 'already', reference: row.reference, state: row.state, channel: row.channel, answeredAt: row.answeredAt };
}

type Family = Awaited<ReturnType<typeof familyOf>>;

async function familyOf(tx: Tx, pupilId: string) {
  const [row] = await tx
    .select({
      ...slipColumns,
      guardianEmail: pupils.guardianEmail,
      schoolPath: pupils.schoolPath,
      className: pupils.className,
      schoolId: units.id,
      schoolCode: units.code,
      schoolName: units.name,
      schoolPhone: units.phone,
    })
    .from(pupils)
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .where(eq(pupils.id, pupilId));
  if (!row) throw new Error(`no pupil ${pupilId}`);
  return row;
}

async function take(
  tx: Tx,
  id: string,
  taken: { state: ConfirmationState; channel: ConfirmationChannel; keyedBy: string | null; answeredAt: Instant },
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const reference = referenceFrom(randomBytes(24));
    if (reference === null) continue;
    try {
      // A savepoint: a reference that exists (once in 10⁶ at a million rows) is drawn again, not shown as a failure.
      await tx.transaction((inner) =>
        inner
          .update(confirmations)
          .set({ ...taken, reference, version: sql`${confirmations.version} + 1` })
          .where(eq(confirmations.id, id)),
      );
      return reference;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

async function queueReceipt(
  tx: Tx,
  season: FamilySeason,
  confirmationId: string,
  pupilId: string,
  family: Family,
  reference: string,
  disputed: boolean,
) {
  const common = {
    template: 'confirmation-received' as const,
    unitPath: family.schoolPath,
    seasonId: season.seasonId,
    taskId: null,
    rehearsal: season.rehearsal,
    data: {
      pupil: givenName(family.fullName),
      className: family.className,
      school: family.schoolName,
      schoolPhone: family.schoolPhone,
      season: season.title,
      reference,
      disputed,
    },
  };
  const to = (address: string) => ({ kind: 'parent' as const, id: pupilId, address });
  await queueNotices(tx, [
    { ...common, channel: 'sms', dedupeKey: `received/${confirmationId}/sms`, recipient: to(family.guardianPhone) },
    ...(family.guardianEmail
      ? [{ ...common, channel: 'email' as const, dedupeKey: `received/${confirmationId}/email`, recipient: to(family.guardianEmail) }]
      : []),
  ]);
}
