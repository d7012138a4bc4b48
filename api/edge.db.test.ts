import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPayloadCodec } from '../codec/payload-codec.ts';
import { createApiWorld, masterKey, quietEngine } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';
import { createApp } from './app.ts';
import { createSeasonEvents } from './events.ts';
import { createWireCodec } from './wire-codec.ts';

let world: ApiWorld;
let app: ReturnType<typeof createApp>;
let ui: Server;
let folder: string;
const reached: { method: string; url: string; cookie: string }[] = [];
let engineUp = true;

beforeAll(async () => {
  ui = createServer((request, response) => {
    reached.push({ method: request.method ?? '', url: request.url ?? '', cookie: request.headers.cookie ?? '' });
    response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': '_csrf=abc; Path=/' }).end('<title>Temporal</title>');
  });
  await new Promise<void>((resolve) => ui.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'mua-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<html><meta name="csp-nonce" content=""><title>Mùa</title></html>');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'console.log(1)');
  await writeFile(join(folder, 'assets', 'app-1a2b.js.gz'), gzipSync('console.log(1)'));
  world = await createApiWorld({
    engine: {
      ...quietEngine,
      health: async () => {
        if (!engineUp) throw new Error('down');
        return true;
      },
    },
  });
  const uiAddress = `http://127.0.0.1:${(ui.address() as AddressInfo).port}`;
  app = createApp({
    ...world.deps,
    codec: createWireCodec(masterKey),
    config: { ...world.deps.config, consoleDir: folder, temporal: { ...world.deps.config.temporal, uiAddress } },
  });
});
afterAll(async () => {
  await world.close();
  ui.close();
  await rm(folder, { recursive: true, force: true });
});

async function as(username: string, method: string, path: string, more: RequestInit = {}): Promise<Response> {
  const response = await world.app.request('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: 'mật khẩu thử 1' }),
  });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return await app.request(path, { ...more, method, headers: { Cookie: cookie, ...(more.headers as Record<string, string>) } });
}

describe('health', () => {
  it('names the part that is down', async () => {
    const down = await app.request('/healthz');
    expect([down.status, await down.json()]).toEqual([503, { status: 'down', database: 'up', engine: 'up', worker: 'down' }]);
    await world.sql.query("insert into beats (name, at) values ('worker/1', now())");
    expect((await app.request('/healthz')).status).toBe(200);
    engineUp = false;
    expect(await (await app.request('/healthz')).json()).toMatchObject({ engine: 'down' });
    engineUp = true;
    await world.sql.query("update beats set at = now() - interval '11 seconds'");
    expect((await app.request('/healthz')).status).toBe(503);
  });

  it('measures for this machine only, and writes no address down', async () => {
    await app.request('/p/a-secret-token');
    const metrics = await app.request('/metrics');
    expect(await metrics.text()).toContain('mua_http_seconds_bucket');
    expect(await (await app.request('/metrics')).text()).not.toContain('a-secret-token');
    expect((await app.request('/metrics', { headers: { 'X-Forwarded-For': '1.2.3.4' } })).status).toBe(404);
  });
});

