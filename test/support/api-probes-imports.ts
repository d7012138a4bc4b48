import { randomUUID } from 'node:crypto';
import type { ImportState } from '../../domain/import.ts';
import type { Side } from './api-fixtures.ts';
import type { Probe, Scene } from './api-probes.ts';

const target: Probe['target'] = (scene, side) => ({ unitPath: scene.things[side].path });

/** An import of the side's school, standing where the call finds it. */
async function importIn({ world, things }: Pick<Scene, 'world' | 'things'>, side: Side, state: ImportState): Promise<string> {
  const [id, file] = [randomUUID(), randomUUID()];
  const { path, unitId, clerk } = things[side];
  await world.sql.query("insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1, 'none', 'a.csv', 'text/csv', 1, $2, $3)", [file, path, clerk]);
  const headers = ['Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Nơi thường trú'];
  const mapping = { code: 0, fullName: 1, birthDate: 2, sex: 3, className: 4, permanentAddress: 5 };
  await world.sql.query("insert into imports (id, kind, mode, unit_id, unit_path, file_id, state, headers, mapping, created_by, acting_for) values ($1, 'pupils', 'both', $2, $3, $4, $5, $6, $7, $8, $8)", [
    id, unitId, path, file, state, JSON.stringify(headers), JSON.stringify(mapping), clerk,
  ]);
  return id;
}

function sheet(): FormData {
  const form = new FormData();
  form.set('file', new File(['Mã học sinh;Họ và tên\n1;A'], 'a.csv'));
  return form;
}

const of = (state: ImportState, path: (id: string) => string, body?: unknown): Probe => ({
  target,
  call: async (scene, side) => ({ path: path(await importIn(scene, side, state)), body }),
});
const mapping = { code: 0, fullName: 1, birthDate: 2, sex: 3, className: 4, permanentAddress: 5 };

/** A row for each route of imports. */
export const importProbes: Record<string, Probe> = {
  'get /api/imports': { kind: 'list', call: () => ({ path: '/api/imports' }) },
  'post /api/imports': { target, call: (scene, side) => ({ path: `/api/imports?kind=pupils&mode=both&unitId=${scene.things[side].unitId}`, body: sheet() }) },
  'get /api/imports/{id}': of('ready', (id) => `/api/imports/${id}`),
  'get /api/imports/{id}/rows': of('ready', (id) => `/api/imports/${id}/rows`),
  'put /api/imports/{id}/mapping': of('ready', (id) => `/api/imports/${id}/mapping`, { mapping, version: 1 }),
  'post /api/imports/{id}/commit': of('ready', (id) => `/api/imports/${id}/commit`, { version: 1 }),
  'post /api/imports/{id}/cancel': of('ready', (id) => `/api/imports/${id}/cancel`, { version: 1 }),
  'get /api/imports/templates/{kind}': { target, call: (scene, side) => ({ path: `/api/imports/templates/pupils?unitId=${scene.things[side].unitId}` }) },
  'get /api/imports/export/{kind}': { target, call: (scene, side) => ({ path: `/api/imports/export/pupils?unitId=${scene.things[side].unitId}` }) },
  'get /api/imports/{id}/marked': of('ready', (id) => `/api/imports/${id}/marked`),
  'post /api/imports/{id}/undo': of('committed', (id) => `/api/imports/${id}/undo`, { version: 1 }),
};
