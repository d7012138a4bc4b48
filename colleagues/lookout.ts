import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from './session.ts';
import { listPath, totalOf } from './wire.ts';
import type { SeasonRow, TaskRow } from './wire.ts';
import { read } from './work.ts';

/** How long nobody looks when no event came, and the least time between two looks. */
const idleMs = 3_000;
const leastMs = 300;
const page = 1_000;

/**
 * One person of the Sở sees who has something to do, so that 800 units need not each ask every second: they only
 * act. Each acts with a session of its own.
 */
export type Lookout = {
  season: () => Promise<SeasonRow>;
  /** Every task that waits for somebody. */
  openTasks: () => Promise<TaskRow[]>;
  /** Resolves when something changed, or after some seconds anyway. */
  change: () => Promise<void>;
};

export function createLookout(session: Session, seasonId: string, signal: AbortSignal): Lookout {
  let wake = (): void => undefined;
  let changed = false;
  const note = (): void => {
    changed = true;
    wake();
  };
  void follow(session, seasonId, signal, note);
  return {
    season: async () => await read<SeasonRow>(session, `/api/seasons/${seasonId}`),
    openTasks: async () => {
      const found: TaskRow[] = [];
      for (let from = 0; ; from += page) {
        const answer = await session.get(listPath('tasks', { seasonId, state: ['open', 'returned', 'submitted'] }, [from, from + page - 1], ['dueAt', 'ASC']));
        if (answer.status !== 200) throw new Error(`the list of tasks answered ${answer.status}`);
        const rows = answer.body as TaskRow[];
        found.push(...rows);
        if (rows.length === 0 || from + rows.length >= totalOf(answer.headers)) return found;
      }
    },
    change: async () => {
      await sleep(leastMs, undefined, { signal }).catch(() => undefined);
      if (!changed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, idleMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
      }
      changed = false;
    },
  };
}

/** Reads the event stream for as long as it is wanted; a broken one is opened again. */
async function follow(session: Session, seasonId: string, signal: AbortSignal, note: () => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const answer = await session.events('/api/events', signal);
      const reader = answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
      for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
        if (chunk.value.includes(seasonId)) note();
      }
    } catch {
      // The API restarts: the idle look goes on meanwhile.
    }
    await sleep(1_000, undefined, { signal }).catch(() => undefined);
  }
}
