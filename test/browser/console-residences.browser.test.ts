import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { go, launch, open } from '../../console/fixture/browser.ts';
import { fold } from '../../domain/text.ts';
import { addPupil } from '../support/api-fixtures.ts';
import { createApiWorld, password } from '../support/api-world.ts';
import type { ApiWorld } from '../support/api-world.ts';

/** The console as built over the real API and a real database; no engine is needed where only data are decided. */
let world: ApiWorld;
let server: ServerType;
let browser: Browser;
let url: string;
beforeAll(async () => {
  const { root } = await builtConsole();
  world = await createApiWorld();
  const app = createApp({ ...world.deps, config: { ...world.deps.config, consoleDir: root } });
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  if (server && 'closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  await world?.close();
});

async function place(code: string, name: string, kind: 'commune' | 'group' | 'district', parent: string | null, scheme: '2023' | '2025' = '2023'): Promise<string> {
  const id = randomUUID();
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, parent_id, path, unit_id, unit_path, state, valid_from)
     select $1, $2, $3, $4, $5, $6, $7, coalesce((select path from places where id = $7), '') || $2 || '/', $8, $9, 'current', '2022-01-01'`,
    [id, code, scheme, kind, name, fold(name), parent, world.units['D01']?.id, world.units['D01']?.path]);
  return id;
}

/** Phường Vĩnh Niệm as the queue knows it after a split: pupils in one of its groups, each waiting for a person. */
async function splitWard(children: number): Promise<{ ward: string; to: [string, string]; pupils: string[] }> {
  const ward = await place('LC3', 'Phường Vĩnh Niệm', 'commune', await place('LC', 'Quận Lê Chân', 'district', null));
  const group = await place('LC3-1', 'Tổ 1', 'group', ward);
  const to: [string, string] = [await place('N1', 'Phường An Biên', 'commune', null, '2025'), await place('N2', 'Phường Lê Chân', 'commune', null, '2025')];
  for (const id of to) await world.sql.query(`insert into place_successors (from_id, to_id, "on", whole) values ($1, $2, '2025-07-01', false)`, [ward, id]);
  const pupils = [];
  for (let made = 0; made < children; made += 1) {
    const id = await addPupil(world, 'own');
    await world.sql.query(`update pupils set place_id = $2, residence = 'split', full_name = $3, folded = $4 where id = $1`, [id, group, `Trẻ Số ${made + 1}`, `tre so ${made + 1}`]);
    pupils.push(id);
  }
  return { ward, to, pupils };
}

const homes = async (ids: readonly string[]) => (await world.sql.query<{ residence: string; place: string; n: number }>(
  `select residence, place_id as place, count(*)::int as n from pupils where id = any($1) group by 1, 2 order by n desc`, [ids])).rows;

async function signedIn(username: string, width: number): Promise<Page> {
  const { page } = await open(browser, url, { width, theme: 'light' });
  page.setDefaultTimeout(10_000);
  await go(page, url, '/login');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { level: 1, name: /^Chào/ }).waitFor();
  return page;
}

test('a district officer resolves a split ward: from the reform to its pupils, decided together, then one whom a colleague decided first is told', async () => {
  const { ward, to: [anBien, leChan], pupils } = await splitWard(4);
  const page = await signedIn('d01-officer', 1280);
  await go(page, url, '/places?tab=reform');
  await page.getByText('Bị tách', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Quyết định cho 4 em' }).click();
  await page.getByText('Chỉ các em ở Phường Vĩnh Niệm').waitFor();
  for (const name of ['Trẻ Số 1', 'Trẻ Số 2']) await page.getByRole('row', { name: new RegExp(name) }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Quyết định nơi ở cho 2 em' }).click();
  await page.getByRole('radio', { name: /Phường An Biên/ }).check();
  await page.getByLabel(/^Lý do/).fill('Theo sổ tạm trú');
  await page.getByRole('button', { name: 'Ghi nơi ở' }).click();
  await page.getByText('Đã ghi nơi ở cho 2 em.').waitFor();
  await page.getByRole('row', { name: /Trẻ Số 1/ }).waitFor({ state: 'detached' });
  const settled = { residence: 'settled', place: anBien, n: 2 };
  expect(await homes(pupils)).toContainEqual(settled);

  // Both that are left; a colleague takes one of them while the dialog stands open.
  await page.locator('thead').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Quyết định nơi ở cho 2 em' }).click();
  await page.getByRole('radio', { name: /Phường Lê Chân/ }).check();
  await page.getByLabel(/^Lý do/).fill('Phụ huynh xác nhận');
  await world.sql.query(`update pupils set place_id = $2, residence = 'settled', version = version + 1 where id = $1`, [pupils[3], anBien]);
  await page.getByRole('button', { name: 'Ghi nơi ở' }).click();
  await page.getByText('1 em chưa ghi được').waitFor();
  await page.getByRole('button', { name: 'Đóng', exact: true }).click();
  await page.getByText('Không còn em nào chờ quyết định').waitFor();
  expect(await homes(pupils)).toEqual([{ ...settled, n: 3 }, { residence: 'settled', place: leChan, n: 1 }]);
  const { rows } = await world.sql.query(`select count(*)::int as n from audit_entries where action = 'residence.decide' and subject_id = any($1)`, [pupils]);
  expect(rows).toEqual([{ n: 3 }]);
  const told = (await (await world.as('d01-officer')).call<{ wards: { id: string; waiting: number }[] }>('GET', '/api/places/reform')).body.wards.find((one) => one.id === ward);
  expect(told?.waiting).toBe(0);
  await page.context().close();
}, 60_000);

test('on a phone a school proposes a group; the office returns it with words that the catalogue keeps', async () => {
  const commune = await place('HB1', 'Phường Hạ Lý', 'commune', null);
  const clerk = await signedIn('s0101-clerk', 390);
  await go(clerk, url, `/places?place=${commune}`);
  await clerk.getByRole('button', { name: 'Đề nghị thêm' }).click();
  await clerk.getByLabel(/^Tên/).fill('Tổ 40');
  await clerk.getByLabel(/^Lý do/).fill('Khu nhà mới');
  await clerk.getByRole('form', { name: 'Đề nghị thêm' }).getByRole('button', { name: 'Đề nghị thêm' }).click();
  await clerk.getByText('Đã gửi đề nghị.').waitFor();
  await clerk.context().close();
  const officer = await signedIn('d01-officer', 390);
  await go(officer, url, '/places?tab=proposals');
  await officer.getByText(/Khu nhà mới/).waitFor();
  await officer.getByRole('button', { name: /^Trả lại: Tổ 40/ }).click();
  await officer.getByLabel(/^Lý do/).fill('Đã có trong tổ 39');
  await officer.getByRole('form', { name: 'Trả lại' }).getByRole('button', { name: 'Trả lại' }).click();
  await officer.getByText('Không có đề nghị nào chờ').waitFor();
  const { rows } = await world.sql.query(`select p.state, c.reason from places p join place_changes c on c.place_id = p.id and c.kind = 'refuse' where p.name = 'Tổ 40'`);
  expect(rows).toEqual([{ state: 'refused', reason: 'Đã có trong tổ 39' }]);
  await officer.context().close();
}, 60_000);

test('an office merges two groups by keyboard, sees it in the history, and takes it back', async () => {
  const ward = await place('HB2', 'Phường Quán Toan', 'commune', await place('HB', 'Quận Hồng Bàng', 'district', null));
  const [gone, stays] = [await place('HB2-1', 'Tổ 51', 'group', ward), await place('HB2-2', 'Tổ 52', 'group', ward)];
  const child = await addPupil(world, 'own');
  await world.sql.query(`update pupils set place_id = $2, residence = 'settled' where id = $1`, [child, gone]);
  const page = await signedIn('d01-officer', 1280);
  await go(page, url, `/places?place=${gone}`);
  await page.getByRole('button', { name: 'Nhập vào nơi khác' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Nơi nhận').focus();
  await page.keyboard.type('to 52');
  await page.getByRole('option', { name: /Tổ 52/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Lý do/).focus();
  await page.keyboard.type('Nghị quyết của phường');
  await page.keyboard.press('Enter');
  await page.getByText('Đã nhập. 1 học sinh chuyển theo.').waitFor();
  expect(await homes([child])).toEqual([{ residence: 'settled', place: stays, n: 1 }]);
  await page.getByRole('dialog').getByText(/Nghị quyết của phường/).waitFor();
  await page.getByRole('button', { name: 'Hoàn tác' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Lý do/).focus();
  await page.keyboard.type('Nhập nhầm');
  await page.keyboard.press('Enter');
  await page.getByText('Đã hoàn tác.').waitFor();
  expect(await homes([child])).toEqual([{ residence: 'settled', place: gone, n: 1 }]);
  await page.context().close();
}, 60_000);
