import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Work, WorkState } from '../../../domain/work.ts';
import { createApiWorld } from '../../../test/support/api-world.ts';
import type { ApiWorld } from '../../../test/support/api-world.ts';
import { createDb, createPool } from '../../client.ts';
import { workState } from './work-state.ts';

let world: ApiWorld;
const place = randomUUID();
beforeAll(async () => {
  world = await createApiWorld();
  const unit = world.units['D01'];
  await world.sql.query(`update units set levels = '{primary}' where code in ('S0101', 'S0102')`);
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values ($1, 'P', '2023', 'commune', 'Phường', 'phuong', 'P/', $2, $3, 'current', '2022-01-01')`, [place, unit?.id, unit?.path]);
});
afterAll(async () => await world.close());

async function stateOf(work: Work, code: string): Promise<WorkState> {
  const pool = createPool(world.deps.config.databaseUrl, 'mua_worker', 1);
  try {
    const unit = world.units[code];
    return await createDb(pool).transaction((tx) => workState(tx, work, { unitId: unit?.id ?? '', unitPath: unit?.path ?? '', seasonId: randomUUID(), year: 2023, cohorts: ['kindergarten-5', 'grade-5'] }));
  } finally {
    await pool.end();
  }
}
const blockers = async (work: Work, code: string): Promise<string[]> => (await stateOf(work, code)).blockers.map((one) => `${one.code} ${one.count}`);
const unzoned = async (): Promise<number | undefined> => (await stateOf('zoning-supervision', 'D01')).figures.find((one) => one.key === 'unzoned')?.value;
const quota = async (code: string, papers: string[]) => {
  await world.sql.query(`insert into quotas (year, intake, school_id, unit_path, seats, classes, papers) values (2023, 'grade-1', $1, $2, 30, 1, $3)`, [world.units[code]?.id, world.units['D01']?.path, JSON.stringify(papers)]);
};

test('nothing is published, and no papers are prescribed, while nothing is drawn', async () => {
  expect(await blockers('zone-publication', 'S0101')).toEqual(['not-decided 1', 'no-zone 1', 'no-quota 1']);
  expect(await blockers('admission-papers', 'D01')).toEqual(['no-quota 2']);
  // A decision over nothing gives the page nothing to show.
  await world.sql.query(`insert into zone_plans (year, unit_id, unit_path, state) values (2023, $1, $2, 'decided')`, [world.units['D01']?.id, world.units['D01']?.path]);
  expect(await blockers('zone-publication', 'S0101')).toEqual(['no-zone 1', 'no-quota 1']);
});

test('each school with its zone, quota and papers', async () => {
  await world.sql.query(`insert into zones (year, intake, place_id, school_id, unit_path, valid_from) values (2023, 'grade-1', $1, $2, $3, '2023-06-01')`, [place, world.units['S0101']?.id, world.units['D01']?.path]);
  expect(await blockers('zone-publication', 'S0101')).toEqual(['no-quota 1']);
  await quota('S0101', []);
  expect(await blockers('zone-publication', 'S0101')).toEqual([]);
  expect(await blockers('admission-papers', 'D01')).toEqual(['no-papers 1']);
  await world.sql.query(`update quotas set papers = '["Giấy khai sinh"]'`);
  // The other school has no zone: nobody applies to it, so it owes no papers.
  expect(await blockers('admission-papers', 'D01')).toEqual([]);
  // Nobody draws zones for a school that has an examination instead.
  await world.sql.query(`update units set levels = '{upper-secondary}' where code = 'S0102'`);
  expect(await blockers('zone-publication', 'S0102')).toEqual([]);
});

test('a place is zoned by its own zone or by one of a place above it', async () => {
  await world.sql.query(`insert into places (code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from)
    select c, '2023', 'group', c, lower(c), case when c = 'P-G1' then $1::uuid end, case when c = 'P-G1' then 'P/P-G1/' else 'Q/' end, unit_id, unit_path, 'current', '2022-01-01' from places, unnest(array['P-G1', 'Q']) c where id = $1`, [place]);
  expect(await unzoned()).toBe(1);
  await world.sql.query('update zones set valid_to = now()::date');
  expect(await unzoned()).toBe(2);
});
