import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets } from '../db/secret.ts';
import { addPupil, addThings } from '../test/support/api-fixtures.ts';
import type { Things } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld, masterKey } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

/** One child at two schools of two districts: `own` of S0101 stays, `other` of S0201 goes, with all that hangs on it. */
let world: ApiWorld;
let own: Things;
let other: Things;
let pair: string;
const secrets = createSecrets(masterKey);
const number = '031205000555';
const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => (await world.sql.query<T>(text, values)).rows;

beforeAll(async () => {
  world = await createApiWorld();
  const seasonId = await addSeason(world);
  [own, other] = [await addThings(world, seasonId, 'own'), await addThings(world, seasonId, 'other')];
  await sql(`update pupils set personal_number_enc = null, guardian_phone = '0911111111' where id = $1`, [own.pupil]);
  await sql(`update pupils set personal_number_enc = $2, personal_number_key = $3 where id = $1`, [other.pupil, secrets.seal(number), secrets.index(number)]);
  // The family answered on the slip of the school that the child is not at.
  await sql(`delete from disputes where id = $1`, [own.dispute]);
  await sql(`update confirmations set state = 'disputed', channel = 'portal', reference = 'XN-AAAA-BBBB', answered_at = now(), version = 2 where id = $1`, [other.confirmation]);
  await sql(`insert into parent_links (confirmation_id, token_hash, expires_at) values ($1, '\\x01', now() + interval '1 day')`, [other.confirmation]);
  await sql(
    `insert into tasks (season_id, step_key, duty_key, subject, kind, title_vi, title_en, folded, unit_id, unit_path, holder_unit_id, state, assignee_id, class_name, due_at, opened_at, workflow_id)
     values ($1, 'zoning', 'confirmation', $2::text, 'dispute', 'a', 'a', 'a', $3, $4, $3, 'open', $5, '5A1', now(), now(), 'dispute/' || $2::text)`, [seasonId, other.dispute, other.unitId, other.path, other.clerk]);
  for (const [table, columns] of [['identity_checks', `cohort, state, proposal, pupil_version`], ['sector_records', `full_name, birth_date, sex, address`], ['registration_slips', `state, printed_version`]] as const) {
    const values = { identity_checks: `'grade-12', 'reported', 'Nhờ công an', 1`, sector_records: `'Đỗ Thị Hường', '2012-09-05', 'female', 'a'`, registration_slips: `'kept', 1` }[table];
    await sql(`insert into ${table} (pupil_id, school_path, class_name, ${columns}) values ($1, $2, '5A1', ${values})`, [other.pupil, other.path]);
  }
  for (const [side, state] of [[own, 'awaited'], [other, 'accepted']] as const) {
    await sql(`insert into evidence (pupil_id, school_path, class_name, kind, title, state) values ($1, $2, '5A1', 'exemption', 'IELTS', $3)`, [side.pupil, side.path, state]);
  }
  await sql(`insert into exam_accounts (pupil_id, unit_path, class_name, kind, account_enc, account_key) values ($1, $2, '5A1', 'generated', '\\x01', '\\x01')`, [own.pupil, own.path]);
  await sql(`insert into exam_accounts (pupil_id, unit_path, class_name, kind, account_enc, account_key) values ($1, $2, '5A1', 'number', $3, $4)`, [other.pupil, other.path, secrets.seal(number), secrets.index(number)]);
  await sql(
    `insert into pupil_claims (pupil_id, holder_path, claimant_id, claimant_path, class_name, state, reason, claimed_by) values ($1, $2, $3, $4, '5B', 'open', 'x', $5)`,
    [other.pupil, other.path, world.units['S0102']?.id, world.units['S0102']?.path, own.clerk]);
  pair = await pairOf(own.pupil, other.pupil);
  await pairOf(other.pupil, await addPupil(world, 'other'));
});
afterAll(async () => await world.close());

async function pairOf(one: string, two: string): Promise<string> {
  const [a, b] = [one, two].toSorted();
  const [row] = await sql<{ id: string }>(
    `insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state) select 'same-number', a.id, b.id, a.school_path, b.school_path, 'SO/', 'open' from pupils a, pupils b where a.id = $1 and b.id = $2 returning id`, [a, b]);
  return row?.id ?? '';
}
const tables = ['pupils', 'confirmations', 'parent_links', 'disputes', 'tasks', 'identity_checks', 'sector_records', 'registration_slips', 'evidence', 'exam_accounts', 'pupil_claims', 'duplicates'];
/** Everything, but for how often it was written. */
async function everything(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of tables) {
    all[table] = (await sql<{ row: object }>(`select to_jsonb(t) - 'version' - 'decided_by' - 'decided_at' - 'reason' as row from ${table} t order by to_jsonb(t) ->> 'id', to_jsonb(t) ->> 'pupil_id'`)).map((one) => one.row);
  }
  return all;
}
const decide = async (body: object) => await (await world.as('so-officer')).call<{ error?: { code: string; message: string } }>('POST', `/api/duplicates/${pair}/decide`, { version: (await sql<{ version: number }>('select version from duplicates where id = $1', [pair]))[0]?.version, ...body });
const merge = (more: object = {}) => decide({ action: 'merge', keptId: own.pupil, take: ['guardianPhone', 'personalNumber'], reason: 'Một học sinh', schoolsAsked: true, ...more });
const of = async (table: string, pupil: string) => (await sql<Record<string, unknown>>(`select * from ${table} where pupil_id = $1`, [pupil]));

