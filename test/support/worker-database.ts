import { createDb, createPool } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
import { createTestDatabase } from './database.ts';

/** A fresh database as the worker sees it. */
export type WorkerDatabase = { url: string; db: Db; end: () => Promise<void> };

export async function createWorkerDatabase(connections: number): Promise<WorkerDatabase> {
  const database = await createTestDatabase();
  const pool = createPool(database.url, 'mua_worker', connections);
  return {
    url: database.url,
    db: createDb(pool),
    async end() {
      await pool.end();
      await database.drop();
    },
  };
}
