import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { createDb, createPool } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
import { createSecrets } from '../../db/secret.ts';
import { writeWhole } from '../data-folder.ts';
import { whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { holidaysSeed } from '../../domain/holidays-seed.ts';
import { insertRows } from './insert.ts';
import { loadDemo } from './province.ts';
import type { DemoOptions, DemoProvince } from './province.ts';

export type FirstStart = { url: string; masterKey: Buffer; data: string; size: Pick<DemoOptions, 'seed' | 'districts' | 'schools' | 'pupils' | 'middle' | 'year' | 'noise'>; progress: Progress };

/**
 * Loads the demo province into a database without units and keeps its accounts in `<data>/accounts.json`; null
 * when there are units already. As mua_worker, so that a database given by DATABASE_URL needs no superuser.
 */
export async function loadDemoOnce({ url, masterKey, data, size, progress }: FirstStart): Promise<DemoProvince | null> {
  const pool = createPool(url, 'mua_worker', 1);
  try {
    const db = createDb(pool);
    const { rows } = await db.execute<{ some: boolean }>(sql`select exists (select 1 from units) as some`);
    if (rows[0]?.some) return null;
    progress(`Loading the demo province: ${size.districts} districts, ${size.schools} schools, ${size.pupils} pupils`);
    await seedHolidays(db);
    return await whileWaiting(progress, 'Loading the demo province', loadDemo(db, {
      ...size, secrets: createSecrets(masterKey),
      keepAccounts: async (accounts) => await writeWhole(join(data, 'accounts.json'), `${JSON.stringify(accounts, null, 2)}\n`),
    }));
  } finally {
    await pool.end();
  }
}

/** The Sở's table of 2023–2027, to be edited in the console; a table that has rows is left as it is. */
async function seedHolidays(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ some: boolean }>(sql`select exists (select 1 from holidays) as some`);
    if (!rows[0]?.some) await insertRows(tx, 'holidays', holidaysSeed);
  });
}
