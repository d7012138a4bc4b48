// Long because it is a table: one row for each route of the API.
import { randomUUID } from 'node:crypto';
import type { PolicyAction, Target } from '../../domain/policy.ts';
import { hp2023 } from '../../plans/hp-2023.ts';
import { addSeasonIn } from './api-fixtures.ts';
import type { Side, Things } from './api-fixtures.ts';
import { identityProbes } from './api-probes-identity.ts';
import { filledForm } from './api-tasks.ts';
import { importProbes } from './api-probes-imports.ts';
import { foundChildProbes } from './api-probes-found.ts';
import { placeProbes } from './api-probes-places.ts';
import { examProbes } from './api-probes-exam.ts';
import { reviewProbes } from './api-probes-review.ts';
import { zoneProbes } from './api-probes-zones.ts';
import type { ApiWorld } from './api-world.ts';

export type Scene = { world: ApiWorld; seasonId: string; things: Record<Side, Things>; directiveId: string };
export type Call = { path: string; body?: unknown };
/**
 * How to ask a route about one's own or another's thing, and what policy says of it.
 * - `target`: whose it is, where that matters; `needs`: the right, where it is not the floor of the route.
 * - `list`: answers everybody above the floor, with rows of the own scope only.
 * - `mine`: belongs to a person, whoever they are; others never see it.
 */
export type Probe = {
  call: (scene: Scene, side: Side, me: { id: string; unitCode: string }) => Promise<Call> | Call;
  target?: (scene: Scene, side: Side) => Target;
  needs?: PolicyAction;
  kind?: 'list' | 'mine';
};

const schoolTarget = (scene: Scene, side: Side): Target => ({ unitPath: scene.things[side].path, className: null });
const classTarget = (scene: Scene, side: Side): Target => ({ unitPath: scene.things[side].path, className: '5A1' });
const reviewerTarget = (scene: Scene, side: Side): Target => ({ unitPath: scene.things[side].path.replace(/[^/]+\/$/, '') });
const list = (resource: string): Probe => ({ kind: 'list', call: () => ({ path: `/api/${resource}` }) });
const open = (path: string, body?: unknown): Probe => ({ call: () => ({ path, body }) });
const about = (path: (things: Things) => string, target: Probe['target'], body?: unknown, needs?: PolicyAction): Probe => ({
  target,
  call: (scene, side) => ({ path: path(scene.things[side]), body }),
  ...(needs && { needs }),
});
const season = (state: string, path: string, body?: unknown, more: { needs?: PolicyAction; rehearsal?: boolean } = {}): Probe => ({
  ...(more.needs && { needs: more.needs }),
  call: async ({ world }) => ({ path: path.replace('{id}', await addSeasonIn(world, state, more.rehearsal)), body }),
});
const running = (path: string): Probe => ({ call: ({ seasonId }) => ({ path: path.replace('{id}', seasonId) }) });
const date = () =>
  `20${String(40 + Math.floor(Math.random() * 50))}-0${1 + Math.floor(Math.random() * 9)}-${10 + Math.floor(Math.random() * 18)}`;

async function holiday({ world }: Scene): Promise<string> {
  const day = date();
  await world.sql.query("insert into holidays (date, kind, name) values ($1, 'holiday', 'Thử') on conflict do nothing", [day]);
  return day;
}

function file(): FormData {
  const form = new FormData();
  form.set('file', new File(['a;b\n1;2'], 'a.csv'));
  return form;
}

async function directive({ world }: Scene): Promise<string> {
  const id = randomUUID();
  await world.sql.query(
    "insert into directives (id, number, signed_on, signer, title, folded, created_by) values ($1, '1', '2023-01-01', 'A', 'A', 'a', $2)",
    [id, world.staff['so-admin']?.id],
  );
  return id;
}

/** Of the caller on their own side, of a colleague in another school on the other. */
async function delegation({ world }: Scene, side: Side, me: { id: string }): Promise<string> {
  const id = randomUUID();
  const from = side === 'own' ? me.id : world.staff['s0201-principal']?.id;
  await world.sql.query(
    "insert into delegations (id, from_staff_id, to_staff_id, starts_at, ends_at, reason) values ($1, $2, $3, now() + interval '30 days', now() + interval '31 days', 'Thử')",
    [id, from, world.staff['d02-officer']?.id],
  );
  return id;
}

