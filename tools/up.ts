import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clearDataFolder, openDataFolder, stopLeftovers } from './data-folder.ts';
import { loadDemoOnce } from './demo/first-start.ts';
import { usualSize } from './demo/province.ts';
import type { Account } from './demo/staff.ts';
import { startHouse } from './house.ts';
import type { House } from './house.ts';
import { runMain, Sentence } from './sentence.ts';
import { welcome } from './up-welcome.ts';
import { readUpOptions } from './up-options.ts';
import { holdPort } from './waiting-page.ts';

const say = (line: string): void => console.log(line);

await runMain(async () => {
  const options = readUpOptions(process.argv.slice(2));
  if (options.fresh && process.env['DATABASE_URL']) throw new Sentence('--fresh does not empty a database given by DATABASE_URL: empty it yourself, or unset DATABASE_URL.');
  const folder = await openDataFolder(resolve(options.data));
  const data = folder.path;
  let stop = async (): Promise<void> => await folder.lock.release();
  const ending = untilAsked();
  try {
    await stopLeftovers(data, say);
    const held = await holdPort(options.port);
    stop = async () => {
      await held.release();
      await folder.lock.release();
    };
    if (options.fresh) await clearDataFolder(data, say);
    const starting = startHouse({
      data, port: held.port, takeOverPort: held.release, engine: 'dev', progress: say,
      beforeWork: async ({ url, masterKey }) => void (await loadDemoOnce({ url, masterKey, data, size: usualSize, progress: say })),
    });
    stop = async () => {
      await starting.then(async (house) => await house.stop(), () => undefined);
      await held.release();
      await folder.lock.release();
    };
    const house = await Promise.race([starting, ending.asked]);
    if (typeof house !== 'string') {
      await house.beside('colleagues', 'colleagues/main.ts', { MUA_BASE_URL: house.url });
      await greet(house, data);
      await ending.asked;
    }
  } catch (failure) {
    await stop();
    throw failure;
  }
  say('Stopping: worker and API finish what they hold');
  await stop();
  say('Mùa has stopped; npm start goes on where it stopped.');
  process.exit(0);
});

async function greet(house: House, data: string): Promise<void> {
  const accounts = JSON.parse(await readFile(join(data, 'accounts.json'), 'utf8').catch(() => '[]')) as Account[];
  for (const line of welcome({ house, accounts, accountsFile: join(data, 'accounts.json') })) say(line);
}

/**
 * Resolves at the first Ctrl-C or SIGTERM. npm and the terminal may each pass the same key press on, so what comes
 * within a second is one; a second press is told to wait, a third ends at once.
 */
function untilAsked(): { asked: Promise<string> } {
  let times = 0;
  let lastAt = -Infinity;
  const asked = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        const at = performance.now();
        if (at - lastAt < 1_000) return;
        lastAt = at;
        times += 1;
        resolve(signal);
        if (times === 2) say('Still stopping; once more ends it at once (nothing is lost, the next start cleans up)');
        if (times > 2) {
          console.error('Ended at once: the next npm start stops what was left running.');
          process.exit(1);
        }
      });
    }
  });
  return { asked };
}
