import { Client } from 'pg';
import { migrate } from '../db/migrate.ts';
import { startPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';

/** Migrated once per run; every test file gets a copy of it. */
export const templateDatabase = 'mua_template';

/** A temporary PostgreSQL with the migrated template. */
export async function startForTests(): Promise<Postgres> {
  const server = await startPostgres({ durable: false, ownServer: true });
  try {
    await migrateTemplate(server.url);
    return server;
  } catch (failure) {
    await server.stop();
    throw failure;
  }
}

const templateLock = 7_305_001;

/** Makes the template on a server that may be shared: once, whole or not at all. */
export async function migrateTemplate(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [templateDatabase]);
    if (rowCount !== 0) return;
    await client.query(`drop database if exists ${templateDatabase}`);
    await client.query(`create database ${templateDatabase}`);
    const url = new URL(serverUrl);
    url.pathname = `/${templateDatabase}`;
    await migrate(url.href);
    // The mark that it is whole: a run killed while migrating leaves no template.
    await client.query(`alter database ${templateDatabase} is_template true`);
  } finally {
    await client.end();
  }
}
