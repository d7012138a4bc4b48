import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from './database.ts';

async function tables(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' order by 1");
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

test('every test file has a migrated database of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(one.name).not.toBe(two.name);
  expect(await tables(one.url)).toContain('outbox');
  const client = new Client({ connectionString: one.url });
  await client.connect();
  await client.query('create table mine ()');
  await client.end();
  expect(await tables(two.url)).not.toContain('mine');
  await one.drop();
  await two.drop();
  await expect(tables(one.url)).rejects.toThrow('does not exist');
  expect(await tables(inject('postgresUrl'))).toEqual([]);
});
