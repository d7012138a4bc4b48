import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SlipSheet } from '../../db/queries/slips.ts';
import type { RegistrationPage } from './registration-sheet.ts';

type SlipJob = { sheets: readonly SlipSheet[]; publicUrl: string };
export type PrintJob = SlipJob | { registrations: readonly RegistrationPage[] };

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const script = fileURLToPath(new URL('./render-process.ts', import.meta.url));
/** A school of a thousand takes about a minute on a busy machine; what takes longer hangs. */
const longestMs = 5 * 60_000;
/** Each takes a processor and a hundred megabytes; seven hundred schools may print on one morning. */
const atOnce = 2;
const turns = { running: 0, waiting: [] as (() => void)[] };

function takeTurn(start: () => void): void {
  if (turns.running >= atOnce) {
    turns.waiting.push(start);
    return;
  }
  turns.running += 1;
  start();
}

function giveTurn(): void {
  turns.running -= 1;
  const next = turns.waiting.shift();
  if (next) takeTurn(next);
}

/**
 * The PDF of `renderSlips`, made in a process of its own: laying out a class takes seconds of computing, and
 * parents must not wait for it. The stream fails when the process does.
 */
export const printSlips = (job: SlipJob): Readable => printJob(job);

export function printJob(job: PrintJob): Readable {
  const out = new PassThrough();
  takeTurn(() => {
    // Whoever asked went away while waiting for a turn.
    if (out.destroyed) giveTurn();
    else print(job, out);
  });
  return out;
}

function print(job: PrintJob, out: PassThrough): void {
  // Its complaints could quote a child's name: nobody keeps them. A small environment: it needs no keys.
  const child = spawn(process.execPath, ['--import', loader, script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { TZ: 'UTC', PATH: process.env['PATH'] },
    timeout: longestMs,
  });
  child.stdout.pipe(out, { end: false });
  // A process that never came to be need not `close`: the turn is given back once, whichever comes.
  const turn = { given: false };
  const over = () => {
    if (!turn.given) giveTurn();
    turn.given = true;
  };
  child.on('error', (failure) => {
    over();
    out.destroy(failure);
  });
  child.on('close', (code) => {
    over();
    if (code === 0) out.end();
    else out.destroy(new Error(`printing ended with ${code ?? 'a signal'}`));
  });
  // A process that died early closes its input; `close` tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(job));
  // Whoever asked has gone: no page more.
  out.on('close', () => child.kill());
}
