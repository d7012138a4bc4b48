import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb, createPool } from '../db/client.ts';
import { freezeZonePlans } from '../db/queries/zone-plans.ts';
import { tellZoneChange } from '../db/queries/zone-telling.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
let ward: string;
let group: string;
beforeAll(async () => {
  world = await createApiWorld();
  const unit = world.units['D01'];
  [ward, group] = [randomUUID(), randomUUID()];
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from) values
     ($1, 'P-1', '2023', 'commune', 'Phường Lạch Tray', 'phuong lach tray', null, 'P-1/', $3, $4, 'current', '2022-01-01'),
     ($2, 'P-1-G1', '2023', 'group', 'Tổ 1', 'to 1', $1, 'P-1/P-1-G1/', $3, $4, 'current', '2022-01-01')`, [ward, group, unit?.id, unit?.path]);
  // Two schools of the district are of primary level; a child of another district's kindergarten lives in the group.
  await world.sql.query(`update units set levels = '{primary}' where code in ('S0101', 'S0102')`);
  await world.sql.query(`update units set levels = '{kindergarten}' where code = 'S0201'`);
  const child = await addPupil(world, 'other');
  await world.sql.query(`update pupils set cohort = 'kindergarten-5', place_id = $2, residence = 'settled', guardian_email = 'me@example.vn' where id = $1`, [child, group]);
});
afterAll(async () => await world.close());

type Table = { plan: { id: string; version: number; state: string; can: string[] } | null; seats: { schoolId: string; intake: string; seats: number | null; children: number; shortfall: number }[]; findings: { code: string }[] };
const idOf = (code: string): string => world.units[code]?.id ?? '';
const table = async (who = 'd01-officer'): Promise<Table> => (await (await world.as(who)).call<Table>('GET', `/api/zones?unitId=${idOf('D01')}&year=2023`)).body;
const draw = (placeId: string, schools: string[], more: object = {}) => ({ unitId: idOf('D01'), year: 2023, version: null, moves: [{ placeId, intake: 'grade-1', schoolIds: schools.map(idOf) }], ...more });
/** As the person sees the plan now. */
const drawNow = async (placeId: string, schools: string[], more: object = {}) => draw(placeId, schools, { version: (await table()).plan?.version ?? null, ...more });
const keyed = (key: string = randomUUID()) => ({ 'Idempotency-Key': key });
const send = async <T = never>(who: string, method: string, path: string, body: unknown, key?: string) => await (await world.as(who)).call<T>(method, path, body, keyed(key));

test('from the first drawing to the Sở, with every child counted, whichever district its kindergarten is in', async () => {
  const [officer, so] = [await world.as('d01-officer'), await world.as('so-officer')];
  expect((await table()).findings.map((one) => one.code).toSorted()).toEqual(['child-without-school', 'no-school']);
  expect((await send('d01-officer', 'PUT', '/api/zones', await drawNow(ward, ['S0101']))).status).toBe(200);
  expect((await table()).findings.map((one) => one.code)).toEqual(['no-quota']);
  const quota = { schoolId: idOf('S0101'), intake: 'grade-1', seats: 0, classes: 1, rooms: 1, twoSessions: 100, criteria: 'Trong tuyến', papers: ['Giấy khai sinh'], forms: [] };
  expect((await send('d01-officer', 'PUT', '/api/quotas', { unitId: idOf('D01'), year: 2023, quotas: [quota] })).status).toBe(200);
  const drawn = await table();
  expect([drawn.findings, drawn.seats]).toEqual([[], [{ schoolId: idOf('S0101'), intake: 'grade-1', seats: 0, children: 1, shortfall: 1 }]]);
  // What if the group went to the other school: told at once, nothing written.
  const supposed = await officer.call<{ affected: unknown[]; after: Table['seats'] }>('POST', '/api/zones/what-if', draw(group, ['S0102']));
  expect(supposed.body.affected).toEqual([{ placeId: group, intake: 'grade-1', children: 1 }]);
  expect((await table()).seats).toEqual(drawn.seats);
  const plan = drawn.plan;
  expect((await send('s0101-principal', 'POST', `/api/zone-plans/${plan?.id}/comment`, { agrees: 'yes', note: '' })).status).toBe(409);
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${plan?.id}/open-comments`, { version: plan?.version })).status).toBe(200);
  const silent = await send<{ error: { fields: object } }>('s0101-principal', 'POST', `/api/zone-plans/${plan?.id}/comment`, { agrees: 'no', note: '' });
  expect(Object.keys(silent.body.error.fields)).toEqual(['note']);
  expect((await send('s0101-principal', 'POST', `/api/zone-plans/${plan?.id}/comment`, { agrees: 'no', note: 'Thiếu phòng' })).status).toBe(200);
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${plan?.id}/reply`, { schoolId: idOf('S0101'), reply: 'Sẽ thêm phòng' })).status).toBe(200);
  const decision = { number: '12/QĐ-UBND', signedOn: '2023-05-20', signer: 'Chủ tịch' };
  const now = (await table()).plan;
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${plan?.id}/decide`, { version: now?.version, ...decision })).status).toBe(200);
  // Decided: no longer open to editing, but the Sở may send it back once with a reason.
  expect((await send<{ error: { code: string } }>('d01-officer', 'PUT', '/api/zones', await drawNow(group, ['S0102']))).body.error.code).toBe('zones-closed');
  const decided = (await table('so-officer')).plan;
  expect(decided?.can).toEqual(['supervise', 'return', 'freeze']);
  expect((await send('so-officer', 'POST', `/api/zone-plans/${plan?.id}/supervise`, { version: (decided?.version ?? 0) - 1 })).status).toBe(409);
  expect((await send('so-officer', 'POST', `/api/zone-plans/${plan?.id}/supervise`, { version: decided?.version })).status).toBe(200);
  const { body } = await so.call<{ comments: { note: string; reply: string }[]; history: { kind: string; directive: string | null }[] }>('GET', `/api/zone-plans/${plan?.id}`);
  expect(body.comments).toEqual([expect.objectContaining({ note: 'Thiếu phòng', reply: 'Sẽ thêm phòng' })]);
  expect(body.history.map((one) => [one.kind, one.directive]).slice(0, 2)).toEqual([['supervise', null], ['decide', '12/QĐ-UBND']]);
});

