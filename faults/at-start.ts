import { runsOf } from './support/checks.ts';
import { openSeason, untilStarted } from './support/people.ts';
import type { Fault, Victim } from './support/stage.ts';
import { unequal } from './support/stage.ts';

const cases: readonly Victim[] = ['worker', 'engine', 'postgres and engine'];

/** A step starts one story for each of its clusters, in waves. */
export const atStart: Fault = {
  name: 'at-start',
  what: 'kill -9 while a step starts the stories of its clusters',
  rounds: cases.length,
  async run(stage, round) {
    const victim = cases[round % cases.length] ?? 'worker';
    await stage.worker();
    const season = await openSeason(stage, 'start', 2);
    await stage.ground.until('a first story', 60_000, async () =>
      (await stage.ground.client.workflow.count(`SeasonId = '${season.id}' and WorkflowType = 'duty'`)).count > 0, 2);
    const since = performance.now();
    await stage.strike(victim);
    await untilStarted(stage, season);
    const seconds = (performance.now() - since) / 1_000;
    const { rows } = await stage.ground.pool.query<{ workflow_id: string }>('select distinct workflow_id from tasks where season_id = $1 order by 1', [season.id]);
    const { count } = await stage.ground.client.workflow.count(`SeasonId = '${season.id}' and WorkflowType = 'duty'`);
    const first = await runsOf(stage, rows[0]?.workflow_id ?? '');
    return { figures: { [`${victim}, whole again after s`]: seconds }, broken: unequal({ 'stories of clusters': [count, rows.length], 'runs of one of them': [first.length, 1] }) };
  },
};
