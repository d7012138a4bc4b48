import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { scopeOf } from '../api/scope.ts';
import { withActor, withSystem } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import type { Db, Tx } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { countTasks, listTasks } from '../db/queries/tasks.ts';
import type { Inbox, TaskFilter, taskSorts } from '../db/queries/tasks.ts';
import { tasks } from '../db/schema/tasks.ts';
import type { Actor } from '../domain/policy.ts';
import { startPostgres } from '../tools/postgres.ts';
import { runMain } from '../tools/sentence.ts';

type Sort = (typeof taskSorts)[number];
/** Wall milliseconds; `busyP95` those in which a processor worked on the request, which other work on the machine does not lengthen (Linux only). */
export type InboxFigures = {
  tasks: number; rounds: number; p50: number; p95: number; p99: number; busyP95: number | null; worst: { name: string; p95: number; busyP95: number | null }[];
};

const target = 50;

/** 114 middle units and 700 schools (one in seven directly under the Sở), `perUnit` tasks each, in all states. */
async function seed(db: Db, perUnit: number): Promise<{ so: Actor; school: Actor; seasonId: string }> {
  const [soId, staffId, seasonId, schoolStaff] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  return withSystem(db, async (tx) => {
    await tx.execute(sql`
      insert into units (id, code, name, folded, tier, path, levels) values (${soId}, 'SO', 'Sở Giáo dục và Đào tạo', 'so giao duc va dao tao', 'province', 'SO/', '{}')`);
    await tx.execute(sql`
      insert into units (code, name, folded, tier, path, parent_id, levels)
      select 'D' || to_char(n, 'FM000'), 'Phòng ' || n, 'phong ' || n, 'district', 'SO/D' || to_char(n, 'FM000') || '/', ${soId}::uuid, '{}' from generate_series(1, 114) n`);
    await tx.execute(sql`
      insert into units (code, name, folded, tier, path, parent_id, levels)
      select 'S' || to_char(n, 'FM0000'), 'Trường số ' || n, 'truong so ' || n, 'school',
             case when n % 7 = 0 then 'SO/' else 'SO/D' || to_char(n % 114 + 1, 'FM000') || '/' end || 'S' || to_char(n, 'FM0000') || '/', null, '{}'
      from generate_series(1, 700) n`);
    await tx.execute(sql`
      insert into staff (id, username, name, folded, email, unit_id, role)
      select ${staffId}::uuid, 'so', 'Nguyễn Văn An', 'nguyen van an', 'so@mua.test', ${soId}::uuid, 'admin'
      union all select ${schoolStaff}::uuid, 's1', 'Lê Thị Bình', 'le thi binh', 's1@mua.test', id, 'clerk' from units where code = 'S0001'`);
    await tx.execute(sql`
      insert into staff (username, name, folded, email, unit_id, role)
      select code || '-' || n, 'Trần ' || code, 'tran ' || lower(code), code || '@mua.test', id, 'clerk' from units, generate_series(1, 3) n`);
    await tx.execute(sql`
      insert into seasons (id, code, title, plan_key, plan, year, clock, rehearsal, state, prepared_by, prepared_for)
      values (${seasonId}, 'hp-2023', 'Tuyển sinh 2023', 'hp-2023', '{}', 2023, '{"mode":"live"}', false, 'running', ${staffId}, ${staffId})`);
    await tx.execute(sql`
      insert into steps (season_id, key, number, title_vi, title_en, phase, planned_opens_at, planned_closes_at, opens_at, closes_at, lapses_at)
      select ${seasonId}::uuid, 'step-' || n, n, 'Bước ' || n, 'Step ' || n, 'open', now(), now(), now(), now(), now() from generate_series(1, 11) n`);
    await tx.execute(sql`
      insert into tasks (season_id, step_key, duty_key, kind, title_vi, title_en, folded, unit_id, unit_path, reviewer_unit_id, reviewer_path, holder_unit_id, state,
                         assignee_id, due_at, opened_at, overdue_at, workflow_id)
      select ${seasonId}::uuid, 'step-' || (n % 11 + 1), 'duty-' || n, (array['submit', 'report', 'publish', 'acknowledge', 'attend'])[n % 5 + 1],
             (array['Nộp hồ sơ đợt ', 'Báo cáo số liệu đợt ', 'Công bố kết quả đợt ', 'Xác nhận đã nhận kế hoạch ', 'Đăng ký tập huấn '])[n % 5 + 1] || n, 'Task ' || n,
             (array['nop ho so dot ', 'bao cao so lieu dot ', 'cong bo ket qua dot ', 'xac nhan da nhan ke hoach ', 'dang ky tap huan '])[n % 5 + 1] || n,
             u.id, u.path, above.id, above.path, case when s.state = 'submitted' then above.id else u.id end, s.state,
             case when n % 4 = 0 then (select id from staff where unit_id = u.id limit 1) end,
             '2023-04-01'::timestamptz + (hashtext(u.code || n) % 5000) * interval '1 hour', now(),
             case when s.state in ('open', 'returned') and n % 3 = 0 then now() end, 'duty/' || u.code || '/' || n
      from units u join units above on above.path = regexp_replace(u.path, '[^/]+/$', ''), generate_series(1, ${perUnit}) n,
           lateral (select (array['open', 'open', 'open', 'returned', 'submitted', 'submitted', 'done', 'done', 'lapsed', 'done'])[abs(hashtext(u.code || '-' || n)) % 10 + 1] as state) s
      where u.tier <> 'province'`);
    const { rows: [school] } = await tx.execute<{ id: string; path: string }>(sql`select id, path from units where code = 'S0001'`);
    const own = { staffId, tier: 'province', role: 'admin', unitId: soId, unitPath: 'SO/', className: null } as const;
    return {
      seasonId, so: { own, delegated: [] },
      school: { own: { staffId: schoolStaff, tier: 'school', role: 'clerk', unitId: school?.id ?? '', unitPath: school?.path ?? '', className: null }, delegated: [] },
    };
  });
}

