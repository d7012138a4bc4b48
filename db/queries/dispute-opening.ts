import { randomUUID } from 'node:crypto';
import { holidaysOf, shiftWorkingDays } from '../../domain/calendar.ts';
import type { SlipField } from '../../domain/confirmation.ts';
import { localDateOf } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Text } from '../../domain/plan.ts';
import { checkSlipValue, correctedContext } from '../../domain/slip-check.ts';
import type { SlipValues } from '../../domain/slip.ts';
import { fold } from '../../domain/text.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { enqueue } from '../outbox.ts';
import { disputes } from '../schema/families.ts';
import type { confirmations, DisputedField } from '../schema/families.ts';
import { holidays } from '../schema/people.ts';
import { taskEvents, tasks } from '../schema/tasks.ts';
import { confirmationDuty } from './confirmation-season.ts';
import type { FamilySeason } from './confirmation-season.ts';
import type { Sealing } from './parent-links.ts';

/** Working days a school has for a dispute; house rule, the sources name none. */
const disputeWorkingDays = 3;

type Proposed = { field: SlipField; proposed: string };
export type CheckedDispute = { ok: true; values: readonly Proposed[] } | { ok: false; problems: Partial<Record<SlipField, Text>> };

/** Checks all proposed values at once, each against the others: a corrected birth date counts for the personal number. */
export function checkDispute(
  fields: readonly Proposed[],
  pupil: { birthDate: string; sex: 'male' | 'female' },
  now: Instant,
): CheckedDispute {
  const proposed = new Map(fields.map((one) => [one.field, one.proposed]));
  const context = correctedContext({ ...pupil, today: localDateOf(now) }, (field) => proposed.get(field));
  const problems: Partial<Record<SlipField, Text>> = {};
  const values: Proposed[] = [];
  for (const [field, typed] of proposed) {
    const checked = checkSlipValue(field, typed, context);
    if (checked.ok) values.push({ field, proposed: checked.value });
    else problems[field] = checked.problem;
  }
  if (values.length > 0 && Object.keys(problems).length === 0) return { ok: true, values };
  return { ok: false, problems };
}

export type DisputeOpening = {
  confirmation: typeof confirmations.$inferSelect;
  season: FamilySeason;
  school: { schoolId: string; schoolCode: string; schoolName: string };
  /** As the parent saw it: the personal number masked. */
  slip: SlipValues;
  fields: readonly Proposed[];
  note: string | null;
  at: Instant;
  realNow: Instant;
  secrets: Sealing;
};

/** The dispute, its task in the school's list, and the outbox row that starts the waiting case; one transaction. */
export async function openDispute(tx: Tx, opening: DisputeOpening): Promise<string> {
  const { confirmation, season, school, at } = opening;
  const id = randomUUID();
  const free = holidaysOf(await tx.select({ date: holidays.date, kind: holidays.kind }).from(holidays));
  const dueAt = Math.max(at + 1, Math.min(shiftWorkingDays(at, disputeWorkingDays, free), season.lapsesAt));
  await tx.insert(disputes).values({
    id,
    confirmationId: confirmation.id,
    seasonId: season.seasonId,
    pupilId: confirmation.pupilId,
    schoolPath: confirmation.schoolPath,
    className: confirmation.className,
    fields: opening.fields.map((one) => disputedField(one, opening)),
    note: opening.note,
    state: 'open',
    openedAt: at,
    dueAt,
  });
  await insertTask(tx, opening, id, dueAt);
  await enqueue(tx, {
    kind: 'start-dispute',
    key: `dispute/${id}`,
    payload: { disputeId: id, seasonId: season.seasonId, seasonCode: season.code, unitCode: school.schoolCode, dueAt: String(dueAt) },
  });
  return id;
}

function disputedField({ field, proposed }: Proposed, { slip, secrets }: DisputeOpening): DisputedField {
  const kept = field === 'personalNumber' ? secrets.seal(proposed).toString('base64') : proposed;
  return { field, current: slip[field], proposed: kept, decision: null, reason: null };
}

/** How the task of a dispute is called. No child's name: titles travel to the tiers above, in lists and notices. */
export function disputeTaskOf(className: string, school: { schoolName: string; schoolCode: string }): { titleVi: string; titleEn: string; folded: string } {
  const titleVi = `Xử lý đề nghị sửa thông tin, lớp ${className}`;
  return { titleVi, titleEn: `Settle a dispute, class ${className}`, folded: fold(`${titleVi} ${school.schoolName} ${school.schoolCode}`) };
}

async function insertTask(tx: Tx, { confirmation, season, school, at, realNow }: DisputeOpening, disputeId: string, dueAt: Instant) {
  const taskId = randomUUID();
  await tx.insert(tasks).values({
    id: taskId,
    seasonId: season.seasonId,
    stepKey: confirmation.stepKey,
    dutyKey: confirmationDuty(season)?.key ?? 'confirmation',
    subject: disputeId,
    kind: 'dispute',
    ...disputeTaskOf(confirmation.className, school),
    unitId: school.schoolId,
    unitPath: confirmation.schoolPath,
    holderUnitId: school.schoolId,
    state: 'open',
    className: confirmation.className,
    dueAt,
    openedAt: at,
    workflowId: `dispute/${disputeId}`,
  });
  await tx.insert(taskEvents).values({ taskId, action: 'open', toState: 'open', at });
  await recordAudit(tx, {
    at: realNow,
    actorId: null,
    actingFor: null,
    action: 'task.open',
    subjectType: 'task',
    subjectId: taskId,
    unitPath: confirmation.schoolPath,
    details: { kind: 'dispute', disputeId, after: { state: 'open', version: 1 } },
  });
}
