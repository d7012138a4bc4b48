import { and, desc, eq, inArray } from 'drizzle-orm';
import { answerability } from '../../domain/confirmation-window.ts';
import type { Answerability } from '../../domain/confirmation-window.ts';
import type { ConfirmationChannel, ConfirmationState, SlipField } from '../../domain/confirmation.ts';
import { seasonNow } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SlipValues } from '../../domain/slip.ts';
import type { Tx } from '../client.ts';
import { confirmations, disputes, pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { seasons, steps } from '../schema/seasons.ts';
import type { Secrets } from '../secret.ts';
import { proposedValue } from './disputes.ts';
import { slipColumns, slipValues } from './slip-values.ts';

export type ViewedField = {
  field: SlipField;
  current: string;
  proposed: string;
  decision: 'accepted' | 'rejected' | null;
  reason: string | null;
};
/** Everything a parents' page shows. The personal number is masked throughout. Instants are season instants. */
export type ParentView = {
  confirmationId: string;
  state: ConfirmationState;
  channel: ConfirmationChannel | null;
  reference: string | null;
  answeredAt: Instant | null;
  slip: SlipValues;
  /** For checks of corrections: as stored. */
  birthDate: string;
  sex: 'male' | 'female';
  className: string;
  school: { name: string; phone: string | null };
  season: { title: string; rehearsal: boolean };
  window: Answerability;
  closesAt: Instant;
  lapsesAt: Instant;
  seasonNow: Instant;
  dispute: { fields: readonly ViewedField[]; dueAt: Instant; decidedAt: Instant | null } | null;
};

/** Runs as the parent of that one confirmation; `null` when row security shows nothing. */
export async function parentView(tx: Tx, confirmationId: string, secrets: Secrets, realNow: Instant): Promise<ParentView | null> {
  const [row] = await tx
    .select({
      confirmation: confirmations,
      slip: slipColumns,
      school: { name: units.name, phone: units.phone },
      season: { title: seasons.title, rehearsal: seasons.rehearsal, clock: seasons.clock, state: seasons.state },
      step: { phase: steps.phase, opensAt: steps.opensAt, closesAt: steps.closesAt, lapsesAt: steps.lapsesAt },
    })
    .from(confirmations)
    .innerJoin(pupils, eq(pupils.id, confirmations.pupilId))
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .innerJoin(seasons, eq(seasons.id, confirmations.seasonId))
    .innerJoin(steps, and(eq(steps.seasonId, confirmations.seasonId), eq(steps.key, confirmations.stepKey)))
    .where(eq(confirmations.id, confirmationId));
  if (!row) return null;
  const [dispute] = await tx
    .select()
    .from(disputes)
    .where(eq(disputes.confirmationId, confirmationId))
    .orderBy(desc(disputes.createdAt))
    .limit(1);
  const { confirmation, slip, school, season, step } = row;
  const now = seasonNow(season.clock, realNow);
  return {
    confirmationId,
    state: confirmation.state,
    channel: confirmation.channel,
    reference: confirmation.reference,
    answeredAt: confirmation.answeredAt,
    slip: slipValues(slip, secrets, 'masked'),
    birthDate: slip.birthDate,
    sex: slip.sex,
    className: confirmation.className,
    school,
    season: { title: season.title, rehearsal: season.rehearsal },
    window: answerability({ season: season.state, ...step }, now),
    closesAt: step.closesAt,
    lapsesAt: step.lapsesAt,
    seasonNow: now,
    dispute: dispute
      ? {
          dueAt: dispute.dueAt,
          decidedAt: dispute.decidedAt,
          fields: dispute.fields.map((one) => ({ ...one, proposed: proposedValue(one, secrets, 'masked') })),
        }
      : null,
  };
}

/** True while a season is under way that is no rehearsal. */
export async function anyRealSeason(tx: Tx): Promise<boolean> {
  const [row] = await tx
    .select({ id: seasons.id })
    .from(seasons)
    .where(and(eq(seasons.rehearsal, false), inArray(seasons.state, ['launching', 'running', 'paused', 'finished'])))
    .limit(1);
  return row !== undefined;
}

/** Only the confirmation whose reference the anonymous context carries can be seen at all. */
export async function findByReference(tx: Tx, reference: string): Promise<{ confirmationId: string; pupilId: string } | null> {
  const [row] = await tx
    .select({ confirmationId: confirmations.id, pupilId: confirmations.pupilId })
    .from(confirmations)
    .where(eq(confirmations.reference, reference));
  return row ?? null;
}
