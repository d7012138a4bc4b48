import { sql } from 'drizzle-orm';
import type { Tx } from './client.ts';
import { outbox } from './schema/seasons.ts';

/** `LISTEN` channels. Payloads carry ids and codes only. */
export const outboxChannel = 'mua_outbox';
export const eventsChannel = 'mua_events';

export type OutboxItem = { kind: (typeof outbox.$inferInsert)['kind']; key: string; payload: Record<string, string> };

/** In the deciding transaction; the relay picks it up after commit. The same key twice is one row. */
export async function enqueue(tx: Tx, item: OutboxItem): Promise<void> {
  // No conflict target: naming one would demand read access.
  await tx.insert(outbox).values(item).onConflictDoNothing();
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

export const eventTopics = ['tasks', 'steps', 'confirmations', 'notices', 'seasons'] as const;
export type EventTopic = (typeof eventTopics)[number];
export type Announcement = { seasonId: string; topics: readonly EventTopic[] };

/** Tells listening screens, at commit, that something changed (never what). */
export async function announce(tx: Tx, announcement: Announcement): Promise<void> {
  await tx.execute(sql`select pg_notify(${eventsChannel}, ${JSON.stringify(announcement)})`);
}
