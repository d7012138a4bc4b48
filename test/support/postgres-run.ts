import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../tools/postgres.ts';
import type { Postgres } from '../../tools/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the PostgreSQL that all test files of this run share. */
    postgresUrl: string;
  }
}

declare global {
  var muaTestPostgres: { server: Promise<Postgres>; users: number } | undefined;
}

/** Migrated once per run; every test file gets a copy of it. */
export const templateDatabase = 'mua_template';

/**
 * Starts one PostgreSQL per vitest run, however many projects ask for it, without waiting for disks.
 * MUA_TEST_POSTGRES_URL lends that of an outer run (npm test), whose template is then shared too.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const lent = process.env['MUA_TEST_POSTGRES_URL'];
  if (lent) {
    await migrateTemplate(lent);
    project.provide('postgresUrl', lent);
    return async () => undefined;
  }
  const shared = (globalThis.muaTestPostgres ??= { server: startForTests(), users: 0 });
  shared.users += 1;
  const server = await shared.server;
  project.provide('postgresUrl', server.url);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.muaTestPostgres = undefined;
    await server.stop();
  };
}

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

async function migrateTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [templateDatabase]);
    if (rowCount !== 0) return;
    await client.query(`drop database if exists ${templateDatabase}`);
    await client.query(`create database ${templateDatabase}`);
    const url = new URL(serverUrl);
    url.pathname = `/${templateDatabase}`;
    await migrateTo(url.href);
    // The mark that it is whole: a run killed while migrating leaves no template.
    await client.query(`alter database ${templateDatabase} is_template true`);
  } finally {
    await client.end();
  }
}

async function migrateTo(url: string): Promise<void> {
  const module = new URL('../../db/migrate.ts', import.meta.url);
  if (!existsSync(fileURLToPath(module))) return;
  const { migrate } = await import(module.href);
  await migrate(url);
}
