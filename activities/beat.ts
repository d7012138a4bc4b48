import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';

const everyMs = 2_000;

/** A sign of life in `beats`, by the database's clock, for /healthz. `alive` false leaves it out. */
export function startBeat(db: Db, name: string, alive: () => boolean): { stop(): Promise<void> } {
  const beat = async (): Promise<void> => {
    if (alive()) await db.execute(sql`insert into beats (name, at) values (${name}, now()) on conflict (name) do update set at = excluded.at`);
  };
  const timer = setInterval(() => void beat().catch(() => undefined), everyMs);
  void beat().catch(() => undefined);
  return {
    async stop() {
      clearInterval(timer);
      await db.execute(sql`delete from beats where name = ${name}`).catch(() => undefined);
    },
  };
}
