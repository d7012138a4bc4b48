import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { findLink, revokeLinks } from '../db/queries/parent-links.ts';
import { createPortal } from './app.ts';
import { buildFamilyWorld } from '../test/support/family-world.ts';
import type { FamilyWorld } from '../test/support/family-world.ts';

let world: FamilyWorld;
let links: Map<string, string>;
let portal: Hono;

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
    addressOf: () => 'family',
    log: (thrown) => {
      throw thrown;
    },
  });
});
afterAll(() => world.close());

const pathOf = (code: string) => links.get(code) ?? '';
async function get(path: string, init?: RequestInit) {
  const response = await portal.request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const post = (path: string, fields: [string, string][]) => get(path, { method: 'POST', body: new URLSearchParams(fields) });
const formOf = (html: string) => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';
const answers = () => world.rows<{ state: string; count: string }>('select state, count(*) from confirmations group by 1 order by 1');

test('the page shows the child to the parent, the personal number masked, without script, and is kept nowhere', async () => {
  const { status, text, headers } = await get(pathOf('HS0001'));
  expect(status).toBe(200);
  expect(text).toContain('Đỗ Thị Hường');
  expect(text).toContain('15/01/2012');
  expect(text).toContain('*********000');
  expect(text).not.toContain('031212000000');
  expect(text).not.toMatch(/<script|javascript:|style=/);
  expect(text.length).toBeLessThan(30_000);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a hundred previews by GET and HEAD answer nothing', async () => {
  const before = await answers();
  for (let round = 0; round < 100; round += 1) {
    const path = `${pathOf('HS0001')}${['', '/confirm', '/dispute', '/values', '/choose'][round % 5]}`;
    const { status } = await get(path, { method: round % 2 === 0 ? 'GET' : 'HEAD' });
    expect([200, 303]).toContain(status);
  }
  expect(await answers()).toEqual(before);
}, 60_000);

test('a form made elsewhere, or for another child, changes nothing', async () => {
  const other = formOf((await get(pathOf('HS0002'))).text);
  for (const form of ['', 'x.y', other]) {
    const { status, text } = await post(`${pathOf('HS0001')}/confirm`, [['form', form]]);
    expect(status).toBe(403);
    expect(text).toContain('Chưa có gì được gửi');
  }
  expect(await answers()).toEqual([{ state: 'waiting', count: '6' }]);
});

test('confirming twice with one form gives one reference; the other parent is told', async () => {
  const form = formOf((await get(pathOf('HS0001'))).text);
  const otherForm = formOf((await get(pathOf('HS0001'))).text);
  const presses = await Promise.all([1, 2].map(() => post(`${pathOf('HS0001')}/confirm`, [['form', form]])));
  expect(presses.map((one) => [one.status, one.headers.get('location')])).toEqual([
    [303, pathOf('HS0001')],
    [303, pathOf('HS0001')],
  ]);
  const done = await get(pathOf('HS0001'));
  expect(done.text).toMatch(/XN-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(done.text).toContain('Gọi nhà trường');
  const late = await post(`${pathOf('HS0001')}/confirm`, [['form', otherForm]]);
  expect(late.status).toBe(409);
  expect(late.text).toContain('Đã có người trả lời trước');
});

test('a dispute: nothing lost on an error, doubts do not block, check answers, reference, progress', async () => {
  const base = pathOf('HS0002');
  const form = formOf((await get(`${base}/dispute`)).text);
  const nothing = await post(`${base}/choose`, [['form', form]]);
  expect(nothing.status).toBe(422);
  expect(nothing.text).toContain('Hãy đánh dấu ít nhất một mục sai.');
  const ticked: [string, string][] = [
    ['form', form],
    ['wrong', 'birthDate'],
    ['wrong', 'personalNumber'],
    ['wrong', 'fullName'],
  ];
  const values = await post(`${base}/choose`, [...ticked, ['ticked', 'yes']]);
  expect(values.text).toContain('name="birthDate-day"');
  // Back without the browser's button, which has nothing to show after a POST.
  expect(values.text).toContain('name="back" value="yes"');
  const other = await post(`${base}/choose`, [...ticked, ['personalNumber', '031'], ['back', 'yes']]);
  expect(other.text).toMatch(/id="wrong-personalNumber"[^>]*checked/);
  expect(other.text).toContain('value="031"');
  const typed: [string, string][] = [
    ['birthDate-day', '31'],
    ['birthDate-month', '2'],
    ['birthDate-year', '2012'],
    ['personalNumber', '031 201 123456'],
    ['fullName', '  Nguyễn   Văn "An'],
    ['note', 'xem <khai sinh>'],
  ];
  const wrong = await post(`${base}/values`, [...ticked, ...typed]);
  expect(wrong.status).toBe(422);
  for (const kept of [
    'value="31"',
    'value="031 201 123456"',
    'Nguyễn   Văn &quot;An',
    'xem &lt;khai sinh&gt;',
    'href="#birthDate-day"',
    '<title>Lỗi: ',
  ])
    expect(wrong.text).toContain(kept);
  const named = (fullName: string) =>
    typed.map(([name, value]): [string, string] =>
      name === 'birthDate-day' ? [name, '28'] : name === 'fullName' ? [name, fullName.normalize('NFD')] : [name, value],
    );
  const [stored] = await world.rows<{ fullName: string }>(`select full_name as "fullName" from pupils where code = 'HS0002'`);
  const same = await post(`${base}/values`, [...ticked, ...named(stored?.fullName ?? '')]);
  expect([same.status, same.text.includes('Giống điều đang ghi.')]).toEqual([422, true]);
  const right = named('Nguyễn Văn Ân');
  const review = await post(`${base}/values`, [...ticked, ...right]);
  expect(review.status).toBe(200);
  expect(review.text).toContain('không khớp với năm sinh');
  expect(review.text).toContain('28/02/2012');
  expect((await get(base)).text).toContain('Tất cả đúng');
  const carried = [...review.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((one): [string, string] => [
    one[1] ?? '',
    one[2] ?? '',
  ]);
  const change = await post(`${base}/choose`, carried);
  expect(change.text).toMatch(/id="wrong-birthDate"[^>]*checked/);
  const sent = await Promise.all([post(`${base}/dispute`, [...ticked, ...right]), post(`${base}/dispute`, [...ticked, ...right])]);
  expect(sent.map((one) => one.status)).toEqual([303, 303]);
  expect(await world.rows('select count(*)::int as disputes from disputes')).toEqual([{ disputes: 1 }]);
  const progress = await get(base);
  expect(progress.text).toContain('Đang xem');
  expect(progress.text).toContain('*********456');
  expect(progress.text).not.toContain('031201123456');
});

test('a form of 65 kB is not read; a name of ten thousand letters is a mistake, not a failure', async () => {
  const base = pathOf('HS0003');
  const form = formOf((await get(`${base}/dispute`)).text);
  const long = await post(`${base}/dispute`, [
    ['form', form],
    ['wrong', 'fullName'],
    ['fullName', 'ế'.repeat(3_000)],
  ]);
  expect(long.status).toBe(422);
  expect(
    (
      await post(`${base}/dispute`, [
        ['form', form],
        ['wrong', 'fullName'],
        ['fullName', 'a'.repeat(70_000)],
      ])
    ).status,
  ).toBe(413);
});

test('closed, paused, expired and English pages say what to do', async () => {
  const base = pathOf('HS0003');
  expect((await get(`${base}?lang=en`)).text).toContain('All correct — I confirm');
  expect((await get(`${base}?lang=en`)).text).toContain(`action="${base}/confirm?lang=en"`);
  await world.rows("update seasons set state = 'paused'");
  expect((await get(base)).text).toContain('Đang tạm dừng');
  await world.rows("update seasons set state = 'running'");
  const form = formOf((await get(base)).text);
  world.time.now = Date.parse('2023-04-28T00:00:00+07:00');
  expect((await get(base)).text).toContain('Đã hết thời gian trả lời');
  const late = await post(`${base}/confirm`, [['form', form]]);
  expect(late.status).toBe(409);
  world.time.now += 40 * 86_400_000;
  expect((await get(base)).status).toBe(410);
  expect(await world.rows("select state from confirmations c join pupils p on p.id = c.pupil_id where p.code = 'HS0003'")).toEqual([
    { state: 'waiting' },
  ]);
});

test('a revoked link is as good as an expired one; those of other children keep working', async () => {
  const base = pathOf('HS0004');
  world.time.now = Date.parse('2023-04-12T09:00:00+07:00');
  const link = await findLink(world.api, base.slice(3), world.time.now);
  await withSystem(world.worker, (tx) => revokeLinks(tx, link?.confirmationId ?? '', world.time.now));
  expect((await get(base)).status).toBe(410);
  expect((await post(`${base}/confirm`, [['form', 'x.y']])).status).toBe(410);
  expect((await get(pathOf('HS0005'))).status).toBe(200);
});

test('a rehearsal is marked on every page, also on those of no child', async () => {
  const trial = await buildFamilyWorld({ rehearsal: true });
  try {
    const paths = await trial.open();
    const pages = createPortal({
      db: trial.api,
      pool: trial.apiPool,
      secrets: trial.secrets,
      masterKey: Buffer.alloc(32, 7),
      publicUrl: 'http://x',
      realNow: () => trial.time.now,
      addressOf: () => 'x',
    });
    for (const path of [paths.get('HS0001') ?? '', `${paths.get('HS0001')}/dispute`, '/p/x', '/tra-cuu']) {
      expect(await (await pages.request(path)).text()).toContain('DIỄN TẬP');
    }
  } finally {
    await trial.close();
  }
});
