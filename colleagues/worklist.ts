import type { Instant } from '../domain/instant.ts';

export type Job = {
  /** One job per key: adding it again moves it. */
  key: string;
  /** Season instant from which it may be done. */
  at: Instant;
  run: () => Promise<void>;
};

export type Worklist = {
  add(job: Job): void;
  has(key: string): boolean;
  /** Jobs whose time has come but that nobody has begun, and those being done. */
  waiting: () => number;
  running(): number;
  planned(): number;
  /** Season milliseconds since the oldest waiting job should have begun; 0 when none waits. */
  lag(): number;
  /** Resolves when what is running has ended; nothing new begins. */
  stop: () => Promise<void>;
};

const tickMs = 40;

/** Does jobs when their season time comes, at most `concurrency` at once, earliest first. */
export function createWorklist({ concurrency, seasonNow, onFailure }: {
  concurrency: number; seasonNow: () => Instant; onFailure: (key: string, failure: unknown) => void;
}): Worklist {
  const jobs = new Map<string, Job>();
  let order: Job[] = [];
  let sorted = true;
  const running = new Map<string, Promise<void>>();

  const inOrder = (): Job[] => {
    if (!sorted) order = [...jobs.values()].sort((one, other) => other.at - one.at);
    sorted = true;
    return order;
  };
  const tick = (): void => {
    const now = seasonNow();
    const list = inOrder();
    while (running.size < concurrency) {
      const next = list.at(-1);
      if (!next || next.at > now) return;
      list.pop();
      jobs.delete(next.key);
      running.set(next.key, next.run().catch((failure: unknown) => onFailure(next.key, failure)).finally(() => running.delete(next.key)));
    }
  };
  const timer = setInterval(tick, tickMs);
  return {
    add: (job) => {
      jobs.set(job.key, job);
      sorted = false;
    },
    has: (key) => jobs.has(key) || running.has(key),
    waiting: () => {
      const now = seasonNow();
      let count = 0;
      for (const job of jobs.values()) if (job.at <= now) count += 1;
      return count;
    },
    running: () => running.size,
    planned: () => jobs.size,
    lag: () => Math.max(0, seasonNow() - (inOrder().at(-1)?.at ?? Infinity)),
    stop: async () => {
      clearInterval(timer);
      jobs.clear();
      await Promise.all(running.values());
    },
  };
}
