import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';
import { createPortal } from './app.ts';

let world: FamilyWorld;
let links: Map<string, string>;
let portal: Hono;
let address = 'family';

beforeAll(async () => {
  world = await buildFamilyWorld();
  links = await world.open();
  portal = createPortal({
    db: world.api,
    pool: world.apiPool,
    secrets: world.secrets,
    masterKey: Buffer.alloc(32, 7),
    publicUrl: 'https://tuyensinh.example.vn',
    realNow: () => world.time.now,
    addressOf: () => address,
  });
});
afterAll(() => world.close());

const pathOf = (code: string) => links.get(code) ?? '';
async function get(path: string, init?: RequestInit) {
  const response = await portal.request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const post = (path: string, fields: [string, string][]) => get(path, { method: 'POST', body: new URLSearchParams(fields) });

test('wrong and unknown links are one page; many from one address have to wait, right ones never', async () => {
  address = 'guesser';
  const wrong = await get(`/p/${'A'.repeat(43)}`);
  const malformed = await get('/p/%00%ff..x');
  expect([wrong.status, malformed.status]).toEqual([404, 404]);
  expect(wrong.text).toBe(malformed.text);
  let stopped = 0;
  for (let round = 0; round < 80; round += 1) {
    const { status, headers } = await get(`/p/${randomBytes(32).toString('base64url')}`);
    expect([404, 429]).toContain(status);
    if (status === 429) {
      stopped += 1;
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  }
  expect(stopped).toBeGreaterThan(10);
  expect((await get(pathOf('HS0003'))).status).toBe(200);
  address = 'family';
});

test('look-up: number and birthday together; either wrong is the same answer; tries are limited by address and by number', async () => {
  const form = /name="form" value="([^"]+)"/.exec((await get(pathOf('HS0001'))).text)?.[1] ?? '';
  await post(`${pathOf('HS0001')}/confirm`, [['form', form]]);
  const [row] = await world.rows<{ reference: string }>("select reference from confirmations where state = 'confirmed' limit 1");
  const reference = row?.reference ?? '';
  const ask = (number: string, birth: [string, string, string]) =>
    post('/tra-cuu', [
      ['reference', number],
      ['birth-day', birth[0]],
      ['birth-month', birth[1]],
      ['birth-year', birth[2]],
    ]);
  address = 'asker';
  const found = await ask(reference.toLowerCase().replaceAll('-', ' '), ['15', '01', '2012']);
  expect(found.status).toBe(200);
  expect(found.text).toContain(reference);
  expect(found.text).not.toContain('Đỗ Thị Hường');
  const wrongs = [await ask(reference, ['16', '1', '2012']), await ask('XN-2222-2222', ['15', '1', '2012'])];
  const blank = (text: string) => text.replaceAll(/value="[^"]*"/g, '');
  expect(wrongs.map((one) => one.status)).toEqual([422, 422]);
  expect(blank(wrongs[0]?.text ?? '')).toBe(blank(wrongs[1]?.text ?? ''));
  for (let round = 0; round < 12; round += 1) {
    address = `asker-${round}`;
    await ask(reference, ['17', '1', '2012']);
  }
  expect((await ask(reference, ['15', '1', '2012'])).status).toBe(429);
  address = 'family';
});
