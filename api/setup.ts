import { randomBytes, randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { createDb, createPool } from '../db/client.ts';
import { withSystem } from '../db/actor.ts';
import { recordAudit } from '../db/audit.ts';
import { migrate } from '../db/migrate.ts';
import { holidays, staff, units } from '../db/schema/people.ts';
import { holidaysSeed } from '../domain/holidays-seed.ts';
import { clean, fold } from '../domain/text.ts';
import { hashPassword } from '../db/password.ts';

/** The names are part of docs/interface.md and docker-compose.yml; a test keeps the three in step. */
export const environment = z.object({
  DATABASE_URL: z.string().min(1),
  MUA_DEPARTMENT: z.string().default('Sở Giáo dục và Đào tạo'),
  MUA_ADMIN_EMAIL: z.email().default('admin@example.vn'),
});

export type FirstAdmin = { username: string; password: string };

/**
 * Brings a database up to date and, where it is empty, gives it what nobody could enter otherwise: the department, its first
 * administrator with a random password, and the holiday table. Repeating it changes nothing; null = there was a department already.
 */
export async function setUp(env: NodeJS.ProcessEnv, now: number, log: (line: string) => void): Promise<FirstAdmin | null> {
  const { DATABASE_URL, MUA_DEPARTMENT, MUA_ADMIN_EMAIL } = environment.parse(env);
  await migrate(DATABASE_URL, { log });
  const pool = createPool(DATABASE_URL, 'mua_worker', 1);
  try {
    return await withSystem(createDb(pool), async (tx) => {
      await tx
        .insert(holidays)
        .values([...holidaysSeed])
        .onConflictDoNothing();
      // One database holds one department: whoever comes second finds it made.
      await tx.execute(sql`select pg_advisory_xact_lock(7305003)`);
      if ((await tx.select({ id: units.id }).from(units).limit(1)).length > 0) return null;
      const unitId = randomUUID();
      const adminId = randomUUID();
      const password = randomBytes(12).toString('base64url');
      const name = clean(MUA_DEPARTMENT);
      await tx.insert(units).values({ id: unitId, code: 'SO', name, folded: fold(name), tier: 'province', path: 'SO/', levels: [] });
      await tx.insert(staff).values({
        id: adminId,
        username: 'so.admin',
        name: 'Quản trị Sở',
        folded: 'quan tri so',
        email: MUA_ADMIN_EMAIL,
        unitId,
        role: 'admin',
        passwordHash: await hashPassword(password),
      });
      await recordAudit(tx, {
        at: now,
        actorId: null,
        actingFor: null,
        action: 'department.create',
        subjectType: 'unit',
        subjectId: unitId,
        unitPath: 'SO/',
        details: { firstAdmin: adminId },
      });
      return { username: 'so.admin', password };
    });
  } finally {
    await pool.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const admin = await setUp(process.env, Date.now(), (line) => console.log(line));
  console.log(
    admin
      ? `The first administrator: ${admin.username} / ${admin.password}. Change the password after signing in.`
      : 'The database is up to date.',
  );
}
