import { DBOS } from '@dbos-inc/dbos-sdk';
import { Pool } from 'pg';
import { insertPage } from './batch-page.ts';

/** The peer of *recover*: a DBOS workflow that opens RUN page by page, each page a step. Started again with the same database it goes on by itself. */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 4 });
const pages = Number(process.env['PAGES']);

const open = DBOS.registerWorkflow(async (run: string): Promise<void> => {
  for (let page = 0; page < pages; page += 1) await DBOS.runStep(async () => await insertPage(pool, run, page), { name: `page-${page}` });
}, { name: 'open' });

const silent = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: () => undefined };
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: process.env['DBOS_URL'] ?? '', logger: silent, applicationVersion: '1' });
await DBOS.launch();
const run = process.env['RUN'] ?? '';
await (await DBOS.startWorkflow(open, { workflowID: run })(run)).getResult();
process.exit(0);
