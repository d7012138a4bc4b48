import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDetached, stopProcess } from './processes.ts';
import type { Detached } from './processes.ts';
import type { Progress } from './progress.ts';

export type ProcessSpec = {
  name: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  logFile: string;
  pidFile: string;
  cwd: string;
  /** How long an orderly stop may take before it is killed. */
  graceMs: number;
  progress: Progress;
};

export type Supervised = {
  pid(): number;
  /** How often it was started again. */
  restarts(): number;
  stop: () => Promise<void>;
};

const restartAfterMs = 500;
const slowestMs = 15_000;
/** Longer than a start on a busy machine. */
const stableMs = 30_000;

/**
 * Keeps a process of ours alive: killed or crashed, it is started again within a second and a line says so; one
 * that cannot stay up is tried ever more slowly, with the end of its log.
 */
export async function supervise(spec: ProcessSpec): Promise<Supervised> {
  let stopping = false;
  let restarts = 0;
  let wait = restartAfterMs;
  const pause = new AbortController();
  const start = async (): Promise<Detached> => {
    const child = await startDetached(process.execPath, [...spec.args], { cwd: spec.cwd, env: spec.env, logFile: spec.logFile });
    await writeFile(spec.pidFile, `${child.pid}\n`);
    return child;
  };
  let child = await start();
  const watching = (async () => {
    for (;;) {
      const since = performance.now();
      const how = await child.ended;
      if (stopping) return;
      wait = performance.now() - since > stableMs ? restartAfterMs : Math.min(slowestMs, wait * 2);
      spec.progress(`The ${spec.name} ended (${how}); starting it again${wait > 2_000 ? ` in ${Math.round(wait / 1_000)} s: ${whyEnded(spec.logFile)}` : ''}`);
      await sleep(wait, undefined, { signal: pause.signal }).catch(() => undefined);
      if (stopping) return;
      child = await start();
      restarts += 1;
      spec.progress(`The ${spec.name} runs again as process ${child.pid}`);
    }
  })();
  return {
    pid: () => child.pid,
    restarts: () => restarts,
    stop: async () => {
      stopping = true;
      pause.abort();
      await stopProcess(child.pid, 'SIGTERM', spec.graceMs);
      await watching;
      await rm(spec.pidFile, { force: true });
    },
  };
}

/** The line of a log that says why its process ended: the last error named, else the last line. */
export function whyEnded(logFile: string): string {
  try {
    const lines = readFileSync(logFile, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('at ') && !line.startsWith('Node.js v'));
    return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'its log is empty').slice(0, 300);
  } catch {
    return 'it has no log';
  }
}
