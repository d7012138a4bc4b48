import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createPool } from './client.ts';
import { migrate } from './migrate.ts';

const suffix = randomUUID().slice(0, 8);
const owner = `owner_${suffix}`;
const database = `owned_${suffix}`;
let admin: Client;

beforeAll(async () => {
  admin = new Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`create role ${owner} login createrole password 'owner'`);
  // On this server a superuser made them already; a fresh server lets the owner make them.
  await admin.query(`grant mua_api, mua_worker to ${owner} with inherit false, set true`);
  await admin.query(`create database ${database} owner ${owner}`);
});
afterAll(async () => {
  await admin.query(`drop database if exists ${database} with (force)`);
  await admin.query(`drop role if exists ${owner}`);
  await admin.end();
});

function ownerUrl(): string {
  const url = new URL(inject('postgresUrl'));
  url.username = owner;
  url.password = 'owner';
  url.pathname = `/${database}`;
  return url.href;
}

test('an owner who is no superuser migrates, from two processes at once, and again; then works under the roles', async () => {
  await Promise.all([migrate(ownerUrl()), migrate(ownerUrl())]);
  const lines: string[] = [];
  await migrate(ownerUrl(), { log: (line) => lines.push(line) });
  expect(lines, 'nothing left to do').toEqual([]);
  const pool = createPool(ownerUrl(), 'mua_worker', 1);
  await pool.query(`insert into units (code, name, folded, tier, path, levels) values ('SO', 'Sở', 'so', 'province', 'SO/', '{}')`);
  expect((await pool.query('select current_user as me, code from units')).rows).toEqual([{ me: 'mua_worker', code: 'SO' }]);
  await pool.end();
  const own = new Client({ connectionString: ownerUrl() });
  await own.connect();
  const seen = await own.query('select 1 from units');
  await own.end();
  expect(seen.rowCount, 'FORCE: even the owner sees nothing').toBe(0);
});
