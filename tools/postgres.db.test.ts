import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { QueryArrayResult } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';
import { isAlive } from './processes.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-pg-test-'));
  dataDir = join(folder, 'postgres');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<Postgres> => await startPostgres({ dataDir, durable: false, ownServer: true });

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result: QueryArrayResult<unknown[]> = await client.query({ text: statement, rowMode: 'array' });
    return result.rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('what is written survives an immediate stop, and the address stays', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 7 as n');
  await first.crash();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'select n from kept')).toBe(7);
  await second.stop();
  expect(isAlive(second.pid ?? 0)).toBe(false);
});

test('Vietnamese order, accent-free search and trigrams are there', async () => {
  const server = await start();
  try {
    await ask(server.url, 'create extension unaccent');
    await ask(server.url, 'create extension pg_trgm');
    expect(await ask(server.url, "select lower(unaccent('Đỗ Thị Hường'))")).toBe('do thi huong');
    expect(await ask(server.url, `select string_agg(x, ' ' order by x collate "vi-x-icu") from unnest(array['Đỗ', 'Dung', 'Ân', 'Ánh', 'An']) x`))
      .toBe('An Ánh Ân Dung Đỗ');
    expect(await ask(server.url, "select lower('ĐỖ THỊ ÁNH')")).toBe('đỗ thị ánh');
    expect(await ask(server.url, 'show timezone')).toBe('UTC');
  } finally {
    await server.stop();
  }
});

test('a second Mùa on the same folder is refused by name', async () => {
  const server = await start();
  try {
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
  } finally {
    await server.stop();
  }
});

test('the server of a killed starter is stopped and taken over', async () => {
  const program = `import { startPostgres } from ${JSON.stringify(new URL('postgres.ts', import.meta.url).href)};
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false, ownServer: true });
    console.log(server.pid); setInterval(() => undefined, 1000);`;
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const orphan = await new Promise<number>((resolve) => starter.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))));
  starter.kill('SIGKILL');
  await new Promise((resolve) => starter.once('exit', resolve));
  expect(isAlive(orphan)).toBe(true);
  const server = await start();
  expect(isAlive(orphan)).toBe(false);
  await server.stop();
});

test('a postmaster.pid whose number now belongs to a stranger does not stop the start', async () => {
  await (await start()).stop();
  await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
  await (await start()).stop();
});

test('a cluster whose making was broken off is made again', async () => {
  await (await start()).stop();
  await rm(`${dataDir}.ready`);
  const server = await start();
  expect(await ask(server.url, 'select 1')).toBe(1);
  await server.stop();
});

test('a temporary cluster leaves nothing', async () => {
  const server = await startPostgres({ durable: false, ownServer: true });
  const place = String(await ask(server.url, 'show data_directory'));
  await server.stop();
  await expect(stat(place)).rejects.toThrow('ENOENT');
});

test('a taken port is told with its number', async () => {
  const listener = createServer();
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startPostgres({ dataDir, port, durable: false, ownServer: true })).rejects.toThrow(`Port ${port} for PostgreSQL is taken`);
  listener.close();
});

test('a database of somebody else that does not answer is told', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  await expect(startPostgres({ dataDir })).rejects.toThrow(/^The database of DATABASE_URL does not answer/);
  vi.unstubAllEnvs();
});
