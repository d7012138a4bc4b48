import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../api/server.ts';
import { hashPassword } from '../db/password.ts';
import { answerOf, launchSeason, openStepPlan, openTasks } from '../bench/ground/season.ts';
import { createSession } from '../colleagues/session.ts';
import { DAY } from '../domain/instant.ts';
import { scheduleQuery } from '../workflows/contracts/season.ts';
import type { StepInput } from '../workflows/contracts/step.ts';
import { Ledger } from './support/ledger.ts';
import { press, untilStarted } from './support/people.ts';
import type { Fault, Stage } from './support/stage.ts';
import { unequal } from './support/stage.ts';

const cases = ['before the deadline', 'after the deadline'] as const;
const password = 'mật khẩu của lãnh đạo';

/** A directive extends a step over HTTP while the engine is down, and the old deadline passes before it is back. */
export const extendAway: Fault = {
  name: 'extend-away',
  what: 'a step is extended while the engine is down, and its old deadline passes',
  rounds: cases.length,
  async run(stage, round) {
    const moment = cases[round % cases.length] ?? cases[0];
    await stage.worker();
    const ledger = new Ledger();
    const code = stage.code('extend');
    const closesAt = Date.now() + 20_000;
    const season = await launchSeason(stage.ground, { code, plan: openStepPlan(code, 1), people: stage.people, windows: { first: { opensAt: closesAt - 60_000, closesAt } } });
    await untilStarted(stage, season);
    const spare = closesAt - Date.now();
    await stage.ground.engine.crash();
    const until = closesAt + 3 * DAY;
    if (moment === 'after the deadline') await sleep(Math.max(0, closesAt + 300 - Date.now()));
    const status = await extend(stage, season.id, until);
    await sleep(Math.max(0, closesAt + 1_000 - Date.now()));
    const since = performance.now();
    await stage.ground.restartEngine();
    await stage.ground.until('the step follows', 90_000, async () => {
      const known = await stage.ground.client.workflow.getHandle(`step/${code}/first`).query<StepInput>(scheduleQuery);
      return known.step.closesAt === until && !known.done.windowClosed && (await stage.count(`from steps where season_id = $1 and phase = 'open'`, [season.id])) === 1;
    });
    const seconds = (performance.now() - since) / 1_000;
    const [task] = await openTasks(stage.ground, season.id);
    const outcome = task ? (await press(stage, ledger, answerOf(task, stage.doers.get(task.unitCode) ?? ''))).outcome.kind : 'no task';
    const { figures, broken } = await ledger.compare(stage.ground);
    return {
      figures: { [`${moment}, followed after s`]: seconds, ...figures },
      broken: [
        ...broken, ...(spare < 1_000 ? [`the engine was stopped too late (${spare} ms before the deadline)`] : []),
        ...unequal({
          'answer to the extension': [status, 200], 'answer to the task': [outcome, 'taken'],
          'tasks overdue': [await stage.count('from tasks where season_id = $1 and overdue_at is not null', [season.id]), 0],
          'notices of lateness': [await stage.count(`from notices where season_id = $1 and template = 'task-overdue'`, [season.id]), 0],
        }),
      ],
    };
  },
};

/** As the leader of the Sở does it at the console. */
async function extend(stage: Stage, seasonId: string, closesAt: number): Promise<number> {
  const { ground } = stage;
  const { rows: [leader] } = await ground.pool.query<{ id: string; username: string }>(
    `update staff set password_hash = $1 where role = 'leader' and unit_id = (select id from units where code = 'SO') returning id, username`, [await hashPassword(password)]);
  const { rows: [directive] } = await ground.pool.query<{ id: string }>(
    `insert into directives (number, signed_on, signer, title, folded, created_by) values ('12/GDĐT', '2023-06-01', 'Giám đốc', 'Gia hạn', 'gia han', $1) returning id`, [leader?.id]);
  const api = await startServer({
    databaseUrl: ground.postgres.url, temporal: { address: ground.engine.address, namespace: 'default', uiAddress: 'http://127.0.0.1:1' }, publicUrl: 'http://127.0.0.1:8080',
    listen: { host: '127.0.0.1', port: 0 }, dataDir: ground.folder, masterKey: ground.masterKey, consoleDir: ground.folder, oidc: null, logLevel: 'silent',
  });
  try {
    const account = { username: leader?.username ?? '', password, tier: 'province' as const, role: 'leader' as const, unitCode: 'SO' };
    const session = createSession({ baseUrl: api.url, account, signal: AbortSignal.timeout(60_000) });
    const { status } = await session.send('POST', `/api/seasons/${seasonId}/changes`, { kind: 'extend', stepKey: 'first', closesAt: new Date(closesAt).toISOString(), directiveId: directive?.id }, randomUUID());
    return status;
  } finally {
    await api.stop();
  }
}
