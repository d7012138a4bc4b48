import { createHash } from 'node:crypto';
import type { Role } from '../domain/policy.ts';
import type { Tier } from '../domain/tier.ts';

/** A line of DATA/accounts.json. */
export type Account = { username: string; password: string; tier: Tier; role: Role; unitCode: string };

/** Shares from 0 to 1 of the work that comes late, comes wrong at first, or never comes. */
export type Rates = { late: number; wrong: number; silent: number };

export const usualRates: Rates = { late: 0.1, wrong: 0.08, silent: 0.03 };

/** In [0, 1), the same for the same seed and words: who is late does not depend on the order of events. */
export function roll(seed: number, ...words: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify([seed, ...words])).digest().readUInt32BE(0) / 4_294_967_296;
}

export type Temper = 'on-time' | 'late' | 'silent';

/** How one piece of work (or one parent) turns out. */
export function temperOf(rates: Rates, seed: number, ...words: readonly (string | number)[]): Temper {
  const drawn = roll(seed, 'temper', ...words);
  if (drawn < rates.silent) return 'silent';
  return drawn < rates.silent + rates.late ? 'late' : 'on-time';
}

export function isWrong(rates: Rates, seed: number, ...words: readonly (string | number)[]): boolean {
  return roll(seed, 'wrong', ...words) < rates.wrong;
}

/** People of each unit by role, to find whoever does a thing there. */
export type Staffing = ReadonlyMap<string, ReadonlyMap<Role, readonly Account[]>>;

export function staffingOf(accounts: readonly Account[]): Staffing {
  const staffing = new Map<string, Map<Role, Account[]>>();
  for (const account of accounts) {
    const unit = staffing.get(account.unitCode) ?? new Map<Role, Account[]>();
    staffing.set(account.unitCode, unit.set(account.role, [...(unit.get(account.role) ?? []), account]));
  }
  return staffing;
}

/** Who does the work of a unit, and who looks at what comes from below. The admin of the Sở is left to real people. */
const hands = {
  work: { province: ['officer', 'leader'], district: ['officer', 'leader'], commune: ['officer', 'leader'], school: ['clerk', 'principal'] },
  review: { province: ['officer', 'leader'], district: ['officer', 'leader'], commune: ['officer', 'leader'], school: ['principal'] },
} as const satisfies Record<'work' | 'review', Record<Tier, readonly Role[]>>;

export function personFor(staffing: Staffing, unit: { code: string; tier: Tier }, purpose: keyof typeof hands): Account | null {
  const people = staffing.get(unit.code);
  for (const role of hands[purpose][unit.tier]) {
    const found = people?.get(role)?.[0];
    if (found) return found;
  }
  return null;
}
