import { launchSeason, openNow, openStepPlan } from './ground/season.ts';
import { shownSpread, spreadOf } from './ground/figures.ts';
import { rowsOfPage } from './peers/batch-page.ts';
import type { Ground } from './ground/ground.ts';
import { wholeProvince } from './ground/province.ts';
import type { Process } from './ground/worker-process.ts';
import type { Bench, Result, Scene } from './result.ts';

/** workflows/step-asks.ts: a batch that falls silent for so long is given to another worker. */
const heartbeatTimeout = 10;
const slack = 5;
const peerPages = 8;

type Run = { resumed: number; whole: number; lost: number; doubled: number };

/** SIGKILL in the middle of opening a step for every unit; started again at once. How long until it goes on, and what is there in the end. */
export const recover: Bench = {
  name: 'recover',
  size: ({ quick }) => (quick ? { districts: 3, schools: 80 } : wholeProvince),
  async run(scene) {
    const { ground, say } = scene;
    await ground.pool.query('create table peer_rows (id bigserial primary key, run text not null, page int not null, unit int not null)');
    await ground.pool.query('create database peer_dbos');
    const runs: Record<'ours' | 'dbos' | 'boss', Run[]> = { ours: [], dbos: [], boss: [] };
    for (let run = 0; run < scene.runs; run += 1) {
      runs.ours.push(await ours(scene, run));
      runs.dbos.push(await peer(ground, `dbos-${run}`, 'bench/peers/dbos-batch.ts'));
      runs.boss.push(await peer(ground, `boss-${run}`, 'bench/peers/pg-boss-batch.ts'));
      say(`recover ${run + 1}/${scene.runs}: ours ${runs.ours.at(-1)?.resumed.toFixed(1)} s, DBOS ${runs.dbos.at(-1)?.resumed.toFixed(1)} s, pg-boss ${runs.boss.at(-1)?.resumed.toFixed(1)} s`);
    }
    return [resultOf(runs)];
  },
};

function resultOf(runs: Record<'ours' | 'dbos' | 'boss', Run[]>): Result {
  const sum = (of: readonly Run[], what: 'lost' | 'doubled'): number => of.reduce((all, one) => all + one[what], 0);
  const line = (of: readonly Run[]): string => `${shownSpread(spreadOf(of.map((one) => one.resumed)))} s, ${sum(of, 'lost')} lost, ${sum(of, 'doubled')} doubled`;
  const slowest = Math.max(...runs.ours.map((one) => one.resumed));
  return {
    bench: 'recover', what: 'seconds from SIGKILL of the worker in the middle of a batch until the batch goes on', ours: line(runs.ours), peer: `DBOS ${line(runs.dbos)}; pg-boss ${line(runs.boss)}`,
    ratio: null, target: `0 lost, 0 doubled, every resume ≤ ${heartbeatTimeout} s heartbeat + ${slack} s`,
    holds: slowest <= heartbeatTimeout + slack && sum(runs.ours, 'lost') + sum(runs.ours, 'doubled') === 0, figures: runs, busy: { ours: {}, peer: null },
  };
}

async function ours({ ground, quick }: Scene, run: number): Promise<Run> {
  const code = `recover-${run}`;
  const duties = quick ? 30 : 10;
  let worker = await ground.worker();
  const season = await launchSeason(ground, { code, plan: openStepPlan(code, duties), people: (await people(ground)), windows: openNow() });
  const counted = async (): Promise<number> => await count(ground, 'from tasks where season_id = $1', season.id);
  const schools = await count(ground, `from units where tier = 'school' and $1 <> ''`, code);
  const times = await killAndWatch(ground, { counted, whole: async () => (await counted()) >= schools * duties }, async () => {
    await worker.kill();
    worker = await ground.worker({}, false);
  });
  await ground.until('everybody told', 60_000, async () => (await count(ground, `from notices where season_id = $1 and template = 'task-opened'`, season.id)) >= schools);
  const events = await count(ground, `from task_events e join tasks t on t.id = e.task_id where t.season_id = $1 and e.action = 'open'`, season.id);
  const told = await count(ground, `from notices where season_id = $1 and template = 'task-opened'`, season.id);
  await worker.stop();
  return { ...times, lost: Math.max(0, schools * duties - (await counted())), doubled: Math.max(0, events - schools * duties) + Math.max(0, told - schools) };
}

async function people(ground: Ground): Promise<{ id: string; unitCode: string; role: 'officer' }[]> {
  return (await ground.pool.query<{ id: string; unitCode: string; role: 'officer' }>(`select s.id, u.code as "unitCode", 'officer' as role from staff s join units u on u.id = s.unit_id where u.code = 'SO'`)).rows;
}

async function peer(ground: Ground, run: string, script: string): Promise<Run> {
  const dbos = new URL(ground.postgres.url);
  dbos.pathname = '/peer_dbos';
  const env = { RUN: run, PAGES: String(peerPages), EXPIRE: String(heartbeatTimeout), DBOS_URL: dbos.href };
  let process: Process = await ground.process(run, script, { ...env, SEND: '1' });
  const counted = async (): Promise<number> => await count(ground, 'from peer_rows where run = $1', run);
  const wanted = peerPages * rowsOfPage;
  // A page written twice must not stand for one that is not yet there.
  const distinct = async (): Promise<number> => await count(ground, 'from (select distinct page, unit from peer_rows where run = $1) as d', run);
  const times = await killAndWatch(ground, { counted, whole: async () => (await distinct()) >= wanted }, async () => {
    await process.kill();
    process = await ground.process(run, script, env);
  });
  await process.kill();
  const there = await distinct();
  return { ...times, lost: wanted - there, doubled: (await counted()) - there };
}

type Watched = { counted: () => Promise<number>; whole: () => Promise<boolean> };

async function killAndWatch(ground: Ground, { counted, whole }: Watched, kill: () => Promise<void>): Promise<Omit<Run, 'lost' | 'doubled'>> {
  await ground.until('a first batch', 60_000, async () => (await counted()) > 0, 1);
  const since = performance.now();
  await kill();
  const before = await counted();
  await ground.until('the batch goes on', 120_000, async () => (await counted()) > before || (await whole()), 20);
  const resumed = (performance.now() - since) / 1_000;
  await ground.until('all rows', 120_000, whole, 20);
  return { resumed, whole: (performance.now() - since) / 1_000 };
}

async function count(ground: Ground, statement: string, value: string): Promise<number> {
  return Number((await ground.pool.query<{ n: string }>(`select count(*) as n ${statement}`, [value])).rows[0]?.n ?? 0);
}
