import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from 'pg';
import { Problem } from './problem.ts';

const WINDOW_SECONDS = 15 * 60;
/** A clerk with a pile of papers looks up some; a list is not copied number by number. */
const MOST = 60;
const limiters = new WeakMap<Pool, RateLimiterPostgres>();

/** Counts one look at a personal number for this person; throws a 429 when there were too many. Counted on Postgres, for all processes together. */
export async function countReveal(pool: Pool, staffId: string): Promise<void> {
  const limiter = limiters.get(pool) ?? new RateLimiterPostgres({
    storeClient: pool, storeType: 'pool', tableName: 'rate_limits', tableCreated: true, keyPrefix: 'number-reveal', points: MOST, duration: WINDOW_SECONDS,
  });
  limiters.set(pool, limiter);
  try {
    await limiter.consume(staffId);
  } catch (full) {
    if (!(full instanceof RateLimiterRes)) throw full;
    const minutes = Math.max(1, Math.ceil(full.msBeforeNext / 60_000));
    throw new Problem(429, 'too-many-reveals', {
      vi: `Bạn đã xem ${MOST} số định danh trong 15 phút. Hãy chờ ${minutes} phút rồi xem tiếp.`,
      en: `You looked at ${MOST} personal numbers in 15 minutes. Wait ${minutes} minutes, then go on.`,
    }, { headers: { 'Retry-After': String(Math.ceil(full.msBeforeNext / 1000)) } });
  }
}
