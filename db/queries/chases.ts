import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { seasonNow } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import { fold } from '../../domain/text.ts';
import type { NoticeRequest } from '../../domain/notice.ts';
import { withSystem } from '../actor.ts';
import { recordAudits } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { clusterOfTask, dutyIdOf } from './cluster.ts';
import { familySeason } from './confirmation-season.ts';
import type { FamilySeason } from './confirmation-season.ts';
import { recordMoves } from './confirmations.ts';
import type { FamilyStep, FamilyWork, MovedConfirmation } from './confirmations.ts';
import { queueNotices, staffRecipients } from './notices.ts';
import type { StaffRecipient } from './notices.ts';
import { seasons } from '../schema/seasons.ts';

type School = { id: string; code: string; name: string; path: string };
type ClassChase = { taskId: string; className: string; silent: number };

/**
 * Parents who did not answer two reminders are handed to the homeroom teacher: their confirmations become
 * `with-teacher`, and each class gets one `chase` task, answered through the cluster's duty workflow. School by
 * school, each in one transaction; called again it finds nobody left.
 */
export async function handSilentToTeachers(work: FamilyWork, step: FamilyStep): Promise<{ handed: number; clusterCodes: readonly string[] }> {
  const schools = await withSystem(work.db, async (tx) => {
    const found = await tx.execute<School>(sql`
      select u.id, u.code, u.name, u.path from units u
      where u.path in (select distinct school_path from confirmations
                       where season_id = ${step.seasonId} and step_key = ${step.stepKey} and state = 'waiting')
      order by u.path`);
    return found.rows;
  });
  let handed = 0;
  for (const school of schools) {
    handed += await withSystem(work.db, (tx) => handSchool(tx, work, step, school));
    work.onBatch?.(handed);
  }
  // From the tasks and not from this run: a repeat after a crash must name the clusters of the first run as well.
  const tasks = await withSystem(work.db, (tx) =>
    tx.execute<{ code: string }>(sql`
      select distinct ${clusterOfTask} as code from tasks t
      where t.season_id = ${step.seasonId} and t.step_key = ${step.stepKey} and t.kind = 'chase' and t.state in ('open', 'returned', 'submitted') order by 1`),
  );
  return { handed, clusterCodes: tasks.rows.map((row) => row.code) };
}

async function handSchool(tx: Tx, work: FamilyWork, step: FamilyStep, school: School): Promise<number> {
  const season = await familySeason(tx, step.seasonId, step.stepKey);
  const moved = await tx.execute<MovedConfirmation & { class_name: string }>(sql`
    update confirmations set state = 'with-teacher', version = version + 1
    where season_id = ${step.seasonId} and step_key = ${step.stepKey} and school_path = ${school.path} and state = 'waiting'
    returning id, school_path, state, version, class_name`);
  if (moved.rows.length === 0) return 0;
  await recordMoves(tx, work, step, 'confirmation.hand-to-teacher', moved.rows);
  const silentOf = new Map<string, number>();
  for (const row of moved.rows) silentOf.set(row.class_name, (silentOf.get(row.class_name) ?? 0) + 1);
  const chases = [...silentOf].map(([className, silent]) => ({ taskId: randomUUID(), className, silent }));
  const people = await staffRecipients(tx, [school.id], ['homeroom-teacher', 'clerk']);
  await insertChases(tx, work, step, season, school, chases, people);
  await announce(tx, { seasonId: step.seasonId, topics: ['confirmations', 'tasks', 'notices'] });
  return moved.rows.length;
}

async function insertChases(
  tx: Tx,
  work: FamilyWork,
  step: FamilyStep,
  season: FamilySeason,
  school: School,
  chases: readonly ClassChase[],
  people: readonly StaffRecipient[],
) {
  const rows = chases.map((chase) => {
    const title = {
      vi: `Liên hệ phụ huynh chưa xác nhận, lớp ${chase.className}`,
      en: `Contact the parents who have not answered, class ${chase.className}`,
    };
    return {
      id: chase.taskId,
      class_name: chase.className,
      title_vi: title.vi,
      title_en: title.en,
      folded: fold(`${title.vi} ${school.name} ${school.code}`),
      assignee_id: teacherOf(people, chase.className)?.staffId ?? null,
    };
  });
  const made = await tx.execute<{ id: string; class_name: string }>(sql`
    insert into tasks (id, season_id, step_key, duty_key, subject, kind, title_vi, title_en, folded, unit_id, unit_path,
                       holder_unit_id, state, assignee_id, class_name, due_at, opened_at, workflow_id)
    select r.id, ${step.seasonId}, ${step.stepKey}, ${step.dutyKey}, r.class_name, 'chase', r.title_vi, r.title_en, r.folded,
           ${school.id}, ${school.path}, ${school.id}, 'open', r.assignee_id, r.class_name,
           ${new Date(season.closesAt).toISOString()}::timestamptz, ${new Date(step.at).toISOString()}::timestamptz,
           ${dutyIdOf(season.code, step.stepKey, sql`u`)}
    from units u, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id uuid, class_name text, title_vi text, title_en text, folded text, assignee_id uuid)
    where u.id = ${school.id}
    on conflict do nothing returning id, class_name`);
  if (made.rows.length === 0) return;
  const ids = sql`(${sql.join(
    made.rows.map((row) => sql`${row.id}::uuid`),
    sql`, `,
  )})`;
  await tx.execute(sql`
    insert into task_events (task_id, action, to_state, at)
    select id, 'open', 'open', opened_at from tasks where id in ${ids}`);
  await recordAudits(
    tx,
    made.rows.map((row) => ({
      at: work.realNow(),
      actorId: null,
      actingFor: null,
      action: 'task.open',
      subjectType: 'task',
      subjectId: row.id,
      unitPath: school.path,
      details: { stepKey: step.stepKey, dutyKey: step.dutyKey, className: row.class_name, after: { state: 'open', version: 1 } },
    })),
  );
  const silentOf = new Map(chases.map((chase) => [chase.className, chase.silent]));
  await queueNotices(
    tx,
    made.rows.flatMap((row) => chaseNotices(season, school, row.id, row.class_name, silentOf.get(row.class_name) ?? 0, people)),
  );
}

