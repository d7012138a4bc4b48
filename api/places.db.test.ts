import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPupil } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
const ward = randomUUID();
type Place = { id: string; name: string; code: string; version: number; state: string; error?: { code: string; fields?: object } };
beforeAll(async () => {
  world = await createApiWorld();
  const unit = world.units['D01'];
  await world.sql.query(`insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values ($1, 'P1', '2023', 'commune', 'Phường Lạch Tray', 'phuong lach tray', 'P1/', $2, $3, 'current', '2022-01-01')`, [ward, unit?.id, unit?.path]);
});
afterAll(async () => await world.close());

const add = async (who: string, name: string) => (await world.as(who)).call<Place>('POST', '/api/places', { parentId: ward, name, kind: 'group' });
const pupilAt = async (placeId: string): Promise<string> => {
  const id = await addPupil(world, 'own');
  await world.sql.query(`update pupils set place_id = $2, residence = 'settled' where id = $1`, [id, placeId]);
  return id;
};
const livesOf = async (id: string) => (await world.sql.query<{ place: string; residence: string; version: number }>('select place_id as place, residence, version from pupils where id = $1', [id])).rows[0];

test('a school proposes, the office above it decides; the same name twice is refused with the place that has it', async () => {
  const proposed = await add('s0101-clerk', 'Tổ 7');
  expect([proposed.status, proposed.body.state, proposed.body.code]).toEqual([201, 'proposed', 'P1-N01']);
  expect((await add('s0201-clerk', 'Tổ 8')).status).toBe(403);
  const twice = await add('d01-officer', 'tổ dân phố số 07'.normalize('NFD'));
  expect([twice.status, Object.keys(twice.body.error?.fields ?? {})]).toEqual([422, ['name']]);
  const officer = await world.as('d01-officer');
  const inbox = await officer.call<{ proposed: Place[] }>('GET', '/api/places/proposals');
  expect(inbox.body.proposed.map((one) => one.name)).toEqual(['Tổ 7']);
  expect((await officer.call('POST', `/api/places/${proposed.body.id}/change`, { action: 'accept', version: 1 })).status).toBe(200);
  expect((await officer.call<Place>('POST', `/api/places/${proposed.body.id}/change`, { action: 'rename', version: 1, name: 'Tổ 9' })).status).toBe(409);
  const { body } = await officer.call<{ history: { kind: string; by: { name: string } }[]; mayEdit: boolean }>('GET', `/api/places/${proposed.body.id}`);
  expect([body.mayEdit, body.history.map((one) => one.kind)]).toEqual([true, ['accept', 'propose']]);
});

test('merged: pupils move along. Split: each waits for a person, who chooses among the successors and nobody else', async () => {
  const officer = await world.as('d01-officer');
  const [a, b, c] = [(await add('d01-officer', 'Tổ 11')).body, (await add('d01-officer', 'Tổ 12')).body, (await add('d01-officer', 'Tổ 13')).body];
  const [first, second] = [await pupilAt(a.id), await pupilAt(b.id)];
  expect((await officer.call('POST', `/api/places/${a.id}/change`, { action: 'end', version: 1 })).status).toBe(422);
  const merged = await officer.call<{ moved: number }>('POST', `/api/places/${a.id}/replace`, { version: 1, into: [b.id], on: '2023-05-01', reason: 'Sáp nhập' });
  expect([merged.status, merged.body.moved, (await livesOf(first))?.place]).toEqual([200, 1, b.id]);
  const d = (await add('d01-officer', 'Tổ 14')).body;
  const split = await officer.call<{ waiting: number }>('POST', `/api/places/${b.id}/replace`, { version: 1, into: [c.id, d.id], reason: 'Chia tách' });
  expect([split.body.waiting, (await livesOf(second))?.residence]).toEqual([2, 'split']);
  const queue = await officer.call<{ id: string; version: number; candidates: { id: string }[] }[]>('GET', '/api/residences');
  expect(queue.body.map((one) => one.candidates.map((each) => each.id))).toEqual([[c.id, d.id], [c.id, d.id]]);
  const pupils = queue.body.map(({ id, version }) => ({ id, version }));
  const decided = await officer.call<{ decided: number }>('POST', '/api/residences/decide', { pupils, placeId: d.id, reason: 'Theo sổ tạm trú' });
  expect([decided.body.decided, await livesOf(first), (await livesOf(second))?.place]).toEqual([2, { place: d.id, residence: 'settled', version: (pupils.find((one) => one.id === first)?.version ?? 0) + 1 }, d.id]);
  expect((await officer.call('POST', '/api/residences/decide', { pupils, placeId: c.id, reason: 'Muộn' })).status).toBe(409);
  const { rows } = await world.sql.query("select count(*)::int as n from audit_entries where action = 'residence.decide'");
  expect(rows).toEqual([{ n: 2 }]);
});

