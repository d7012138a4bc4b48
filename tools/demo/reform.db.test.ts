import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDb } from '../../db/client.ts';
import { loadReform } from '../../db/queries/place-reform.ts';
import { wardMappings } from '../../db/queries/reform-data.ts';
import { fold } from '../../domain/text.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { communePlaces, districtPlaces } from './places.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** District of 2023 and ward of a line, as the catalogue of 2023 writes them. */
function wardOf(line: { oldDistrict: string; oldWard: string }): string {
  const district = line.oldDistrict.replace('uỷ', 'ủy').replace('uỵ', 'ụy').replace('Quận An Dương', 'Huyện An Dương').replace('Thành phố Thủy Nguyên', 'Huyện Thủy Nguyên');
  return `${district}/${line.oldWard}`;
}

it('says of every ward of Hải Phòng what the data say of that very ward, and nothing the second time', async () => {
  const unit = { id: randomUUID(), path: 'SO/' };
  await pool.query(`insert into units (id, code, name, folded, tier, path, levels) values ($1, 'SO', 'Sở', 'so', 'province', 'SO/', '{}')`, [unit.id]);
  const add = async (code: string, scheme: string, kind: string, name: string, parent: { id: string; code: string } | null): Promise<{ id: string; code: string }> => {
    const id = randomUUID();
    await pool.query(`insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'SO/', 'current', '2022-01-01')`, [
      id, code, scheme, kind, name, fold(name), parent?.id ?? null, `${parent ? `${parent.code}/` : ''}${code}/`, unit.id]);
    return { id, code };
  };
  for (const [at, place] of districtPlaces(15).entries()) {
    const district = await add(`D${at}`, '2023', 'district', `${place.kind} ${place.name}`, null);
    for (const [index, ward] of place.wards.entries()) await add(`${district.code}-${index}`, '2023', 'commune', ward, district);
  }
  for (const [at, { kind, name }] of communePlaces(114).entries()) await add(`N${at}`, '2025', 'commune', `${kind} ${name}`, null);

  const load = async () => await createDb(pool).transaction((tx) => loadReform(tx, wardMappings(), { province: 'Hải Phòng', unitPath: 'SO/' }, { madeBy: unit.id, on: '2025-07-01', reason: null, directiveId: null }));
  const done = await load();
  const expected = new Map<string, Set<string>>();
  for (const line of wardMappings().filter((one) => one.oldProvince.endsWith('Hải Phòng'))) expected.set(wardOf(line), (expected.get(wardOf(line)) ?? new Set()).add(fold(line.newCommune)));
  const { rows } = await pool.query<{ ward: string; tos: string[]; whole: boolean }>(`
    select d.name || '/' || p.name as ward, array_remove(array_agg(n.folded order by n.folded), null) as tos, coalesce(bool_and(s.whole), false) as whole
    from places p join places d on d.id = p.parent_id left join place_successors s on s.from_id = p.id left join places n on n.id = s.to_id where p.scheme = '2023' and p.kind = 'commune' group by p.id, d.name, p.name`);
  const wrong = rows.filter((row) => {
    const tos = [...(expected.get(row.ward) ?? [])].toSorted();
    return JSON.stringify(row.tos) !== JSON.stringify(tos) || row.whole !== (tos.length === 1);
  });
  expect([rows.length, wrong]).toEqual([258, []]);
  // The island was no ward and took none.
  expect(done.open.map((one) => [one.kind, one.name])).toEqual([['adrift', 'Khu trung tâm Bạch Long Vĩ, Huyện Bạch Long Vĩ']]);
  const count = async () => (await pool.query<{ n: number }>('select count(*)::int as n from place_changes')).rows[0]?.n;
  const before = await count();
  expect([await load(), await count()]).toEqual([done, before]);
});
