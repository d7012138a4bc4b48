import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiWorld } from '../../test/support/api-world.ts';
import type { ApiWorld } from '../../test/support/api-world.ts';
import { createApp } from '../app.ts';
import { createOidc } from './oidc.ts';

/** A small OpenID provider: code flow with PKCE, RS256, one client. */
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const codes = new Map<string, { nonce: string; challenge: string; subject: string }>();
let issuer = '';
let subject = 'chi-huong';
let spoiledNonce = false;

async function provider(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', issuer);
  const json = (body: unknown, status = 200) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (url.pathname === '/.well-known/openid-configuration') {
    json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    });
  } else if (url.pathname === '/keys') {
    json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] });
  } else if (url.pathname === '/authorize') {
    const code = randomUUID();
    codes.set(code, { nonce: url.searchParams.get('nonce') ?? '', challenge: url.searchParams.get('code_challenge') ?? '', subject });
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    response.writeHead(302, { Location: back.href }).end();
  } else if (url.pathname === '/token') {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const form = new URLSearchParams(text);
    const code = codes.get(form.get('code') ?? '');
    const verified =
      code &&
      createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url') === code.challenge;
    if (!code || !verified) {
      json({ error: 'invalid_grant' }, 400);
      return;
    }
    codes.delete(form.get('code') ?? '');
    const now = Math.floor(Date.now() / 1000);
    const body = `${encode({ alg: 'RS256', kid: 'one' })}.${encode({ iss: issuer, aud: 'mua', sub: code.subject, iat: now, exp: now + 60, nonce: spoiledNonce ? 'other' : code.nonce })}`;
    json({
      access_token: 'x',
      token_type: 'Bearer',
      expires_in: 60,
      id_token: `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey).toString('base64url')}`,
    });
  } else {
    json({}, 404);
  }
}

let server: Server;
let world: ApiWorld;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  server = createServer((request, response) => void provider(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await createApiWorld();
  app = createApp({ ...world.deps, oidc: createOidc({ issuer, clientId: 'mua', clientSecret: 'bi-mat' }, 'http://127.0.0.1:8080') });
  await world.sql.query("update staff set oidc_subject = 'chi-huong' where username = 's0101-clerk'");
});
afterAll(async () => {
  await world.close();
  server.close();
});

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='));

async function goThrough(): Promise<{ callback: string; cookie: string }> {
  const begun = await app.request('/api/session/oidc');
  expect(begun.status).toBe(302);
  const returned = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const callback = new URL(returned.headers.get('location') ?? '');
  return { callback: callback.pathname + callback.search, cookie: cookiesOf(begun).join('; ') };
}

describe('signing in by OIDC', () => {
  it('is offered only when configured', async () => {
    expect(await (await app.request('/api/session/methods')).json()).toEqual({ password: true, oidc: true });
    expect((await world.app.request('/api/session/oidc')).status).toBe(404);
  });

  it('opens a session for the member of staff whom the provider names', async () => {
    const { callback, cookie } = await goThrough();
    const done = await app.request(callback, { headers: { Cookie: cookie } });
    expect(done.headers.get('location')).toBe('/');
    const session = await app.request('/api/session', { headers: { Cookie: cookiesOf(done).join('; ') } });
    expect(await session.json()).toMatchObject({ staff: { role: 'clerk', unit: { code: 'S0101' } } });
  });

  it('lets nobody in whom Mùa does not know', async () => {
    subject = 'nguoi-la';
    const { callback, cookie } = await goThrough();
    const done = await app.request(callback, { headers: { Cookie: cookie } });
    expect(done.headers.get('location')).toBe('/#/login?oidc=unknown');
    expect(cookiesOf(done)).toEqual([]);
    subject = 'chi-huong';
  });

  it('refuses a callback of another browser, another state or another nonce', async () => {
    const { callback, cookie } = await goThrough();
    expect((await app.request(callback)).headers.get('location')).toBe('/#/login?oidc=expired');
    expect((await app.request(callback.replace(/state=[^&]+/, 'state=x'), { headers: { Cookie: cookie } })).headers.get('location')).toBe(
      '/#/login?oidc=refused',
    );
    spoiledNonce = true;
    const again = await goThrough();
    expect((await app.request(again.callback, { headers: { Cookie: again.cookie } })).headers.get('location')).toBe(
      '/#/login?oidc=refused',
    );
    spoiledNonce = false;
  });
});
