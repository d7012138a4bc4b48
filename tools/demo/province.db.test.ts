import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSecrets } from '../../db/secret.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { loadDemo } from './province.ts';
import type { DemoProvince } from './province.ts';
import type { Account } from './staff.ts';

let database: TestDatabase;
let pool: Pool;
let province: DemoProvince;
const kept: Account[] = [];
const secrets = createSecrets(randomBytes(32));

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url });
  province = await loadDemo(drizzle(pool), {
    seed: 7, districts: 3, schools: 20, pupils: 600, secrets,
    keepAccounts: async (accounts) => void kept.push(...accounts),
  });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const one = async (text: string): Promise<Record<string, unknown>> => (await pool.query<Record<string, unknown>>(text)).rows[0] ?? {};

it('writes exactly the pupils that were asked for, each in a class with a homeroom teacher', async () => {
  expect((await one('select count(*)::int as n from pupils'))['n']).toBe(600);
  expect((await one(`select count(*)::int as n from pupils p where not exists (
    select 1 from staff s where s.role = 'homeroom-teacher' and s.unit_id = p.school_id and s.class_name = p.class_name)`))['n']).toBe(0);
});

it('finds Đỗ Thị Hường without accents', async () => {
  expect((await one("select full_name from pupils where folded = 'do thi huong'"))['full_name']).toBe('Đỗ Thị Hường');
});

it('leaves one school without a ministry code and hangs upper-secondary schools under the Sở', async () => {
  expect((await one("select count(*)::int as n from units where tier = 'school' and ministry_code is null"))['n']).toBe(1);
  expect((await one("select count(*)::int as n from units where 'upper-secondary' = any(levels) and path like 'SO/S%'"))['n']).toBe(2);
});

it('keeps personal numbers encrypted, of 12 digits, some missing', async () => {
  const { rows } = await pool.query<{ sealed: Buffer | null }>('select personal_number_enc as sealed from pupils');
  const numbers = rows.flatMap((row) => (row.sealed ? [secrets.open(row.sealed)] : []));
  expect(numbers.every((number) => /^0\d{11}$/.test(number))).toBe(true);
  expect(numbers.length).toBeLessThan(600);
  expect(numbers.length).toBeGreaterThan(540);
});

it('lets everybody in the accounts sign in with their password', async () => {
  expect(kept).toEqual(province.accounts);
  const admin = kept.find((account) => account.role === 'admin');
  const { rows } = await pool.query<{ hash: string }>('select password_hash as hash from staff where username = $1', [admin?.username]);
  expect(await verify(rows[0]?.hash ?? '', admin?.password ?? '')).toBe(true);
});

it('has a catalogue of places under each district, and every pupil in a group or hamlet of it', async () => {
  const { rows } = await pool.query<{ kind: string; n: number }>('select kind, count(*)::int as n from places group by kind order by kind');
  const count = Object.fromEntries(rows.map((row) => [row.kind, row.n]));
  expect(count['district']).toBe(3);
  expect((count['group'] ?? 0) + (count['hamlet'] ?? 0)).toBeGreaterThanOrEqual((count['commune'] ?? 0) * 8);
  expect((await one("select count(*)::int as n from pupils p left join places x on x.id = p.place_id where x.kind is null or x.kind not in ('group', 'hamlet') or p.residence <> 'settled'"))['n']).toBe(0);
  expect((await one('select count(*)::int as n from places p join places q on q.id = p.parent_id where not starts_with(p.path, q.path) or p.unit_id <> q.unit_id'))['n']).toBe(0);
});
