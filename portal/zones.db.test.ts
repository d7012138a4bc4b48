import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';
import { createPortal } from './app.ts';

let world: FamilyWorld;
let portal: Hono;
const [ward, group] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  world = await buildFamilyWorld();
  portal = createPortal({
    db: world.api, pool: world.apiPool, secrets: world.secrets, masterKey: Buffer.alloc(32, 7), publicUrl: 'https://tuyensinh.example.vn', realNow: () => world.time.now, addressOf: () => 'family',
    log: (thrown) => {
      throw thrown;
    },
  });
  const sql = (text: string, values: unknown[]) => world.superuser.query(text, values);
  const { rows: [unit] } = await world.superuser.query<{ id: string }>(`select id from units where code = 'D01'`);
  await sql(`insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from) values
    ($1, 'P1', '2023', 'commune', 'Phường Lạch Tray', 'phuong lach tray', null, 'P1/', $3, 'SO/D01/', 'current', '2022-01-01'), ($2, 'P1-G7', '2023', 'group', 'Tổ 7', 'to 7', $1, 'P1/P1-G7/', $3, 'SO/D01/', 'current', '2022-01-01')`, [ward, group, unit?.id]);
  await sql(`insert into zones (year, intake, place_id, school_id, unit_path, valid_from) values (2023, 'grade-6', $1, $2, 'SO/D01/', '2023-04-01')`, [ward, world.school.id]);
  await sql(`insert into quotas (year, intake, school_id, unit_path, seats, classes, criteria, papers, forms) values (2023, 'grade-6', $1, 'SO/D01/', 120, 3, 'Cư trú trong tuyến', '["Giấy khai sinh"]', '[{"title": "Đơn", "url": "https://example.vn/don"}]'), (2022, 'grade-6', $1, 'SO/D01/', 100, 3, '', '[]', '[]')`, [world.school.id]);
  await sql(`insert into zone_plans (year, unit_id, unit_path, state) values (2023, $1, 'SO/D01/', 'commenting')`, [unit?.id]);
});
afterAll(() => world.close());

async function get(path: string) {
  const response = await portal.request(path);
  return { status: response.status, headers: response.headers, text: (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

test('a draft is nobody’s business yet', async () => {
  expect((await get('/tuyen')).text).toContain('chưa có phương án tuyển sinh nào được phê duyệt');
  expect((await get('/truong/S0001')).status).toBe(404);
});

test('once decided: which school is mine, and why, by accent-free search, for anybody, kept for five minutes', async () => {
  const directive = randomUUID();
  await world.superuser.query(`insert into directives (id, number, signed_on, signer, title, folded, created_by) values ($1, '12/QĐ-UBND', '2023-05-20', 'Chủ tịch', 'Phương án', 'phuong an', $2)`, [directive, world.school.clerkId]);
  await world.superuser.query(`update zone_plans set state = 'decided', directive_id = $1`, [directive]);
  const search = await get('/tuyen?q=to+7+lach');
  expect(search.text).toContain('Tổ 7, Phường Lạch Tray, Phòng GDĐT Lê Chân');
  expect(search.headers.get('cache-control')).toBe('public, max-age=300');
  const { text, headers } = await get(`/tuyen/${group}`);
  expect(text).toContain('Vì sao: Tổ 7 thuộc Phường Lạch Tray, nằm trong tuyến của trường. Theo quyết định số 12/QĐ-UBND ngày 20/05/2023. Áp dụng từ 01/04/2023.');
  expect(text).toMatch(/Chỉ tiêu: 120/);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  const school = await get('/truong/s0001');
  expect(school.text).toMatch(/Chỉ tiêu: 120 \(năm trước: 100\) · 3 lớp/);
  expect(school.text).toContain('Giấy khai sinh');
  // Of pupils nothing at all.
  for (const { full_name } of await world.rows<{ full_name: string }>('select full_name from pupils')) expect(`${text}${school.text}`).not.toContain(full_name);
});

test('what is no place goes back to the search', async () => {
  for (const path of ['/tuyen/x', `/tuyen/${randomUUID()}`]) expect((await get(path)).status).toBe(302);
  expect((await get('/tuyen?q=%25%25')).text).toContain('Không tìm thấy nơi này');
});
