import type { Client } from 'pg';
import type { NoiseCount } from './rehearse-noise.ts';

export type StepReport = {
  key: string; plannedOpensAt: string; plannedClosesAt: string; openedAt: string | null; closedAt: string | null;
  tasks: { total: number; done: number; returned: number; overdue: number; escalated: number; lapsed: number; cancelled: number };
};
export type Invariant = { name: string; holds: boolean; detail: string };
export type EngineFigures = {
  kind: string; workflows: Record<string, number>;
  /** Times a worker or API had to be started again. */
  restarts: number;
  /** How often the days had to get longer or shorter so that nobody starved. */
  paceChanges: number;
  /** Acknowledged answers a second over the whole run, through the API and the engine. */
  answersPerSecond: number;
};

/** docs/interface.md, `out.json`. */
export type RehearsalReport = {
  plan: string; seed: number; seconds: number; season: string; size: { districts: number; schools: number; pupils: number };
  steps: StepReport[];
  tasks: { opened: number; done: number; returned: number; overdue: number; escalated: number; lapsed: number };
  notices: { queued: number; sent: number; unknown: number; failed: number };
  confirmations: { confirmed: number; disputed: number; settled: number; silent: number };
  people: Record<string, number>;
  engine: EngineFigures;
  /** Spoilt pupils by kind, and how many were found (tools/demo/noise.ts). */
  noise: NoiseCount[];
  invariants: Invariant[];
};

const counted = `count(*)::int as total, count(*) filter (where t.state = 'done')::int as done, count(*) filter (where t.overdue_at is not null)::int as overdue,
  count(*) filter (where t.escalation > 0)::int as escalated, count(*) filter (where t.state = 'lapsed')::int as lapsed, count(*) filter (where t.state = 'cancelled')::int as cancelled,
  count(*) filter (where exists (select 1 from task_events e where e.task_id = t.id and e.action = 'return'))::int as returned`;
const emptyTasks = { total: 0, done: 0, returned: 0, overdue: 0, escalated: 0, lapsed: 0, cancelled: 0 };

export async function stepsOf(db: Client, seasonId: string): Promise<StepReport[]> {
  const steps = await db.query<{ key: string; opens: Date; closes: Date; opened: Date | null; closed: Date | null }>(
    'select key, planned_opens_at as opens, planned_closes_at as closes, opened_at as opened, closed_at as closed from steps where season_id = $1 order by number, planned_opens_at', [seasonId]);
  const tasks = await db.query<StepReport['tasks'] & { step_key: string }>(`select t.step_key, ${counted} from tasks t where t.season_id = $1 group by t.step_key`, [seasonId]);
  return steps.rows.map((step) => {
    const found = tasks.rows.find((row) => row.step_key === step.key);
    const { step_key: _, ...numbers } = found ?? { ...emptyTasks, step_key: '' };
    return {
      key: step.key, plannedOpensAt: step.opens.toISOString(), plannedClosesAt: step.closes.toISOString(), openedAt: step.opened?.toISOString() ?? null, closedAt: step.closed?.toISOString() ?? null, tasks: numbers,
    };
  });
}

/** How many rows of each value of a column: `{sent: 120, unknown: 1}`. */
export async function countBy(db: Client, table: 'notices' | 'confirmations', seasonId: string): Promise<Record<string, number>> {
  const { rows } = await db.query<{ state: string; n: number }>(`select state, count(*)::int as n from ${table} where season_id = $1 group by state`, [seasonId]);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

export const sumOf = (steps: readonly StepReport[], key: keyof StepReport['tasks']): number => steps.reduce((sum, step) => sum + step.tasks[key], 0);

/** What people read at the end; Vietnamese first. */
export function tableOf(report: RehearsalReport): string[] {
  const day = (instant: string | null): string => (instant === null ? '–' : new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '));
  const width = Math.max(...report.steps.map((step) => step.key.length), 4);
  const numbers = (step: StepReport): string => (['total', 'done', 'returned', 'overdue', 'escalated', 'lapsed'] as const).map((key) => String(step.tasks[key]).padStart(7)).join('');
  const { tasks, notices, confirmations } = report;
  return [
    '', `Diễn tập ${report.season} (rehearsal) · ${report.seconds.toFixed(0)} s · seed ${report.seed} · engine ${report.engine.kind}`,
    `${'bước'.padEnd(width)}  kế hoạch (planned)          thực tế (real)              mở   xong  trả lại quá hạn báo trên hết hạn`,
    ...report.steps.map((step) => `${step.key.padEnd(width)}  ${day(step.plannedOpensAt)} – ${day(step.plannedClosesAt)}  ${day(step.openedAt)} – ${day(step.closedAt)}${numbers(step)}`),
    '',
    `Việc (tasks): ${tasks.opened} mở (opened), ${tasks.done} xong (done), ${tasks.returned} trả lại (returned), ${tasks.overdue} quá hạn (overdue), ${tasks.escalated} báo cấp trên (escalated), ${tasks.lapsed} hết hạn (lapsed)`,
    `Thông báo (notices): ${notices.queued} xếp hàng (queued), ${notices.sent} đã gửi (sent), ${notices.unknown} chưa rõ (unknown), ${notices.failed} hỏng (failed)`,
    `Xác nhận (confirmations): ${confirmations.confirmed} xác nhận (confirmed), ${confirmations.disputed} đang đề nghị sửa (disputed), ${confirmations.settled} đã giải quyết (settled), ${confirmations.silent} im lặng (silent)`,
    `Máy (engine): ${Object.entries(report.engine.workflows).map(([name, count]) => `${count} ${name}`).join(', ')}; ${report.engine.answersPerSecond.toFixed(1)} câu trả lời/giây (answers/s); đổi nhịp (pace changes) ${report.engine.paceChanges}; khởi động lại (restarts) ${report.engine.restarts}`,
    ...(report.noise.length === 0 ? [] : [`Lỗi gài sẵn (planted noise, found/planted): ${report.noise.map((one) => `${one.kind} ${one.found}/${one.planted}`).join(', ')}`]),
    '',
    ...report.invariants.map((one) => `${one.holds ? '✓' : '✗'} ${one.name}: ${one.detail}`),
  ];
}