test('of two who are enrolled at two schools, a merge alone does not say whose pupil the child is', async () => {
  const refused = await merge({ schoolsAsked: false });
  expect([refused.status, refused.body.error?.code, refused.body.error?.message]).toEqual([409, 'two-schools', expect.stringContaining('đề nghị nhận')]);
  await sql(`update pupils set standing = 'left' where id = $1`, [own.pupil]);
  expect((await merge()).body.error?.code).toBe('kept-left');
  await sql(`update pupils set standing = 'enrolled' where id = $1`, [own.pupil]);
});

test('all that hangs on the record that goes, goes to the one that stays, and comes back', async () => {
  const before = await everything();
  expect((await merge()).status).toBe(200);
  const at = { school_path: own.path, class_name: '5A1' };
  expect(await of('confirmations', own.pupil)).toMatchObject([{ id: own.confirmation, state: 'disputed', reference: 'XN-AAAA-BBBB', channel: 'portal' }]);
  expect(await of('confirmations', other.pupil)).toMatchObject([{ state: 'settled', reference: null }]);
  expect(await sql('select confirmation_id from parent_links')).toEqual([{ confirmation_id: own.confirmation }]);
  expect(await of('disputes', own.pupil)).toMatchObject([{ id: other.dispute, confirmation_id: own.confirmation, state: 'open', ...at }]);
  expect(await sql('select unit_path, holder_unit_id, assignee_id, title_vi from tasks where subject = $1', [other.dispute])).toEqual([{ unit_path: own.path, holder_unit_id: own.unitId, assignee_id: null, title_vi: 'Xử lý đề nghị sửa thông tin, lớp 5A1' }]);
  expect(await of('identity_checks', own.pupil)).toMatchObject([{ state: 'reported', proposal: 'Nhờ công an', pupil_version: 0, ...at }]);
  expect(await of('sector_records', own.pupil)).toMatchObject([at]);
  expect(await of('registration_slips', own.pupil)).toMatchObject([{ printed_version: null, ...at }]);
  expect(await sql('select state, school_path from evidence')).toEqual([{ state: 'accepted', school_path: own.path }]);
  expect(await of('exam_accounts', own.pupil)).toMatchObject([{ kind: 'number', unit_path: own.path }]);
  expect(await of('pupil_claims', own.pupil)).toMatchObject([{ state: 'open', holder_path: own.path }]);
  expect(await sql('select field, before, after from pupil_history order by id')).toEqual([{ field: 'guardianPhone', before: '0911111111', after: '0912345678' }, { field: 'personalNumber', before: '', after: '*********555' }]);
  expect(await sql(`select state from duplicates where id <> $1`, [pair])).toEqual([{ state: 'kept' }]);
  await auditHolds();
  expect((await decide({ action: 'reopen' })).status).toBe(200);
  expect(await everything()).toEqual(before);
  expect(await sql('select field, before, after from pupil_history order by id offset 2')).toEqual([{ field: 'guardianPhone', before: '0912345678', after: '0911111111' }, { field: 'personalNumber', before: '*********555', after: '' }]);
  await auditHolds();
});

test('a merge is not taken back over what was done since', async () => {
  expect((await merge()).status).toBe(200);
  await sql(`update evidence set state = 'refused', version = version + 1`);
  expect((await decide({ action: 'reopen' })).body.error?.code).toBe('changed-since');
  expect(await of('evidence', own.pupil)).toMatchObject([{ state: 'refused' }]);
});

/** Every slip stands as its last entry says. */
async function auditHolds(): Promise<void> {
  const [wrong] = await sql<{ ids: string[] | null }>(`
    select array_agg(c.id) as ids from confirmations c join lateral (select details -> 'after' as after from audit_entries where subject_type = 'confirmation' and subject_id = c.id::text and details ? 'after' order by id desc limit 1) e on true
    where c.state <> e.after ->> 'state' or c.version < (e.after ->> 'version')::int`);
  expect(wrong?.ids ?? []).toEqual([]);
  expect((await sql(`select from audit_entries where action = 'confirmation.carry-over'`)).length).toBeGreaterThanOrEqual(2);
}
