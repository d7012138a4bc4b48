import { inLanes, launchSeason, openTasks } from './ground/season.ts';
import { busySince } from './ground/cpu.ts';
import type { Busy } from './ground/cpu.ts';
import { quantile, shown } from './ground/figures.ts';
import { fastClock, playSeason } from './ground/player.ts';
import type { Played } from './ground/player.ts';
import { wholeProvince } from './ground/province.ts';
import { planByKey } from '../plans/index-of-plans.ts';
import type { Bench, Result, Scene } from './result.ts';
import { stepTimes } from './season-report.ts';
import type { StepTimes } from './season-report.ts';

/** People who press at the same time. */
const width = 24;
/** A unit that waits longer for its work to be answerable, counted from the opening of its step, starves. */
const patience = 60;

/** All steps of HP-2023 for every unit of the province, in a rehearsal: every task opened, answered, accepted and closed through the engine. */
export const season: Bench = {
  name: 'season',
  size: ({ quick }) => (quick ? { districts: 2, schools: 6 } : wholeProvince),
  async run(scene) {
    const { ground, province, say } = scene;
    const plan = planByKey('hp-2023');
    if (!plan) throw new Error('there is no plan hp-2023');
    const days = scene.quick ? { idle: 400, busy: 8_000 } : { idle: 1_000, busy: 60_000 };
    const worker = await ground.worker();
    const before = ground.busy({ worker });
    const startedAt = performance.now();
    const launched = await launchSeason(ground, { code: 'season', plan, people: province.people, clock: fastClock(days.idle) });
    const played = await playSeason(ground, launched, province.people, { width, days, say });
    const seconds = (performance.now() - startedAt) / 1_000;
    const busy = busySince(before, ground.busy({ worker }));
    const steps = await stepTimes(ground, launched);
    const left = await openTasks(ground, launched.id);
    const ceiling = await rawTasks(scene, 2_000);
    await worker.stop();
    for (const step of steps) say(lineOf(step));
    return [resultOf({ steps, played, seconds, busy, left: left.length, ceiling })];
  },
};

type Facts = { steps: StepTimes[]; played: Played; seconds: number; busy: Busy; left: number; ceiling: number };

function resultOf({ steps, played, seconds, busy, left, ceiling }: Facts): Result {
  const sum = (what: 'tasks' | 'done' | 'lapsed' | 'overdue' | 'units'): number => steps.reduce((all, step) => all + step[what], 0);
  const starved = Math.max(...steps.map((step) => step.started));
  const tasks = sum('tasks');
  const rate = tasks / Math.max(1, played.busySeconds);
  return {
    bench: 'season', what: `${steps.length} steps, ${sum('units')} duties of units, ${tasks} tasks, ${played.answers} answers by ${width} people at once`,
    ours: [
      `${shown(rate)} tasks/s while there was work (${shown(played.answers / Math.max(1, played.busySeconds))} answers/s), season ${shown(seconds)} s; answer p50 ${shown(quantile(played.times, 0.5))} ms, p99 ${shown(quantile(played.times, 0.99))} ms`,
      `longest wait from a step's opening to a unit's work being answerable ${shown(starved)} s, oldest unanswered ${shown(played.oldest / 1_000)} s; ${sum('done')} done, ${sum('lapsed')} lapsed, ${sum('overdue')} overdue, ${left} left`,
    ].join('\n          '),
    peer: `${shown(ceiling)} tasks/s by one raw SQL transaction each (ceiling)`, ratio: rate / ceiling,
    target: `all done, none starving for ${patience} s`, holds: left === 0 && sum('lapsed') === 0 && sum('done') === tasks && starved <= patience,
    figures: { seconds, steps, answers: played.answers, refused: played.refused, oldestSeconds: played.oldest / 1_000, busySeconds: played.busySeconds, paces: played.paces, starved, ceiling },
    busy: { ours: busy, peer: null },
  };
}

function lineOf({ key, tasks, units, opened, started, answered, closed, lapsed }: StepTimes): string {
  return `  ${key.padEnd(22)} ${String(tasks).padStart(5)} tasks of ${String(units).padStart(4)} units: rows ${shown(opened)} s, stories ${shown(started)} s, answered ${answered === null ? '–' : shown(answered)} s, closed ${closed === null ? '–' : shown(closed)} s${lapsed > 0 ? `, ${lapsed} LAPSED` : ''}`;
}

/** The ceiling: row, history and audit of an answer in one transaction each, by ten connections, without an engine. */
async function rawTasks({ ground }: Scene, count: number): Promise<number> {
  const { rows } = await ground.pool.query<{ id: string }>('select id from tasks limit $1', [count]);
  const startedAt = performance.now();
  await inLanes(rows, 10, async ({ id }) => {
    const client = await ground.pool.connect();
    try {
      await client.query('begin');
      await client.query('update tasks set version = version + 1 where id = $1', [id]);
      await client.query(`insert into task_events (task_id, action, from_state, to_state, at) values ($1, 'comment', 'done', 'done', now())`, [id]);
      await client.query(`insert into audit_entries (at, action, subject_type, subject_id, details, salt) values (now(), 'bench.raw', 'bench', $1, '{}', uuid_send(gen_random_uuid()))`, [id]);
      await client.query('commit');
    } finally {
      client.release();
    }
  });
  return rows.length / ((performance.now() - startedAt) / 1_000);
}
