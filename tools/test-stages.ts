import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { run } from './processes.ts';

export interface Outcome {
  passed: number;
  failed: number;
  /** One entry per failure, for the person who reads red. */
  failures: string[];
}

/** Files that vitest reports; see its JSON reporter. */
const reportSchema = z.object({
  testResults: z.array(z.object({
    name: z.string(),
    status: z.string(),
    message: z.string(),
    assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) })),
  })),
});
type Report = z.infer<typeof reportSchema>;

/** A command that is one check: types, lint. */
export async function runCheck(command: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await run(command, args, { timeoutMs: 600_000, env: { NO_COLOR: '1' } });
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [output.trim().slice(0, 6_000)] };
}

/** One vitest project, counted from its JSON report and never from its words. */
export async function runProject(name: string, env: Record<string, string>): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'mua-report-'));
  const reportFile = join(folder, 'report.json');
  try {
    const { code, output } = await run(
      'npx', ['vitest', 'run', '--project', name, '--reporter=json', `--outputFile=${reportFile}`],
      { timeoutMs: 1_800_000, env: { ...env, NO_COLOR: '1' } },
    );
    const text = await readFile(reportFile, 'utf8').catch(() => undefined);
    return judge(code, output, text === undefined ? undefined : reportSchema.parse(JSON.parse(text)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Red must be red: a file that could not be loaded, a skipped test, an error outside any test and a run that
 * wrote no report each count as failed.
 */
export function judge(code: number, output: string, report: Report | undefined): Outcome {
  const failures: string[] = [];
  let passed = 0;
  for (const file of report?.testResults ?? []) {
    const where = relative(process.cwd(), file.name);
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else failures.push(`${where} > ${fullName}: ${status === 'failed' ? firstLines(failureMessages.join('\n')) : `was not run (${status})`}`);
    }
    const broken = file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
    if (broken) failures.push(`${where}: ${firstLines(file.message) || 'could not be run'}`);
  }
  if ((code !== 0 || report === undefined) && failures.length === 0) failures.push(`vitest ended with code ${code}: ${output.trim().slice(-2_000)}`);
  return { passed, failed: failures.length, failures };
}

/** What the test said, without the runner's own stack frames and without the path of this machine. */
const firstLines = (text: string): string => text
  .split('\n')
  .filter((line) => !line.includes('/node_modules/'))
  .slice(0, 12)
  .join('\n')
  .replaceAll(`${process.cwd()}/`, '');
