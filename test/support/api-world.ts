import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import pino from 'pino';
import { Client } from 'pg';
import { createApp } from '../../api/app.ts';
import type { Deps } from '../../api/deps.ts';
import type { Engine } from '../../api/engine.ts';
import { createSeasonEvents } from '../../api/events.ts';
import { createSignInLimits } from '../../api/session/limits.ts';
import { hashPassword } from '../../db/password.ts';
import { createDb, createPool } from '../../db/client.ts';
import { createSecrets } from '../../db/secret.ts';
import type { Role } from '../../domain/policy.ts';
import { fold } from '../../domain/text.ts';
import type { Tier } from '../../domain/tier.ts';
import { createTestDatabase } from './database.ts';

/** A province with two districts, three schools and one person of each role in each; passwords are all `password`. */
export const password = 'mật khẩu thử 1';
export const masterKey = Buffer.alloc(32, 7);

export type TestUnit = { id: string; code: string; tier: Tier; path: string; parent: string | null };
const unitRows: [code: string, tier: Tier, parent: string | null][] = [
  ['SO', 'province', null],
  ['D01', 'district', 'SO'],
  ['D02', 'district', 'SO'],
  ['S0101', 'school', 'D01'],
  ['S0102', 'school', 'D01'],
  ['S0201', 'school', 'D02'],
];
const rolesAt: Record<string, readonly Role[]> = {
  province: ['admin', 'leader', 'officer', 'operator'],
  district: ['leader', 'officer'],
  school: ['principal', 'clerk', 'homeroom-teacher'],
};

export type Reply<T> = { status: number; body: T; headers: Headers };
export type Caller = {
  username: string;
  staffId: string;
  /** For an answer that is no text. */
  cookie: string;
  call: <T = never>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply<T>>;
  /** A file, byte for byte. */
  download: (path: string) => Promise<{ status: number; bytes: Buffer }>;
  list: <T = { id: string }>(
    resource: string,
    filter?: unknown,
    sort?: [string, 'ASC' | 'DESC'],
    range?: [number, number],
  ) => Promise<Reply<T[]>>;
};

export type ApiWorld = {
  app: Hono;
  deps: Deps;
  sql: Client;
  units: Record<string, TestUnit>;
  staff: Record<string, { id: string; username: string; role: Role; unit: TestUnit }>;
  /** Signed in, with cookie and token. Usernames are `<unit>-<role>` in lower case: `s0101-clerk`. */
  as: (username: string) => Promise<Caller>;
  close: () => Promise<void>;
};

export const quietEngine: Engine = {
  answer: async () => ({ kind: 'taken', state: 'submitted', version: 2 }),
  decideDispute: async () => ({ kind: 'taken', state: 'accepted', version: 2 }),
  health: async () => true,
};

export async function createApiWorld(options: { engine?: Engine; deps?: Partial<Deps> } = {}): Promise<ApiWorld> {
  const database = await createTestDatabase();
  const sql = new Client({ connectionString: database.url });
  await sql.connect();
  const { units, staff } = await people(sql);
  const pool = createPool(database.url, 'mua_api');
  const deps: Deps = {
    config: {
      databaseUrl: database.url,
      temporal: { address: '127.0.0.1:1', namespace: 'default', uiAddress: 'http://127.0.0.1:1' },
      publicUrl: 'http://127.0.0.1:8080',
      listen: { host: '127.0.0.1', port: 0 },
      dataDir: `/tmp/mua-test-${randomUUID()}`,
      masterKey,
      consoleDir: '/nonexistent',
      oidc: null,
      logLevel: 'silent',
    },
    db: createDb(pool),
    pool,
    engine: options.engine ?? quietEngine,
    secrets: createSecrets(masterKey),
    codec: { decode: async (payloads) => payloads },
    limits: createSignInLimits(pool),
    oidc: null,
    events: createSeasonEvents(),
    portal: null,
    log: pino({ level: 'silent' }),
    now: () => Date.now(),
    ...options.deps,
  };
  const app = createApp(deps);
  const callers = new Map<string, Promise<Caller>>();
  return {
    app,
    deps,
    sql,
    units,
    staff,
    as: (username) => {
      const known = callers.get(username) ?? signIn(app, username);
      callers.set(username, known);
      return known;
    },
    close: async () => {
      await pool.end();
      await sql.end();
      await database.drop();
    },
  };
}

async function signIn(app: Hono, username: string): Promise<Caller> {
  const response = await app.request('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (response.status !== 201) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { csrf, staff } = (await response.json()) as { csrf: string; staff: { id: string } };
  const call: Caller['call'] = async (method, path, body, headers = {}) => {
    const form = body instanceof FormData;
    const answer = await app.request(path, {
      method,
      headers: {
        Cookie: cookie,
        'X-CSRF-Token': csrf,
        ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: (json && text ? JSON.parse(text) : text) as never, headers: answer.headers };
  };
  return {
    username,
    staffId: staff.id,
    cookie,
    call,
    download: async (path) => {
      const answer = await app.request(path, { headers: { Cookie: cookie } });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
    list: (resource, filter = {}, sort, range = [0, 24]) => {
      const query = new URLSearchParams({
        filter: JSON.stringify(filter),
        range: JSON.stringify(range),
        ...(sort && { sort: JSON.stringify(sort) }),
      });
      return call('GET', `/api/${resource}?${query.toString()}`);
    },
  };
}

async function people(sql: Client): Promise<Pick<ApiWorld, 'units' | 'staff'>> {
  const units: ApiWorld['units'] = {};
  const staff: ApiWorld['staff'] = {};
  const hash = await hashPassword(password);
  for (const [code, tier, parent] of unitRows) {
    const above = parent ? units[parent] : undefined;
    const unit: TestUnit = { id: randomUUID(), code, tier, parent, path: `${above?.path ?? ''}${code}/` };
    units[code] = unit;
    const name = `${tier === 'school' ? 'Trường Tiểu học' : tier === 'district' ? 'Phòng' : 'Sở'} ${code}`;
    await sql.query('insert into units (id, code, name, folded, tier, path, parent_id, levels) values ($1,$2,$3,$4,$5,$6,$7,$8)', [
      unit.id,
      code,
      name,
      fold(name),
      tier,
      unit.path,
      above?.id ?? null,
      tier === 'school' ? ['primary'] : [],
    ]);
    for (const role of rolesAt[tier] ?? []) {
      const username = `${code}-${role}`.toLowerCase();
      const person = { id: randomUUID(), username, role, unit };
      staff[username] = person;
      const fullName = `Nguyễn Thị ${role} ${code}`;
      await sql.query(
        'insert into staff (id, username, name, folded, email, unit_id, role, class_name, password_hash) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
        [
          person.id,
          username,
          fullName,
          fold(fullName),
          `${username}@example.vn`,
          unit.id,
          role,
          role === 'homeroom-teacher' ? '5A1' : null,
          hash,
        ],
      );
    }
  }
  return { units, staff };
}
