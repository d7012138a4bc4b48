/** Receives one line for a person who waits: no time stamp, no trailing newline. */
export type Progress = (line: string) => void;

export const silent: Progress = () => undefined;

/** Nobody waits over two seconds without a sign of life (README, "Two commands"). */
const patienceMs = 2_000;
const repeatMs = 15_000;

/** Awaits `work`; once it takes over two seconds says `label`, then again every 15 s with the seconds. */
export async function whileWaiting<T>(progress: Progress, label: string, work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const first = setTimeout(() => progress(`${label} …`), patienceMs);
  const again = setInterval(() => {
    progress(`${label} … ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }, repeatMs);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}
