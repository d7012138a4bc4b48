import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { runMain, Sentence } from '../tools/sentence.ts';
import { loadNow } from './ground/cpu.ts';
import { benches, runBenches } from './run.ts';
import { tableOf } from './table.ts';

const usage = `npm run bench -- [${benches.map((one) => one.name).join('|')}…] [--runs 5] [--quick] [--json FILE]`;

async function main(): Promise<void> {
  const { values, positionals } = readArgs(process.argv.slice(2));
  const unknown = positionals.find((name) => !benches.some((one) => one.name === name));
  const runs = Number(values.runs ?? (values.quick ? 1 : 5));
  if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) throw new Sentence(`${unknown === undefined ? 'The runs are a whole number from 1' : `There is no bench ${unknown}`}: use ${usage}.`);
  const startedAt = performance.now();
  const load = loadNow();
  const say = (line: string): void => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  say(`${cpus().length} cores, ${load.toFixed(2)} runnable before the start${load > 0.5 ? ': other work shares this machine, take the ratios and not the rates' : ''}`);
  const chosen = positionals.length === 0 ? benches : benches.filter((one) => positionals.includes(one.name));
  const results = await runBenches(chosen, { runs, quick: values.quick ?? false, say });
  for (const line of tableOf(results)) console.log(line);
  const file = values.json ?? 'bench-results.json';
  await writeFile(file, `${JSON.stringify({ cores: cpus().length, loadBefore: load, runs, quick: values.quick ?? false, seconds: (performance.now() - startedAt) / 1_000, results }, null, 2)}\n`);
  say(`All figures are in ${file}`);
  if (results.some((one) => one.holds === false)) process.exitCode = 1;
  process.exit();
}

function readArgs(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { runs: { type: 'string' }, quick: { type: 'boolean' }, json: { type: 'string' } } });
  } catch (failure) {
    throw new Sentence(`${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}: use ${usage}.`);
  }
}

await runMain(main);
