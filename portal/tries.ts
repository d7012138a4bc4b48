import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from 'pg';

/** Wrong tries only; a right one costs nothing, so that a school's whole class behind one address is not shut out. */
export type Tries = {
  /** Counts a wrong try; seconds to wait once there were too many, else `null`. */
  wrong: (kind: keyof typeof limits, who: string) => Promise<number | null>;
  /** Gives a point back: the try was right. */
  right: (kind: keyof typeof limits, who: string) => Promise<void>;
  /** Seconds to wait before another look at this, or `null`. */
  blocked: (kind: keyof typeof limits, who: string) => Promise<number | null>;
};

/** Points in a quarter of an hour. A phone network hides thousands of families behind one address. */
const limits = { link: 60, lookup: 20, reference: 10, sign: 60, number: 10 } as const;
const windowSeconds = 15 * 60;

/** On Postgres, so that several servers count together. */
export function createTries(pool: Pool): Tries {
  const limiter = (kind: keyof typeof limits) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: `portal-${kind}`,
      points: limits[kind],
      duration: windowSeconds,
    });
  const by = { link: limiter('link'), lookup: limiter('lookup'), reference: limiter('reference'), sign: limiter('sign'), number: limiter('number') };
  return {
    async wrong(kind, who) {
      try {
        await by[kind].consume(who.slice(0, 100));
        return null;
      } catch (thrown) {
        if (thrown instanceof RateLimiterRes) return Math.ceil(thrown.msBeforeNext / 1_000);
        throw thrown;
      }
    },
    async right(kind, who) {
      await by[kind].reward(who.slice(0, 100), 1);
    },
    async blocked(kind, who) {
      const used = await by[kind].get(who.slice(0, 100));
      return used && used.consumedPoints >= limits[kind] ? Math.ceil(used.msBeforeNext / 1_000) : null;
    },
  };
}
