import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDb, createPool } from '../db/client.ts';
import { findDuplicates } from '../db/queries/duplicates.ts';
import { failingCodes } from '../db/queries/reviews.ts';
import { incompletenessOf } from '../domain/completeness.ts';
import { cohorts } from '../domain/cohort.ts';
import { residenceStates } from '../domain/place.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import type { Side } from '../test/support/api-fixtures.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
beforeEach(async () => {
  await world.sql.query('delete from duplicates');
  await world.sql.query('delete from pupil_claims');
  await world.sql.query('alter table pupil_history disable trigger only_added');
  await world.sql.query('delete from pupil_history');
  await world.sql.query('delete from pupils');
});
afterAll(async () => await world.close());

const set = (id: string, columns: string) => world.sql.query(`update pupils set ${columns} where id = $1`, [id]);
const rowOf = async (id: string) => (await world.sql.query<Record<string, unknown>>('select * from pupils where id = $1', [id])).rows[0] ?? {};
async function search(): Promise<number> {
  const pool = createPool(world.deps.config.databaseUrl, 'mua_worker', 1);
  try {
    return await createDb(pool).transaction((tx) => findDuplicates(tx));
  } finally {
    await pool.end();
  }
}

/** Numbers as people type them: with the country's number, spaces of all kinds, dots, brackets; too long, too short, wrong, none. */
const phones = fc.oneof(
  fc.constantFrom('0912345678', '', '12', '09123456789', '00123456789', '+84 912.345.678', '0084912345678', '84912345678', '8491234567', '(091) 234-5678', '0912\u00a0345\u202f678', '+84+84912345678', '٠٩١٢٣٤٥٦٧٨'),
  fc.tuple(fc.constantFrom('0', '+84', '84', '0084', '+84 0', ''), fc.stringMatching(/^[0-9]{7,11}$/), fc.constantFrom('', ' ', '.', '-', '\u00a0', '\t', '\u3000', '\ufeff', '/'), fc.nat({ max: 4 }))
    .map(([prefix, digits, sign, every]) => prefix + digits.replaceAll(new RegExp(`.{${every + 1}}`, 'g'), (part) => part + sign)),
);

test('the rules say the same as a check of one pupil and as a count of rows', async () => {
  const id = await addPupil(world, 'own');
  const anyPupil = fc.record({
    cohort: fc.constantFrom(...cohorts), residence: fc.constantFrom(...residenceStates), className: fc.constantFrom('5A1', '', ' '), currentAddress: fc.constantFrom('Tổ 7', '', '  '), guardianName: fc.constantFrom('Nam', ''),
    guardianPhone: phones, ethnicity: fc.constantFrom('Kinh', ''), hasNumber: fc.boolean(),
  });
  const pool = createPool(world.deps.config.databaseUrl, 'mua_worker', 1);
  const db = createDb(pool);
  await fc.assert(fc.asyncProperty(anyPupil, async (one) => {
    await world.sql.query(
      `update pupils set cohort = $2, residence = $3, class_name = $4, current_address = $5, guardian_name = $6, guardian_phone = $7, ethnicity = $8, personal_number_key = case when $9 then '\\x01'::bytea end where id = $1`,
      [id, one.cohort, one.residence, one.className, one.currentAddress, one.guardianName, one.guardianPhone, one.ethnicity, one.hasNumber]);
    const { rows } = await db.execute<{ missing: string[] }>(sql`select ${failingCodes} as missing from pupils p where p.id = ${id}`);
    expect(rows[0]?.missing.toSorted()).toEqual(incompletenessOf(one).toSorted());
  }), { seed: 4, numRuns: 300 });
  await pool.end();
}, 60_000);

test('the school corrects a pupil by the rules of the slip, with history, a masked number and an unsettled new home', async () => {
  const id = await addPupil(world, 'own');
  await set(id, `residence = 'settled'`);
  const clerk = await world.as('s0101-clerk');
  const wrong = await clerk.call<{ error: { fields: object } }>('PATCH', `/api/pupils/${id}`, { version: 1, values: { guardianPhone: '12', birthDate: '2099-1-1' } });
  expect([wrong.status, Object.keys(wrong.body.error.fields).toSorted()]).toEqual([422, ['birthDate', 'guardianPhone']]);
  const done = await clerk.call<{ fields: string[] }>('PATCH', `/api/pupils/${id}`, { version: 1, className: '5A2', values: { personalNumber: '031 212 000 999', currentAddress: 'Tổ 9', ethnicity: 'Kinh' } });
  expect([done.status, done.body.fields]).toEqual([200, ['personalNumber', 'currentAddress', 'className']]);
  expect(await rowOf(id)).toMatchObject({ class_name: '5A2', residence: 'unclear', version: 2 });
  const { rows } = await world.sql.query('select field, before, after from pupil_history order by id');
  expect(rows).toEqual([{ field: 'personalNumber', before: '*********123', after: '*********999' }, { field: 'currentAddress', before: '1 Lạch Tray', after: 'Tổ 9' }]);
  expect((await clerk.call('PATCH', `/api/pupils/${id}`, { version: 1, values: {} })).status).toBe(409);
});

