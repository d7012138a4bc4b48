import { setTimeout as sleep } from 'node:timers/promises';
import { launchSeason, openNow, openStepPlan, openTasks, answerOf, inLanes, sendAnswer, storeAnswers } from '../../bench/ground/season.ts';
import type { LaunchedSeason } from '../../bench/ground/season.ts';
import type { Duty, Plan } from '../../domain/plan.ts';
import type { TaskState } from '../../domain/task.ts';
import type { AnswerOutcome, AnswerTask } from '../../workflows/contracts/duty.ts';
import type { Ledger } from './ledger.ts';
import type { Stage } from './stage.ts';

export type Pressed = AnswerTask & { workflowId: string };

/** A season of one step that is open now, with `duties` for every school. */
export async function openSeason(stage: Stage, name: string, duties: number, change: Partial<Duty> = {}, given?: Plan): Promise<LaunchedSeason> {
  const code = stage.code(name);
  return await launchSeason(stage.ground, { code, plan: given ?? openStepPlan(code, duties, change), people: stage.people, windows: openNow() });
}

/** All tasks are there: `duties` for each of the schools. */
export async function untilOpened(stage: Stage, season: LaunchedSeason, tasks: number, withinMs = 60_000): Promise<number> {
  let seen = 0;
  return await stage.ground.until(`${tasks} tasks of ${season.code}`, withinMs, async () => {
    seen = await stage.count('from tasks where season_id = $1', [season.id]);
    return seen >= tasks;
  }).catch((failure: unknown) => {
    throw new Error(`${seen} tasks are there; ${failure instanceof Error ? failure.message : String(failure)}`, { cause: failure });
  });
}

/** Every duty of the season can be asked. */
export async function untilStarted(stage: Stage, season: LaunchedSeason, withinMs = 90_000): Promise<number> {
  return await stage.ground.until(`duties of ${season.code}`, withinMs, async () => {
    const wanted = await stage.count(`from (select distinct workflow_id from tasks where season_id = $1 and state in ('open', 'returned', 'submitted')) as w`, [season.id]);
    const { count } = await stage.ground.client.workflow.count(`SeasonId = '${season.id}' and WorkflowType = 'duty' and ExecutionStatus = 'Running'`);
    return wanted > 0 && count >= wanted;
  });
}

/** Stores the form, presses, and presses again under the same key until told, as a person at the console would. */
export async function press(stage: Stage, ledger: Ledger, answer: Pressed, giveUpAfterMs = 90_000): Promise<{ outcome: AnswerOutcome; presses: number; ms: number }> {
  const since = performance.now();
  for (let presses = 1; ; presses += 1) {
    try {
      await storeAnswers(stage.ground, [answer]);
      const outcome = (await known(stage, answer)) ?? (await sendAnswer(stage.ground, answer));
      ledger.note(answer, outcome);
      return { outcome, presses, ms: performance.now() - since };
    } catch (failure) {
      if (performance.now() - since > giveUpAfterMs) throw new Error(`no answer after ${presses} presses: ${failure instanceof Error ? failure.message : String(failure)}`, { cause: failure });
      await sleep(200);
    }
  }
}

/** As api/answer-task.ts: what rows tell already is told without asking the engine. */
async function known(stage: Stage, { answerId, seenVersion }: Pressed): Promise<AnswerOutcome | null> {
  const { rows: [row] } = await stage.ground.pool.query<{ outcome: AnswerOutcome | null; version: number; state: TaskState; by: string | null }>(
    `select a.outcome, t.version, t.state,
       (select e.actor_id from task_events e where e.task_id = t.id and e.actor_id is not null and e.from_state <> e.to_state order by e.id desc limit 1) as by
     from task_answers a join tasks t on t.id = a.task_id where a.id = $1`, [answerId]);
  if (!row || row.outcome) return row?.outcome ?? null;
  return row.version === seenVersion ? null : { kind: 'refused', reason: 'somebody-was-faster', by: row.by, state: row.state };
}

export type Worked = { answers: number; slowestMs: number; presses: number };

/** Everybody answers everything that is open, `width` at a time. */
export async function answerAll(stage: Stage, ledger: Ledger, season: LaunchedSeason, width = 8, each: (count: number) => void = () => undefined): Promise<Worked> {
  const tasks = await openTasks(stage.ground, season.id);
  let answers = 0;
  let slowestMs = 0;
  let presses = 0;
  await inLanes(tasks, width, async (task) => {
    const done = await press(stage, ledger, answerOf(task, stage.doers.get(task.unitCode) ?? ''));
    answers += 1;
    presses += done.presses;
    slowestMs = Math.max(slowestMs, done.ms);
    each(answers);
  });
  return { answers, slowestMs, presses };
}
