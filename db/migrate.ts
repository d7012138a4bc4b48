import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateTables } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const guardsFolder = fileURLToPath(new URL('./guards', import.meta.url));
const migrationLock = 7_305_002;

/**
 * Brings a database up to date: tables (db/migrations, each once), then roles, row security, triggers
 * and the indexes of Vietnamese order (db/guards, as a whole whenever they, the tables or ICU changed). Safe to repeat and
 * to run from several processes. The user owns the schema and may create roles; superuser is not needed.
 */
export async function migrate(url: string, options: { log?: (line: string) => void } = {}): Promise<void> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC -c client_min_messages=warning' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrateTables(drizzle(client), { migrationsFolder });
    await guard(client, options.log);
  } finally {
    await client.end();
  }
}

async function guard(client: Client, log?: (line: string) => void): Promise<void> {
  const files = (await readdir(guardsFolder)).filter((name) => name.endsWith('.sql')).sort();
  const texts = await Promise.all(files.map((name) => readFile(`${guardsFolder}/${name}`, 'utf8')));
  const journal = await readFile(`${migrationsFolder}/meta/_journal.json`, 'utf8');
  const { rows: icu } = await client.query(`select pg_collation_actual_version(oid) as version from pg_collation where collname = 'vi-x-icu'`);
  const hash = createHash('sha256').update(JSON.stringify([texts, journal, icu])).digest('hex');
  await client.query('create table if not exists drizzle.guards (hash text not null)');
  const { rows } = await client.query<{ hash: string }>('select hash from drizzle.guards');
  if (rows[0]?.hash === hash && (await rolesExist(client))) return;
  await retried(() => client.query(texts[0] ?? ''));
  await client.query('begin');
  try {
    for (const [at, text] of texts.entries()) {
      if (at === 0) continue;
      await client.query(text);
    }
    await client.query('delete from drizzle.guards');
    await client.query('insert into drizzle.guards values ($1)', [hash]);
    await client.query('commit');
  } catch (failure) {
    await client.query('rollback');
    throw failure;
  }
  log?.(`Row security, triggers and Vietnamese order are up to date (${files.length} files).`);
}

/** Roles belong to the server, not the database: a restored database may lack them. */
async function rolesExist(client: Client): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname in ('mua_api', 'mua_worker')");
  return rowCount === 2;
}

/** Two databases of one server may make the roles at the same moment: Postgres then refuses one of them. */
async function retried(work: () => Promise<unknown>): Promise<void> {
  for (let left = 5; ; left -= 1) {
    try {
      await work();
      return;
    } catch (failure) {
      const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
      if (left === 0 || !['XX000', '23505', '42710', '40001'].includes(String(code))) throw failure;
    }
  }
}
