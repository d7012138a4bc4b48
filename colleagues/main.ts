import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './people.ts';
import { runColleagues } from './run.ts';
import { createSession } from './session.ts';
import { listPath } from './wire.ts';
import type { SeasonRow } from './wire.ts';
import { read } from './work.ts';

/**
 * The process beside `npm start` that plays simulated colleagues in every rehearsal that asks for them. Reads
 * MUA_BASE_URL and MUA_DATA; real seasons are left alone.
 */
const baseUrl = process.env['MUA_BASE_URL'] ?? process.env['MUA_PUBLIC_URL'] ?? 'http://127.0.0.1:8080';
const data = process.env['MUA_DATA'] ?? '.mua';
const lookEveryMs = 1_500;

const stop = new AbortController();
setMaxListeners(0, stop.signal);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

/** Seasons that are played now; the end of each frees its place, so that a resumed one is played again. */
const played = new Map<string, { stop: AbortController; ended: Promise<void> }>();

async function look(accounts: readonly Account[], scout: ReturnType<typeof createSession>): Promise<void> {
  const seasons = await read<SeasonRow[]>(scout, listPath('seasons', { rehearsal: true, state: ['launching', 'running', 'paused'] }, [0, 99], ['code', 'ASC']));
  for (const season of seasons) {
    const wanted = season.rehearsal && season.colleagues?.enabled === true;
    const one = played.get(season.id);
    if (wanted && !one && season.state !== 'launching') begin(season, accounts);
    if (!wanted && one) one.stop.abort();
  }
}

function begin(season: SeasonRow, accounts: readonly Account[]): void {
  const { colleagues } = season;
  if (!colleagues) return;
  const own = new AbortController();
  stop.signal.addEventListener('abort', () => own.abort(), { once: true });
  const ended = (async () => {
    try {
      const running = await runColleagues({
        baseUrl, accounts, mailbox: colleagues.parents ? data : null, seed: colleagues.seed, rates: colleagues.rates, seasonId: season.id, stop: own.signal,
        except: (now) => now.colleagues?.takenUnitCodes ?? [], concurrency: 3, say: (line) => console.log(line),
      });
      await running.ended;
    } catch (failure) {
      if (!own.signal.aborted) console.log(`Colleagues of ${season.code} stopped: ${failure instanceof Error ? failure.message : String(failure)}`);
    } finally {
      played.delete(season.id);
    }
  })();
  played.set(season.id, { stop: own, ended });
  console.log(`Colleagues work in ${season.code}`);
}

async function main(): Promise<void> {
  const accounts = JSON.parse(await readFile(join(data, 'accounts.json'), 'utf8').catch(() => '[]')) as Account[];
  const account = accounts.find((one) => one.tier === 'province' && one.role === 'officer');
  if (!account) {
    // A province of one's own, without demo accounts: nobody to play, and nothing to restart.
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }));
    return;
  }
  const scout = createSession({ baseUrl, account, signal: stop.signal });
  while (!stop.signal.aborted) {
    await look(accounts, scout).catch((failure: unknown) => {
      if (!stop.signal.aborted) console.log(`Colleagues could not look: ${failure instanceof Error ? failure.message : String(failure)}`);
    });
    await sleep(lookEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  await Promise.all([...played.values()].map(async (one) => await one.ended));
}

await main();
