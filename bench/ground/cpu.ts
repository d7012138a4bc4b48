import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** Busy CPU seconds by part, since the part started. */
export type Busy = Readonly<Record<string, number>>;

const ticksPerSecond = 100;

type Stat = { parent: number; own: number; waited: number };

/** utime, stime, and those of children it has waited for: fields 14 to 17 of /proc/<pid>/stat. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [, parent = 0] = fields;
    const seconds = (from: number): number => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) / ticksPerSecond;
    return { parent, own: seconds(11), waited: seconds(13) };
  } catch {
    return null;
  }
}

/** A process with all its children, also those that have ended: PostgreSQL has one a connection. 0 where there is no /proc. */
function treeSeconds(root: number, all: ReadonlyMap<number, Stat>): number {
  const one = all.get(root);
  if (!one) return 0;
  const children = [...all].filter(([, stat]) => stat.parent === root);
  return one.own + one.waited + children.reduce((sum, [pid]) => sum + treeSeconds(pid, all), 0);
}

/** `parts`: process ids by name. `driver` is this process alone. */
export function busyNow(parts: Readonly<Record<string, number | undefined>>): Busy {
  const all = new Map(pids().flatMap((pid) => {
    const stat = statOf(pid);
    return stat ? [[pid, stat] as const] : [];
  }));
  const { user, system } = process.cpuUsage();
  return {
    ...Object.fromEntries(Object.entries(parts).map(([name, pid]) => [name, pid === undefined ? 0 : treeSeconds(pid, all)])),
    driver: (user + system) / 1e6,
  };
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

export function busySince(before: Busy, after: Busy): Busy {
  return Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, Math.max(0, seconds - (before[name] ?? 0))]));
}

/** Resident megabytes; null where there is no /proc. */
export function residentMb(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * 4_096) / 1_048_576;
  } catch {
    return null;
  }
}

/** Runnable tasks of the last minute: what else the machine was doing. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}
