import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { findLink } from '../db/queries/parent-links.ts';
import { inventPasswords, revokeFamilyAccess, storePasswords, wantingPassword } from '../db/queries/parent-passwords.ts';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';
import { createPortal } from './app.ts';

let world: FamilyWorld;
let portal: Hono;
let address = 'family';
const passwords = new Map<string, string>();

beforeAll(async () => {
  world = await buildFamilyWorld();
  await world.open();
  portal = createPortal({
    db: world.api,
    pool: world.apiPool,
    secrets: world.secrets,
    masterKey: Buffer.alloc(32, 7),
    publicUrl: 'https://tuyensinh.example.vn',
    realNow: () => world.time.now,
    addressOf: () => address,
    log: (thrown) => {
      throw thrown;
    },
  });
  await issue(null);
});
afterAll(() => world.close());
beforeEach(async () => {
  address = 'family';
  await world.rows('delete from rate_limits');
});

async function issue(code: string | null): Promise<number> {
  const [one] = await world.rows<{ id: string }>('select c.id from confirmations c join pupils p on p.id = c.pupil_id where p.code = $1', [code ?? '']);
  const scope = { seasonId: world.seasonId, schoolId: world.school.id, className: null, confirmationId: one?.id ?? null, anew: code !== null };
  const issued = await inventPasswords(await withSystem(world.worker, (tx) => wantingPassword(tx, scope)));
  const held = await withSystem(world.worker, (tx) => storePasswords(tx, issued, { actorId: world.school.clerkId, at: world.time.now, anew: scope.anew }));
  const codes = await world.rows<{ id: string; code: string }>('select c.id, p.code from confirmations c join pupils p on p.id = c.pupil_id');
  for (const { id, code: of } of codes) {
    const password = held.get(id);
    if (password !== undefined) passwords.set(of, password);
  }
  return held.size;
}
const numberOf = (code: string) => `03121200000${Number(code.slice(-1)) - 1}`;
async function get(path: string, init?: RequestInit) {
  const response = await portal.request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const enter = (number: string, password: string) => get('/dang-nhap', { method: 'POST', body: new URLSearchParams({ number, password }) });

test('the page is plain Vietnamese HTML without script, kept nowhere', async () => {
  const { status, text, headers } = await get('/dang-nhap');
  expect(status).toBe(200);
  expect(text).toContain('Vào bằng số định danh và mật khẩu');
  expect(text).not.toMatch(/<script|javascript:|style=/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect((await get('/tra-cuu')).text).toContain('href="/dang-nhap"');
});

test('number and password open the same pages as the link, and confirm there; typing is forgiven, a try that was right costs nothing', async () => {
  for (let round = 0; round < 15; round += 1) expect((await enter(numberOf('HS0001'), passwords.get('HS0001') ?? '')).status).toBe(303);
  const opened = await enter(' 031 212 000 000 ', (passwords.get('HS0001') ?? '').toLowerCase().replace('-', ' '));
  expect(opened.status).toBe(303);
  const path = opened.headers.get('location') ?? '';
  const slip = await get(path);
  expect(slip.text).toContain('Đỗ Thị Hường');
  expect(slip.text).toContain('Tất cả đúng');
  const form = /name="form" value="([^"]+)"/.exec(slip.text)?.[1] ?? '';
  expect((await get(`${path}/confirm`, { method: 'POST', body: new URLSearchParams({ form }) })).status).toBe(303);
  expect((await get(path)).text).toMatch(/XN-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  world.time.now += 3 * 3_600_000;
  expect((await get(path)).status).toBe(410);
});

test('an unknown number, a wrong password and the password of another child get one answer', async () => {
  const asked = [
    await enter('031299999999', passwords.get('HS0002') ?? ''),
    await enter(numberOf('HS0002'), 'AAAA-AAAA'),
    await enter(numberOf('HS0002'), passwords.get('HS0003') ?? ''),
    await enter('', ''),
  ];
  expect(asked.map((one) => one.status)).toEqual([422, 422, 422, 422]);
  const blank = (text: string) => text.replaceAll(/value="[^"]*"/g, '');
  expect(new Set(asked.map((one) => blank(one.text))).size).toBe(1);
  expect(asked[0]?.text).toContain('không đúng');
});

test('ten wrong tries lock a number, known or not, from whatever address, with a page that says what to do; then it opens again', async () => {
  const statuses = async (number: string) => {
    const all: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      address = `guesser-${number}-${round}`;
      all.push((await enter(number, 'BBBB-BBBB')).status);
    }
    return all;
  };
  const known = await statuses(numberOf('HS0002'));
  expect(known).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
  expect(await statuses('031288888888')).toEqual(known);
  address = 'family';
  const locked = await enter(numberOf('HS0002'), passwords.get('HS0002') ?? '');
  expect(locked.status).toBe(429);
  expect(locked.text).toContain('Tạm khoá');
  expect(locked.text).toContain('mã QR');
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await enter(numberOf('HS0003'), passwords.get('HS0003') ?? '')).status).toBe(303);
  await world.rows("update rate_limits set expire = 0 where key like 'portal-number%'");
  expect((await enter(numberOf('HS0002'), passwords.get('HS0002') ?? '')).status).toBe(303);
});