function inboxOf({ own }: Actor): Inbox {
  return { staffId: own.staffId, answerUnitIds: [own.unitId], reviewUnitIds: [own.unitId] };
}

/** The whole answer to a request: transaction, actor, page, total, joins. */
function cases(so: Actor, school: Actor, seasonId: string): { name: string; actor: Actor; run(tx: Tx, actor: Actor, round: number): Promise<unknown> }[] {
  const list = (name: string, filter: TaskFilter, column: Sort = 'dueAt', descending = false, farthest = 0, actor = so) => ({
    name, actor, run: async (tx: Tx, who: Actor, round: number) => await listTasks(
      tx, { filter, sort: { column, descending }, offset: farthest === 0 ? 0 : (round * 7919) % farthest, limit: 25 }, inboxOf(who), scopeOf(who, 'task.read', { path: tasks.unitPath }),
    ),
  });
  return [
    list('all, by due date', {}),
    list('all, latest first, any page', {}, 'dueAt', true, 18_000),
    list('open or returned, any page', { state: ['open', 'returned'] }, 'dueAt', false, 5_000),
    list('of a step, by unit', { seasonId, stepKey: 'step-4' }, 'unit'),
    list('overdue, longest first', { overdue: true }, 'overdueAt'),
    list('to review', { mine: 'review' }),
    list('unassigned', { mine: 'unassigned' }),
    list('assigned', { mine: 'assigned' }),
    list('by title', {}, 'title', false, 5_000),
    list('by state', { kind: ['report'] }, 'state', true),
    list('of a district', { unitPath: 'SO/D017/' }, 'escalation', true),
    list('search: bao cao 12', { q: 'báo cáo 12' }),
    list('search: truong so 33', { q: 'Trường số 33' }),
    list('due before', { dueBefore: Date.UTC(2023, 3, 20) }, 'dueAt', true),
    list('a school, by due date', {}, 'dueAt', false, 0, school),
    list('a school, search', { q: 'nộp' }, 'title', false, 0, school),
    { name: 'counts', actor: so, run: async (tx, who) => await countTasks(tx, inboxOf(who), scopeOf(who, 'task.read', { path: tasks.unitPath })) },
  ];
}

