import { DBOS } from '@dbos-inc/dbos-sdk';
import { withSystem } from '../../db/actor.ts';
import { createDb, createPool } from '../../db/client.ts';
import { openStep } from '../../db/queries/step-opening.ts';
import { applyAnswer } from '../../db/queries/task-answers.ts';
import type { AnswerTask } from '../../workflows/contracts/duty.ts';

/**
 * The peer of *units*: DBOS with one workflow per unit and step. It opens the step by the same statements, starts a workflow for each unit, hears answers as
 * messages, decides each by the same transaction, and tells the outcome as an event. Commands come as lines of JSON on stdin; DBOS's own client would
 * read and write the same tables from the driver.
 */
type Unit = { workflowId: string; left: number };
type Command = { kind: 'open'; id: number; seasonId: string; stepKey: string } | { kind: 'answer'; id: number; answer: AnswerTask & { workflowId: string } };

const pool = createPool(process.env['DATABASE_URL'] ?? '', 'mua_worker', 12);
const db = createDb(pool);

const duty = DBOS.registerWorkflow(async ({ workflowId, left }: Unit): Promise<void> => {
  for (let open = left; open > 0; ) {
    const answer = await DBOS.recv<AnswerTask>('answer', 3_600);
    if (!answer) return;
    const decided = await DBOS.runStep(async () => await withSystem(db, async (tx) => await applyAnswer(tx, { ...answer, workflowId }, Date.now())), { name: 'applyAnswer' });
    await DBOS.setEvent(answer.answerId, decided.outcome);
    open = decided.left;
  }
}, { name: 'duty' });

const wave = 25;

/** As workflows/step.ts: rows first, then the units in waves. */
const step = DBOS.registerWorkflow(async (seasonId: string, stepKey: string): Promise<void> => {
  await DBOS.runStep(async () => await openStep({ db, realNow: Date.now }, { seasonId, stepKey, at: Date.now() }), { name: 'openStep' });
  const units = await DBOS.runStep(async () => {
    const { rows } = await pool.query<Unit>('select workflow_id as "workflowId", count(*)::int as left from tasks where season_id = $1 group by 1 order by 1', [seasonId]);
    return rows;
  }, { name: 'listUnits' });
  for (let from = 0; from < units.length; from += wave) {
    await Promise.all(units.slice(from, from + wave).map(async (unit) => await DBOS.startWorkflow(duty, { workflowID: unit.workflowId })(unit)));
  }
}, { name: 'step' });

async function obey(command: Command): Promise<void> {
  if (command.kind === 'open') {
    await (await DBOS.startWorkflow(step, { workflowID: `step/${command.seasonId}` })(command.seasonId, command.stepKey)).getResult();
    process.stdout.write(`${JSON.stringify({ id: command.id })}\n`);
    return;
  }
  const { workflowId, ...answer } = command.answer;
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
