import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPupil, addThings } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld, Reply } from '../test/support/api-world.ts';

let world: ApiWorld;
let seasonId: string;
let things: Awaited<ReturnType<typeof addThings>>;
beforeAll(async () => {
  world = await createApiWorld();
  seasonId = await addSeason(world);
  things = await addThings(world, seasonId, 'own');
  await world.sql.query("insert into confirmations (season_id, step_key, pupil_id, school_path, class_name, state) select season_id, step_key, $1, school_path, class_name, 'waiting' from confirmations", [await addPupil(world, 'own')]);
  // One of the two has no personal number: nobody could enter it.
  await world.sql.query('update pupils set personal_number_key = $2 where id = $1', [things.pupil, world.deps.secrets.index('031212000123')]);
});
afterAll(async () => await world.close());

type Seen = { access: { passwordIssuedAt: string | null; passwordRevokedAt: string | null; links: number } };
const access = async () => (await (await world.as('s0101-clerk')).call<Seen>('GET', `/api/confirmations/${things.confirmation}`)).body.access;
const post = async <T>(who: string, path: string, body: object): Promise<Reply<T>> => await (await world.as(who)).call<T>('POST', path, body);
const hash = async () => (await world.sql.query<{ h: string }>('select password_hash as h from parent_passwords')).rows.map(({ h }) => h);
const audited = async () => (await world.sql.query<{ action: string }>("select action from audit_entries where action like 'slip.%' or action like 'family.%' order by id")).rows.map(({ action }) => action);

it('a class gets its passwords once, one family again, and all of it can be revoked; each is in the log', async () => {
  expect(await access()).toEqual({ passwordIssuedAt: null, passwordRevokedAt: null, links: 0 });
  const ofClass = { seasonId, schoolId: things.unitId, className: '5A1' };
  const printed = await post('s0101-homeroom-teacher', '/api/slips/passwords', ofClass);
  expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const [first, ...others] = await hash();
  expect(first).toMatch(/^\$argon2id\$/);
  expect(others).toEqual([]);
  expect(await access()).toMatchObject({ passwordRevokedAt: null, links: 1 });

  const second = await post<{ error: { code: string } }>('s0101-clerk', '/api/slips/passwords', ofClass);
  expect([second.status, second.body.error.code]).toEqual([409, 'nothing-to-print']);
  expect(await hash()).toEqual([first]);

  expect((await post('s0101-clerk', `/api/confirmations/${things.confirmation}/password`, {})).status).toBe(200);
  expect(await hash()).not.toEqual([first]);

  const revoked = await post<{ links: number; password: boolean }>('s0101-clerk', `/api/confirmations/${things.confirmation}/revoke`, { reason: 'Gia đình mất phiếu' });
  expect([revoked.status, revoked.body]).toEqual([200, { links: 2, password: true }]);
  expect((await access()).passwordRevokedAt).not.toBeNull();
  expect((await access()).links).toBe(0);
  expect((await post('s0101-homeroom-teacher', `/api/confirmations/${things.confirmation}/revoke`, { reason: 'Mất phiếu' })).status).toBe(403);
  expect((await post('s0101-clerk', `/api/confirmations/${things.confirmation}/revoke`, { reason: ' ' })).status).toBe(422);

  expect((await post('s0101-clerk', '/api/slips/passwords', ofClass)).status).toBe(200);
  expect((await access()).passwordRevokedAt).toBeNull();
  expect(await audited()).toEqual(['slip.print-passwords', 'slip.print-passwords', 'family.revoke', 'slip.print-passwords']);
});
