import { districtOf, schoolOf } from './api-fixtures.ts';
import type { Side } from './api-fixtures.ts';
import type { Probe, Scene } from './api-probes.ts';

const district = (scene: Scene, side: Side) => scene.world.units[districtOf[side]];
const year = () => 2000 + Math.floor(Math.random() * 99);

/** A plan of its own for each try, in the state that the route expects. */
async function plan({ world, ...scene }: Scene, side: Side, state: string): Promise<string> {
  const unit = district({ world, ...scene }, side);
  const { rows } = await world.sql.query<{ id: string }>(
    `insert into zone_plans (year, unit_id, unit_path, state) values ((select coalesce(max(year), 1000) + 1 from zone_plans), $1, $2, $3) returning id`, [unit?.id, unit?.path, state]);
  return rows[0]?.id ?? '';
}
const unitTarget: Probe['target'] = (scene, side) => ({ unitPath: district(scene, side)?.path ?? '' });
const open = (path: string): Probe => ({ call: (scene, side) => ({ path: `${path}?unitId=${district(scene, side)?.id}&year=2023` }) });
const move = (state: string, path: string, body: unknown, target?: Probe['target']): Probe => ({
  ...(target && { target }), call: async (scene, side) => ({ path: `/api/zone-plans/${await plan(scene, side, state)}/${path}`, body }),
});

/** Zones, quotas and the chain of their approval. */
export const zoneProbes: Record<string, Probe> = {
  'get /api/zones': open('/api/zones'),
  'get /api/zones/compare': open('/api/zones/compare'),
  'post /api/zones/what-if': { call: (scene, side) => ({ path: '/api/zones/what-if', body: { unitId: district(scene, side)?.id, year: 2023, moves: [] } }) },
  'put /api/zones': {
    target: unitTarget,
    call: async (scene, side) => {
      const unit = district(scene, side);
      const { rows } = await scene.world.sql.query<{ id: string }>(
        `insert into places (code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values (gen_random_uuid()::text, '2023', 'group', 'Tổ 1', 'to 1', gen_random_uuid()::text || '/', $1, $2, 'current', '2022-01-01') returning id`, [unit?.id, unit?.path]);
      return { path: '/api/zones', body: { unitId: unit?.id, year: year(), version: null, moves: [{ placeId: rows[0]?.id, intake: 'grade-1', schoolIds: [] }] } };
    },
  },
  'post /api/zones/copy': { target: unitTarget, call: (scene, side) => ({ path: '/api/zones/copy', body: { unitId: district(scene, side)?.id, year: year() } }) },
  'put /api/quotas': {
    target: unitTarget,
    call: (scene, side) => ({
      path: '/api/quotas',
      body: { unitId: district(scene, side)?.id, year: year(), quotas: [{ schoolId: scene.world.units[schoolOf[side]]?.id, intake: 'grade-1', seats: 1, classes: 1, rooms: 1, twoSessions: 100, criteria: '', papers: [], forms: [] }] },
    }),
  },
  'get /api/zone-plans': { call: () => ({ path: '/api/zone-plans?year=2023' }) },
  'post /api/zone-plans': { target: unitTarget, call: (scene, side) => ({ path: '/api/zone-plans', body: { unitId: district(scene, side)?.id, year: year() } }) },
  'get /api/zone-plans/{id}': { call: async (scene, side) => ({ path: `/api/zone-plans/${await plan(scene, side, 'draft')}` }) },
  'post /api/zone-plans/{id}/open-comments': move('draft', 'open-comments', { version: 1 }, unitTarget),
  'post /api/zone-plans/{id}/comment': move('commenting', 'comment', { agrees: 'yes', note: '' }, (scene, side) => ({ unitPath: scene.things[side].path })),
  'post /api/zone-plans/{id}/reply': {
    target: unitTarget,
    call: async (scene, side) => {
      const id = await plan(scene, side, 'commenting');
      const school = scene.world.units[schoolOf[side]];
      await scene.world.sql.query(`insert into zone_comments (plan_id, school_id, unit_path, agrees, made_by) values ($1, $2, $3, 'no', $2)`, [id, school?.id, school?.path]);
      return { path: `/api/zone-plans/${id}/reply`, body: { schoolId: school?.id, reply: 'Đã xem lại' } };
    },
  },
  'post /api/zone-plans/{id}/decide': move('commenting', 'decide', { version: 1, number: '1/QĐ', signedOn: '2023-05-20', signer: 'A' }, unitTarget),
  'post /api/zone-plans/{id}/supervise': move('decided', 'supervise', { version: 1 }),
  'post /api/zone-plans/{id}/return': move('decided', 'return', { version: 1, reason: 'Sót một tổ' }),
};
