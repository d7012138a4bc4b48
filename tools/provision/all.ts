import { runMain } from '../sentence.ts';
import { findChromium } from './chromium.ts';
import { resolveTemporalCli } from './engine.ts';
import { resolveTemporalServer } from './temporal-server-binaries.ts';
import { resolveTestServer } from './test-server.ts';

/** Fetches everything that tests and measurements need, ahead of time; each part is cached. */
void runMain(async () => {
  const progress = (line: string): void => console.log(line);
  const cli = await resolveTemporalCli({ progress });
  console.log(`engine: ${cli.kind === 'address' ? cli.address : cli.path}`);
  console.log(`engine on PostgreSQL: ${(await resolveTemporalServer(progress)).server}`);
  console.log(`time-skipping test server: ${await resolveTestServer({ progress })}`);
  console.log(`browser: ${await findChromium()}`);
});
