import { sql } from 'drizzle-orm';
import type { NoticeRequest } from '../../domain/notice.ts';
import type { ZonedIntake } from '../../domain/zoning.ts';
import { dayMonthYear } from '../../domain/slip.ts';
import type { Tx } from '../client.ts';
import { queueNotices, staffRecipients } from './notices.ts';

/** What a change of frozen zones writes into its history row, and this reads. Ids and codes only. */
export type ToldChange = { from: string; affected: { placeId: string; intake: ZonedIntake; children: number }[]; schoolIds: string[]; seasonId: string | null; rehearsal: boolean; /** Of the request. */ key: string };

type Change = { after: ToldChange; reason: string | null; number: string | null; year: number; unitName: string };
type Child = { id: string; given: string; className: string; school: string; schoolPath: string; phone: string; email: string | null; placeName: string; placeId: string; cohort: string };

/**
 * A later change of frozen zones: schools that gain or lose children hear of it, and each family whose school changes. Queued once, whoever
 * calls again. Returns how many people.
 */
export async function tellZoneChange(tx: Tx, changeId: number): Promise<number> {
  const found = await tx.execute<Change>(sql`
    select c.after, c.reason, d.number, p.year, u.name as "unitName" from zone_changes c join zone_plans p on p.id = c.plan_id join units u on u.id = p.unit_id
    left join directives d on d.id = c.directive_id where c.id = ${changeId}`);
  const [change] = found.rows;
  if (!change) return 0;
  return (await tellSchools(tx, changeId, change)) + (await tellFamilies(tx, changeId, change));
}

async function tellSchools(tx: Tx, changeId: number, { after, reason, number, unitName }: Change): Promise<number> {
  const children = after.affected.reduce((sum, one) => sum + one.children, 0);
  const people = await staffRecipients(tx, after.schoolIds, ['principal', 'clerk']);
  return await queueNotices(tx, people.map((person): NoticeRequest => ({
    template: 'zone-changed', channel: 'email', dedupeKey: `zone/${changeId}/${person.staffId}`, recipient: { kind: 'staff', id: person.staffId, address: person.email },
    unitPath: person.unitPath, seasonId: after.seasonId, taskId: null, rehearsal: after.rehearsal,
    data: { name: person.name, unit: person.unitName, by: unitName, count: children, reason: reason ?? '', directive: number ?? '', from: dayMonthYear(after.from) },
  })));
}

async function tellFamilies(tx: Tx, changeId: number, { after, number, unitName }: Change): Promise<number> {
  const found = await tx.execute<Child>(sql`
    select p.id, split_part(p.sort_key, ' ', 1) as given, p.class_name as "className", s.name as school, p.school_path as "schoolPath", p.guardian_phone as phone, p.guardian_email as email,
      x.name as "placeName", x.id as "placeId", p.cohort
    from jsonb_to_recordset(${JSON.stringify(after.affected)}::jsonb) as a("placeId" uuid, intake text)
    join pupils p on p.place_id = a."placeId" and p.standing = 'enrolled' and p.residence = 'settled' and p.cohort = case a.intake when 'grade-1' then 'kindergarten-5' when 'grade-6' then 'grade-5' end
    join units s on s.id = p.school_id join places x on x.id = p.place_id order by p.id`);
  return await queueNotices(tx, found.rows.flatMap((child): NoticeRequest[] => {
    const address = child.email ?? child.phone;
    if (address === '') return [];
    return [{
      template: 'zone-changed-family', channel: child.email === null ? 'sms' : 'email', dedupeKey: `zone/${changeId}/${child.id}`, recipient: { kind: 'parent', id: child.id, address },
      unitPath: child.schoolPath, seasonId: after.seasonId, taskId: null, rehearsal: after.rehearsal,
      data: { pupil: child.given, className: child.className, school: child.school, place: child.placeName, placeId: child.placeId, directive: number ?? '', by: unitName, from: dayMonthYear(after.from) },
    }];
  }));
}
