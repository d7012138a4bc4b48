import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';
import { withActor } from './actor.ts';
import { listTasks } from './queries/tasks.ts';

let database: TestDatabase;
let province: SmallProvince;
beforeAll(async () => {
  database = await createTestDatabase();
  province = await buildSmallProvince(database.url);
});
afterAll(async () => {
  await province.close();
  await database.drop();
});

test.for([
  ['SO', 'admin', {}, 7], ['SO', 'admin', { q: 'Báo CÁO' }, 7], ['SO', 'admin', { q: 'báo s0001' }, 1], ['SO', 'admin', { q: 'nothing' }, 0],
  ['D01', 'officer', { q: 'bao' }, 4], ['D01', 'officer', {}, 4], ['S0003', 'clerk', { q: 'bao cao' }, 1], ['S0003', 'clerk', { q: 's0001' }, 0],
] as const)('%s %s with %o counts %i, on every page', async ([unit, role, filter, total]) => {
  const actor = province.actor(unit, role);
  const page = (offset: number) => withActor(province.api, { kind: 'staff', actor }, (tx) =>
    listTasks(tx, { filter, sort: { column: 'dueAt', descending: false }, offset, limit: 3 }, { staffId: actor.own.staffId, answerUnitIds: [], reviewUnitIds: [] }));
  const seen: string[] = [];
  for (let offset = 0; offset <= 9; offset += 3) {
    const { rows, total: said } = await page(offset);
    expect(said).toBe(total);
    seen.push(...rows.map((row) => row.id));
  }
  expect(new Set(seen).size).toBe(total);
  expect(seen).toHaveLength(total);
});
