import { randomUUID } from 'node:crypto';
import { addPupil } from './api-fixtures.ts';
import type { Probe, Scene } from './api-probes.ts';

/** A pupil of its own for each try: the verb uses it up. */
const pupil = (action: string, body: object): Probe => ({
  target: (scene, side) => ({ unitPath: scene.things[side].path, className: '5A1' }),
  call: async (scene, side) => ({ path: `/api/pupils/${await addPupil(scene.world, side)}${action}`, body }),
});

async function pair({ world }: Scene, side: 'own' | 'other'): Promise<string> {
  const [a = '', b = ''] = [await addPupil(world, side), await addPupil(world, side)].toSorted();
  const { rows } = await world.sql.query<{ id: string }>(
    `insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state) select 'same-number', a.id, b.id, a.school_path, b.school_path, a.school_path, 'open' from pupils a, pupils b where a.id = $1 and b.id = $2 returning id`, [a, b]);
  return rows[0]?.id ?? '';
}

/** Review, claims and duplicates. */
export const reviewProbes: Record<string, Probe> = {
  'get /api/review': { call: () => ({ path: '/api/review' }) },
  'get /api/review/pupils': { call: () => ({ path: '/api/review/pupils' }) },
  'get /api/review/burndown': { call: ({ seasonId }) => ({ path: `/api/review/burndown?seasonId=${seasonId}` }) },
  'patch /api/pupils/{id}': pupil('', { version: 1, values: { ethnicity: 'Tày' } }),
  'post /api/pupils/{id}/leave': pupil('/leave', { version: 1, reason: 'Chuyển trường' }),
  'get /api/claims': { kind: 'list', call: () => ({ path: '/api/claims' }) },
  'get /api/claims/in-none': { call: () => ({ path: '/api/claims/in-none' }) },
  'post /api/claims': {
    call: async ({ world }) => {
      const { rows } = await world.sql.query<{ code: string }>('select code from pupils where id = $1', [await addPupil(world, 'other')]);
      return { path: '/api/claims', body: { code: rows[0]?.code, className: '5A1', reason: 'Đã nhập học' } };
    },
  },
  'get /api/duplicates': { kind: 'list', call: () => ({ path: '/api/duplicates' }) },
  'post /api/duplicates/find': { call: () => ({ path: '/api/duplicates/find' }) },
  'post /api/duplicates/{id}/decide': {
    target: (scene, side) => ({ unitPath: scene.things[side].path }),
    call: async (scene, side) => ({ path: `/api/duplicates/${await pair(scene, side)}/decide`, body: { action: 'keep', version: 1, reason: randomUUID() } }),
  },
};
