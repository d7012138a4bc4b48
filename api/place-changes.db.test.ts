import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold } from '../domain/text.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';

let world: ApiWorld;
let officer: Caller;
type Given = { parent?: string; unit?: string; scheme?: string; state?: string };
/** By code; the kind stands in the name. */
const ids: Record<string, string> = {};
async function place(code: string, name: string, { parent, unit = 'D01', scheme = '2023', state = 'current' }: Given = {}): Promise<string> {
  const id = randomUUID();
  const kind = name.startsWith('Tổ') ? 'group' : name.startsWith('Quận') ? 'district' : 'commune';
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from)
     select $1, $2, $3, $4, $5, $6, $7, coalesce((select path from places where id = $7), '') || $2 || '/', $8, $9, $10, '2022-01-01'`,
    [id, code, scheme, kind, name, fold(name), parent ? ids[parent] : null, world.units[unit]?.id, world.units[unit]?.path, state]);
  ids[code] = id;
  return id;
}
async function pupilAt(code: string, residence = 'settled'): Promise<string> {
  const id = await addPupil(world, 'own');
  await world.sql.query('update pupils set place_id = $2, residence = $3 where id = $1', [id, ids[code], residence]);
  return id;
}
const homeOf = async (id: string) => {
  const { rows } = await world.sql.query<{ code: string; residence: string }>('select l.code, p.residence from pupils p join places l on l.id = p.place_id where p.id = $1', [id]);
  return `${rows[0]?.code} ${rows[0]?.residence}`;
};
const stateOf = async (code: string) => (await world.sql.query<{ state: string; path: string; version: number; unit: string }>('select state, path, version, unit_path as unit from places where id = $1', [ids[code]])).rows[0];
type Answer = { moved: number; waiting: number; groups: number; error?: { code: string; fields?: object } };
async function act(code: string, verb: 'replace' | 'move' | 'undo' | 'change', more: object = {}, who = officer) {
  const { status, body } = await who.call<Answer>('POST', `/api/places/${ids[code]}/${verb}`, { version: (await stateOf(code))?.version, reason: 'Theo nghị quyết', ...more });
  return { status, body, refused: body.error?.fields ? Object.keys(body.error.fields)[0] : body.error?.code };
}
type One = { pupils: number; branches: number; undo: { kind: string; free: boolean } | null; history: { kind: string; after: object }[] };
const read = async (code: string) => (await officer.call<One>('GET', `/api/places/${ids[code]}`)).body;

beforeAll(async () => {
  world = await createApiWorld();
  officer = await world.as('d01-officer');
  await place('Q1', 'Quận Một');
  await place('Q2', 'Quận Hai', { unit: 'D02' });
  for (const ward of ['A', 'B', 'C']) {
    await place(ward, `Phường ${ward}`, { parent: 'Q1' });
    for (const group of ['1', '2']) await place(`${ward}${group}`, `Tổ ${ward} ${group}`, { parent: ward });
  }
  await place('Z', 'Phường Z', { parent: 'Q2', unit: 'D02' });
  await place('N', 'Phường N', { unit: 'D02', scheme: '2025' });
});
afterAll(async () => await world.close());

test('a ward that is split leaves its groups and all its pupils to a person, and takes them back while nobody has decided', async () => {
  const [inWard, inGroup, waiting] = [await pupilAt('A'), await pupilAt('A1'), await pupilAt('A1', 'missing')];
  expect(await read('A')).toMatchObject({ pupils: 3, branches: 2 });
  expect((await act('A', 'replace', { into: [ids['B'], ids['C']] })).body).toMatchObject({ waiting: 2, groups: 2 });
  expect([await homeOf(inWard), await homeOf(inGroup), await homeOf(waiting)]).toEqual(['A split', 'A1 unclear', 'A1 missing']);
  expect([(await stateOf('A'))?.state, (await stateOf('A1'))?.state]).toEqual(['ended', 'proposed']);
  const inbox = await officer.call<{ proposed: { code: string; cause: string; above: string; parents: { code: string }[] }[] }>('GET', '/api/places/proposals');
  expect(inbox.body.proposed.map(({ code, cause, above, parents }) => [code, cause, above, parents.map((one) => one.code).toSorted()])).toEqual([['A1', 'split', 'Phường A', ['B', 'C']], ['A2', 'split', 'Phường A', ['B', 'C']]]);
  // Nobody accepts a group into a ward that is no more.
  expect((await act('A1', 'change', { action: 'accept' })).refused).toBe('parent-ended');
  const shown = await read('A');
  expect([shown.undo, shown.history[0]]).toMatchObject([{ kind: 'split', free: true }, { kind: 'split' }]);
  expect(JSON.stringify(shown.history)).not.toContain(inGroup);

  expect((await act('A', 'undo')).status).toBe(200);
  expect([await homeOf(inWard), await homeOf(inGroup), await homeOf(waiting), (await stateOf('A1'))?.state]).toEqual(['A settled', 'A1 settled', 'A1 missing', 'current']);
  const { rows } = await world.sql.query('select count(*)::int as n from place_successors where from_id = $1', [ids['A']]);
  expect([rows, (await act('A', 'undo')).refused]).toEqual([[{ n: 0 }], 'nothing-to-undo']);
});

test('a group of a split ward is moved to the part it lies in, or merged there; from then on the split holds', async () => {
  const inGroup = await pupilAt('A1');
  await act('A', 'replace', { into: [ids['B'], ids['C']] });
  expect((await act('A1', 'move', { parentId: ids['B'] })).status).toBe(200);
  expect(await stateOf('A1')).toMatchObject({ state: 'current', path: 'Q1/B/A1/' });
  expect((await act('A', 'undo')).refused).toBe('rested-on');
  // The move is taken back, and with it the split could be.
  expect((await act('A1', 'undo')).status).toBe(200);
  expect([await stateOf('A1'), (await read('A')).undo?.free]).toMatchObject([{ state: 'proposed', path: 'Q1/A/A1/' }, true]);
  await act('A1', 'move', { parentId: ids['B'] });
  const { rows: [pupil] } = await world.sql.query<{ version: number }>('select version from pupils where id = $1', [inGroup]);
  expect((await officer.call('POST', '/api/residences/decide', { pupils: [{ id: inGroup, version: pupil?.version }], placeId: ids['A1'], reason: 'Vẫn ở tổ cũ' })).status).toBe(200);
  expect([await homeOf(inGroup), (await act('A1', 'undo')).refused]).toEqual(['A1 settled', 'rested-on']);
  const wasInA2 = await pupilAt('A2', 'unclear');
  expect([(await act('A2', 'replace', { into: [ids['C1']] })).body.moved, await homeOf(wasInA2)]).toEqual([1, 'C1 unclear']);
});

test('a merge takes groups and pupils along and gives them back, unless somebody was placed anew', async () => {
  const [inWard, inGroup] = [await pupilAt('B'), await pupilAt('B1')];
  const merged = await act('B', 'replace', { into: [ids['C']] });
  expect([merged.body.moved, await homeOf(inWard), await homeOf(inGroup), (await stateOf('B1'))?.path]).toEqual([1, 'C settled', 'B1 settled', 'Q1/C/B1/']);
  expect((await act('B', 'undo')).status).toBe(200);
  expect([await homeOf(inWard), await homeOf(inGroup), (await stateOf('B1'))?.path, (await stateOf('B'))?.state]).toEqual(['B settled', 'B1 settled', 'Q1/B/B1/', 'current']);
  await act('B', 'replace', { into: [ids['C']] });
  await world.sql.query('update pupils set place_id = $2 where id = $1', [inWard, ids['C2']]);
  expect([(await act('B', 'undo')).refused, await homeOf(inWard)]).toEqual(['rested-on', 'C2 settled']);
  expect((await read('B')).history.map((one) => one.kind)).toEqual(['merge', 'undo', 'merge']);
});

test('a rename and a move are taken back too', async () => {
  await act('C1', 'change', { action: 'rename', name: 'Tổ mới' });
  expect((await act('C2', 'change', { action: 'rename', name: 'tổ MỚI' })).refused).toBe('name');
  expect((await act('C1', 'undo')).status).toBe(200);
  const { rows } = await world.sql.query('select name, folded from places where id = $1', [ids['C1']]);
  expect(rows).toEqual([{ name: 'Tổ C 1', folded: 'to c 1' }]);
  // What a file wrote is taken back by its import, as a whole.
  await world.sql.query(`insert into place_changes (place_id, unit_path, kind, before, after, "on", made_by) select id, unit_path, 'rename', to_jsonb(p) || '{"name": "Tổ cũ"}', to_jsonb(p), '2023-01-01', $2 from places p where id = $1`, [ids['C1'], officer.staffId]);
  expect([(await act('C1', 'undo')).refused, (await read('C1')).undo]).toEqual(['nothing-to-undo', null]);
  // Across districts by the Sở alone, who keeps both.
  expect((await act('C', 'move', { parentId: ids['Q2'] })).status).toBe(403);
  const so = await world.as('so-officer');
  expect((await act('C', 'move', { parentId: ids['Q2'] }, so)).status).toBe(200);
  expect(await stateOf('C1')).toMatchObject({ path: 'Q2/C/C1/', unit: 'SO/D02/' });
  expect((await act('C', 'undo', {}, so)).status).toBe(200);
  expect(await stateOf('C1')).toMatchObject({ path: 'Q1/C/C1/', unit: 'SO/D01/' });
});

test('nothing is merged into itself, into a part of itself, another district, other boundaries, another level; nor hung where it cannot', async () => {
  for (const into of ['C', 'C1', 'Z', 'N', 'Q1', 'A']) expect([into, (await act('C', 'replace', { into: [ids[into]] })).refused]).toEqual([into, 'into']);
  for (const parent of ['Q1', 'N', 'B1', 'C', 'C1']) expect([parent, (await act('C', 'move', { parentId: ids[parent] })).refused]).toEqual([parent, 'parentId']);
  expect((await act('C1', 'move', { parentId: ids['C2'] })).refused).toBe('parentId');
});

test('zones drawn on what came after hold a merge', async () => {
  await act('C1', 'replace', { into: [ids['C2']] });
  await world.sql.query(`insert into zones (year, intake, place_id, school_id, unit_path, valid_from) values (2023, 'grade-6', $1, $2, 'SO/D01/', '2023-06-01')`, [ids['C2'], world.units['S0101']?.id]);
  expect([(await act('C1', 'undo')).refused, (await read('C1')).undo]).toMatchObject(['rested-on', { kind: 'merge', free: false, zones: 1 }]);
});
