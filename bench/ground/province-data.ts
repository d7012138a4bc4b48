import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { createSecrets } from '../../db/secret.ts';
import type { Standing } from '../../domain/policy.ts';
import { makeCatalogue } from '../../tools/demo/catalogue.ts';
import { plantNoise } from '../../tools/demo/noise.ts';
import { insertRecords, makeProvince } from '../../tools/demo/province.ts';
import type { Ground } from './ground.ts';
import type { Province, ProvinceSize } from './province.ts';

/** `so`, `district`, `school`: who asks. The district is the one with most places. */
export type ProvinceData = { pupils: number; places: number; seasonId: string; year: number; so: Standing; district: Standing; school: Standing };

const year = 2023;

/** What a province has in the middle of its season: catalogue, pupils (one in fifty spoilt), zones and quotas, answers of the population database, slips, a season whose schools hand in. */
export async function seedData(ground: Ground, province: Province, size: ProvinceSize & { pupils: number }): Promise<ProvinceData> {
  // The same seed as `seedProvince`: these pupils are in its schools.
  const { units, classes } = makeProvince({ seed: 7, ...size, year });
  const places = makeCatalogue(units);
  const noise = plantNoise({ seed: 7, share: 0.02, units, classes, places });
  const idOf = new Map(units.map((one) => [one.code, one.id]));
  const clerkOf = new Map(province.people.filter((one) => one.role === 'clerk').map((one) => [idOf.get(one.unitCode) ?? '', one.id]));
  const seasonId = randomUUID();
  await ground.db.transaction(async (tx) => {
    await insertRecords(tx, { places, classes, noise, clerkOf, year, secrets: createSecrets(ground.masterKey) });
    await drawZones(tx);
    await answerIdentities(tx);
    await handIn(tx, seasonId, province.people[0]?.id ?? '');
  });
  await ground.pool.query('vacuum analyze');
  const standing = async (tier: Standing['tier'], role: Standing['role'], order: string): Promise<Standing> => {
    const { rows: [unit] } = await ground.pool.query<{ id: string; code: string; path: string }>(`select id, code, path from units u where tier = $1 order by ${order} limit 1`, [tier]);
    if (!unit) throw new Error(`no unit of tier ${tier}`);
    return { staffId: province.people.find((one) => one.unitCode === unit.code)?.id ?? '', tier, role, unitId: unit.id, unitPath: unit.path, className: null };
  };
  return {
    places: places.length, pupils: classes.reduce((sum, one) => sum + one.pupils.length, 0), seasonId, year, so: await standing('province', 'admin', 'code'),
    district: await standing('district', 'officer', '(select count(*) from places p where p.unit_id = u.id) desc, code'), school: await standing('school', 'clerk', `('primary' = any(levels)) desc, code`),
  };
}

/** Each group and hamlet belongs to some school of its district for each intake; each such school has seats. */
async function drawZones(tx: Tx): Promise<void> {
  const intakes = sql`(values ('kindergarten-5', 'kindergarten'), ('grade-1', 'primary'), ('grade-6', 'lower-secondary')) as i(intake, level)`;
  await tx.execute(sql`insert into zone_plans (year, unit_id, unit_path, state) select ${year}::int, id, path, 'draft' from units where tier in ('district', 'commune')`);
  await tx.execute(sql`
    insert into zones (year, intake, place_id, school_id, unit_path, valid_from)
    select ${year}::int, i.intake, p.id, s.id, p.unit_path, '2023-06-01' from places p cross join ${intakes}
      cross join lateral (select u.id from units u where u.parent_id = p.unit_id and u.tier = 'school' and i.level = any(u.levels) order by md5(u.code || p.code) limit 1) s
    where p.state = 'current' and p.kind in ('hamlet', 'group')`);
  await tx.execute(sql`
    insert into quotas (year, intake, school_id, unit_path, seats, classes, papers) select ${year}::int, i.intake, u.id, m.path, 140, 4, '["Giấy khai sinh"]'
    from units u join units m on m.id = u.parent_id and m.tier in ('district', 'commune') cross join ${intakes} where u.tier = 'school' and i.level = any(u.levels)`);
}

