import { DBOS } from '@dbos-inc/dbos-sdk';
import { withSystem } from '../../db/actor.ts';
import { createDb, createPool } from '../../db/client.ts';
import { applyAnswer } from '../../db/queries/task-answers.ts';
import type { AnswerTask } from '../../workflows/contracts/duty.ts';

/**
 * The peer of *season*: DBOS with one workflow per unit and step. It starts a workflow for each unit, hears answers as messages, decides each by the same
 * transaction, and tells the outcome as an event. Commands come as lines of JSON on stdin, so that the driver pays the same way as for an Update.
 */
type Unit = { workflowId: string; left: number };
type Command = { kind: 'start'; id: number; units: readonly Unit[] } | { kind: 'answer'; id: number; answer: AnswerTask & { workflowId: string } };

const db = createDb(createPool(process.env['DATABASE_URL'] ?? '', 'mua_worker', 12));

const duty = DBOS.registerWorkflow(async ({ workflowId, left }: Unit): Promise<void> => {
  for (let open = left; open > 0; ) {
    const answer = await DBOS.recv<AnswerTask>('answer', 3_600);
    if (!answer) return;
    const decided = await DBOS.runStep(async () => await withSystem(db, async (tx) => await applyAnswer(tx, { ...answer, workflowId }, Date.now())), { name: 'applyAnswer' });
    await DBOS.setEvent(answer.answerId, decided.outcome);
    open = decided.left;
  }
}, { name: 'duty' });

async function obey(command: Command): Promise<void> {
  if (command.kind === 'start') {
    for (const unit of command.units) await DBOS.startWorkflow(duty, { workflowID: unit.workflowId })(unit);
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
