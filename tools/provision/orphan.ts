import { readFile } from 'node:fs/promises';
import { commandLineOf, isAlive, stopProcess } from '../processes.ts';
import { whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';

/**
 * Stops the engine of a run whose starter was killed: it still holds its ports and files. The process id may
 * since have gone to a stranger, so the command line must name `place`, a path only our engine was given.
 */
export async function stopOrphan(pidFile: string, place: string, progress: Progress): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid) || !isAlive(pid) || !commandLineOf(pid).includes(place)) return;
  await whileWaiting(progress, 'Stopping the Temporal engine of an earlier run', stopProcess(pid, 'SIGTERM', 15_000));
}
