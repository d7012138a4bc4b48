import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import type { confirmations, disputes } from '../schema/families.ts';
import { pupils } from '../schema/families.ts';
import { units } from '../schema/people.ts';
import { taskEvents, tasks } from '../schema/tasks.ts';
import { givenName } from './confirmations.ts';
import type { FamilySeason } from './confirmation-season.ts';
import { queueNotices, staffRecipients } from './notices.ts';
import { addLinks, linkExpiry, newLink } from './parent-links.ts';
import type { Sealing } from './parent-links.ts';

type DisputeRow = typeof disputes.$inferSelect;

/** The dispute's task in the school's list is done with its decision. */
export async function finishDisputeTask(
  tx: Tx,
  dispute: DisputeRow,
  by: { actorId: string; actingFor: string; realNow: Instant },
  now: Instant,
): Promise<void> {
  const [task] = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.seasonId, dispute.seasonId), eq(tasks.kind, 'dispute'), eq(tasks.subject, dispute.id)))
    .for('update');
  if (!task || task.state === 'done') return;
  const version = task.version + 1;
  await tx.update(tasks).set({ state: 'done', version, submittedAt: now, finishedAt: now }).where(eq(tasks.id, task.id));
  await tx
    .insert(taskEvents)
    .values({
      taskId: task.id,
      action: 'submit',
      fromState: task.state,
      toState: 'done',
      actorId: by.actorId,
      actingFor: by.actingFor,
      at: now,
    });
  await recordAudit(tx, {
    at: by.realNow,
    actorId: by.actorId,
    actingFor: by.actingFor,
    action: 'task.submit',
    subjectType: 'task',
    subjectId: task.id,
    unitPath: task.unitPath,
    details: { disputeId: dispute.id, after: { state: 'done', version } },
  });
}

export type Telling = {
  dispute: DisputeRow;
  confirmation: typeof confirmations.$inferSelect;
  season: FamilySeason;
  secrets: Sealing;
  realNow: Instant;
  /** A line for each field. */
  summary: string;
};

/** The parent reads the decision by message and, by a fresh link, on the page. To the phone as it is after the correction. */
export async function tellParent(tx: Tx, { dispute, confirmation, season, secrets, realNow, summary }: Telling): Promise<void> {
  const [family] = await tx
    .select({
      fullName: pupils.fullName,
      phone: pupils.guardianPhone,
      email: pupils.guardianEmail,
      school: units.name,
      schoolPhone: units.phone,
    })
    .from(pupils)
    .innerJoin(units, eq(units.id, pupils.schoolId))
    .where(eq(pupils.id, dispute.pupilId));
  if (!family) throw new Error(`no pupil ${dispute.pupilId}`);
  const link = newLink(secrets);
  await addLinks(tx, [{ confirmationId: confirmation.id, hash: link.hash }], linkExpiry(season.clock, season.lapsesAt, realNow));
  const common = {
    template: 'dispute-decided' as const,
    unitPath: dispute.schoolPath,
    seasonId: season.seasonId,
    taskId: null,
    rehearsal: season.rehearsal,
    data: {
      pupil: givenName(family.fullName),
      className: dispute.className,
      school: family.school,
      schoolPhone: family.schoolPhone,
      season: season.title,
      reference: confirmation.reference,
      summary,
      link: link.sealed,
    },
  };
  const to = (address: string) => ({ kind: 'parent' as const, id: dispute.pupilId, address });
  await queueNotices(tx, [
    { ...common, channel: 'sms', dedupeKey: `decided/${dispute.id}/sms`, recipient: to(family.phone) },
    ...(family.email
      ? [{ ...common, channel: 'email' as const, dedupeKey: `decided/${dispute.id}/email`, recipient: to(family.email) }]
      : []),
  ]);
}

/** Tells the school's clerks and principal of a new dispute. Repeatable; the case calls it when it starts. */
export async function tellSchool(tx: Tx, disputeId: string): Promise<void> {
  const found = await tx.execute<{
    season_id: string;
    unit_id: string;
    unit_path: string;
    school: string;
    class_name: string;
    title: string;
    rehearsal: boolean;
    task_id: string;
    due_ms: string;
  }>(sql`
    select d.season_id, u.id as unit_id, u.path as unit_path, u.name as school, d.class_name, s.title, s.rehearsal, t.id as task_id,
           floor(extract(epoch from d.due_at) * 1000)::text as due_ms
    from disputes d join units u on u.path = d.school_path join seasons s on s.id = d.season_id
    join tasks t on t.season_id = d.season_id and t.kind = 'dispute' and t.subject = d.id::text
    where d.id = ${disputeId} and d.state = 'open'`);
  const [one] = found.rows;
  if (!one) return;
  const people = await staffRecipients(tx, [one.unit_id], ['clerk', 'principal']);
  await queueNotices(
    tx,
    people.map((person) => ({
      template: 'dispute-opened',
      channel: 'email',
      dedupeKey: `dispute/${disputeId}/${person.staffId}`,
      recipient: { kind: 'staff', id: person.staffId, address: person.email },
      unitPath: one.unit_path,
      seasonId: one.season_id,
      taskId: one.task_id,
      data: {
        name: person.name,
        className: one.class_name,
        school: one.school,
        season: one.title,
        dueAt: Number(one.due_ms),
        taskId: one.task_id,
      },
      rehearsal: one.rehearsal,
    })),
  );
}
