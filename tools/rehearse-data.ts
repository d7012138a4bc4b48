import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { decodeWords } from 'postal-mime';
import { rule, texts } from './rehearse-rule.ts';
import type { Invariant } from './rehearse-report.ts';

/** What the weeks before the round leave behind: every child once, every mismatch somebody's, every child a school. */
export type DataScene = { db: Client; data: string; seasonId: string; year: number; loaded: number; steps: ReadonlySet<string> };

/** Each record that was loaded is still there; a merged one leads to one that stands; no child stands twice. */
export async function everyPupilOnce({ db, loaded }: DataScene): Promise<Invariant> {
  const { rows } = await db.query<{ n: number }>('select count(*)::int as n from pupils');
  const kept = rows[0]?.n ?? 0;
  const dangling = await texts(db, `select 'merged ' || m.code || ' into nothing that stands' as text from pupils m left join pupils k on k.id = m.merged_into and k.standing <> 'merged'
    where m.standing = 'merged' and k.id is null limit 20`, []);
  const twice = await texts(db, `select 'one number, two records: ' || a.code || ', ' || b.code as text from pupils a join pupils b on b.personal_number_key = a.personal_number_key and b.id > a.id
    where a.standing = 'enrolled' and b.standing = 'enrolled' and not exists (select from duplicates d where d.pupil_a = least(a.id, b.id) and d.pupil_b = greatest(a.id, b.id)) limit 20`, []);
  const { rows: standing } = await db.query<{ enrolled: number; merged: number; gone: number }>(
    `select count(*) filter (where standing = 'enrolled')::int as enrolled, count(*) filter (where standing = 'merged')::int as merged, count(*) filter (where standing = 'left')::int as gone from pupils`);
  return rule('no pupil lost, none twice', [...(kept < loaded ? [`${loaded} loaded, ${kept} there`] : []), ...dangling, ...twice],
    `${loaded} records loaded: ${standing[0]?.enrolled} enrolled, ${standing[0]?.merged} merged into another, ${standing[0]?.gone} left`);
}

/** Whoever does not match belongs to a school with people in it, and a reason or a proposal says why it stands. */
export async function everyMismatchOwned({ db, steps }: DataScene): Promise<Invariant> {
  const name = 'every mismatch has an owner';
  const open = `select c.pupil_id, c.school_path, c.reason, c.proposal from identity_checks c join pupils p on p.id = c.pupil_id and p.standing = 'enrolled' where c.state in ('mismatch', 'not-found', 'other-person', 'reported')`;
  const orphans = await texts(db, `select 'nobody at ' || o.school_path as text from (${open}) o where not exists
    (select from units u join staff s on s.unit_id = u.id and s.active and s.role in ('clerk', 'principal') where u.path = o.school_path and u.active) limit 20`, []);
  const mute = steps.has('unmatched-report') ? await texts(db, `select 'no reason and no proposal at ' || o.school_path as text from (${open}) o where o.reason is null and o.proposal is null limit 20`, []) : [];
  const { rows } = await db.query<{ n: number; matched: number }>(`select (select count(*)::int from (${open}) o) as n, (select count(*)::int from identity_checks where state in ('matched', 'settled')) as matched`);
  return rule(name, [...orphans, ...mute], `${rows[0]?.matched} match or are settled, ${rows[0]?.n} do not: each with a school that owes the answer`);
}

/** Every child that goes on to grade 1 or grade 6 has a place, and the place exactly one school in the zones in force. */
export async function zonesCoverEveryChild({ db, year, steps }: DataScene): Promise<Invariant> {
  const name = 'zones cover every child';
  if (!steps.has('zoning')) return rule(name, [], 'the plan draws no zones, or its step was left out');
  const { rows } = await db.query<{ children: number; unsettled: number; none: number; several: number }>(`
    with child as (select p.id, p.place_id, p.residence, case p.cohort when 'kindergarten-5' then 'grade-1' when 'grade-5' then 'grade-6' end as intake
      from pupils p where p.standing = 'enrolled' and p.cohort in ('kindergarten-5', 'grade-5')),
    spot as (select distinct place_id, intake from child where place_id is not null),
    reach as (select s.place_id, s.intake, z.school_id, rank() over (partition by s.place_id, s.intake order by length(zp.path) desc) as nearness
      from spot s join places sp on sp.id = s.place_id join places zp on starts_with(sp.path, zp.path)
      join zones z on z.place_id = zp.id and z.intake = s.intake and z.year = $1 and z.valid_to is null),
    served as (select place_id, intake, count(distinct school_id) as schools from reach where nearness = 1 group by 1, 2)
    select count(*)::int as children, count(*) filter (where c.place_id is null or c.residence <> 'settled')::int as unsettled,
      count(*) filter (where c.place_id is not null and s.schools is null)::int as none, count(*) filter (where s.schools > 1)::int as several
    from child c left join served s on s.place_id = c.place_id and s.intake = c.intake`, [year]);
  const [found] = rows;
  return rule(name, [
    ...(found?.unsettled ? [`${found.unsettled} children without a settled place`] : []), ...(found?.none ? [`${found.none} children whose place has no school`] : []),
    ...(found?.several ? [`${found.several} children whose place has several schools`] : []),
  ], `${found?.children} children entering grade 1 or 6, each with one school`);
}

/** Names and numbers of people must not stand in what operators read, nor in the head of a letter that every mail server logs. */
export async function nothingPersonalAround({ data }: DataScene, marks: readonly string[]): Promise<Invariant> {
  const logs = await readdir(join(data, 'logs')).catch(() => []);
  const broken: string[] = [];
  for (const name of logs) {
    const text = await readFile(join(data, 'logs', name), 'utf8');
    broken.push(...marks.filter((mark) => text.includes(mark)).map((mark) => `“${mark.slice(0, 8)}…” in ${name}`));
  }
  const letters = (await readdir(join(data, 'mail')).catch(() => [])).filter((name) => name.endsWith('.eml'));
  // Some of 100,000 letters, evenly: each is made by the same few templates.
  const looked = letters.filter((_, at) => at % Math.max(1, Math.floor(letters.length / 2_000)) === 0);
  for (const name of looked) {
    const [head = ''] = (await readFile(join(data, 'mail', name), 'utf8')).split(/\r?\n\r?\n/, 1);
    // The address itself must be there; it is no secret between two mail servers.
    const lines = head.split(/\r?\n(?![ \t])/).filter((line) => !/^(to|received|delivered-to|x-original-to):/i.test(line)).join('\n');
    const read = decodeWords(lines).normalize('NFC');
    broken.push(...marks.filter((mark) => !mark.startsWith('@') && read.includes(mark)).map((mark) => `“${mark.slice(0, 8)}…” in the head of a letter`));
  }
  return rule('nothing personal in logs or mail headers', broken, `${marks.length} marks looked for in ${logs.length} logs and the heads of ${looked.length} of ${letters.length} letters`);
}
