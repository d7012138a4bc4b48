import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import type { Deps } from './deps.ts';

const BEAT_WITHIN_SECONDS = 10;
const PATIENCE_MS = 2_000;

/** `GET /healthz`: 200 when database, engine and a worker answer, 503 with the one that is down. */
export function mountHealth(app: Hono, deps: Deps): void {
  app.get('/healthz', async (c) => {
    const [worker, engine] = await Promise.all([within(workerBeat(deps)), within(deps.engine.health())]);
    const parts = { database: upDown(worker !== null), engine: upDown(engine === true), worker: upDown(worker === true) };
    const status = Object.values(parts).every((part) => part === 'up') ? 'up' : 'down';
    c.header('Cache-Control', 'no-store');
    return c.json({ status, ...parts }, status === 'up' ? 200 : 503);
  });
}

const upDown = (up: boolean) => (up ? 'up' : 'down');

/** True when a worker beat lately, by the database's clock. Rejects when the database is away. */
async function workerBeat(deps: Deps): Promise<boolean> {
  const found = await deps.db.execute<{ alive: boolean }>(
    sql`select exists (select 1 from beats where name like 'worker/%' and at > now() - make_interval(secs => ${BEAT_WITHIN_SECONDS})) as alive`,
  );
  return found.rows[0]?.alive === true;
}

/** Null when it fails or takes too long. */
async function within<T>(asked: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
  return await Promise.race([asked.catch(() => null), late]);
}
