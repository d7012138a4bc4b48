import { randomUUID } from 'node:crypto';
import { addPupil, districtOf } from './api-fixtures.ts';
import type { Side } from './api-fixtures.ts';
import type { Probe, Scene } from './api-probes.ts';

const school: Probe['target'] = (scene, side) => ({ unitPath: scene.things[side].path });
const get = (path: string): Probe => ({ target: school, call: (scene, side) => ({ path: `${path}?schoolId=${scene.things[side].unitId}` }) });
const post = (path: string, more: object = {}): Probe => ({ target: school, call: (scene, side) => ({ path, body: { schoolId: scene.things[side].unitId, ...more } }) });

async function paper({ world, things }: Scene, side: Side, state = 'handed-in'): Promise<string> {
  const pupil = await addPupil(world, side);
  const { rows } = await world.sql.query<{ id: string }>(`insert into evidence (pupil_id, school_path, class_name, kind, title, state) values ($1, $2, '12A1', 'priority', $3, $4) returning id`, [pupil, things[side].path, randomUUID(), state]);
  return rows[0]?.id ?? '';
}

function scan(): FormData {
  const form = new FormData();
  form.set('file', new File(['a;b\n1;2'], 'a.csv'));
  return form;
}

/** Grade 12: accounts, slips, evidence, independent candidates. */
export const examProbes: Record<string, Probe> = {
  'get /api/exam/accounts': get('/api/exam/accounts'),
  'post /api/exam/accounts': post('/api/exam/accounts'),
  'post /api/exam/accounts/hand-over': post('/api/exam/accounts/hand-over'),
  'get /api/exam/slips': get('/api/exam/slips'),
  'post /api/exam/slips': post('/api/exam/slips', { action: 'print' }),
  // A school without grade 12: whether one may print is told without printing.
  'get /api/exam/slips/print': get('/api/exam/slips/print'),
  'get /api/evidence': { kind: 'list', call: () => ({ path: '/api/evidence' }) },
  'post /api/evidence': { target: school, call: async (scene, side) => ({ path: '/api/evidence', body: { pupilId: await addPupil(scene.world, side), kind: 'bonus', title: 'Giải ba' } }) },
  'post /api/evidence/{id}/due': { target: school, call: async (scene, side) => ({ path: `/api/evidence/${await paper(scene, side, 'awaited')}/due`, body: { version: 1, dueOn: '2023-04-26' } }) },
  'post /api/evidence/{id}/file': { target: school, call: async (scene, side) => ({ path: `/api/evidence/${await paper(scene, side)}/file`, body: scan() }) },
  'post /api/evidence/{id}/review': { target: school, call: async (scene, side) => ({ path: `/api/evidence/${await paper(scene, side)}/review`, body: { version: 1, state: 'refused', reason: 'Ảnh mờ' } }) },
  'get /api/candidates': { kind: 'list', call: () => ({ path: '/api/candidates' }) },
  'post /api/candidates': { call: () => ({ path: '/api/candidates', body: { fullName: 'Lê Tự Do', birthDate: '2001-01-01', phone: '0912345678' } }) },
  'post /api/candidates/{id}/move': {
    target: (scene, side) => ({ unitPath: scene.world.units[districtOf[side]]?.path ?? '' }),
    call: async ({ world }, side) => {
      const unit = world.units[districtOf[side]];
      const { rows } = await world.sql.query<{ id: string }>(`insert into candidates (unit_id, unit_path, full_name, folded, birth_date, phone, state, made_by) values ($1, $2, 'A', 'a', '2001-01-01', '0912345678', 'asked', $1) returning id`, [unit?.id, unit?.path]);
      return { path: `/api/candidates/${rows[0]?.id}/move`, body: { version: 1, action: 'withdraw' } };
    },
  },
};