test('once frozen a change needs a directive and a reason, keeps the past, and tells school and family once', async () => {
  const pool = createPool((world.deps.config.databaseUrl), 'mua_worker', 1);
  try {
    const db = createDb(pool);
    expect(await db.transaction((tx) => freezeZonePlans(tx, 2023, Date.parse('2023-07-03T00:00:00+07:00')))).toBe(1);
    const refused = await send<{ error: { fields: object } }>('d01-officer', 'PUT', '/api/zones', await drawNow(group, ['S0102'], { from: '2023-07-10' }));
    expect(Object.keys(refused.body.error.fields)).toEqual(['directiveId']);
    const { body: directive } = await (await world.as('d01-leader')).call<{ id: string }>('POST', '/api/directives', { number: '34/QĐ', signedOn: '2023-07-08', signer: 'Chủ tịch', title: 'Điều chỉnh tuyến' });
    const changed = await send<{ affected: number }>('d01-officer', 'PUT', '/api/zones', await drawNow(group, ['S0102'], { from: '2023-07-10', directiveId: directive.id, reason: 'Trường S0101 thiếu phòng' }));
    expect([changed.status, changed.body.affected]).toEqual([200, 1]);
    const { rows: [order] } = await world.sql.query<{ id: string }>(`select payload ->> 'changeId' as id from outbox where kind = 'tell-zone-change'`);
    const told = await db.transaction((tx) => tellZoneChange(tx, Number(order?.id)));
    expect(told).toBeGreaterThan(1);
    expect(await db.transaction((tx) => tellZoneChange(tx, Number(order?.id)))).toBe(0);
    const { rows: notices } = await world.sql.query(`select template, address, data ->> 'place' as place from notices where template = 'zone-changed-family'`);
    expect(notices).toEqual([{ template: 'zone-changed-family', address: 'me@example.vn', place: 'Tổ 1' }]);
    const { rows: zones } = await world.sql.query(`select u.code, z.valid_from::text as from, z.valid_to::text as to from zones z join units u on u.id = z.school_id order by z.valid_from, u.code`);
    expect(zones).toEqual([{ code: 'S0101', from: '2023-06-01', to: null }, { code: 'S0102', from: '2023-07-10', to: null }]);
  } finally {
    await pool.end();
  }
});
