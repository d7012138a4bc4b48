import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../ground/worker-process.ts';
import type { Ground } from '../ground/ground.ts';
import type { AnswerOutcome, AnswerTask } from '../../workflows/contracts/duty.ts';

/** The driver's end of `dbos-duty.ts`. */
export type DbosPeer = {
  pid: number;
  open(seasonId: string, stepKey: string): Promise<void>;
  answer(unit: { seasonId: string; unitId: string }, answer: AnswerTask & { workflowId: string }): Promise<AnswerOutcome>;
  stop(): Promise<void>;
};

type Reply = { id?: number; outcome?: AnswerOutcome; ready?: true };

export async function startDbos(ground: Ground): Promise<DbosPeer> {
  const url = new URL(ground.postgres.url);
  url.pathname = '/peer_dbos';
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', `${root}bench/peers/dbos-duty.ts`], {
    cwd: root, env: { ...process.env, ...ground.env(), DBOS_URL: url.href }, stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let serial = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the DBOS peer ended with ${code}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const reply = JSON.parse(line) as Reply;
      if (reply.ready) resolve();
      if (reply.id === undefined) return;
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    });
  });
  await ready;
  const ask = async (command: Record<string, unknown>): Promise<Reply> => await new Promise((resolve) => {
    serial += 1;
    waiting.set(serial, resolve);
    child.stdin?.write(`${JSON.stringify({ ...command, id: serial })}\n`);
  });
  return {
    pid: child.pid ?? 0,
    open: async (seasonId, stepKey) => void (await ask({ kind: 'open', seasonId, stepKey })),
    async answer(unit, answer) {
      const { outcome } = await ask({ kind: 'answer', ...unit, answer });
      if (!outcome) throw new Error('DBOS told no outcome');
      return outcome;
    },
    async stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.stdin?.end();
      await ended;
    },
  };
}
