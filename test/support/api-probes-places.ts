import { randomUUID } from 'node:crypto';
import { addPupil, districtOf } from './api-fixtures.ts';
import type { Side } from './api-fixtures.ts';
import type { Probe, Scene } from './api-probes.ts';

/** A commune and, under it, a place of its own for each try. */
async function place({ world }: Scene, side: Side, state: string, kind = 'group'): Promise<string> {
  const unit = world.units[districtOf[side]];
  const id = randomUUID();
  await world.sql.query(
    `insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from) values ($1::uuid, $1::text, '2023', $5, $1::text, $1::text, $1::text || '/', $2, $3, $4, '2022-01-01')`, [id, unit?.id, unit?.path, state, kind]);
  return id;
}
const target: Probe['target'] = (scene, side) => ({ unitPath: scene.world.units[districtOf[side]]?.path ?? '' });

/** The catalogue of places, and where pupils live. */
export const placeProbes: Record<string, Probe> = {
  'get /api/places': { call: () => ({ path: '/api/places' }) },
  'get /api/places/proposals': { call: () => ({ path: '/api/places/proposals' }) },
  'get /api/places/{id}': { call: async (scene, side) => ({ path: `/api/places/${await place(scene, side, 'current')}` }) },
  // Adding is for who keeps the catalogue, proposing for schools: tried apart in api/places.db.test.ts.
  'post /api/places/{id}/change': { target, call: async (scene, side) => ({ path: `/api/places/${await place(scene, side, 'proposed')}/change`, body: { action: 'accept', version: 1 } }) },
  'post /api/places/{id}/replace': { target, call: async (scene, side) => ({ path: `/api/places/${await place(scene, side, 'current')}/replace`, body: { version: 1, into: [await place(scene, side, 'current')] } }) },
  'post /api/places/{id}/move': { target, call: async (scene, side) => ({ path: `/api/places/${await place(scene, side, 'current')}/move`, body: { version: 1, parentId: await place(scene, side, 'current', 'commune') } }) },
  'post /api/places/{id}/undo': { target, call: async (scene, side) => ({ path: `/api/places/${await place(scene, side, 'current')}/undo`, body: { version: 1 } }) },
  'get /api/places/reform': { call: () => ({ path: '/api/places/reform' }) },
  'post /api/places/reform': { call: () => ({ path: '/api/places/reform', body: { carry: false } }) },
  'post /api/residences/decide': {
    target: ({ things }, side) => ({ unitPath: things[side].path }),
    call: async (scene, side) => ({ path: '/api/residences/decide', body: { pupils: [{ id: await addPupil(scene.world, side), version: 1 }], placeId: await place(scene, side, 'current'), reason: 'x' } }),
  },
  'get /api/residences': { kind: 'list', call: () => ({ path: '/api/residences' }) },
};
