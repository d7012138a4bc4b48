import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { isAlive } from './processes.ts';
import { supervise } from './supervised.ts';
import type { Supervised } from './supervised.ts';

let folder: string;
let one: Supervised;
const lines: string[] = [];

const started = async (script: string): Promise<void> => {
  folder = await mkdtemp(join(tmpdir(), 'mua-supervised-'));
  lines.length = 0;
  one = await supervise({
    name: 'worker', args: ['-e', script], env: {}, cwd: folder, graceMs: 2_000, logFile: join(folder, 'log'), pidFile: join(folder, 'pid'), progress: (line) => void lines.push(line),
  });
};
afterEach(async () => {
  await one.stop();
  await rm(folder, { recursive: true, force: true });
});

it('starts a killed process again and says so', async () => {
  await started('setInterval(() => {}, 1000)');
  const first = one.pid();
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(one.pid()).not.toBe(first), { timeout: 5_000, interval: 50 });
  expect(isAlive(one.pid())).toBe(true);
  expect(Number(await readFile(join(folder, 'pid'), 'utf8'))).toBe(one.pid());
  expect(lines[0]).toContain('SIGKILL');
  expect(lines[1]).toContain('runs again');
});

it('shows the end of the log of one that cannot stay up, and stops all the same', async () => {
  await started("console.error('no such database'); process.exit(3)");
  await vi.waitFor(() => expect(lines.some((line) => line.includes('no such database'))).toBe(true), { timeout: 15_000, interval: 100 });
  await one.stop();
  const before = lines.length;
  await sleep(300);
  expect(lines).toHaveLength(before);
});
