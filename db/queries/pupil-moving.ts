import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { above } from './duplicates.ts';
import { disputeTaskOf } from './dispute-opening.ts';

export type At = { schoolId: string; schoolPath: string; className: string };

/** What carries the path of the pupil's school, by which schools and offices see it. */
const schooled = ['confirmations', 'disputes', 'identity_checks', 'sector_records', 'evidence', 'registration_slips'] as const;

/** All that hangs on a pupil goes to its school and class: a claim was decided, or a record merged into one of another school. The pupil's own row is the caller's. */
export async function moveWithPupil(tx: Tx, pupilId: string, { schoolId, schoolPath, className }: At): Promise<void> {
  for (const table of schooled) {
    await tx.execute(sql`update ${sql.identifier(table)} set school_path = ${schoolPath}, class_name = ${className} where pupil_id = ${pupilId}`);
  }
  await tx.execute(sql`update exam_accounts set unit_path = ${schoolPath}, class_name = ${className} where pupil_id = ${pupilId}`);
  await moveDisputeTasks(tx, pupilId, { schoolId, schoolPath, className });
  await tx.execute(sql`update pupil_claims set holder_path = ${schoolPath}, version = version + 1 where pupil_id = ${pupilId} and state = 'open' and holder_path <> ${schoolPath}`);
  // Whoever stands above the two schools as they are now decides the pair.
  await tx.execute(sql`
    with now as (select d.id, case when d.pupil_a = ${pupilId} then ${schoolPath} else d.path_a end as a, case when d.pupil_b = ${pupilId} then ${schoolPath} else d.path_b end as b
      from duplicates d where d.pupil_a = ${pupilId} or d.pupil_b = ${pupilId})
    update duplicates d set path_a = now.a, path_b = now.b, unit_path = ${above(sql`now.a`, sql`now.b`)} from now where now.id = d.id`);
}

/** A parent's open dispute is the work of the school that has the pupil; nobody there has taken it yet. */
async function moveDisputeTasks(tx: Tx, pupilId: string, at: At): Promise<void> {
  const [school] = (await tx.execute<{ name: string; code: string }>(sql`select name, code from units where id = ${at.schoolId}`)).rows;
  if (!school) throw new Error(`no school ${at.schoolId}`);
  const { titleVi, titleEn, folded } = disputeTaskOf(at.className, { schoolName: school.name, schoolCode: school.code });
  await tx.execute(sql`
    update tasks t set unit_id = ${at.schoolId}::uuid, unit_path = ${at.schoolPath}, holder_unit_id = ${at.schoolId}::uuid, class_name = ${at.className}, title_vi = ${titleVi}, title_en = ${titleEn}, folded = ${folded},
      assignee_id = case when t.unit_id = ${at.schoolId}::uuid then t.assignee_id end, version = t.version + 1
    from disputes d where d.pupil_id = ${pupilId} and t.kind = 'dispute' and t.subject = d.id::text and t.state in ('open', 'returned', 'submitted') and (t.unit_id <> ${at.schoolId}::uuid or t.class_name is distinct from ${at.className})`);
}
