import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold } from '../domain/text.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';

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

test('the 2025 reform: a ward that went whole takes its pupils along, a split or unknown ward asks a person; once is enough', async () => {
  const unit = world.units['D02'];
  const place = async (code: string, name: string, parent: string | null, scheme = '2023'): Promise<string> => {
    const id = randomUUID();
    const kind = name.startsWith('Tổ') ? 'group' : name.startsWith('Quận') || name.startsWith('Huyện') ? 'district' : 'commune';
    await world.sql.query(
      `insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from)
       select $1, $2, $3, $4, $5, $6, $7, coalesce((select path from places where id = $7), '') || $2 || '/', $8, $9, 'current', '2022-01-01'`, [id, code, scheme, kind, name, fold(name), parent, unit?.id, unit?.path]);
    return id;
  };
  const [leChan, kienThuy] = [await place('LC', 'Quận Lê Chân', null), await place('KT', 'Huyện Kiến Thụy', null)];
  // Xã Minh Tân is in Thủy Nguyên too, and went to Bạch Đằng there.
  const [whole, namesake, unknown, other] = [await place('LC1', 'Phường An Dương', leChan), await place('KT1', 'Xã Minh Tân', kienThuy), await place('LC2', 'Phường Không Có', leChan), await place('LC3', 'Phường Vĩnh Niệm', leChan)];
  const [anBien, kienMinh] = [await place('N1', 'Phường An Biên', null, '2025'), await place('N2', 'Xã Kiến Minh', null, '2025')];
  await place('N3', 'Phường Bạch Đằng', null, '2025');
  const [one, two] = [await place('LC1-1', 'Tổ 1', whole), await place('LC3-1', 'Tổ 1', other)];
  await place('N1-1', 'Tổ 1', anBien);
  const [three, newThree] = [await place('LC1-3', 'Tổ 3', whole), await place('N1-3', 'Tổ 3', anBien)];
  const kids = { one: await pupilAt(one), two: await pupilAt(two), three: await pupilAt(three), namesake: await pupilAt(namesake), unknown: await pupilAt(unknown), waiting: await pupilAt(three) };
  await world.sql.query(`update pupils set school_id = $1, school_path = $2 where id = any($3)`, [world.units['S0201']?.id, world.units['S0201']?.path, Object.values(kids)]);
  await world.sql.query(`update pupils set residence = 'unclear' where id = $1`, [kids.waiting]);
  const officer = await world.as('d02-officer');
  type Reform = { whole: number; split: number; adrift: number; moved: number; waiting: number; open: { code: string; kind: string }[]; error?: { fields?: object } };
  const run = async (body: object) => await officer.call<Reform>('POST', '/api/places/reform', body);
  const unnamed = await run({ carry: true });
  expect([unnamed.status, Object.keys(unnamed.body.error?.fields ?? {})]).toEqual([422, ['province']]);
  const done = await run({ carry: true, province: 'Hải Phòng' });
  expect([done.status, done.body]).toMatchObject([200, { whole: 3, split: 0, adrift: 1, moved: 5, waiting: 1, open: [{ code: 'LC2', kind: 'adrift' }] }]);
  const homes: Record<string, Awaited<ReturnType<typeof livesOf>>> = {};
  for (const [key, id] of Object.entries(kids)) homes[key] = await livesOf(id);
  // Two old groups have the name of one new group: nobody can tell.
  expect(homes).toMatchObject({
    one: { place: anBien, residence: 'unclear' }, two: { place: anBien, residence: 'unclear' }, three: { place: newThree, residence: 'settled' }, waiting: { place: newThree, residence: 'unclear' },
    namesake: { place: kienMinh, residence: 'settled' }, unknown: { place: unknown, residence: 'unclear' },
  });
  const changes = async () => (await world.sql.query<{ n: number }>(`select count(*)::int as n from place_changes where after ? 'absent'`)).rows[0]?.n;
  expect(await changes()).toBe(4);
  expect((await run({ carry: true, province: 'Thành phố Hải Phòng' })).body).toMatchObject({ whole: 3, adrift: 1, moved: 0, waiting: 0 });
  expect(await changes()).toBe(4);
  const { body: { wards } } = await officer.call<{ wards: { code: string; kind: string; district: string; successors: { id: string }[]; pupils: number; waiting: number }[] }>('GET', '/api/places/reform');
  expect(wards.map((one) => [one.code, one.district, one.kind, one.successors.map((to) => to.id), one.pupils, one.waiting])).toEqual([
    ['KT1', 'Huyện Kiến Thụy', 'whole', [kienMinh], 0, 0], ['LC1', 'Quận Lê Chân', 'whole', [anBien], 0, 0], ['LC2', 'Quận Lê Chân', 'adrift', [], 1, 1], ['LC3', 'Quận Lê Chân', 'whole', [anBien], 0, 0],
  ]);
  // A ward stands for its groups: all that wait under the new commune, in it or in one of its groups.
  const waiting = await officer.list<{ id: string }>('residences', { placeId: anBien });
  expect(waiting.body.map((row) => row.id).toSorted()).toEqual([kids.one, kids.two, kids.waiting].toSorted());
});

