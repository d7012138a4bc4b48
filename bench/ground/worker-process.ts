import { fileURLToPath } from 'node:url';
import { startDetached, stopProcess } from '../../tools/processes.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Process = {
  pid: number;
  /** Resolves with the exit code or the signal's name. */
  ended: Promise<string>;
  /** -9, as by a fault. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** One TypeScript process of ours, its words in `logFile`. */
export async function startProcess(script: string, { env, logFile, flags = [] }: { env: Record<string, string | undefined>; logFile: string; flags?: readonly string[] }): Promise<Process> {
  const { pid, ended } = await startDetached(process.execPath, [...flags, '--import', 'tsx', `${root}${script}`], { cwd: root, env, logFile });
  return {
    pid, ended,
    kill: async () => await stopProcess(pid, 'SIGKILL', 5_000),
    stop: async () => await stopProcess(pid, 'SIGTERM', 30_000),
  };
}
