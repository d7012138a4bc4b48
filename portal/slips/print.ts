import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SlipSheet } from '../../db/queries/slips.ts';
import type { RegistrationPage } from './registration-sheet.ts';

type SlipJob = { sheets: readonly SlipSheet[]; publicUrl: string };
export type PrintJob = SlipJob | { registrations: readonly RegistrationPage[] };
/** What a renderer says: pieces of the PDF, then how it ended. Why it failed could quote a child's name: it is not told. */
export type PrintAnswer = { piece: Uint8Array } | { over: 'done' | 'failed' };

/** One print that somebody waits for. */
type Asked = { job: PrintJob; out: PassThrough };
/** A process that stays: starting one and reading its fonts costs more than a class. */
type Renderer = { child: ChildProcess; asked: Asked | null; limit: NodeJS.Timeout | undefined };

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const script = fileURLToPath(new URL('./render-process.ts', import.meta.url));
/** A school of a thousand takes about a minute on a busy machine; what takes longer hangs. */
const longestMs = 5 * 60_000;
/** Each takes a processor and a hundred megabytes; seven hundred schools may print on one morning. */
const atOnce = 2;
const renderers: Renderer[] = [];
const waiting: Asked[] = [];

/**
 * The PDF of `renderSlips`, made in a process of its own: laying out a class takes a second of computing, and
 * parents must not wait for it. The stream fails when the process does.
 */
export const printSlips = (job: SlipJob): Readable => printJob(job);

export function printJob(job: PrintJob): Readable {
  const out = new PassThrough();
  waiting.push({ job, out });
  handOut();
  return out;
}

function handOut(): void {
  while (waiting.length > 0) {
    const free = renderers.find((one) => one.asked === null) ?? (renderers.length < atOnce ? begin() : null);
    if (free === null) return;
    const asked = waiting.shift();
    // Whoever asked went away while waiting for a turn.
    if (asked && !asked.out.destroyed) give(free, asked);
  }
}

function begin(): Renderer {
  // Its complaints could quote a child's name: nobody keeps them. A small environment: it needs no keys.
  const child = fork(script, { execArgv: ['--import', loader], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { TZ: 'UTC', PATH: process.env['PATH'] } });
  const renderer: Renderer = { child, asked: null, limit: undefined };
  renderers.push(renderer);
  child.on('message', (answer: PrintAnswer) => hear(renderer, answer));
  child.on('error', () => gone(renderer));
  child.on('exit', () => gone(renderer));
  return renderer;
}

function give(renderer: Renderer, asked: Asked): void {
  renderer.asked = asked;
  renderer.child.ref();
  renderer.child.channel?.ref();
  renderer.limit = setTimeout(() => renderer.child.kill('SIGKILL'), longestMs);
  // Whoever asked has gone: no page more. The next print begins another process.
  asked.out.once('close', () => {
    if (renderer.asked === asked) renderer.child.kill('SIGKILL');
  });
  renderer.child.send(asked.job, (failure) => {
    if (failure) gone(renderer);
  });
}

function hear(renderer: Renderer, answer: PrintAnswer): void {
  const { asked } = renderer;
  if (asked === null) return;
  if ('piece' in answer) {
    asked.out.write(answer.piece);
    return;
  }
  clearTimeout(renderer.limit);
  renderer.asked = null;
  // An idle renderer keeps nobody from ending; it ends with its parent.
  renderer.child.unref();
  renderer.child.channel?.unref();
  if (answer.over === 'done') asked.out.end();
  else asked.out.destroy(new Error('printing failed'));
  handOut();
}

/** Ended, killed or never begun: only the print in its hands fails. */
function gone(renderer: Renderer): void {
  const at = renderers.indexOf(renderer);
  if (at === -1) return;
  renderers.splice(at, 1);
  clearTimeout(renderer.limit);
  renderer.asked?.out.destroy(new Error('the printing process ended'));
  handOut();
}