/** Of grade 12: nine in ten match, the others wait in every state; papers and slips of the exam on their way. */
async function answerIdentities(tx: Tx): Promise<void> {
  const grade12 = sql`pupils p where p.cohort = 'grade-12' and p.standing = 'enrolled'`;
  const part = (of: string, n: number) => sql`abs(hashtext(p.code || ${of})) % ${sql.raw(String(n))}`;
  await tx.execute(sql`
    insert into identity_checks (pupil_id, school_path, class_name, cohort, state, pupil_version, answered_at)
    select p.id, p.school_path, p.class_name, p.cohort, (array['mismatch', 'not-found', 'other-person', 'reported', 'settled', 'matched', 'matched', 'matched', 'matched', 'matched'])[case when ${part('a', 2)} = 0 then 10 else ${part('b', 10)} + 1 end],
      p.version, '2023-04-10'::timestamptz + (${part('d', 14)}) * interval '1 day' from ${grade12}`);
  await tx.execute(sql`
    insert into exam_accounts (pupil_id, unit_path, class_name, kind, account_enc, account_key) select p.id, p.school_path, p.class_name, 'number', p.personal_number_enc, decode(md5(p.code), 'hex') from ${grade12} and p.personal_number_enc is not null`);
  await tx.execute(sql`
    insert into evidence (pupil_id, school_path, class_name, kind, title, state) select p.id, p.school_path, p.class_name, 'priority', 'Giấy xác nhận', (array['awaited', 'handed-in', 'accepted'])[${part('e', 3)} + 1] from ${grade12}`);
  await tx.execute(sql`
    insert into registration_slips (pupil_id, school_path, class_name, state, prints, printed_version) select p.id, p.school_path, p.class_name, (array['signed', 'kept'])[${part('s', 2)} + 1], 1, p.version from ${grade12}`);
}

/** A season in which two schools of three have handed in their lists. */
async function handIn(tx: Tx, seasonId: string, staffId: string): Promise<void> {
  await tx.execute(sql`
    insert into seasons (id, code, title, plan_key, plan, year, clock, rehearsal, state, prepared_by, prepared_for)
    values (${seasonId}, 'tinh', 'Tuyển sinh 2023', 'hp-2023', '{}', ${year}, '{"mode":"live"}', false, 'running', ${staffId}, ${staffId})`);
  await tx.execute(sql`
    insert into steps (season_id, key, number, title_vi, title_en, phase, planned_opens_at, planned_closes_at, opens_at, closes_at, lapses_at) values (${seasonId}, 'step-2', 2, 'Rà soát', 'Review', 'open', now(), now(), now(), now(), now())`);
  await tx.execute(sql`
    insert into tasks (season_id, step_key, duty_key, kind, title_vi, title_en, folded, unit_id, unit_path, reviewer_unit_id, reviewer_path, holder_unit_id, state, due_at, opened_at, workflow_id)
    select ${seasonId}::uuid, 'step-2', 'submit-m1-m2', 'submit', 'Nộp M1, M2', 'Submit M1, M2', 'nop m1, m2', u.id, u.path, m.id, m.path, u.id, (array['open', 'submitted', 'done'])[abs(hashtext(u.code)) % 3 + 1], now(), now(), 'duty/' || u.code
    from units u join units m on m.id = u.parent_id where u.tier = 'school'`);
  await tx.execute(sql`
    insert into task_events (task_id, action, from_state, to_state, at) select id, 'submit', 'open', 'submitted', '2023-03-20'::timestamptz + (abs(hashtext(unit_path)) % 12) * interval '1 day' from tasks where season_id = ${seasonId} and state <> 'open'`);
}