async function savedFilter({ world }: Scene, side: Side, me: { id: string }): Promise<string> {
  const id = randomUUID();
  await world.sql.query("insert into saved_filters (id, staff_id, resource, name, filter) values ($1, $2, 'tasks', 'Thử', '{}')", [
    id,
    side === 'own' ? me.id : world.staff['s0201-principal']?.id,
  ]);
  return id;
}

const person = (role: string, unitId?: string) => ({
  username: `p${randomUUID().slice(0, 8)}`,
  name: 'Người Mới',
  email: 'moi@example.vn',
  role,
  ...(unitId && { unitId }),
});
const draft = { planKey: 'hp-2023', year: 2023, title: 'Thử', clock: { mode: 'shifted', startsOn: '2027-03-01' } };

/** Every route of the API by method and path. A route without a row fails the matrix. */
export const probes: Record<string, Probe> = {
  ...foundChildProbes,
  ...placeProbes,
  ...reviewProbes,
  ...examProbes,
  ...zoneProbes,
  ...importProbes,
  ...identityProbes,
  'get /api/session': open('/api/session'),
  'put /api/session/password': open('/api/session/password', { current: 'not this one', next: 'a long new password' }),
  'patch /api/session': open('/api/session', { preferences: { dense: true } }),
  'get /api/units': open('/api/units'),
  'get /api/units/{id}': { call: (scene, side) => ({ path: `/api/units/${scene.things[side].unitId}` }) },
  'post /api/units': {
    call: (scene) => ({
      path: '/api/units',
      body: {
        code: `X${randomUUID().slice(0, 6).toUpperCase()}`,
        name: 'Trường mới',
        tier: 'school',
        parentId: scene.world.units['D01']?.id,
      },
    }),
  },
  'put /api/units/{id}': { call: (scene, side) => ({ path: `/api/units/${scene.things[side].unitId}`, body: { phone: '0225 123456' } }) },
  'get /api/staff': list('staff'),
  'get /api/staff/{id}': about((things) => `/api/staff/${things.clerk}`, schoolTarget),
  'post /api/staff': {
    target: schoolTarget,
    call: (scene, side) => ({ path: '/api/staff', body: person('clerk', scene.things[side].unitId) }),
  },
  'put /api/staff/{id}': about((things) => `/api/staff/${things.clerk}`, schoolTarget, { phone: '0912345678' }),
  'get /api/pupils': list('pupils'),
  'get /api/pupils/classes': {
    kind: 'list',
    call: (scene, side) => ({ path: `/api/pupils/classes?schoolId=${scene.things[side].unitId}` }),
  },
  'get /api/pupils/{id}': about((things) => `/api/pupils/${things.pupil}`, classTarget),
  'get /api/directives': open('/api/directives'),
  'get /api/directives/{id}': { call: (scene) => ({ path: `/api/directives/${scene.directiveId}` }) },
  'post /api/directives': open('/api/directives', { number: '1', signedOn: '2023-01-01', signer: 'Bà A', title: 'Thử' }),
  'post /api/directives/{id}/file': { call: async (scene) => ({ path: `/api/directives/${await directive(scene)}/file`, body: file() }) },
  'get /api/holidays': open('/api/holidays'),
  'get /api/holidays/{id}': { call: async (scene) => ({ path: `/api/holidays/${await holiday(scene)}` }) },
  'post /api/holidays': {
    call: () => ({
      path: '/api/holidays',
      body: { date: `21${String(10 + Math.floor(Math.random() * 80))}-01-01`, kind: 'holiday', name: 'Thử' },
    }),
  },
  'put /api/holidays/{id}': {
    call: async (scene) => ({ path: `/api/holidays/${await holiday(scene)}`, body: { kind: 'holiday', name: 'Thử' } }),
  },
  'delete /api/holidays/{id}': { call: async (scene) => ({ path: `/api/holidays/${await holiday(scene)}` }) },
  'get /api/tasks/counts': open('/api/tasks/counts'),
  'get /api/tasks': list('tasks'),
  'get /api/tasks/{id}': about((things) => `/api/tasks/${things.openTask}`, schoolTarget),
  'post /api/tasks/accept': {
    kind: 'list',
    call: (scene, side) => ({ path: '/api/tasks/accept', body: { ids: [scene.things[side].submittedTask] } }),
  },
  'post /api/tasks/{id}/submit': about((things) => `/api/tasks/${things.openTask}/submit`, schoolTarget, {
    answers: filledForm(),
    version: 1,
  }),
  'post /api/tasks/{id}/accept': about((things) => `/api/tasks/${things.submittedTask}/accept`, reviewerTarget, { version: 1 }),
  'post /api/tasks/{id}/return': about((things) => `/api/tasks/${things.submittedTask}/return`, reviewerTarget, {
    version: 1,
    reason: 'Thiếu số liệu',
  }),
  'post /api/tasks/{id}/claim': about((things) => `/api/tasks/${things.openTask}/claim`, schoolTarget, undefined, 'task.answer'),
  // Nobody took it in between: only who assigns may release another's.
  'post /api/tasks/{id}/release': about((things) => `/api/tasks/${things.submittedTask}/release`, schoolTarget, undefined, 'task.assign'),
  'post /api/tasks/{id}/assign': {
    target: schoolTarget,
    call: (scene, side) => ({ path: `/api/tasks/${scene.things[side].openTask}/assign`, body: { staffId: scene.things[side].clerk } }),
  },
  'post /api/tasks/{id}/comment': about((things) => `/api/tasks/${things.openTask}/comment`, schoolTarget, { text: 'Chào' }),
  'put /api/tasks/{id}/draft': about((things) => `/api/tasks/${things.openTask}/draft`, schoolTarget, { answers: {} }),
  'post /api/tasks/{id}/files': {
    target: schoolTarget,
    call: (scene, side) => ({ path: `/api/tasks/${scene.things[side].openTask}/files`, body: file() }),
  },
  'delete /api/tasks/{id}/files/{fileId}': {
    target: schoolTarget,
    call: async (scene, side) => {
      const { openTask, path, clerk } = scene.things[side];
      const id = randomUUID();
      await scene.world.sql.query(
        "insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1, $2, 'a.csv', 'text/csv', 1, $3, $4)",
        [id, 'b'.repeat(64), path, clerk],
      );
      await scene.world.sql.query('insert into task_files (task_id, file_id) values ($1, $2)', [openTask, id]);
      return { path: `/api/tasks/${openTask}/files/${id}` };
    },
  },
  // The bytes of the fixture are not on disk: seen or not is told by another code.
  'get /api/files/{id}': about((things) => `/api/files/${things.file}`, schoolTarget, undefined, 'task.read'),
  'get /api/plans': open('/api/plans'),
  'get /api/plans/{key}': open('/api/plans/hp-2023'),
  'post /api/plans/{key}/check': open('/api/plans/hp-2023/check', { year: 2023 }),
  'get /api/seasons': open('/api/seasons'),
  'get /api/seasons/{id}': running('/api/seasons/{id}'),
  'post /api/seasons': open('/api/seasons', draft),
  'patch /api/seasons/{id}': season('draft', '/api/seasons/{id}', { title: 'Khác' }),
  'put /api/seasons/{id}': season('draft', '/api/seasons/{id}', { title: 'Khác' }),
  'post /api/seasons/rehearse': open('/api/seasons/rehearse', { planKey: 'hp-2023', dayMs: 86_400_000 }),
  'post /api/seasons/{id}/submit': season('draft', '/api/seasons/{id}/submit'),
  'post /api/seasons/{id}/approve': season('awaiting-approval', '/api/seasons/{id}/approve'),
  'post /api/seasons/{id}/send-back': season('awaiting-approval', '/api/seasons/{id}/send-back', { reason: 'Sai năm' }),
  'post /api/seasons/{id}/cancel': season('running', '/api/seasons/{id}/cancel', undefined, { needs: 'season.change' }),
  'put /api/seasons/{id}/colleagues': season('running', '/api/seasons/{id}/colleagues', { colleagues: null }, { rehearsal: true }),
  'post /api/seasons/{id}/take': season('running', '/api/seasons/{id}/take', { unitCode: 'S0101' }, { rehearsal: true }),
  'post /api/seasons/{id}/changes': {
    needs: 'season.change',
    call: async (scene) => ({
      path: `/api/seasons/${await addSeasonIn(scene.world, 'running')}/changes`,
      body: { kind: 'skip', stepKey: hp2023.steps[0]?.key, directiveId: scene.directiveId },
    }),
  },
  'get /api/seasons/{id}/changes': running('/api/seasons/{id}/changes'),
  'get /api/seasons/{id}/progress': {
    target: schoolTarget,
    call: (scene, side) => ({ path: `/api/seasons/${scene.seasonId}/progress?under=${scene.things[side].path}` }),
  },
  'get /api/seasons/{id}/late': { kind: 'list', call: ({ seasonId }) => ({ path: `/api/seasons/${seasonId}/late` }) },
  'get /api/seasons/{id}/report': running('/api/seasons/{id}/report'),
  'post /api/reminders/preview': {
    target: schoolTarget,
    call: (scene, side) => ({ path: '/api/reminders/preview', body: { taskIds: [scene.things[side].openTask] } }),
  },
  'post /api/reminders': {
    target: schoolTarget,
    call: (scene, side) => ({ path: '/api/reminders', body: { taskIds: [scene.things[side].openTask] } }),
  },
  'get /api/confirmations/unconfirmed': { kind: 'list', call: ({ seasonId }) => ({ path: `/api/confirmations/unconfirmed?seasonId=${seasonId}` }) },
  'get /api/confirmations': list('confirmations'),
  'get /api/confirmations/{id}': about((things) => `/api/confirmations/${things.confirmation}`, classTarget),
  'post /api/confirmations/{id}/key-in': about((things) => `/api/confirmations/${things.confirmation}/key-in`, classTarget, {
    answer: 'dispute',
    fields: [],
  }),
  'get /api/disputes': list('disputes'),
  'get /api/disputes/{id}': about((things) => `/api/disputes/${things.dispute}`, classTarget),
  'post /api/disputes/{id}/decide': about((things) => `/api/disputes/${things.dispute}/decide`, classTarget, {
    decisions: [{ field: 'fullName', decision: 'accepted' }],
    version: 1,
  }),
  'post /api/confirmations/{id}/password': about((things) => `/api/confirmations/${things.confirmation}/password`, classTarget),
  'post /api/confirmations/{id}/revoke': about((things) => `/api/confirmations/${things.confirmation}/revoke`, classTarget, { reason: 'Mất phiếu' }),
  'post /api/slips/passwords': {
    target: classTarget,
    call: (scene, side) => ({ path: '/api/slips/passwords', body: { seasonId: randomUUID(), schoolId: scene.things[side].unitId, className: '5A1' } }),
  },
  // Of a season without slips: whether one may print is told without printing.
  'get /api/slips': {
    target: classTarget,
    call: (scene, side) => ({ path: `/api/slips?seasonId=${randomUUID()}&schoolId=${scene.things[side].unitId}&className=5A1` }),
  },
  'get /api/notices': list('notices'),
  'get /api/notices/{id}': about((things) => `/api/notices/${things.notice}`, schoolTarget),
  'post /api/notices/{id}/settle': about((things) => `/api/notices/${things.notice}/settle`, schoolTarget, { as: 'sent' }),
  'get /api/delegations': list('delegations'),
  'get /api/delegations/people': open('/api/delegations/people'),
  'get /api/delegations/{id}': {
    kind: 'mine',
    call: async (scene, side, me) => ({ path: `/api/delegations/${await delegation(scene, side, me)}` }),
  },
  'post /api/delegations': {
    call: ({ world }, _, me) => ({
      path: '/api/delegations',
      body: {
        toStaffId: Object.values(world.staff).find((one) => one.unit.code === me.unitCode && one.id !== me.id)?.id,
        startsAt: '2190-01-01T00:00:00Z',
        endsAt: '2190-01-02T00:00:00Z',
        reason: 'Đi vắng',
      },
    }),
  },
  'delete /api/delegations/{id}': {
    kind: 'mine',
    call: async (scene, side, me) => ({ path: `/api/delegations/${await delegation(scene, side, me)}` }),
  },
  'get /api/saved-filters': list('saved-filters'),
  'post /api/saved-filters': open('/api/saved-filters', { resource: 'tasks', name: 'Thử', filter: {} }),
  'delete /api/saved-filters/{id}': {
    kind: 'mine',
    call: async (scene, side, me) => ({ path: `/api/saved-filters/${await savedFilter(scene, side, me)}` }),
  },
  'get /api/audit': open('/api/audit'),
  'get /api/audit/head': open('/api/audit/head'),
  'get /api/audit/{id}': open('/api/audit/1'),
  'get /api/audit/{id}/proof': open('/api/audit/1/proof'),
};

/** Tried elsewhere: they begin or end a session. */
/** Two kinds of people do these by two different rights: api/places.db.test.ts. */
const byEither = ['post /api/places', 'post /api/claims/{id}/decide'];
export const triedApart = new Set(['post /api/session', 'get /api/session/methods', 'delete /api/session', ...byEither]);