describe('the console', () => {
  it('gets its page with a fresh nonce and a strict policy', async () => {
    const [one, two] = [await app.request('/'), await app.request('/seasons')];
    const policy = one.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(await one.text()).toContain(`content="${nonce}"`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(two.headers.get('content-security-policy')).not.toContain(nonce);
    expect(one.headers.get('cache-control')).toBe('no-store');
  });

  it('gets its hashed assets for a year, compressed', async () => {
    const plain = await app.request('/assets/app-1a2b.js');
    expect([plain.headers.get('cache-control'), await plain.text()]).toEqual(['public, max-age=31536000, immutable', 'console.log(1)']);
    const small = await app.request('/assets/app-1a2b.js', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect([small.headers.get('content-encoding'), small.headers.get('content-type')]).toEqual(['gzip', 'text/javascript; charset=utf-8']);
  });

  it.each(['/assets/none.js', '/..%2f..%2fetc/passwd.txt', '/%2e%2e/%2e%2e/package.json', '/assets/%E0%A4%A'])(
    'does not serve %s',
    async (path) => {
      const response = await app.request(path);
      expect(await response.text()).not.toContain('"name": "mua"');
      expect([200, 404]).toContain(response.status);
    },
  );
});

describe("the engine's own UI", () => {
  it('is for people with engine.read, to read', async () => {
    expect((await app.request('/temporal/')).status).toBe(401);
    expect((await as('s0101-clerk', 'GET', '/temporal/')).status).toBe(403);
    const page = await as('so-operator', 'GET', '/temporal/namespaces/default?x=1', { headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect([page.status, await page.text()]).toEqual([200, '<title>Temporal</title>']);
    expect(reached.at(-1)).toMatchObject({ url: '/temporal/namespaces/default?x=1', cookie: '' });
    expect((await as('so-admin', 'POST', '/temporal/api/v1/namespaces/default/workflows/x/terminate')).status).toBe(403);
    expect((await as('so-admin', 'POST', '/temporal/api/v1/namespaces/default/workflows/x/query/schedule', { body: '{}' })).status).toBe(
      200,
    );
    expect((await as('so-admin', 'GET', '/temporal/', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
  });

  it.each(['default/workflows/query/terminate', 'query/update', 'default/schedules/query/x', 'default/workflows/x/signal/query/y'])(
    'takes no order that looks like a question: %s',
    async (path) => {
      const before = reached.length;
      expect((await as('so-admin', 'POST', `/temporal/api/v1/namespaces/${path}`, { body: '{}' })).status).toBe(403);
      expect(reached.length).toBe(before);
    },
  );

  it('is asked nothing endless', async () => {
    const query = '/temporal/api/v1/namespaces/default/workflows/x/query/schedule';
    expect((await as('so-admin', 'POST', query, { body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
  });

  it('has its payloads opened by us, and each opening is in the audit log', async () => {
    const [sealed] = await createPayloadCodec(masterKey).encode([defaultPayloadConverter.toPayload({ seasonCode: 'hp-2023' })]);
    const wire = {
      metadata: Object.fromEntries(
        Object.entries(sealed?.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
      ),
      data: Buffer.from(sealed?.data ?? []).toString('base64'),
    };
    const body = JSON.stringify({ payloads: [wire] });
    expect((await app.request('/codec/decode', { method: 'POST', body })).status).toBe(401);
    expect((await as('so-leader', 'POST', '/codec/decode', { body })).status).toBe(403);
    expect(
      (await as('so-admin', 'POST', '/codec/decode', { body, headers: { Origin: 'https://evil.example', Host: 'localhost' } })).status,
    ).toBe(403);
    const opened = await as('so-admin', 'POST', '/codec/decode', { body });
    const { payloads } = (await opened.json()) as { payloads: { data: string }[] };
    expect(Buffer.from(payloads[0]?.data ?? '', 'base64').toString()).toBe('{"seasonCode":"hp-2023"}');
    const { rows } = await world.sql.query("select details from audit_entries where action = 'engine.decode'");
    expect(rows).toEqual([{ details: { payloads: 1 } }]);
    expect(
      (await as('so-admin', 'POST', '/codec/decode', { body: '{"payloads":[{"metadata":{"encoding":"x"},"data":"!"}]}' })).status,
    ).toBe(200);
    expect((await as('so-admin', 'POST', '/codec/decode', { body: 'nonsense' })).status).toBe(400);
  });
});

describe('events', () => {
  it('merges what happens within the gap, for each season', async () => {
    const events = createSeasonEvents(40);
    const heard: string[] = [];
    const stop = events.subscribe((event) => heard.push(event.topics.join('+')));
    const seasonId = '11111111-1111-4111-8111-111111111111';
    const say = (...topics: string[]) => events.receive(JSON.stringify({ seasonId, topics }));
    say('tasks');
    for (let times = 0; times < 50; times += 1) say('tasks', 'steps');
    events.receive('not json');
    events.receive('{"seasonId":"x","topics":[]}');
    expect(heard).toEqual(['tasks']);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(heard).toEqual(['tasks', 'tasks+steps']);
    stop();
  });

  it('streams to a signed-in person', async () => {
    const response = await as('s0101-clerk', 'GET', '/api/events');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader?.read())?.value)).toContain('event: ready');
    world.deps.events.receive(JSON.stringify({ seasonId: '11111111-1111-4111-8111-111111111111', topics: ['tasks'] }));
    expect(decoder.decode((await reader?.read())?.value)).toContain('"topics":["tasks"]');
    await reader?.cancel();
    expect((await app.request('/api/events')).status).toBe(401);
  });
});

describe('the description', () => {
  it('names every route with who may call it', async () => {
    const document = (await (await app.request('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object; 'x-access': string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.length).toBeGreaterThan(75);
    for (const methods of Object.values(document.paths)) for (const route of Object.values(methods)) expect(route['x-access']).toBeTruthy();
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((found) => found[1]);
    const known = Object.keys((document as { components?: { schemas?: object } }).components?.schemas ?? {});
    expect(references.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});
