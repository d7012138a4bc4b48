import * as sheetJs from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addThings } from '../test/support/api-fixtures.ts';
import { addSeason } from '../test/support/api-tasks.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
let seasonId: string;
beforeAll(async () => {
  world = await createApiWorld();
  seasonId = await addSeason(world);
  await addThings(world, seasonId, 'own');
  await addThings(world, seasonId, 'other');
});
afterAll(async () => await world.close());

/** Read by another library than the one that wrote it. */
async function listFor(username: string): Promise<unknown[][]> {
  const session = await world.as(username);
  const answer = await session.download(`/api/confirmations/unconfirmed?seasonId=${seasonId}`);
  expect(answer.status).toBe(200);
  const book = sheetJs.read(answer.bytes, { type: 'buffer' });
  const [name = ''] = book.SheetNames;
  return sheetJs.utils.sheet_to_json(book.Sheets[name] ?? {}, { header: 1, raw: true });
}

test('the school gets its own families with the reason, numbers masked and phones whole, and the taking is on record', async () => {
  const [heads, ...rows] = await listFor('s0101-clerk');
  expect(heads).toHaveLength(11);
  expect(rows).toEqual([[1, expect.stringMatching(/^HS/), '*********123', 'Đỗ Thị Hường', '05/09/2012', '5A1', expect.any(String), 'Đỗ Văn Nam', '0912345678', 'Chưa trả lời', 0]]);
  const { rows: audit } = await world.sql.query("select details from audit_entries where action = 'confirmation.list-open'");
  expect(audit).toEqual([{ details: { rows: 1 } }]);
});

test('the Sở gets both schools, a homeroom teacher the own class', async () => {
  expect(await listFor('so-officer')).toHaveLength(3);
  expect(await listFor('s0101-homeroom-teacher')).toHaveLength(2);
});
