import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fold, nameSortKey } from '../domain/text.ts';
import { createTestDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { buildSmallProvince } from '../test/support/small-province.ts';
import type { SmallProvince } from '../test/support/small-province.ts';
import { withActor } from './actor.ts';
import { inNameOrder } from './pupil-order.ts';
import { pupils } from './schema/families.ts';

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

async function ordered(texts: readonly string[]): Promise<string[]> {
  const { rows } = await province.worker.execute<{ it: string }>(sql`
    select it from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) as it order by it collate "vi-x-icu"`);
  return rows.map((row) => row.it);
}

test('the alphabet: Đ after D, Ă Â after A, Ê after E, Ô Ơ after O, Ư after U, and i, y apart', async () => {
  const alphabet = ['a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'x', 'y'];
  expect(await ordered(alphabet.toReversed())).toEqual(alphabet);
});

test('tones: ngang, huyền, hỏi, ngã, sắc, nặng', async () => {
  const tones = ['ma', 'mà', 'mả', 'mã', 'má', 'mạ'];
  expect(await ordered([...tones].sort())).toEqual(tones);
});

test('a class list: given name first, then the rest, as schools write it', async () => {
  const asSchoolsList = [
    'Nguyễn Thị An', 'Trần Văn An', 'Lê Hoài Ân', 'Phạm Gia Bảo', 'Vũ Quốc Bình', 'Lê Thị Dung', 'Bùi Tiến Dũng', 'Đặng Thùy Dương', 'Nguyễn Tiến Đạt',
    'Hoàng Minh Đức', 'Lê Thu Hà', 'Bùi Thị Hương', 'Đỗ Thị Hường', 'Trần Quang Khải', 'Phạm Thị Lan', 'Ngô Bảo Ngọc', 'Lê Thị Oanh', 'Đỗ Văn Sơn',
    'Trần Thị Thảo', 'Lê Anh Tuấn', 'Nguyễn Anh Tuấn', 'Lê Thị Vân', 'Đỗ Như Ý', 'Trần Hải Yến',
  ];
  const { pupilId } = province.pupilOf('S0003', '5A');
  const [first] = await province.worker.select().from(pupils).where(eq(pupils.id, pupilId));
  if (!first) throw new Error('no pupil');
  await province.worker.insert(pupils).values([...asSchoolsList].sort().map((name, at) => ({
    ...first, id: randomUUID(), code: `order-${at}`, className: '5Đ', fullName: name, folded: fold(name), sortKey: nameSortKey(name),
  })));
  const rows = await province.worker.select({ name: pupils.fullName }).from(pupils).where(eq(pupils.className, '5Đ')).orderBy(...inNameOrder, pupils.id);
  expect(rows.map((row) => row.name)).toEqual(asSchoolsList);
});

test('capitals and small letters lie together', async () => {
  expect(await ordered(['đào', 'Dung', 'Đào', 'dung', 'An'])).toEqual(['An', 'dung', 'Dung', 'đào', 'Đào']);
});

test('names are found without accents, under row security, and the first page needs no sort', async () => {
  const who = { kind: 'staff', actor: province.actor('SO', 'officer') } as const;
  const plan = await withActor(province.api, who, async (tx) => {
    const found = await tx.execute(sql`select 1 from pupils where folded like ${`%${fold('ĐỖ thị hường')}%`}`);
    expect(found.rowCount).toBe(9);
    await tx.execute(sql`set local enable_seqscan = off`);
    const { rows } = await tx.execute<{ 'QUERY PLAN': string }>(sql`explain select id from pupils order by ${sql.join([...inNameOrder], sql`, `)}, id limit 25`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toMatch(/Index (Only )?Scan using pupils_by_name/);
});
