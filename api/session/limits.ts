import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from 'pg';
import { Problem } from '../problem.ts';

/** Failed sign-ins are counted by address and name together, and by address alone; successes cost nothing. */
export type SignInLimits = {
  /** Throws a 429 when too many failed. */
  check(ip: string, username: string): Promise<void>;
  failed(ip: string, username: string): Promise<void>;
  succeeded(ip: string, username: string): Promise<void>;
};

const WINDOW_SECONDS = 15 * 60;
const PER_NAME = 10;
const PER_ADDRESS = 200;

/** On Postgres, so that several API processes count together. The table is made by the migrations. */
export function createSignInLimits(pool: Pool): SignInLimits {
  const shared = {
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: true,
    duration: WINDOW_SECONDS,
  };
  const byName = new RateLimiterPostgres({ ...shared, keyPrefix: 'sign-in-name', points: PER_NAME });
  const byAddress = new RateLimiterPostgres({ ...shared, keyPrefix: 'sign-in-address', points: PER_ADDRESS });
  const nameKey = (ip: string, username: string) => `${ip}|${username.slice(0, 100)}`;
  return {
    async check(ip, username) {
      const [name, address] = await Promise.all([byName.get(nameKey(ip, username)), byAddress.get(ip)]);
      if (name && name.consumedPoints >= PER_NAME) throw tooMany(name.msBeforeNext);
      if (address && address.consumedPoints >= PER_ADDRESS) throw tooMany(address.msBeforeNext);
    },
    async failed(ip, username) {
      await Promise.all([byName.consume(nameKey(ip, username)).catch(ignoreFull), byAddress.consume(ip).catch(ignoreFull)]);
    },
    async succeeded(ip, username) {
      await byName.delete(nameKey(ip, username));
    },
  };
}

function ignoreFull(thrown: unknown): void {
  if (!(thrown instanceof RateLimiterRes)) throw thrown;
}

function tooMany(milliseconds: number): Problem {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return new Problem(
    429,
    'too-many-tries',
    {
      vi: `Sai quá nhiều lần. Hãy chờ ${minutes} phút rồi thử lại, hoặc nhờ quản trị viên đặt lại mật khẩu.`,
      en: `Too many failed tries. Wait ${minutes} minutes, or ask the administrator for a new password.`,
    },
    { headers: { 'Retry-After': String(Math.ceil(milliseconds / 1000)) } },
  );
}
