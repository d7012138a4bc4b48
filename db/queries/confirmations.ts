import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeRequest, NoticeTemplate } from '../../domain/notice.ts';
import { withSystem } from '../actor.ts';
import { recordAudits } from '../audit.ts';
import type { Db, Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { cohortsOf, familySeason } from './confirmation-season.ts';
import type { FamilySeason } from './confirmation-season.ts';
import { queueNotices } from './notices.ts';
import { addLinks, linkExpiry, newLink } from './parent-links.ts';
import type { Sealing } from './parent-links.ts';

/*
 * The campaign of one step, in batches: open, remind, close. Handing over to teachers is in `chases.ts`, single
 * answers in `confirmation-answers.ts`, figures in `confirmation-progress.ts`, decisions in `disputes.ts`.
 */

/** What the functions of this file work with. `realNow` only stamps links and audit; the story's time is `FamilyStep.at`. */
export type FamilyWork = {
  db: Db;
  secrets: Sealing;
  realNow: () => Instant;
  /** Called after each batch with the rows done so far; the activity heartbeats there. */
  onBatch?: (done: number) => void;
};
/** As in activities/contracts/families.ts. */
export type FamilyStep = { seasonId: string; stepKey: string; dutyKey: string; at: Instant };

const batchRows = 500;
/** After two reminders the homeroom teacher calls (HP-2023 step 4 wants every slip, not every message). */
const maxReminders = 2;

type Family = {
  pupil_id: string;
  confirmation_id: string;
  full_name: string;
  school_path: string;
  class_name: string;
  school: string;
  school_phone: string | null;
  guardian_phone: string;
  guardian_email: string | null;
};

/** One `waiting` confirmation, a link, and an email and text message with it, for each pupil of the season's schools. */
export async function openConfirmations(work: FamilyWork, step: FamilyStep): Promise<{ opened: number }> {
  let opened = 0;
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
    const from: string = after;
    const batch = await withSystem(work.db, (tx) => openBatch(tx, work, step, from));
    opened += batch.opened;
    after = batch.last;
    work.onBatch?.(opened);
  }
  return { opened };
}

async function openBatch(tx: Tx, work: FamilyWork, step: FamilyStep, after: string): Promise<{ opened: number; last: string | null }> {
  const season = await familySeason(tx, step.seasonId, step.stepKey);
  const page = await tx.execute<Omit<Family, 'confirmation_id'>>(sql`
    select p.id as pupil_id, p.full_name, p.school_path, p.class_name, u.name as school, u.phone as school_phone,
           p.guardian_phone, p.guardian_email
    from pupils p join units u on u.id = p.school_id
    where p.id > ${after} and u.active and u.tier = 'school' and p.standing = 'enrolled' and p.cohort in ${cohortsOf(season)}
    order by p.id limit ${batchRows}`);
  const families = page.rows.map((row) => ({ ...row, confirmation_id: randomUUID() }));
  const made = await tx.execute<{ id: string }>(sql`
    insert into confirmations (id, season_id, step_key, pupil_id, school_path, class_name, state)
    select r.confirmation_id, ${step.seasonId}, ${step.stepKey}, r.pupil_id, r.school_path, r.class_name, 'waiting'
    from jsonb_to_recordset(${JSON.stringify(families)}::jsonb)
      as r(confirmation_id uuid, pupil_id uuid, school_path text, class_name text)
    on conflict do nothing returning id`);
  const fresh = new Set(made.rows.map((row) => row.id));
  // Who had one already (an earlier attempt of this activity) keeps it, with its link and notices.
  const opened = families.filter((family) => fresh.has(family.confirmation_id));
  await recordMoves(
    tx,
    work,
    step,
    'confirmation.open',
    opened.map((one) => ({ id: one.confirmation_id, school_path: one.school_path, state: 'waiting', version: 1 })),
  );
  await sendLinks(tx, work, season, opened, 'confirmation-link', 'link');
  return { opened: fresh.size, last: page.rows.length < batchRows ? null : (page.rows.at(-1)?.pupil_id ?? null) };
}

async function sendLinks(
  tx: Tx,
  work: FamilyWork,
  season: FamilySeason,
  families: readonly Family[],
  template: NoticeTemplate,
  key: string,
) {
  if (families.length === 0) return;
  const links = families.map((family) => ({ family, link: newLink(work.secrets) }));
  await addLinks(
    tx,
    links.map(({ family, link }) => ({ confirmationId: family.confirmation_id, hash: link.hash })),
    linkExpiry(season.clock, season.lapsesAt, work.realNow()),
  );
  const requests = links.flatMap(({ family, link }) => parentNotices(season, family, template, key, link.sealed));
  await queueNotices(tx, requests);
  await announce(tx, { seasonId: season.seasonId, topics: ['confirmations', 'notices'] });
}