async function twins(where: [Side, Side], change: [string, string]): Promise<[string, string]> {
  const ids: [string, string] = [await addPupil(world, where[0]), await addPupil(world, where[1])];
  await set(ids[0], change[0]);
  await set(ids[1], change[1]);
  return ids;
}

test('one child twice is found across districts, shown side by side, merged with what is right, and taken back', async () => {
  const [a, b] = await twins(['own', 'other'], [`personal_number_enc = null, guardian_name = 'Đỗ Văn Nam'`, `guardian_name = normalize('ĐỖ  văn NAM', NFD), guardian_phone = '0987654321', personal_number_key = null`]);
  expect(await search()).toBe(1);
  expect(await search()).toBe(0);
  const [so, district] = [await world.as('so-officer'), await world.as('d01-officer')];
  expect((await district.list('duplicates')).body).toEqual([]);
  const [pair] = (await so.list<{ id: string; version: number; unitPath: string; a: { id: string }; mayDecide: boolean }>('duplicates')).body;
  expect([pair?.unitPath, pair?.mayDecide]).toEqual(['SO/', true]);
  const merged = await so.call('POST', `/api/duplicates/${pair?.id}/decide`, { action: 'merge', version: 1, keptId: a, take: ['guardianPhone', 'personalNumber'], reason: 'Một học sinh', schoolsAsked: true });
  expect(merged.status).toBe(200);
  expect(await rowOf(a)).toMatchObject({ guardian_phone: '0987654321', standing: 'enrolled', version: 2 });
  expect((await rowOf(a))['personal_number_enc']).not.toBeNull();
  expect(await rowOf(b)).toMatchObject({ standing: 'merged', merged_into: a });
  const back = await so.call('POST', `/api/duplicates/${pair?.id}/decide`, { action: 'reopen', version: 2 });
  expect(back.status).toBe(200);
  expect(await rowOf(a)).toMatchObject({ guardian_phone: '0912345678', personal_number_enc: null, version: 3 });
  expect(await rowOf(b)).toMatchObject({ standing: 'enrolled', merged_into: null });
  // Merged again and then corrected: now the merge holds.
  await so.call('POST', `/api/duplicates/${pair?.id}/decide`, { action: 'merge', version: 3, keptId: a, reason: 'Một học sinh', schoolsAsked: true });
  await set(a, 'version = version + 1');
  const late = await so.call<{ error: { code: string } }>('POST', `/api/duplicates/${pair?.id}/decide`, { action: 'reopen', version: 4 });
  expect([late.status, late.body.error.code]).toEqual([409, 'changed-since']);
});

test('twins are not duplicates; one number for two children is asked about and kept', async () => {
  await twins(['own', 'own'], [`personal_number_key = null`, `full_name = 'Đỗ Thị Hoa', folded = 'do thi hoa', personal_number_key = null`]);
  // One accent apart, whichever way it is composed; and one child whose tone stands on the other vowel.
  await twins(['own', 'own'], [`birth_date = '2012-01-01'`, `birth_date = '2012-01-01', full_name = normalize('Đỗ Thị Hương', NFD)`]);
  expect(await search()).toBe(0);
  await twins(['own', 'own'], [`birth_date = '2012-01-02', full_name = 'Đỗ Hoà', folded = 'do hoa'`, `birth_date = '2012-01-02', full_name = normalize('ĐỖ HÒA', NFD), folded = 'do hoa'`]);
  expect(await search()).toBe(1);
  await world.sql.query('delete from duplicates');
  await world.sql.query('delete from pupils where birth_date <> $1', ['2012-09-05']);
  await twins(['own', 'own'], [`personal_number_key = '\\xaa', folded = 'x'`, `personal_number_key = '\\xaa', folded = 'y'`]);
  expect(await search()).toBe(1);
  const district = await world.as('d01-officer');
  const [pair] = (await district.list<{ id: string; kind: string }>('duplicates')).body;
  expect(pair?.kind).toBe('same-number');
  expect((await district.call('POST', `/api/duplicates/${pair?.id}/decide`, { action: 'keep', version: 1, reason: 'Nhập nhầm số' })).status).toBe(200);
  expect(await search()).toBe(0);
});

