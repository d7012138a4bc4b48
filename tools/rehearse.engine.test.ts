import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from './processes.ts';
import type { RehearsalReport } from './rehearse-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mua-of-rehearse-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

it('plays a whole small season, holds every invariant and leaves nothing behind', { timeout: 900_000 }, async () => {
  const json = join(folder, 'out.json');
  // Its temporary folder is made in ours, so that what it leaves can be seen.
  const done = await run(process.execPath, ['--import', 'tsx', 'tools/rehearse.ts', '--districts', '1', '--schools', '4', '--pupils', '40', '--day-ms', '400', '--json', json], { env: { TMPDIR: folder } });
  const report = JSON.parse(await readFile(json, 'utf8')) as RehearsalReport;
  expect(report.invariants.filter((one) => !one.holds)).toEqual([]);
  expect(done.code).toBe(0);
  expect(report.tasks.done).toBeGreaterThan(0);
  expect(report.steps).toHaveLength(13);
  const { confirmed, disputed, settled, silent } = report.confirmations;
  expect(confirmed + disputed + settled + silent).toBeGreaterThan(0);
  expect(report.notices.queued).toBe(report.notices.sent + report.notices.unknown + report.notices.failed);
  // The TypeScript loader keeps its cache where temporary files go; everything else must be gone.
  const left = (await readdir(folder)).filter((name) => !/^tsx-\d+$/.test(name));
  expect(left).toEqual(['out.json']);
});