function parentNotices(season: FamilySeason, family: Family, template: NoticeTemplate, key: string, sealed: string): NoticeRequest[] {
  const common = {
    template,
    unitPath: family.school_path,
    seasonId: season.seasonId,
    taskId: null,
    rehearsal: season.rehearsal,
    data: {
      pupil: givenName(family.full_name),
      className: family.class_name,
      school: family.school,
      schoolPhone: family.school_phone,
      season: season.title,
      closesAt: season.closesAt,
      // Sealed: the tables alone give no working link.
      link: sealed,
    },
  };
  const recipient = (address: string) => ({ kind: 'parent' as const, id: family.pupil_id, address });
  const sms = {
    ...common,
    channel: 'sms' as const,
    dedupeKey: `${key}/${family.confirmation_id}/sms`,
    recipient: recipient(family.guardian_phone),
  };
  if (!family.guardian_email) return [sms];
  return [
    sms,
    { ...common, channel: 'email', dedupeKey: `${key}/${family.confirmation_id}/email`, recipient: recipient(family.guardian_email) },
  ];
}

/** A message names the child by the given name only: enough for the parent, little for anybody else. */
export function givenName(fullName: string): string {
  return fullName.split(' ').at(-1) ?? fullName;
}

/** A reminder, with a link of its own, to each family still `waiting`; the same round twice reminds nobody twice. */
export async function remindSilentParents(work: FamilyWork, step: FamilyStep & { round: number }): Promise<{ reminded: number }> {
  if (step.round > maxReminders) return { reminded: 0 };
  let reminded = 0;
  for (let size = batchRows; size === batchRows;) {
    size = await withSystem(work.db, async (tx) => {
      const season = await familySeason(tx, step.seasonId, step.stepKey);
      const batch = await tx.execute<Family>(sql`
        with due as (
          select id from confirmations
          where season_id = ${step.seasonId} and step_key = ${step.stepKey} and state = 'waiting' and reminders < ${step.round}
          order by id limit ${batchRows} for update)
        update confirmations c set reminders = ${step.round}
        from due, pupils p join units u on u.id = p.school_id
        where c.id = due.id and p.id = c.pupil_id
        returning c.id as confirmation_id, p.id as pupil_id, p.full_name, p.school_path, p.class_name, u.name as school,
                  u.phone as school_phone, p.guardian_phone, p.guardian_email`);
      await sendLinks(tx, work, season, batch.rows, 'confirmation-reminder', `remind-${step.round}`);
      return batch.rows.length;
    });
    reminded += size;
    work.onBatch?.(reminded);
  }
  return { reminded };
}

/** The step is over: who has not answered is `silent`, never `confirmed` (Law 91/2025/QH15: silence is no consent). */
export async function closeSilentConfirmations(work: FamilyWork, step: FamilyStep): Promise<{ silent: number }> {
  let silent = 0;
  for (let size = batchRows; size === batchRows;) {
    size = await withSystem(work.db, async (tx) => {
      const closed = await tx.execute<MovedConfirmation>(sql`
        update confirmations set state = 'silent', version = version + 1
        where id in (
          select id from confirmations
          where season_id = ${step.seasonId} and step_key = ${step.stepKey} and state in ('waiting', 'with-teacher')
          order by id limit ${batchRows} for update)
        returning id, school_path, state, version`);
      if (closed.rows.length > 0) {
        await recordMoves(tx, work, step, 'confirmation.close-silent', closed.rows);
        await announce(tx, { seasonId: step.seasonId, topics: ['confirmations'] });
      }
      return closed.rows.length;
    });
    silent += size;
    work.onBatch?.(silent);
  }
  return { silent };
}

export type MovedConfirmation = { id: string; school_path: string; state: string; version: number };

/** One audit entry for each row that a batch moved. */
export async function recordMoves(
  tx: Tx,
  work: FamilyWork,
  step: FamilyStep,
  action: string,
  moved: readonly MovedConfirmation[],
): Promise<void> {
  await recordAudits(
    tx,
    moved.map((row) => ({
      at: work.realNow(),
      actorId: null,
      actingFor: null,
      action,
      subjectType: 'confirmation',
      subjectId: row.id,
      unitPath: row.school_path,
      details: { seasonId: step.seasonId, stepKey: step.stepKey, seasonAt: step.at, after: { state: row.state, version: row.version } },
    })),
  );
}
