import { randomUUID } from 'node:crypto';
import { withActor } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import { confirmationProgress } from '../db/queries/confirmation-progress.ts';
import { childrenOf } from '../db/queries/progress.ts';
import type { Actor } from '../domain/policy.ts';
import { busySince } from './ground/cpu.ts';
import { quantile, shown } from './ground/figures.ts';
import { wholeProvince } from './ground/province.ts';
import type { Bench, Scene } from './result.ts';

const pupils = 113_000;
const target = 500;

/** The Sở's board of confirmations: what one event makes a screen ask, for the province by district and for one district by school, under row security. */
export const board: Bench = {
  name: 'board',
  size: () => wholeProvince,
  async run(scene) {
    const { actor, seasonId } = await fill(scene);
    const pool = createPool(scene.ground.postgres.url, 'mua_api', 2);
    const db = createDb(pool);
    const district = await withActor(db, { kind: 'staff', actor }, async (tx) => (await childrenOf(tx, actor.own.unitPath)).find((unit) => unit.tier !== 'school')?.path ?? '');
    const took: Record<'province' | 'district', number[]> = { province: [], district: [] };
    const before = scene.ground.busy({});
    for (let round = 0; round < (scene.quick ? 5 : 40); round += 1) {
      for (const [side, under] of [['province', actor.own.unitPath], ['district', district]] as const) {
        const from = performance.now();
        const rows = await withActor(db, { kind: 'staff', actor }, (tx) => confirmationProgress(tx, { seasonId, under, by: 'unit' }));
        took[side].push(performance.now() - from);
        const counted = rows.reduce((sum, row) => sum + row.total, 0);
        if (side === 'province' ? counted !== pupils : counted === 0) throw new Error(`${side}: ${counted} slips counted`);
      }
    }
    const busy = busySince(before, scene.ground.busy({}));
    await pool.end();
    const said = (side: keyof typeof took): string => `${side} p50 ${shown(quantile(took[side], 0.5))} ms, p95 ${shown(quantile(took[side], 0.95))} ms`;
    return [{
      bench: 'board', what: `${pupils.toLocaleString('en')} slips counted by state, by unit under the Sở and under a district`, ours: `${said('province')}; ${said('district')}`, peer: '', ratio: null,
      target: `p95 ≤ ${target} ms`, holds: quantile(took.province, 0.95) <= target, figures: took, busy: { ours: busy, peer: null },
    }];
  },
};

/** Every school the same number of pupils, in all states. */
async function fill({ ground: { pool } }: Scene): Promise<{ actor: Actor; seasonId: string }> {
  const { rows: [so] } = await pool.query<{ staffId: string; unitId: string; path: string }>(`select s.id as "staffId", u.id as "unitId", u.path from staff s join units u on u.id = s.unit_id where s.role = 'admin' and u.tier = 'province' limit 1`);
  if (!so) throw new Error('no admin at the Sở');
  const seasonId = randomUUID();
  await pool.query(
    `insert into seasons (id, code, title, plan_key, plan, year, clock, rehearsal, state, prepared_by, prepared_for) values ($1, 'bang', 'Bảng theo dõi', 'hp-2023', '{}', 2023, '{"mode":"live"}', false, 'running', $2, $2)`,
    [seasonId, so.staffId],
  );
  await pool.query(
    `with schools as (select id, path, row_number() over (order by path) - 1 as at, count(*) over () as of from units where tier = 'school')
     insert into pupils (code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, permanent_address, current_address, guardian_name, guardian_phone, school_id, school_path, class_name, cohort)
     select 'B' || n, 'Học sinh ' || n, 'hoc sinh ' || n, 'sinh ' || n, '2012-01-01', 'female', 'Kinh', 'Hải Phòng', 'a', 'a', 'b', '0912345678', s.id, s.path, '5A' || n % 5, 'grade-5'
     from generate_series(0, ${pupils - 1}) n join schools s on s.at = n % s.of`);
  await pool.query(
    `insert into confirmations (season_id, step_key, pupil_id, school_path, class_name, state)
     select $1, 'confirmation', id, school_path, class_name, (array['waiting', 'with-teacher', 'confirmed', 'disputed', 'settled', 'silent'])[1 + abs(hashtext(code)) % 6] from pupils`,
    [seasonId],
  );
  await pool.query('vacuum analyze pupils');
  await pool.query('vacuum analyze confirmations');
  return { seasonId, actor: { own: { staffId: so.staffId, tier: 'province', role: 'admin', unitId: so.unitId, unitPath: so.path, className: null }, delegated: [] } };
}
