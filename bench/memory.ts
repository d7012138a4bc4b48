import { setTimeout as sleep } from 'node:timers/promises';
import { residentMb } from './ground/cpu.ts';
import { shown, shownSpread, spreadOf } from './ground/figures.ts';
import { inLanes } from './ground/season.ts';
import type { DutyInput } from '../workflows/contracts/duty.ts';
import type { Bench, Scene } from './result.ts';

const target = 1.5;
const warmUp = 100;

type Kind = 'real' | 'minimal';

/** Resident memory that each cached story takes: a unit's duty that waits for answers, against a story that only waits. */
export const memory: Bench = {
  name: 'memory',
  size: () => ({ districts: 1, schools: 4 }),
  async run(scene) {
    const stories = scene.quick ? 200 : 2_000;
    const each: Record<Kind, number[]> = { real: [], minimal: [] };
    for (let run = 0; run < scene.runs; run += 1) {
      for (const kind of ['real', 'minimal'] as const) each[kind].push(await kilobytesEach(scene, kind, run, stories));
      scene.say(`memory ${run + 1}/${scene.runs}: ${shown(each.real.at(-1) ?? 0)} kB, minimal ${shown(each.minimal.at(-1) ?? 0)} kB`);
    }
    const [real, minimal] = [spreadOf(each.real), spreadOf(each.minimal)];
    const ratio = real.median / minimal.median;
    return [{
      bench: 'memory', what: `resident kB per cached story, ${stories} of them; at most ${target} times a minimal one`, ours: `${shownSpread(real)} kB`, peer: `${shownSpread(minimal)} kB`,
      ratio, target: `ratio ≤ ${target}`, holds: ratio <= target, figures: { stories, ...each }, busy: { ours: {}, peer: null },
    }];
  },
};

async function kilobytesEach({ ground }: Scene, kind: Kind, run: number, stories: number): Promise<number> {
  const taskQueue = `memory-${kind}-${run}`;
  const worker = await ground.process('memory', 'bench/peers/stories-worker.ts', { STORIES: kind, QUEUE: taskQueue, CACHED: String(stories + warmUp + 50) });
  try {
    await ground.untilPolled(taskQueue, worker);
    const start = async (from: number, to: number): Promise<void> => {
      await inLanes(Array.from({ length: to - from }, (_one, index) => from + index), 16, async (serial) => {
        const workflowId = `${taskQueue}/${serial}`;
        const duty: DutyInput = { seasonId: '00000000-0000-4000-8000-000000000000', seasonCode: taskQueue, stepKey: 'memory', clusterCode: `S${serial}`, dueAt: Date.UTC(2023, 5, 1), left: 1, answers: 0 };
        await ground.client.workflow.start(kind === 'real' ? 'duty' : 'minimal', { workflowId, taskQueue, args: [kind === 'real' ? duty : 1] });
      });
      // The last one has run: it answers a question.
      await ground.until('the last story ran', 60_000, async () => {
        const { historyLength } = await ground.client.workflow.getHandle(`${taskQueue}/${to - 1}`).describe();
        return historyLength >= 4;
      });
      await sleep(1_500);
    };
    await start(0, warmUp);
    const before = residentMb(worker.pid);
    await start(warmUp, warmUp + stories);
    const after = residentMb(worker.pid);
    return before === null || after === null ? Number.NaN : ((after - before) * 1_024) / stories;
  } finally {
    await worker.kill();
  }
}
