import { setMaxListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as DatabaseClient } from 'pg';
import { runColleagues } from '../colleagues/run.ts';
import type { Acknowledged } from '../colleagues/work.ts';
import { planByKey } from '../plans/index-of-plans.ts';
import { openDataFolder } from './data-folder.ts';
import { loadDemoOnce } from './demo/first-start.ts';
import type { DemoProvince } from './demo/province.ts';
import { startHouse } from './house.ts';
import type { House } from './house.ts';
import { freePort } from './processes.ts';
import type { Progress } from './progress.ts';
import { conclude, settle } from './rehearse-conclusion.ts';
import { readRehearseOptions } from './rehearse-options.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { tableOf } from './rehearse-report.ts';
import type { RehearsalReport } from './rehearse-report.ts';
import { launchPeople, launchSeason, playToEnd, skipStepsAfter } from './rehearse-season.ts';
import { runMain, Sentence } from './sentence.ts';

/**
 * `npm run rehearse`: a whole season on a fast calendar, with servers of its own in a temporary folder. Exit 1 when an
 * invariant is broken; nothing is left behind, Ctrl-C included.
 */
await runMain(async () => {
  const options = readRehearseOptions(process.argv.slice(2));
  for (const name of ['TEMPORAL_ADDRESS', 'TEMPORAL_UI_ADDRESS', 'DATABASE_URL', 'SMTP_URL', 'MUA_PUBLIC_URL', 'MUA_KEY', 'MUA_AUDIT_KEY', 'SMS_URL', 'POPULATION_URL']) delete process.env[name];
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  const data = await mkdtemp(join(tmpdir(), 'mua-rehearse-'));
  const startedAt = performance.now();
  const say: Progress = (line) => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  try {
    const report = await rehearse(options, data, say, ending.signal);
    for (const line of tableOf(report)) console.log(line);
    if (options.json !== null) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    process.exitCode = report.invariants.every((one) => one.holds) ? 0 : 1;
  } catch (failure) {
    if (ending.signal.aborted) throw new Sentence('The rehearsal was stopped before its end; nothing is left of it.');
    throw failure;
  } finally {
    if (process.env['MUA_KEEP']) say(`Kept: ${data}`);
    else await rm(data, { recursive: true, force: true });
  }
  process.exit();
});

async function rehearse(options: RehearseOptions, data: string, say: Progress, signal: AbortSignal): Promise<RehearsalReport> {
  const plan = planByKey(options.plan);
  if (!plan) throw new Sentence(`There is no plan ${options.plan}.`);
  const { lock } = await openDataFolder(data);
  let province: DemoProvince | null = null;
  let house: House | null = null;
  const stop = new AbortController();
  try {
    house = await startHouse({
      data, port: await freePort(), engine: options.engine, throwAway: true, forPeople: false, progress: say,
      beforeWork: async ({ url, masterKey }) => {
        const { seed, districts, schools, pupils } = options;
        const middle = plan.tiers.includes('commune') ? 'commune' : 'district';
        province = await loadDemoOnce({ url, masterKey, data, progress: say, size: { seed, districts, schools, pupils, middle, year: plan.year, noise: options.noise } });
      },
    });
    if (province === null) throw new Error('the province was not loaded');
    return await play({ options, plan, data, say, house, province, signal, stop });
  } finally {
    stop.abort();
    await house?.stop();
    await lock.release();
  }
}

type Scene = { options: RehearseOptions; plan: NonNullable<ReturnType<typeof planByKey>>; data: string; say: Progress; house: House; province: DemoProvince; signal: AbortSignal; stop: AbortController };

async function play({ options, plan, data, say, house, province, signal, stop }: Scene): Promise<RehearsalReport> {
  const { accounts } = province;
  const both = AbortSignal.any([signal, stop.signal]);
  setMaxListeners(0, both);
  const db = new DatabaseClient({ connectionString: house.databaseUrl });
  await db.connect();
  try {
    const people = launchPeople(house.url, accounts, both);
    const began = performance.now();
    const seasonId = await launchSeason(people, { planKey: plan.key, year: plan.year, title: `Diễn tập ${plan.title.vi}`.slice(0, 200), dayMs: options.dayMs });
    say(`Launched by two people: ${plan.steps.length} steps, a day lasts ${options.dayMs / 1_000} s`);
    if (options.lastStep !== null) say(`Left out by a directive: ${await skipStepsAfter(people, seasonId, plan, options.lastStep)} steps after step ${options.lastStep}`);
    const acknowledged: Acknowledged[] = [];
    const colleagues = await runColleagues({
      baseUrl: house.url, accounts, mailbox: data, seed: options.seed, rates: options.rates, except: () => [], seasonId, stop: both, concurrency: 8, say, onAcknowledged: (one) => void acknowledged.push(one),
    });
    const { paces } = await playToEnd({ people, seasonId, colleagues, dayMs: options.dayMs, engineBehind: async () => await behind(db, seasonId), progress: say, signal });
    const seconds = (performance.now() - began) / 1_000;
    await colleagues.ended;
    await settle(db, seasonId, say);
    return await conclude({ db, house, data, plan, options, province, seasonId, seconds, acknowledged, tally: colleagues.tally, paceChanges: paces });
  } finally {
    await db.end();
  }
}

/** Season milliseconds by which the engine is late with a step that should have opened, gates aside, or lapsed. */
async function behind(db: DatabaseClient, seasonId: string): Promise<number> {
  const { rows } = await db.query<{ ms: number | null }>(
    `with season as (select (clock ->> 'anchorSeason')::float8 + greatest(0, extract(epoch from now()) * 1000 - (clock ->> 'anchorReal')::float8) * (clock ->> 'pace')::float8 as at from seasons where id = $1)
     select max(season.at - extract(epoch from case when phase = 'planned' then opens_at else lapses_at end) * 1000) as ms
     from steps, season where season_id = $1 and phase in ('planned', 'open', 'grace')`, [seasonId]);
  return Math.max(0, rows[0]?.ms ?? 0);
}
