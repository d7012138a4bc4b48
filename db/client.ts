import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';

/** `mua_api`: staff and parents, under row-level security. `mua_worker`: the engine's activities. Neither owns a table. */
export type DbRole = 'mua_api' | 'mua_worker';

/** About ten connections serve a machine best: 50 gave a p99 of 400 ms (design/performance.md). */
export function createPool(url: string, role: DbRole, max = 10): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    // A path that went dead, or a lock that nobody gives back, must not hold a story for ever.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 30_000,
    options: `-c role=${role} -c timezone=UTC -c statement_timeout=300s`,
  });
  // An idle connection that Postgres drops (restart, failover) must not end the process; the next query reconnects.
  pool.on('error', () => undefined);
  // Nor one in use, between two statements of a transaction: pg tells of it by an event that nobody else hears. The next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export type Db = NodePgDatabase;
/** Inside a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export function createDb(pool: Pool): Db {
  return drizzle(pool);
}