/** Milliseconds that this process and the one connection's server process have been on a processor. */
function busyMs(backend: number): number | null {
  try {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3 + Number(readFileSync(`/proc/${backend}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
}

const at = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const sortedOf = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);

/** Milliseconds of one list or count over 20,000 tasks, under row security as `mua_api`; target p95 < 50 on a machine that does nothing else. */
export async function benchInbox(url: string, rounds = 60): Promise<InboxFigures> {
  await migrate(url);
  const [workerPool, apiPool] = [createPool(url, 'mua_worker', 1), createPool(url, 'mua_api', 1)];
  try {
    const worker = createDb(workerPool);
    const { so, school, seasonId } = await seed(worker, 25);
    const { rows: [counted] } = await worker.execute<{ n: number }>(sql`select count(*)::int as n from tasks`);
    const times = new Map<string, number[]>();
    const busy = new Map<string, number[]>();
    // As autovacuum would within a minute.
    const owner = new Pool({ connectionString: url, max: 1 });
    await owner.query('vacuum analyze');
    await owner.end();
    const db = createDb(apiPool);
    const { rows: [backend] } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    for (let round = -3; round < rounds; round += 1) {
      for (const one of cases(so, school, seasonId)) {
        const busyBefore = busyMs(backend?.pid ?? 0);
        const startedAt = performance.now();
        await withActor(db, { kind: 'staff', actor: one.actor }, async (tx) => await one.run(tx, one.actor, Math.max(0, round)));
        // The first rounds warm up.
        if (round < 0) continue;
        times.set(one.name, [...(times.get(one.name) ?? []), performance.now() - startedAt]);
        const busyAfter = busyMs(backend?.pid ?? 0);
        if (busyBefore !== null && busyAfter !== null) busy.set(one.name, [...(busy.get(one.name) ?? []), busyAfter - busyBefore]);
      }
    }
    const all = sortedOf([...times.values()].flat());
    const busyOf = (of: readonly number[]): number | null => (of.length === 0 ? null : at(sortedOf(of), 0.95));
    const worst = [...times].map(([name, of]) => ({ name, p95: at(sortedOf(of), 0.95), busyP95: busyOf(busy.get(name) ?? []) })).sort((a, b) => b.p95 - a.p95);
    return { tasks: counted?.n ?? 0, rounds, p50: at(all, 0.5), p95: at(all, 0.95), p99: at(all, 0.99), busyP95: busyOf([...busy.values()].flat()), worst };
  } finally {
    await workerPool.end();
    await apiPool.end();
  }
}

async function main(): Promise<void> {
  const postgres = await startPostgres({ ownServer: true });
  try {
    const figures = await benchInbox(postgres.url);
    const ms = (value: number | null): string => `${value === null ? '?' : value.toFixed(1)} ms`;
    for (const { name, p95, busyP95 } of figures.worst) console.log(`${name.padEnd(32)} p95 ${ms(p95).padStart(9)}, of it busy ${ms(busyP95).padStart(9)}`);
    // Wall time: a busy machine shows in it.
    console.log(`load of the last minute: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} processors`);
    console.log(`inbox of ${figures.tasks} tasks: p50 ${figures.p50.toFixed(1)} ms, p95 ${figures.p95.toFixed(1)} ms, p99 ${figures.p99.toFixed(1)} ms; busy p95 ${ms(figures.busyP95)} (target p95 < ${target} ms)`);
    if (figures.p95 >= target) process.exitCode = 1;
  } finally {
    await postgres.stop();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await runMain(main);
