import { withActor, withSystem } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import type { Db, Tx } from '../db/client.ts';
import { findDuplicates, listDuplicates } from '../db/queries/duplicates.ts';
import { identityBurndown } from '../db/queries/identity-burndown.ts';
import { listResidences } from '../db/queries/residences.ts';
import { incompletePupils, reviewByDay, reviewByUnit, reviewCounts } from '../db/queries/reviews.ts';
import { workState } from '../db/queries/work/work-state.ts';
import { countChildren, readZoning, splitZoning } from '../db/queries/zoning-read.ts';
import { cohorts } from '../domain/cohort.ts';
import type { Standing } from '../domain/policy.ts';
import { works } from '../domain/work.ts';
import type { Work } from '../domain/work.ts';
import { evaluateZoning, whatIf } from '../domain/zoning.ts';
import { pupils } from '../db/schema/families.ts';
import { scopeOf } from '../api/scope.ts';
import { quantile, shown } from './ground/figures.ts';
import { wholeProvince } from './ground/province.ts';
import { seedData } from './ground/province-data.ts';
import type { ProvinceData } from './ground/province-data.ts';
import type { Bench, Result } from './result.ts';

/** What a person waits for without looking away. */
const mostMs = 1_000;
/** Once a night, and when a list was loaded. */
const mostNightly = 30_000;
/** The look is asked for a whole province at most; what only a school or a district owes is asked of one. */
const askers: Partial<Record<Work, 'school' | 'district'>> = { 'zone-comment': 'school', 'zone-publication': 'school', 'admission-papers': 'district' };

type Case = { name: string; most: number; run: () => Promise<unknown> };

/** Every look at a whole province that a screen waits for, on its data, as its people see them: under row security, through the pool of the API. */
export const provinceWide: Bench = {
  name: 'province',
  size: ({ quick }) => (quick ? { districts: 4, schools: 24 } : wholeProvince),
  async run(scene) {
    const { ground, province, quick, say } = scene;
    const size = quick ? { districts: 4, schools: 24, pupils: 3_000 } : { ...wholeProvince, pupils: 113_000 };
    const data = await seedData(ground, province, size);
    say(`${data.pupils.toLocaleString('en')} pupils, ${data.places.toLocaleString('en')} places`);
    const [api, worker] = [createPool(ground.postgres.url, 'mua_api', 2), createPool(ground.postgres.url, 'mua_worker', 1)];
    try {
      const [db, system] = [createDb(api), createDb(worker)];
      const rounds = quick ? 3 : scene.runs * 4;
      const ceiling = async (): Promise<unknown> => await ground.pool.query(`select count(*) from pupils where school_path ^@ $1 and standing = 'enrolled'`, [data.so.unitPath]);
      const first = await timed(async () => await withSystem(system, findDuplicates));
      const results: Result[] = [];
      for (const one of [{ name: 'duplicates found for the first time', most: mostNightly, run: null }, ...casesOf(data, db, system)]) {
        const times: number[] = one.run === null ? [first] : [];
        const peers: number[] = [];
        for (let round = -1; round < rounds; round += 1) {
          const [ours, peer] = [one.run === null ? null : await timed(one.run), await timed(ceiling)];
          // The first warms up.
          if (round < 0) continue;
          peers.push(peer);
          if (ours !== null) times.push(ours);
        }
        results.push(resultOf(one, times, peers));
        say(`${one.name}: p50 ${shown(quantile(times, 0.5))} ms, p95 ${shown(quantile(times, 0.95))} ms`);
      }
      return results;
    } finally {
      await api.end();
      await worker.end();
    }
  },
};

function casesOf(data: ProvinceData, db: Db, system: Db): Case[] {
  const as = (own: Standing) => async <T>(run: (tx: Tx) => Promise<T>): Promise<T> => await withActor(db, { kind: 'staff', actor: { own, delegated: [] } }, run);
  const { so, district, school, seasonId, year } = data;
  const look = (name: string, run: Case['run'], most = mostMs): Case => ({ name, most, run });
  const drawn = async (own: Standing) => ({ ...(await as(own)((tx) => readZoning(tx, { year, unitPath: own.unitPath }))), children: await countChildren(db, own.unitPath) });
  const page = { filter: {}, sort: { column: 'fullName', descending: false }, offset: 0, limit: 25 } as const;
  return [
    look('zoning: seats of the largest district', async () => evaluateZoning(await drawn(district))),
    look('zoning: what if five of its places moved', async () => {
      const read = await drawn(district);
      const [to] = read.schools.filter((one) => one.levels.includes('primary'));
      return whatIf(read, read.places.slice(-5).map((place) => ({ placeId: place.id, intake: 'grade-1', schoolIds: [to?.id ?? ''] })));
    }),
    look('zoning: every district of the province', async () => {
      const read = await drawn(so);
      const partOf = splitZoning(read);
      return new Set(read.places.map((one) => one.unitId)).forEach((unitId) => evaluateZoning(partOf(unitId)));
    }),
    look('duplicates: looked for again', async () => await withSystem(system, findDuplicates), mostNightly),
    look('duplicates: a page of the open ones', async () => await as(so)((tx) => listDuplicates(tx, { state: ['open'], offset: 0, limit: 25 }))),
    look('residences: the queue of the province', async () => await as(so)((tx) => listResidences(tx, page, scopeOf({ own: so, delegated: [] }, 'pupil.read', { path: pupils.schoolPath })))),
    look('residences: the queue of a district', async () => await as(district)((tx) => listResidences(tx, page, scopeOf({ own: district, delegated: [] }, 'pupil.read', { path: pupils.schoolPath })))),
    look('review: counts of the province', async () => await as(so)((tx) => reviewCounts(tx, { unitPath: so.unitPath }))),
    look('review: a page of the incomplete', async () => await as(so)((tx) => incompletePupils(tx, { unitPath: so.unitPath, only: null, offset: 0, limit: 50 }))),
    look('review: burndown', async () => await as(so)(async (tx) => [await reviewByUnit(tx, seasonId), await reviewByDay(tx, seasonId)])),
    look('identities: burndown', async () => await as(so)((tx) => identityBurndown(tx, { under: so.unitPath, cohorts: ['grade-12'], clock: null }))),
    ...works.map((work): Case => {
      const own = { school, district, province: so }[askers[work] ?? 'province'];
      return look(`work: ${work}`, async () => await as(own)((tx) => workState(tx, work, { unitId: own.unitId, unitPath: own.unitPath, seasonId, year, cohorts })));
    }),
  ];
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

function resultOf({ name, most }: Pick<Case, 'name' | 'most'>, times: readonly number[], peers: readonly number[]): Result {
  const [p50, p95, peer] = [quantile(times, 0.5), quantile(times, 0.95), quantile(peers, 0.5)];
  return {
    bench: 'province', what: name, ours: `p50 ${shown(p50)} ms, p95 ${shown(p95)} ms`, peer: `${shown(peer)} ms for one count of its pupils by the owner, no row security (ceiling)`, ratio: peer / p50, target: `p95 < ${most / 1_000} s`,
    holds: p95 < most, figures: { times, peers }, busy: { ours: {}, peer: null },
  };
}