test('the reform opens a ward that somebody wrote down otherwise, and one whose commune stands twice', async () => {
  const unit = world.units['D02'];
  const { rows: [ward] } = await world.sql.query<{ id: string }>(`select id from places where code = 'LC3'`);
  const late = await pupilAt(ward?.id ?? '');
  await world.sql.query(`update pupils set school_id = $1, school_path = $2 where id = $3`, [world.units['S0201']?.id, world.units['S0201']?.path, late]);
  await world.sql.query(`insert into place_successors (from_id, to_id, "on", whole) select $1, id, '2025-07-01', true from places where code = 'N3'`, [ward?.id]);
  // Two communes of one name: the data cannot tell which.
  await world.sql.query(
    `insert into places (code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values ('N9', '2025', 'commune', 'xã Kiến Minh', 'xa kien minh', 'N9/', $1, $2, 'current', '2025-07-01')`, [unit?.id, unit?.path]);
  const { body } = await (await world.as('d02-officer')).call<{ open: { code: string; kind: string }[] }>('POST', '/api/places/reform', { carry: true, province: 'Hải Phòng' });
  expect(await livesOf(late)).toMatchObject({ place: ward?.id, residence: 'split' });
  expect(body.open.map((one) => [one.code, one.kind])).toEqual([['KT1', 'split'], ['LC2', 'adrift'], ['LC3', 'split']]);
  const { rows } = await world.sql.query(`select count(*)::int as n from place_successors s join places p on p.id = s.from_id where p.code in ('KT1', 'LC3') and s.whole`);
  expect(rows).toEqual([{ n: 0 }]);
});