test('a pupil whom two schools claim goes where the office above both says; one who left is in none until then', async () => {
  const id = await addPupil(world, 'own');
  const code = String((await rowOf(id))['code']);
  const [clerk, other, officer] = [await world.as('s0101-clerk'), await world.as('s0102-clerk'), await world.as('d01-officer')];
  expect((await clerk.call('POST', '/api/claims', { code, className: '5A1', reason: 'x' })).status).toBe(422);
  const made = await other.call<{ id: string }>('POST', '/api/claims', { code: code.toLowerCase(), className: '5B', reason: 'Đã nhập học tại trường' });
  expect(made.status).toBe(201);
  expect((await other.call('POST', '/api/claims', { code, className: '5B', reason: 'x' })).status).toBe(409);
  expect((await other.call('POST', `/api/claims/${made.body.id}/decide`, { version: 1, state: 'accepted' })).status).toBe(403);
  const left = await clerk.call('POST', `/api/pupils/${id}/leave`, { version: 1, reason: 'Chuyển đi' });
  expect(left.status).toBe(200);
  expect((await officer.call<unknown[]>('GET', '/api/claims/in-none')).body).toEqual([]);
  expect((await officer.call('POST', `/api/claims/${made.body.id}/decide`, { version: 1, state: 'accepted' })).status).toBe(200);
  expect(await rowOf(id)).toMatchObject({ school_path: world.units['S0102']?.path, class_name: '5B', standing: 'enrolled' });
  await other.call('POST', `/api/pupils/${id}/leave`, { version: Number((await rowOf(id))['version']), reason: 'Bỏ học' });
  expect((await officer.call<{ id: string }[]>('GET', '/api/claims/in-none')).body.map((one) => one.id)).toEqual([id]);
});

test('a pupil who left is in no list and no class, but found by the id and by who asks', async () => {
  const [stays, gone] = await twins(['own', 'own'], [`class_name = '5A1'`, `class_name = '5A1', standing = 'left'`]);
  const clerk = await world.as('s0101-clerk');
  const listed = async (filter: object) => (await clerk.list('pupils', filter)).body.map((one) => one.id);
  expect(await listed({})).toEqual([stays]);
  expect([await listed({ id: [gone] }), await listed({ standing: 'left' }), await listed({ standing: ['enrolled', 'left'] })]).toEqual([[gone], [gone], expect.arrayContaining([stays, gone])]);
  expect((await clerk.call('GET', `/api/pupils/classes?schoolId=${world.units['S0101']?.id}`)).body).toEqual([{ className: '5A1', pupils: 1 }]);
});

test('all that waits for a claimed pupil waits at its new school, and whoever stands above the schools as they are now decides its pairs', async () => {
  const [id, twin] = [await addPupil(world, 'own'), await addPupil(world, 'other')];
  const [a, b] = [id, twin].toSorted();
  const [own, other] = [world.units['S0101'], world.units['S0201']];
  await world.sql.query(
    `insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state) select 'same-number', a.id, b.id, a.school_path, b.school_path, 'SO/', 'open' from pupils a, pupils b where a.id = $1 and b.id = $2`, [a, b]);
  const seasonId = await addSeason(world);
  const [confirmation, dispute] = [randomUUID(), randomUUID()];
  await world.sql.query(`insert into confirmations (id, season_id, step_key, pupil_id, school_path, class_name, state) values ($1, $2, 'zoning', $3, $4, '5A1', 'disputed')`, [confirmation, seasonId, id, own?.path]);
  await world.sql.query(`insert into disputes (id, confirmation_id, season_id, pupil_id, school_path, class_name, fields, state, opened_at, due_at) values ($1, $2, $3, $4, $5, '5A1', '[]', 'open', now(), now())`, [dispute, confirmation, seasonId, id, own?.path]);
  await world.sql.query(
    `insert into tasks (season_id, step_key, duty_key, subject, kind, title_vi, title_en, folded, unit_id, unit_path, holder_unit_id, state, due_at, opened_at, workflow_id)
     values ($1, 'zoning', 'confirmation', $2, 'dispute', 'a', 'a', 'a', $3, $4, $3, 'open', now(), now(), $2)`, [seasonId, dispute, own?.id, own?.path]);
  await world.sql.query(`insert into exam_accounts (pupil_id, unit_path, class_name, kind, account_enc, account_key) values ($1, $2, '5A1', 'generated', '\\x07', '\\x07')`, [id, own?.path]);
  const claim = await (await world.as('s0201-clerk')).call<{ id: string }>('POST', '/api/claims', { code: (await rowOf(id))['code'], className: '5B', reason: 'Đã nhập học' });
  expect((await (await world.as('so-officer')).call('POST', `/api/claims/${claim.body.id}/decide`, { version: 1, state: 'accepted' })).status).toBe(200);
  const { rows: [task] } = await world.sql.query('select unit_path, holder_unit_id, class_name, title_vi from tasks where subject = $1', [dispute]);
  expect(task).toEqual({ unit_path: other?.path, holder_unit_id: other?.id, class_name: '5B', title_vi: 'Xử lý đề nghị sửa thông tin, lớp 5B' });
  const { rows: [account] } = await world.sql.query('select unit_path, class_name from exam_accounts where pupil_id = $1', [id]);
  expect(account).toEqual({ unit_path: other?.path, class_name: '5B' });
  const { rows: [pair] } = await world.sql.query('select path_a, path_b, unit_path from duplicates');
  expect(pair).toEqual({ path_a: other?.path, path_b: other?.path, unit_path: 'SO/D02/' });
  expect((await (await world.as('d02-officer')).list<{ mayDecide: boolean }>('duplicates')).body.map((one) => one.mayDecide)).toEqual([true]);
});