function teacherOf(people: readonly StaffRecipient[], className: string): StaffRecipient | undefined {
  return people.find((one) => one.role === 'homeroom-teacher' && one.className === className);
}

/** To the class's own teacher; to the clerks where the school has not named one. */
function chaseNotices(
  season: FamilySeason,
  school: School,
  taskId: string,
  className: string,
  silent: number,
  people: readonly StaffRecipient[],
): NoticeRequest[] {
  const teacher = teacherOf(people, className);
  const to = teacher ? [teacher] : people.filter((one) => one.role === 'clerk');
  return to.map((one) => ({
    template: 'chase-opened',
    channel: 'email',
    dedupeKey: `chase/${taskId}/${one.staffId}`,
    recipient: { kind: 'staff', id: one.staffId, address: one.email },
    unitPath: school.path,
    seasonId: season.seasonId,
    taskId,
    data: { name: one.name, className, silent, school: school.name, season: season.title, dueAt: season.closesAt, taskId },
    rehearsal: season.rehearsal,
  }));
}

/**
 * A chase whose parents have all answered is done by itself. Set-based and repeatable: the worker calls it
 * every few seconds. The row leaves the list at once; the duty workflow finds it settled when it next looks.
 */
export async function settleFinishedChases(work: FamilyWork): Promise<number> {
  return withSystem(work.db, async (tx) => {
    const live = await tx
      .select({ id: seasons.id, clock: seasons.clock })
      .from(seasons)
      .where(
        and(
          eq(seasons.state, 'running'),
          sql`exists (select from tasks t where t.season_id = ${seasons.id} and t.kind = 'chase' and t.state in ('open', 'returned', 'submitted'))`,
        ),
      );
    let settled = 0;
    for (const season of live) settled += await settleSeason(tx, season.id, seasonNow(season.clock, work.realNow()), work.realNow());
    return settled;
  });
}

async function settleSeason(tx: Tx, seasonId: string, now: Instant, realNow: Instant): Promise<number> {
  const at = sql`${new Date(now).toISOString()}::timestamptz`;
  const done = await tx.execute<{ id: string; unit_path: string; version: number; was: string }>(sql`
    with finished as (
      select t.id, t.state as was from tasks t
      where t.season_id = ${seasonId} and t.kind = 'chase' and t.state in ('open', 'returned', 'submitted')
        and not exists (select from confirmations c where c.season_id = t.season_id and c.step_key = t.step_key
                        and c.school_path = t.unit_path and c.class_name = t.class_name and c.state in ('waiting', 'with-teacher'))
        and exists (select from steps s where s.season_id = t.season_id and s.key = t.step_key and s.phase in ('open', 'grace'))
      for update of t skip locked),
    moved as (
      update tasks t set state = 'done', version = version + 1, submitted_at = coalesce(submitted_at, ${at}), finished_at = ${at}, holder_unit_id = t.unit_id
      from finished f where t.id = f.id returning t.id, t.unit_path, t.version, f.was),
    told as (
      insert into task_events (task_id, action, from_state, to_state, note, at)
      select id, case when was = 'submitted' then 'accept' else 'submit' end, was, 'done', 'Mọi phụ huynh của lớp đã trả lời.', ${at} from moved)
    select id, unit_path, version, was from moved`);
  await recordAudits(
    tx,
    done.rows.map((row) => ({
      at: realNow,
      actorId: null,
      actingFor: null,
      action: row.was === 'submitted' ? 'task.accept' : 'task.submit',
      subjectType: 'task',
      subjectId: row.id,
      unitPath: row.unit_path,
      details: { rule: 'every parent of the class has answered', after: { state: 'done', version: row.version } },
    })),
  );
  if (done.rows.length > 0) await announce(tx, { seasonId, topics: ['tasks'] });
  return done.rows.length;
}
