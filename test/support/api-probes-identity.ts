import { randomUUID } from 'node:crypto';
import type { Target } from '../../domain/policy.ts';
import type { Probe, Scene } from './api-probes.ts';
import type { Side } from './api-fixtures.ts';

const schoolTarget = (scene: Scene, side: Side): Target => ({ unitPath: scene.things[side].path, className: null });
const identity = (what: string, body: Record<string, unknown>): Probe => ({
  target: schoolTarget,
  call: (scene, side) => ({ path: `/api/identity/${scene.things[side].pupil}/${what}`, body: { ...body, version: 0 } }),
});
const ofProvince = (what: string, body: Record<string, unknown>): Probe => ({
  call: (scene) => ({ path: `/api/identity/${scene.things.own.pupil}/${what}`, body: { ...body, version: 0 } }),
});

function paper(): FormData {
  const form = new FormData();
  form.set('file', new File(['a;b\n1;2'], 'a.csv'));
  return form;
}

async function batch({ world }: Scene, unitPath: string): Promise<string> {
  const id = randomUUID();
  await world.sql.query("insert into identity_batches (id, adapter, state, unit_path, created_by) values ($1, 'file', 'waiting', $2, $3)", [id, unitPath, world.staff['so-officer']?.id]);
  return id;
}
const ofBatch = (what: string, body?: unknown): Probe => ({ call: async (scene) => ({ path: `/api/identity-batches/${await batch(scene, 'SO/')}${what}`, body }) });
/** A batch of the whole province whose list is there. */
async function written(scene: Scene): Promise<string> {
  const id = await batch(scene, 'SO/');
  const file = randomUUID();
  await scene.world.sql.query("insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1, $2, 'a.xlsx', 'x', 1, 'sealed/SO/', $3)", [file, 'b'.repeat(64), scene.world.staff['so-officer']?.id]);
  await scene.world.sql.query('update identity_batches set sent_file_id = $2 where id = $1', [id, file]);
  return id;
}

export const identityProbes: Record<string, Probe> = {
  'post /api/pupils/{id}/reveal': {
    target: schoolTarget,
    call: (scene, side) => ({ path: `/api/pupils/${scene.things[side].pupil}/reveal`, body: { reason: 'Đối chiếu với giấy khai sinh' } }),
  },
  'get /api/identity': { kind: 'list', call: () => ({ path: '/api/identity' }) },
  'get /api/identity/burndown': { call: () => ({ path: '/api/identity/burndown' }) },
  'get /api/identity/{id}': { target: schoolTarget, call: (scene, side) => ({ path: `/api/identity/${scene.things[side].pupil}` }) },
  'post /api/identity/{id}/settle': identity('settle', { choices: {}, reason: 'typing-error' }),
  'post /api/identity/{id}/reason': identity('reason', { reason: 'awaiting-number' }),
  'post /api/identity/{id}/report': identity('report', { reason: 'awaiting-number', proposal: 'Dùng mã tạm để đăng ký dự thi' }),
  'post /api/identity/{id}/resolve': ofProvince('resolve', { resolution: 'Công an đã cấp số' }),
  'post /api/identity/{id}/answer': ofProvince('answer', { answer: { found: false } }),
  'post /api/identity/{id}/evidence': { target: schoolTarget, call: (scene, side) => ({ path: `/api/identity/${scene.things[side].pupil}/evidence`, body: paper() }) },
  'get /api/identity-batches': { kind: 'list', call: () => ({ path: '/api/identity-batches' }) },
  'get /api/identity-batches/{id}': {
    target: schoolTarget,
    call: async (scene, side) => ({ path: `/api/identity-batches/${await batch(scene, scene.things[side].path)}` }),
  },
  'post /api/identity-batches': { call: () => ({ path: '/api/identity-batches', body: { adapter: 'file' } }) },
  'post /api/identity-batches/{id}/cancel': ofBatch('/cancel', {}),
  'get /api/identity-batches/{id}/list': { call: async (scene) => ({ path: `/api/identity-batches/${await written(scene)}/list` }) },
  'post /api/identity-batches/{id}/answers': { call: async (scene) => ({ path: `/api/identity-batches/${await batch(scene, 'SO/')}/answers`, body: paper() }) },
  'post /api/identity/take-over': { call: () => ({ path: '/api/identity/take-over', body: {} }) },
};
