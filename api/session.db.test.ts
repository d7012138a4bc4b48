import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld, password } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';
import { createApp } from './app.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(async () => await world.close());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  world.app.request('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('signing in', () => {
  it('hands out an HttpOnly cookie, the person, and what they may do', async () => {
    const response = await post({ username: 'S0101-Clerk', password });
    expect(response.status).toBe(201);
    expect(response.headers.get('set-cookie')).toMatch(/^mua_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    const body = await response.json();
    expect(body).toMatchObject({ staff: { role: 'clerk', unit: { code: 'S0101', path: 'SO/D01/S0101/' } }, delegated: [] });
    expect(body.abilities).toContain('confirmation.key-in');
    expect(body.abilities).not.toContain('season.approve');
  });

  it('says the same of a wrong password and of nobody', async () => {
    const [wrong, nobody] = await Promise.all([
      post({ username: 's0102-clerk', password: 'x' }),
      post({ username: 'nobody', password: 'x' }),
    ]);
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await nobody.json());
  });

  it('speaks English when asked to', async () => {
    const response = await post({ username: 'nobody2', password: 'x' }, { 'Accept-Language': 'en-GB' });
    expect((await response.json()).error.message).toMatch(/User name or password/);
  });

  it('stops guessing after ten tries, also with the right password', async () => {
    for (let tries = 0; tries < 10; tries += 1) expect((await post({ username: 's0201-clerk', password: 'x' })).status).toBe(401);
    const refused = await post({ username: 's0201-clerk', password });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('stores no cookie, only its hash', async () => {
    const token = /mua_session=([\w-]+)/.exec((await post({ username: 'so-admin', password })).headers.get('set-cookie') ?? '')?.[1] ?? '';
    const { rows } = await world.sql.query("select encode(token_hash, 'base64') as hash, csrf from sessions");
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a sign-in from elsewhere', () => {
  const right = { username: 's0102-clerk', password };

  it('is refused when another site sends it, so that nobody works in an account that is not theirs', async () => {
    expect((await post(right, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await post(right, { Origin: 'https://evil.example', Host: 'mua.example' })).status).toBe(403);
    expect((await post(right, { Origin: 'https://mua.example:8443', Host: 'mua.example', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(
      201,
    );
  });

  it('is counted by who sent it, behind a proxy too, and whatever they claim', async () => {
    const behind = createApp({ ...world.deps, config: { ...world.deps.config, proxies: 1 } });
    const tryFrom = (forwarded: string, given: string) =>
      behind.request('/api/session', {
        method: 'POST',
        headers: { 'X-Forwarded-For': forwarded },
        body: JSON.stringify({ username: 'd02-officer', password: given }),
      });
    for (let tries = 0; tries < 10; tries += 1)
      expect((await tryFrom(`10.0.0.${tries}, 203.0.113.7:${9000 + tries}`, 'x')).status).toBe(401);
    expect((await tryFrom('198.51.100.1, 203.0.113.7', password)).status).toBe(429);
    expect((await tryFrom('203.0.113.7, 198.51.100.1', password)).status).toBe(201);
    for (let tries = 0; tries < 10; tries += 1) expect((await tryFrom(`2001:db8:0:1::${tries}`, 'x')).status).toBe(401);
    expect((await tryFrom('2001:db8::1:ffff:0:0:1', password)).status).toBe(429);
    expect((await tryFrom('2001:db8:0:2::1', password)).status).toBe(201);
  });

  it('is not read on when it does not end', async () => {
    const sent = { chunks: 0 };
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent.chunks += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = new Request('http://localhost/api/session', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    expect((await world.app.request(request)).status).toBe(413);
    expect(sent.chunks).toBeLessThan(30);
  });
});

describe('a session', () => {
  it('is needed, and everything but GET needs its token', async () => {
    expect((await world.app.request('/api/session')).status).toBe(401);
    const clerk = await world.as('s0101-clerk');
    expect((await clerk.call('PATCH', '/api/session', { preferences: { theme: 'dark' } }, { 'X-CSRF-Token': 'wrong' })).status).toBe(403);
    const kept = await clerk.call<{ staff: { preferences: object } }>('PATCH', '/api/session', { preferences: { theme: 'dark' } });
    expect(kept.body.staff.preferences).toEqual({ theme: 'dark' });
  });

  it('moves its end on when used, and ends', async () => {
    const later = Date.now() + 11 * 3_600_000;
    world.deps.now = () => later;
    const clerk = await world.as('s0102-clerk');
    world.deps.now = () => later + 11 * 3_600_000;
    expect((await clerk.call('GET', '/api/session')).status).toBe(200);
    world.deps.now = () => later + 20 * 3_600_000;
    expect((await clerk.call('GET', '/api/session')).status).toBe(200);
    world.deps.now = () => later + 40 * 3_600_000;
    expect((await clerk.call('GET', '/api/session')).status).toBe(401);
    world.deps.now = () => Date.now();
  });

  it('lasts a week at most, however busy', async () => {
    const begun = Date.now();
    const clerk = await world.as('s0201-principal');
    for (let hours = 10; hours < 7 * 24; hours += 10) {
      world.deps.now = () => begun + hours * 3_600_000;
      expect((await clerk.call('GET', '/api/session')).status).toBe(200);
    }
    world.deps.now = () => begun + (7 * 24 + 1) * 3_600_000;
    expect((await clerk.call('GET', '/api/session')).status).toBe(401);
    world.deps.now = () => Date.now();
  });

  it('is gone after signing out', async () => {
    const officer = await world.as('d01-officer');
    expect((await officer.call('DELETE', '/api/session')).status).toBe(204);
    expect((await officer.call('GET', '/api/session')).status).toBe(401);
  });

  it('carries headers that keep personal data out of caches and frames', async () => {
    const { headers } = await (await world.as('so-admin')).call('GET', '/api/session');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

it('an unknown route of the API is a plain 404', async () => {
  const response = await world.app.request('/api/nothing');
  expect(response.status).toBe(404);
  expect((await response.json()).error.code).toBe('not-found');
});

describe('one’s own password', () => {
  type Refused = { error: { fields: Record<string, string> } };
  const change = async (who: Caller, current: string, next: string) => await who.call<Refused>('PUT', '/api/session/password', { current, next });

  it('is changed by who knows it; the other sessions end, this one goes on, and the log says so', async () => {
    const username = 's0101-homeroom-teacher';
    const cookieOf = async () => /(mua_session=[\w-]+)/.exec((await post({ username, password })).headers.get('set-cookie') ?? '')?.[1] ?? '';
    const elsewhere = await cookieOf();
    const clerk = await world.as(username);
    const before = (await clerk.call<{ csrf: string }>('GET', '/api/session')).body.csrf;
    const wrong = await change(clerk, 'not this one', 'một mật khẩu dài');
    expect([wrong.status, Object.keys(wrong.body.error.fields)]).toEqual([422, ['current']]);
    expect(Object.keys((await change(clerk, password, 'ngắn')).body.error.fields)).toEqual(['next']);
    expect(Object.keys((await change(clerk, password, password)).body.error.fields)).toEqual(['next']);
    expect((await post({ username, password })).status).toBe(201);
    const changed = await clerk.call<{ csrf: string }>('PUT', '/api/session/password', { current: password, next: 'một mật khẩu dài' });
    expect(changed.status).toBe(200);
    // Under a new cookie and token: a stolen one ends too.
    expect(changed.body.csrf).not.toBe(before);
    expect((await clerk.call('GET', '/api/session')).status).toBe(401);
    const fresh = /(mua_session=[\w-]+)/.exec(changed.headers.get('set-cookie') ?? '')?.[1] ?? '';
    expect((await world.app.request('/api/session', { headers: { Cookie: fresh } })).status).toBe(200);
    expect((await world.app.request('/api/session', { headers: { Cookie: elsewhere } })).status).toBe(401);
    expect((await post({ username, password })).status).toBe(401);
    expect((await post({ username, password: 'một mật khẩu dài' })).status).toBe(201);
    const { rows } = await world.sql.query("select details from audit_entries where action = 'session.password'");
    expect(rows).toEqual([{ details: {} }]);
  });

  it('is not set at an open screen by the way of the staff page', async () => {
    const admin = await world.as('so-admin');
    const own = (await admin.call<{ staff: { id: string } }>('GET', '/api/session')).body.staff.id;
    const refused = await admin.call<Refused>('PUT', `/api/staff/${own}`, { password: 'một mật khẩu dài' });
    expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, ['password']]);
  });

  it('cannot be guessed at an open screen, nor changed by who signs in elsewhere', async () => {
    const principal = await world.as('s0102-principal');
    for (let tries = 0; tries < 10; tries += 1) expect((await change(principal, 'x', 'một mật khẩu dài')).status).toBe(422);
    expect((await change(principal, password, 'một mật khẩu dài')).status).toBe(429);
    const officer = await world.as('d02-officer');
    await world.sql.query("update staff set password_hash = null where username = 'd02-officer'");
    expect((await change(officer, password, 'một mật khẩu dài')).status).toBe(409);
  });
});
