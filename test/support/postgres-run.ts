import type { TestProject } from 'vitest/node';
import type { Postgres } from '../../tools/postgres.ts';
import { migrateTemplate, startForTests } from '../../tools/test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the PostgreSQL that all test files of this run share. */
    postgresUrl: string;
  }
}

declare global {
  var muaTestPostgres: { server: Promise<Postgres>; users: number } | undefined;
}

/**
 * Starts one PostgreSQL per vitest run, however many projects ask for it, without waiting for disks.
 * MUA_TEST_POSTGRES_URL lends that of an outer run (npm test), whose template is then shared too.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
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
