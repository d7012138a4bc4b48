import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
const wards = [randomUUID(), randomUUID()] as const;
beforeAll(async () => {
  world = await createApiWorld();
  const unit = world.units['D01'];
  for (const [at, id] of wards.entries()) {
    await world.sql.query(
      `insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values ($1, $2, '2023', 'commune', 'Phường', 'phuong', $2 || '/', $3, $4, 'current', '2022-01-01')`, [id, `P-${at}`, unit?.id, unit?.path]);
  }
  await world.sql.query(`update units set levels = '{primary}' where code in ('S0101', 'S0102')`);
});
afterAll(async () => await world.close());

const idOf = (code: string): string => world.units[code]?.id ?? '';
type Plan = { id: string; version: number; state: string; can: string[] };
const plan = async (): Promise<Plan> => (await (await world.as('d01-officer')).call<{ plan: Plan }>('GET', `/api/zones?unitId=${idOf('D01')}&year=2023`)).body.plan;
const send = async (who: string, method: string, path: string, body: unknown, key: string = randomUUID()) =>
  await (await world.as(who)).call<{ error?: { code: string; message: string }; affected?: number; state?: string }>(method, path, body, { 'Idempotency-Key': key });
const draw = (version: number | null, placeId: string, school: string, key?: string) => send('d01-officer', 'PUT', '/api/zones', { unitId: idOf('D01'), year: 2023, version, moves: [{ placeId, intake: 'grade-1', schoolIds: [idOf(school)] }] }, key);
const count = async (what: string): Promise<number> => (await world.sql.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]?.n ?? 0;

test('of two who draw from the same look, the second is told and nothing of the first is lost', async () => {
  const first = await Promise.all([draw(null, wards[0], 'S0101'), draw(null, wards[0], 'S0102')]);
  expect(first.map((one) => one.status).toSorted()).toEqual([200, 409]);
  const late = first.find((one) => one.status === 409);
  expect([late?.body.error?.code, late?.body.error?.message]).toEqual(['changed-meanwhile', expect.stringContaining('vừa được người khác sửa')]);
  const seen = (await plan()).version;
  expect((await draw(seen, wards[1], 'S0101')).status).toBe(200);
  expect((await draw(seen, wards[1], 'S0102')).status).toBe(409);
  expect((await plan()).version).toBe(seen + 1);
});

test('quotas raise the plan too, and are refused to whoever has not seen the last ones', async () => {
  const seen = (await plan()).version;
  const quotas = ['S0101', 'S0102'].map((code) => ({ schoolId: idOf(code), intake: 'grade-1', seats: 30, classes: 1, rooms: 1, twoSessions: 100, criteria: '', papers: [], forms: [] }));
  expect((await send('d01-officer', 'PUT', '/api/quotas', { unitId: idOf('D01'), year: 2023, quotas, version: seen })).status).toBe(200);
  expect((await send('d01-officer', 'PUT', '/api/quotas', { unitId: idOf('D01'), year: 2023, quotas, version: seen })).body.error?.code).toBe('changed-meanwhile');
  expect((await plan()).version).toBe(seen + 1);
});

test('the same request twice draws once', async () => {
  const key = randomUUID();
  const { version } = await plan();
  const before = await count(`zone_changes where kind = 'zones'`);
  const twice = [await draw(version, wards[1], 'S0102', key), await draw(version, wards[1], 'S0102', key)];
  expect(twice.map((one) => one.status)).toEqual([200, 200]);
  expect(twice[1]?.body).toEqual(twice[0]?.body);
  expect([(await plan()).version, await count(`zone_changes where kind = 'zones'`)]).toEqual([version + 1, before + 1]);
});

test('a reply is in the audit once, and ends with the decision, which waits for whoever is drawing', async () => {
  const opened = await plan();
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/open-comments`, { version: opened.version })).status).toBe(200);
  expect((await send('s0101-principal', 'POST', `/api/zone-plans/${opened.id}/comment`, { agrees: 'no', note: 'Thiếu phòng' })).status).toBe(200);
  const [answer, key] = [{ schoolId: idOf('S0101'), reply: 'Sẽ thêm phòng' }, randomUUID()];
  for (let times = 0; times < 2; times += 1) expect((await send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/reply`, answer, key)).status).toBe(200);
  expect(await count(`audit_entries where action = 'zone-plan.reply' and details ->> 'schoolId' = '${idOf('S0101')}'`)).toBe(1);

  // Somebody is taking a ward's school away while the decision is pressed.
  const decision = { version: (await plan()).version, number: '12/QĐ-UBND', signedOn: '2023-05-20', signer: 'Chủ tịch' };
  await world.sql.query('begin');
  await world.sql.query(`update zone_plans set version = version + 1`);
  await world.sql.query(`delete from zones where place_id = $1`, [wards[1]]);
  const pressed = send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/decide`, decision);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await world.sql.query('commit');
  expect((await pressed).body.error?.code).toBe('changed-meanwhile');
  // Seen anew, the gap is what stands in the way.
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/decide`, { ...decision, version: (await plan()).version })).body.error?.code).toBe('checks-fail');
  expect((await draw((await plan()).version, wards[1], 'S0101')).status).toBe(200);
  const again = randomUUID();
  const decided = { ...decision, version: (await plan()).version };
  for (let times = 0; times < 2; times += 1) expect((await send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/decide`, decided, again)).body.state).toBe('decided');
  expect(await count('directives')).toBe(1);
  expect((await send('d01-officer', 'POST', `/api/zone-plans/${opened.id}/reply`, answer)).body.error?.code).toBe('not-in-this-state');
});