test('an open home is offered what its address may mean, is decided once, and only among what came after or is in force', async () => {
  const [officer, clerk] = [await world.as('d01-officer'), await world.as('s0101-clerk')];
  type Row = { id: string; version: number; mayDecide: boolean; candidates: { name: string }[] };
  const open = async (address: string, residence: string): Promise<string> => {
    const id = await addPupil(world, 'own');
    await world.sql.query(`update pupils set current_address = $2, residence = $3 where id = $1`, [id, address, residence]);
    return id;
  };
  const ids = [await open('Số 2, Tổ 21, phường Lạch Tray', 'unclear'), await open('gần chợ Lạch Tray', 'unclear'), await open('', 'missing')];
  const offered = async (who: Caller) => {
    const { body } = await who.list<Row>('residences', { id: ids });
    return ids.map((id) => body.find((one) => one.id === id)?.candidates.map((one) => one.name));
  };
  const [named, mentioned, nothing] = await offered(officer);
  expect([named, mentioned, nothing?.at(-1)]).toEqual([['Tổ 21'], ['Phường Lạch Tray'], 'Phường Lạch Tray']);
  expect(await offered(clerk)).toEqual([named, mentioned, nothing]);

  // Who moved is offered the new address first, and then the old home.
  const old = (await add('d01-officer', 'Tổ 22')).body;
  const moved = await pupilAt(old.id);
  await world.sql.query(`update pupils set current_address = 'Tổ 21, phường Lạch Tray', residence = 'unclear' where id = $1`, [moved]);
  expect((await officer.list<Row>('residences', { id: [moved] })).body[0]?.candidates.map((one) => one.name)).toEqual(['Tổ 21', 'Tổ 22']);

  const place = async (name: string) => (await world.sql.query<{ id: string }>('select id from places where name = $1', [name])).rows[0]?.id;
  const decide = async (who: Caller, id: string, version: number, placeId: string | undefined) =>
    await who.call<{ error?: { fields?: object } }>('POST', '/api/residences/decide', { pupils: [{ id, version }], placeId, reason: 'Theo sổ tạm trú' });
  const [first = '', second = ''] = ids;
  const otherScheme = await decide(officer, first, 1, await place('Xã Kiến Minh'));
  expect([otherScheme.status, Object.keys(otherScheme.body.error?.fields ?? {})]).toEqual([422, ['placeId']]);
  expect((await decide(clerk, first, 1, await place('Tổ 21'))).status).toBe(200);
  expect((await decide(officer, first, 2, await place('Tổ 13'))).status).toBe(409);
  expect([await livesOf(first), (await decide(await world.as('d02-officer'), second, 1, await place('Tổ 21'))).status]).toEqual([{ place: await place('Tổ 21'), residence: 'settled', version: 2 }, 404]);
  const { rows } = await world.sql.query(`select unit_path, details ->> 'reason' as reason from audit_entries where action = 'residence.decide' and subject_id = $1`, [first]);
  expect(rows).toEqual([{ unit_path: world.units['S0101']?.path, reason: 'Theo sổ tạm trú' }]);
});

test('a pupil of a split place lives in one of its successors or below, also when one was split again', async () => {
  const officer = await world.as('d01-officer');
  const [old, one, two] = [(await add('d01-officer', 'Tổ 31')).body, (await add('d01-officer', 'Tổ 32')).body, (await add('d01-officer', 'Tổ 33')).body];
  const id = await pupilAt(old.id);
  await officer.call('POST', `/api/places/${old.id}/replace`, { version: 1, into: [one.id, two.id], reason: 'Chia tách' });
  const [three, four] = [(await add('d01-officer', 'Tổ 34')).body, (await add('d01-officer', 'Tổ 35')).body];
  await officer.call('POST', `/api/places/${two.id}/replace`, { version: 1, into: [three.id, four.id], reason: 'Chia tách' });
  const [row] = (await officer.list<{ version: number; candidates: { id: string }[] }>('residences', { id: [id] })).body;
  expect(row?.candidates.map((each) => each.id)).toEqual([one.id, three.id, four.id]);
  const elsewhere = (await add('d01-officer', 'Tổ 36')).body;
  const decide = async (placeId: string) => (await officer.call('POST', '/api/residences/decide', { pupils: [{ id, version: row?.version }], placeId, reason: 'x' })).status;
  expect([await decide(elsewhere.id), await decide(four.id)]).toEqual([422, 200]);
});

test('an open residence has an owner and, while a season runs, a day by which it is due', async () => {
  await addSeason(world);
  const id = await pupilAt(ward);
  await world.sql.query(`update pupils set residence = 'unclear' where id = $1`, [id]);
  const officer = await world.as('d01-officer');
  const { body } = await officer.list<{ id: string; owner: { code: string }; dueAt: string | null }>('residences', { id: [id] });
  expect(body.map((one) => [one.id, one.owner.code, new Date(one.dueAt ?? 0).getTime() > Date.now()])).toEqual([[id, 'D01', true]]);
});
