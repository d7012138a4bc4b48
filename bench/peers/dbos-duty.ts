import { DBOS } from '@dbos-inc/dbos-sdk';
import { withSystem } from '../../db/actor.ts';
import { createDb, createPool } from '../../db/client.ts';
import { openStep } from '../../db/queries/step-opening.ts';
import { applyAnswers } from '../../db/queries/task-answers.ts';
import type { AnswerTask } from '../../workflows/contracts/duty.ts';

/**
 * The peer of *units*: DBOS with one workflow per unit and step. It opens the step by the same statements, starts a workflow for each unit, hears answers as
 * messages, decides each by the same transaction, and tells the outcome as an event. Commands come as lines of JSON on stdin; DBOS's own client would
 * read and write the same tables from the driver.
 */
type Unit = { unitId: string; left: number };
type Answer = AnswerTask & { workflowId: string };
type Command = { kind: 'open'; id: number; seasonId: string; stepKey: string } | { kind: 'answer'; id: number; seasonId: string; unitId: string; answer: Answer };

const pool = createPool(process.env['DATABASE_URL'] ?? '', 'mua_worker', 12);
const db = createDb(pool);

const duty = DBOS.registerWorkflow(async ({ left }: Unit): Promise<void> => {
  for (let open = left; open > 0; ) {
    const answer = await DBOS.recv<Answer>('answer', 3_600);
    if (!answer) return;
    const decided = await DBOS.runStep(async () => await withSystem(db, async (tx) => await applyAnswers(tx, answer.workflowId, [answer], Date.now())), { name: 'applyAnswers' });
    const [one] = decided.decided;
    if (!one || !('outcome' in one)) throw new Error('no such answer');
    await DBOS.setEvent(answer.answerId, one.outcome);
    if (one.outcome.kind === 'taken' && one.outcome.state === 'done') open -= 1;
  }
}, { name: 'duty' });

const wave = 25;
const idOf = (seasonId: string, unitId: string): string => `${seasonId}/${unitId}`;

/** As workflows/step.ts: rows first, then the units in waves. */
const step = DBOS.registerWorkflow(async (seasonId: string, stepKey: string): Promise<void> => {
  await DBOS.runStep(async () => await openStep({ db, realNow: Date.now }, { seasonId, stepKey, at: Date.now() }), { name: 'openStep' });
  const units = await DBOS.runStep(async () => {
    const { rows } = await pool.query<Unit>('select unit_id as "unitId", count(*)::int as left from tasks where season_id = $1 group by 1 order by 1', [seasonId]);
    return rows;
  }, { name: 'listUnits' });
  for (let from = 0; from < units.length; from += wave) {
    await Promise.all(units.slice(from, from + wave).map(async (unit) => await DBOS.startWorkflow(duty, { workflowID: idOf(seasonId, unit.unitId) })(unit)));
  }
}, { name: 'step' });

async function obey(command: Command): Promise<void> {
  if (command.kind === 'open') {
    await (await DBOS.startWorkflow(step, { workflowID: `step/${command.seasonId}` })(command.seasonId, command.stepKey)).getResult();
    process.stdout.write(`${JSON.stringify({ id: command.id })}\n`);
    return;
  }
  const { answer } = command;
  const workflowId = idOf(command.seasonId, command.unitId);
  await DBOS.send(workflowId, answer, 'answer', answer.answerId);
  const outcome = await DBOS.getEvent(workflowId, answer.answerId, 60);
  process.stdout.write(`${JSON.stringify({ id: command.id, outcome })}\n`);
}

const silent = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: () => undefined };
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: process.env['DBOS_URL'] ?? '', systemDatabasePoolSize: 12, logger: silent });
await DBOS.launch();
process.stdout.write('{"ready":true}\n');
let rest = '';
process.stdin.on('data', (chunk: Buffer) => {
  const lines = `${rest}${chunk.toString('utf8')}`.split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) void obey(JSON.parse(line) as Command);
});
process.stdin.on('end', () => process.exit(0));