test('a burst at once gets no further than ten; one address has to stop after sixty wrong ones', async () => {
  const burst = await Promise.all(Array.from({ length: 24 }, () => enter(numberOf('HS0004'), 'CCCC-CCCC')));
  expect(burst.filter((one) => one.status === 422)).toHaveLength(10);
  expect(burst.filter((one) => one.status === 429)).toHaveLength(14);
  let stopped = 0;
  for (let round = 0; round < 56; round += 1) stopped += (await enter(`0312777777${String(round).padStart(2, '0')}`, 'DDDD-DDDD')).status === 429 ? 1 : 0;
  expect(stopped).toBeGreaterThan(0);
});

test('neither password nor number can be read in the tables', async () => {
  await enter(numberOf('HS0005'), 'EEEE-EEEE');
  const stored = JSON.stringify([await world.rows('select * from parent_passwords'), await world.rows('select * from rate_limits')]);
  expect(stored).toContain('$argon2id$');
  for (const [code, password] of passwords) {
    expect(password).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(stored).not.toContain(password);
    expect(stored).not.toContain(numberOf(code));
  }
});

test('issued again the old one is dead; issuing to a class leaves alone who has one', async () => {
  expect(await issue(null)).toBe(0);
  const old = passwords.get('HS0005') ?? '';
  expect(await issue('HS0005')).toBe(1);
  expect((await enter(numberOf('HS0005'), old)).status).toBe(422);
  expect((await enter(numberOf('HS0005'), passwords.get('HS0005') ?? '')).status).toBe(303);
});

test('revoked: password, links and the visit under way are dead until issued again', async () => {
  const visit = (await enter(numberOf('HS0006'), passwords.get('HS0006') ?? '')).headers.get('location') ?? '';
  const link = await findLink(world.api, visit.slice(3), world.time.now);
  await withSystem(world.worker, (tx) => revokeFamilyAccess(tx, link?.confirmationId ?? '', world.time.now));
  expect((await get(visit)).status).toBe(410);
  expect((await enter(numberOf('HS0006'), passwords.get('HS0006') ?? '')).status).toBe(422);
  expect(await issue(null)).toBe(1);
  expect((await enter(numberOf('HS0006'), passwords.get('HS0006') ?? '')).status).toBe(303);
});

test('two records with one number: the password says which; a corrected number is the one to type', async () => {
  await world.rows("update pupils set personal_number_key = $1 where code = 'HS0003'", [world.secrets.index(numberOf('HS0002'))]);
  const shown = async (password: string) => (await get((await enter(numberOf('HS0002'), password)).headers.get('location') ?? '')).text;
  expect(await shown(passwords.get('HS0002') ?? '')).toContain('Nguyễn Văn An');
  expect(await shown(passwords.get('HS0003') ?? '')).toContain('Phạm Ngọc Ánh');
  expect((await enter(numberOf('HS0003'), passwords.get('HS0003') ?? '')).status).toBe(422);
});
