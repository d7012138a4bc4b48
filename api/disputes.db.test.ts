import { afterAll, beforeAll, expect, it } from 'vitest';
import { addThings } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
let dispute: string;
beforeAll(async () => {
  world = await createApiWorld();
  const things = await addThings(world, await addSeason(world), 'own');
  dispute = things.dispute;
  const proposed = world.deps.secrets.seal('031308000123').toString('base64');
  const fields = [{ field: 'personalNumber', current: '*********420', proposed, decision: null, reason: null }];
  await world.sql.query('update disputes set fields = $1 where id = $2', [JSON.stringify(fields), dispute]);
  await world.sql.query("update pupils set birth_date = '2012-02-28', sex = 'female' where id = $1", [things.pupil]);
});
afterAll(async () => await world.close());

type Seen = { fields: { proposed: string; doubts: { vi: string }[] }[] };
const seenBy = async (username: string) => (await (await world.as(username)).call<Seen>('GET', `/api/disputes/${dispute}`)).body.fields[0];
const looks = async () => (await world.sql.query("select actor_id from audit_entries where action = 'dispute.show-number'")).rows;

it('who decides a disputed number sees it in full, with what does not fit, and the log says so once; nobody else does', async () => {
  const clerk = await seenBy('s0101-clerk');
  expect(clerk?.proposed).toBe('031308000123');
  expect(clerk?.doubts.map((one) => one.vi)).toEqual(['Sáu chữ số đầu của số định danh không khớp với năm sinh. Hãy xem lại giấy khai sinh.']);
  await seenBy('s0101-clerk');
  expect(await looks()).toEqual([{ actor_id: world.staff['s0101-clerk']?.id }]);
  const admin = await seenBy('so-admin');
  expect(admin?.proposed).toBe('*********123');
  expect(admin?.doubts).toHaveLength(1);
  const list = await (await world.as('s0101-clerk')).call('GET', '/api/disputes');
  expect(JSON.stringify(list.body)).not.toContain('031308000123');
  await world.sql.query("update disputes set state = 'accepted' where id = $1", [dispute]);
  expect((await seenBy('s0101-clerk'))?.proposed).toBe('*********123');
  expect(await looks()).toHaveLength(1);
});
