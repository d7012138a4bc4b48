import { busySince } from './ground/cpu.ts';
import type { Busy } from './ground/cpu.ts';
import { median, quantile, shown, shownSpread, spreadOf } from './ground/figures.ts';
import { answerOf, doersOf, holdNotices, inLanes, launchSeason, openNow, openStepPlan, openTasks, sendAnswer, storeAnswers, untilIdle } from './ground/season.ts';
import type { Process } from './ground/worker-process.ts';
import type { Bench, Result, Scene } from './result.ts';

const clients = 16;
const ratioTarget = 0.7;
const p99Target = 250;

/** `cpuMs`: of worker, engine and PostgreSQL for one answer; it travels between loads better than the rate. */
type Run = { perSecond: number; p50: number; p99: number; cpuMs: number; busy: Busy };

/** A real task Update — validated, decided against its rows in one transaction, audited — against an Update that only returns. */
export const approve: Bench = {
  name: 'approve',
  async run(scene) {
    const duties = scene.quick ? 3 : 10;
    const { ground, say } = scene;
    await holdNotices(ground);
    const ours: Run[] = [];
    const peer: Run[] = [];
    for (let run = 0; run <= scene.runs; run += 1) {
      const worker = await ground.worker();
      await untilIdle(ground);
      const real = await oneOfOurs(scene, worker, `approve-${run}`, duties);
      await worker.stop();
      const other = await ground.process('minimal', 'bench/peers/stories-worker.ts');
      await ground.untilPolled('minimal', other);
      const minimal = await oneOfMinimal(scene, other, `approve-${run}`, real.workflows, real.answers);
      await other.stop();
      // The first pair warms caches and connections of engine and database.
      if (run > 0 || scene.runs === 1) {
        ours.push(real);
        peer.push(minimal);
      }
      say(`approve ${run}/${scene.runs}: ours ${shown(real.perSecond)}/s, p99 ${shown(real.p99)} ms; minimal ${shown(minimal.perSecond)}/s, p99 ${shown(minimal.p99)} ms`);
      if (scene.runs === 1) break;
    }
    return [resultOf(ours, peer)];
  },
};

function resultOf(ours: readonly Run[], peer: readonly Run[]): Result {
  const [rate, other] = [spreadOf(ours.map((run) => run.perSecond)), spreadOf(peer.map((run) => run.perSecond))];
  const p99 = median(ours.map((run) => run.p99));
  const ratio = rate.median / other.median;
  return {
    bench: 'approve', what: `task Updates a second, ${clients} clients, against an Update that only returns`,
    ours: `${shownSpread(rate)}/s, p50 ${shown(median(ours.map((run) => run.p50)))} ms, p99 ${shown(p99)} ms, CPU ${shown(median(ours.map((run) => run.cpuMs)))} ms each`,
    peer: `${shownSpread(other)}/s, p99 ${shown(median(peer.map((run) => run.p99)))} ms, CPU ${shown(median(peer.map((run) => run.cpuMs)))} ms each`,
    ratio, target: `ratio ≥ ${ratioTarget}, p99 ≤ ${p99Target} ms`, holds: ratio >= ratioTarget && p99 <= p99Target,
    figures: { clients, ours, peer }, busy: { ours: ours.at(-1)?.busy ?? {}, peer: peer.at(-1)?.busy ?? {} },
  };
}

async function oneOfOurs({ ground, province }: Scene, worker: Process, code: string, duties: number): Promise<Run & { workflows: number; answers: number }> {
  const season = await launchSeason(ground, { code, plan: openStepPlan(code, duties), people: province.people, windows: openNow() });
  const doers = doersOf(province.people);
  await ground.until('all duties started', 120_000, async () => await dutiesRunning(ground, season.id));
  const answers = (await openTasks(ground, season.id)).map((task) => answerOf(task, doers.get(task.unitCode) ?? ''));
  await storeAnswers(ground, answers);
  const run = await timed(ground, worker, answers, async (answer) => {
    const outcome = await sendAnswer(ground, answer);
    if (outcome.kind !== 'taken') throw new Error(`an answer was refused: ${outcome.reason}`);
  });
  const { rows: [done] } = await ground.pool.query<{ done: number }>(`select count(*)::int as done from tasks where season_id = $1 and state = 'done'`, [season.id]);
  if (done?.done !== answers.length) throw new Error(`${answers.length} answers were acknowledged and ${done?.done} tasks are done`);
  return { ...run, workflows: new Set(answers.map((one) => one.workflowId)).size, answers: answers.length };
}

/** The step has started a duty for each unit that owes something. */
export async function dutiesRunning(ground: Scene['ground'], seasonId: string): Promise<boolean> {
  const { rows: [wanted] } = await ground.pool.query<{ units: number; any_id: string | null }>(
    `select count(distinct workflow_id)::int as units, min(workflow_id) as any_id from tasks where season_id = $1 and state in ('open', 'returned', 'submitted')`, [seasonId]);
  if (!wanted?.any_id) return false;
  const { count } = await ground.client.workflow.count(`SeasonId = '${seasonId}' and WorkflowType = 'duty' and ExecutionStatus = 'Running'`);
  return count >= wanted.units;
}

async function oneOfMinimal({ ground }: Scene, worker: Process, code: string, workflows: number, answers: number): Promise<Run> {
  const updates = Math.ceil(answers / workflows);
  const ids = Array.from({ length: workflows }, (_one, index) => `minimal/${code}/${index}`);
  await inLanes(ids, 8, async (workflowId) => {
    await ground.client.workflow.start('minimal', { workflowId, taskQueue: 'minimal', args: [updates] });
  });
  const calls = Array.from({ length: updates }, () => ids).flat();
  return await timed(ground, worker, calls, async (workflowId) => {
    await ground.client.workflow.getHandle(workflowId).executeUpdate<number, [unknown]>('touch', { args: [{ taskId: workflowId, action: 'submit', actorId: workflowId, actingFor: workflowId, seenVersion: 1 }] });
  });
}

async function timed<T>(ground: Scene['ground'], worker: Process, all: readonly T[], one: (each: T) => Promise<void>): Promise<Run> {
  const times: number[] = [];
  const before = ground.busy({ worker });
  const startedAt = performance.now();
  await inLanes(all, clients, async (each) => {
    const from = performance.now();
    await one(each);
    times.push(performance.now() - from);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const busy = busySince(before, ground.busy({ worker }));
  const cpuMs = (((busy['worker'] ?? 0) + (busy['engine'] ?? 0) + (busy['postgres'] ?? 0)) * 1_000) / all.length;
  return { perSecond: all.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpuMs, busy };
}
