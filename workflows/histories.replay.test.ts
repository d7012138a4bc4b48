import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'mua-replay-'));
});
afterAll(async () => await rm(cache, { recursive: true, force: true }));

type Replayed = { offsetMinutes: number; results: { name: string; error: string | null }[] };
async function replayUnder(zone: string): Promise<Replayed> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'test/support/replay-histories.ts'), cache], {
    cwd: root, env: { ...process.env, TZ: zone }, maxBuffer: 10_000_000,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Replayed;
}

// A local Date method in a story gives another answer on another machine: the same history must replay in every zone.
describe('every saved history replays', () => {
  test.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York'])('under %s', async (zone) => {
    const { results, offsetMinutes } = await replayUnder(zone);
    expect(results.length).toBeGreaterThanOrEqual(6);
    expect(results.filter((one) => one.error !== null)).toEqual([]);
    if (zone === 'Asia/Ho_Chi_Minh') expect(offsetMinutes).toBe(-420);
  }, 120_000);
});
