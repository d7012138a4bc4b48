import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { createTestDatabase } from '../test/support/database.ts';
import { withSystem } from './actor.ts';
import { createDb, createPool } from './client.ts';
import { listen } from './listen.ts';
import { announce, enqueue, eventsChannel, outboxChannel } from './outbox.ts';

test('outbox rows and announcements are heard after commit, once for a key, and after a lost connection', async () => {
  const database = await createTestDatabase();
  const pool = createPool(database.url, 'mua_worker', 2);
  const db = createDb(pool);
  const outboxHeard: string[] = [];
  const events: string[] = [];
  const listening = [listen(database.url, outboxChannel, (it) => outboxHeard.push(it)), listen(database.url, eventsChannel, (it) => events.push(it))];
  try {
    await vi.waitFor(() => expect([outboxHeard.length, events.length]).toEqual([1, 1]));
    await withSystem(db, async (tx) => {
      await enqueue(tx, { kind: 'start-season', key: 'start:1', payload: { seasonId: '1' } });
      await enqueue(tx, { kind: 'start-season', key: 'start:1', payload: { seasonId: '1' } });
      await announce(tx, { seasonId: 's', topics: ['tasks'] });
      expect(outboxHeard).toHaveLength(1);
    });
    await vi.waitFor(() => expect(JSON.parse(events[1] ?? '{}')).toEqual({ seasonId: 's', topics: ['tasks'] }));
    expect((await db.execute(sql`select 1 from outbox`)).rowCount).toBe(1);

    const cutter = new Client({ connectionString: database.url });
    await cutter.connect();
    await cutter.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`);
    await cutter.end();
    // '' = connected again: what was said meanwhile is lost, so look for yourself.
    await vi.waitFor(() => expect(events.at(-1)).toBe(''), { timeout: 5_000 });
    await withSystem(db, (tx) => announce(tx, { seasonId: 't', topics: [] }));
    await vi.waitFor(() => expect(JSON.parse(events.at(-1) ?? '{}')).toEqual({ seasonId: 't', topics: [] }));
  } finally {
    await Promise.all(listening.map((one) => one.stop()));
    await pool.end();
    await database.drop();
  }
});
