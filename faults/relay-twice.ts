import { openedOnce, runsOf } from './support/checks.ts';
import { openSeason, untilStarted } from './support/people.ts';
import type { Fault } from './support/stage.ts';
import { unequal } from './support/stage.ts';

/** Everything in the outbox is delivered a second time, as after a restored backup. */
export const relayTwice: Fault = {
  name: 'relay-twice',
  what: 'the outbox is relayed twice',
  rounds: 1,
  async run(stage) {
    const schools = stage.people.filter((one) => one.role === 'clerk').length;
    await stage.worker();
    const season = await openSeason(stage, 'twice', 1);
    await untilStarted(stage, season);
    const rows = await stage.count('from outbox where relayed_at is not null');
    await stage.ground.pool.query('update outbox set relayed_at = null');
    await stage.ground.pool.query(`select pg_notify('mua_outbox', '')`);
    await stage.ground.until('the second relay', 30_000, async () => (await stage.count('from outbox where relayed_at is null')) === 0);
    await untilStarted(stage, season);
    const runs = await runsOf(stage, `season/${season.code}`);
    const clusters = await stage.count('from (select distinct workflow_id from tasks where season_id = $1) as w', [season.id]);
    const duties = await stage.ground.client.workflow.count(`SeasonId = '${season.id}' and WorkflowType = 'duty'`);
    return {
      figures: { 'rows relayed twice': rows },
      broken: [...unequal({ 'season stories': [new Set(runs.map((one) => one.firstRunId)).size, 1], 'stories of clusters': [duties.count, clusters] }), ...(await openedOnce(stage, season, schools))],
    };
  },
};
