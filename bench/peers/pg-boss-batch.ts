import { Pool } from 'pg';
import PgBoss from 'pg-boss';
import { insertPage } from './batch-page.ts';

/** The peer of *recover*: pg-boss with a job for each page, which counts as failed after EXPIRE seconds without an end, as our heartbeat does. */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 4 });
const boss = new PgBoss({ connectionString: process.env['DATABASE_URL'], max: 4, maintenanceIntervalSeconds: 1, monitorStateIntervalSeconds: 1 });
boss.on('error', () => undefined);
await boss.start();
const run = process.env['RUN'] ?? '';
await boss.createQueue(run);
if (process.env['SEND'] === '1') {
  for (let page = 0; page < Number(process.env['PAGES']); page += 1) {
    await boss.send(run, { page }, { retryLimit: 5, retryDelay: 0, expireInSeconds: Number(process.env['EXPIRE']) });
  }
}
await boss.work<{ page: number }>(run, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
  if (job) await insertPage(pool, run, job.data.page);
});
