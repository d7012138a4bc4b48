import { Client } from 'pg';
import type { Ground } from './ground/ground.ts';

export type StepTimes = {
  key: string; tasks: number; units: number; done: number; lapsed: number; overdue: number;
  /** Seconds from the step's opening until all its rows are there, all its stories run, everything of it is answered, and it is closed. */
  opened: number; started: number; answered: number | null; closed: number | null;
};

type Row = { key: string; opened: Date; closed: Date | null; last_row: Date | null; tasks: number; units: number; done: number; lapsed: number; overdue: number; answered: Date | null };

/** Where the time of each step went, from the tables of Mùa and of the engine's visibility. */
export async function stepTimes(ground: Ground, season: { id: string; code: string }): Promise<StepTimes[]> {
  const { rows } = await ground.pool.query<Row>(
    `select s.key, s.opened_real as opened, s.closed_real as closed, max(t.created_at) as last_row, count(t.id)::int as tasks, count(distinct t.unit_id)::int as units,
       count(*) filter (where t.state = 'done')::int as done, count(*) filter (where t.state = 'lapsed')::int as lapsed, count(*) filter (where t.overdue_at is not null)::int as overdue,
       (select max(e.created_at) from task_events e join tasks x on x.id = e.task_id where x.season_id = s.season_id and x.step_key = s.key and e.action in ('submit', 'accept')) as answered
     from steps s left join tasks t on t.season_id = s.season_id and t.step_key = s.key where s.season_id = $1 and s.opened_real is not null
     group by s.season_id, s.key, s.opened_real, s.closed_real order by s.opened_real`, [season.id]);
  const started = await lastStarts(ground, season.code);
  const after = (row: Row, at: Date | null | undefined): number | null => (at ? (at.getTime() - row.opened.getTime()) / 1_000 : null);
  return rows.map((row) => ({
    key: row.key, tasks: row.tasks, units: row.units, done: row.done, lapsed: row.lapsed, overdue: row.overdue,
    opened: after(row, row.last_row) ?? 0, started: after(row, started.get(row.key)) ?? 0, answered: after(row, row.answered), closed: after(row, row.closed),
  }));
}

async function lastStarts(ground: Ground, code: string): Promise<Map<string, Date>> {
  const url = new URL(ground.postgres.url);
  url.pathname = '/temporal_visibility';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rows } = await client.query<{ step: string; last: Date }>(
      `select split_part(workflow_id, '/', 3) as step, max(start_time) as last from executions_visibility where workflow_type_name = 'duty' and split_part(workflow_id, '/', 2) = $1 group by 1`, [code]);
    // A timestamp without zone, in UTC.
    return new Map(rows.map((row) => [row.step, new Date(row.last.getTime() - row.last.getTimezoneOffset() * 60_000)]));
  } finally {
    await client.end();
  }
}