test('neighbours may look and not touch; a district is nobody’s address', async () => {
  const other = await world.as('d02-officer');
  const place = (await add('d01-officer', 'Tổ 21')).body;
  expect((await other.call('GET', `/api/places/${place.id}`)).status).toBe(200);
  expect((await other.call('POST', `/api/places/${place.id}/change`, { action: 'rename', version: 1, name: 'X' })).status).toBe(403);
  expect((await (await world.as('s0101-homeroom-teacher')).call('POST', '/api/residences/decide', { pupils: [{ id: randomUUID(), version: 1 }], placeId: place.id, reason: 'x' })).status).toBe(403);
});

test('the 2025 reform: a ward that went whole takes its pupils along, a split ward asks a person', async () => {
  const unit = world.units['D01'];
  const ids = Array.from({ length: 5 }, () => randomUUID());
  const [whole, parted, n1, n2, group] = ids;
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from) values
     ($1, 'OW', '2023', 'commune', 'Phường A', 'phuong a', null, 'OW/', $6, $7, 'current', '2022-01-01'), ($2, 'OP', '2023', 'commune', 'Phường B', 'phuong b', null, 'OP/', $6, $7, 'current', '2022-01-01'),
     ($3, 'N1', '2025', 'commune', 'Phường M', 'phuong m', null, 'N1/', $6, $7, 'current', '2025-07-01'), ($4, 'N2', '2025', 'commune', 'Phường N', 'phuong n', null, 'N2/', $6, $7, 'current', '2025-07-01'),
     ($5, 'OW-1', '2023', 'group', 'Tổ 1', 'to 1', $1, 'OW/OW-1/', $6, $7, 'current', '2022-01-01')`, [...ids, unit?.id, unit?.path]);
  await world.sql.query(`insert into place_successors (from_id, to_id, "on", whole) values ($1, $3, '2025-07-01', true), ($2, $3, '2025-07-01', false), ($2, $4, '2025-07-01', false)`, [whole, parted, n1, n2]);
  const [moves, waits] = [await pupilAt(group ?? ''), await pupilAt(parted ?? '')];
  const officer = await world.as('d01-officer');
  const done = await officer.call<{ moved: number; waiting: number }>('POST', '/api/places/reform', { carry: true });
  expect([done.status, done.body.moved, done.body.waiting]).toEqual([200, 1, 1]);
  expect([(await livesOf(moves))?.place, (await livesOf(waits))?.residence]).toEqual([n1, 'split']);
  expect((await officer.call<{ moved: number; waiting: number }>('POST', '/api/places/reform', { carry: true })).body).toMatchObject({ moved: 0, waiting: 0 });
});

test('an open residence has an owner and, while a season runs, a day by which it is due', async () => {
  await addSeason(world);
  const id = await pupilAt(ward);
  await world.sql.query(`update pupils set residence = 'unclear' where id = $1`, [id]);
  const officer = await world.as('d01-officer');
  const { body } = await officer.list<{ id: string; owner: { code: string }; dueAt: string | null }>('residences', { id: [id] });
  expect(body.map((one) => [one.id, one.owner.code, new Date(one.dueAt ?? 0).getTime() > Date.now()])).toEqual([[id, 'D01', true]]);
});
