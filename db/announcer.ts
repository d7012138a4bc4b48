import { sql } from 'drizzle-orm';
import type { Db } from './client.ts';
import { eventsChannel } from './outbox.ts';
import type { Announcement, EventTopic } from './outbox.ts';

/**
 * `announce` for what happens by the hundred a second: told after the commit, together, a moment later. (A NOTIFY inside a transaction makes each commit wait
 * for the one before it.) A process that dies in that moment tells nothing; screens look again by themselves.
 */
export function createAnnouncer(db: Db, afterMs = 150): (announcement: Announcement) => void {
  const waiting = new Map<string, Set<EventTopic>>();

  async function tell(): Promise<void> {
    const all = [...waiting].map(([seasonId, topics]): Announcement => ({ seasonId, topics: [...topics] }));
    waiting.clear();
    await db.execute(sql`select pg_notify(${eventsChannel}, one.value::text) from jsonb_array_elements(${JSON.stringify(all)}::jsonb) as one`);
  }

  return ({ seasonId, topics }) => {
    if (waiting.size === 0) setTimeout(() => void tell().catch(() => undefined), afterMs).unref();
    const known = waiting.get(seasonId) ?? new Set();
    for (const topic of topics) known.add(topic);
    waiting.set(seasonId, known);
  };
}
