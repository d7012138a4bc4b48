import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '../../domain/policy.ts';
import type { Tier } from '../../domain/tier.ts';
import { adultName } from './names.ts';
import type { DemoClass } from './pupils.ts';
import type { Chance } from './random.ts';
import type { DemoUnit } from './units.ts';

/** A line of DATA/accounts.json. */
export type Account = { username: string; password: string; tier: Tier; role: Role; unitCode: string };

export type DemoStaff = {
  id: string; username: string; name: string; email: string; phone: string; unitId: string; role: Role; className: string | null; password: string; account: Account;
};

type Post = { role: Role; suffix: string; className?: string };

const posts: Record<Tier, readonly Post[]> = {
  province: [
    { role: 'admin', suffix: 'admin' }, { role: 'leader', suffix: 'lanhdao' }, { role: 'officer', suffix: 'chuyenvien' }, { role: 'officer', suffix: 'chuyenvien2' }, { role: 'operator', suffix: 'vanhanh' },
  ],
  district: [{ role: 'leader', suffix: 'lanhdao' }, { role: 'officer', suffix: 'chuyenvien' }],
  commune: [{ role: 'leader', suffix: 'lanhdao' }, { role: 'officer', suffix: 'chuyenvien' }],
  school: [{ role: 'principal', suffix: 'hieutruong' }, { role: 'clerk', suffix: 'vanthu' }],
};

/** Everybody who signs in: the posts of each unit, and a homeroom teacher for each final-year class. */
export function makeStaff(chance: Chance, units: readonly DemoUnit[], classes: readonly DemoClass[]): DemoStaff[] {
  const classesOf = groupBySchool(classes);
  return units.flatMap((unit) => {
    const teachers = (classesOf.get(unit.id) ?? []).map(({ className }): Post => ({ role: 'homeroom-teacher', suffix: `gvcn.${plain(className)}`, className }));
    return [...posts[unit.tier], ...teachers].map((post) => {
      const username = `${unit.code}.${post.suffix}`.toLowerCase();
      // Passwords come from the system, never from the seed: the seed is printed in reports.
      const password = randomBytes(9).toString('base64url');
      return {
        id: chance.uuid(), username, name: adultName(chance, chance.is(0.3) ? 'male' : 'female'), email: `${username}@example.vn`, phone: `09${chance.digits(8)}`,
        unitId: unit.id, role: post.role, className: post.className ?? null, password,
        account: { username, password, tier: unit.tier, role: post.role, unitCode: unit.code },
      };
    });
  });
}

function groupBySchool(classes: readonly DemoClass[]): Map<string, DemoClass[]> {
  const groups = new Map<string, DemoClass[]>();
  for (const one of classes) groups.set(one.school.id, [...(groups.get(one.school.id) ?? []), one]);
  return groups;
}

const plain = (className: string): string => className.normalize('NFD').replace(/[^\w]/g, '').toLowerCase();

/**
 * argon2id at a modest cost: these passwords have 72 random bits, so a slow hash would protect nothing, and a
 * province has thousands. Real accounts are hashed by the API at full cost.
 */
export async function hashPasswords(passwords: readonly string[]): Promise<string[]> {
  return await Promise.all(passwords.map(async (password) => await hash(password, { memoryCost: 4_096, timeCost: 1, parallelism: 1 })));
}
