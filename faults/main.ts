import { parseArgs } from 'node:util';
import { loadNow } from '../bench/ground/cpu.ts';
import { runMain, Sentence } from '../tools/sentence.ts';
import { faults, runFaults } from './run.ts';
import type { FaultResult } from './run.ts';

const usage = `npm run faults -- [${faults.map((one) => one.name).join('|')}…] [--rounds N] [--quick]`;

/** `npm run faults`: servers of its own on loopback; exit 1 when a promise did not hold. */
async function main(): Promise<void> {
  const { values, positionals } = readArgs(process.argv.slice(2));
  const unknown = positionals.find((name) => !faults.some((one) => one.name === name));
  const times = Number(values.rounds ?? 1);
  if (unknown !== undefined || !Number.isInteger(times) || times < 1) throw new Sentence(`${unknown === undefined ? 'The rounds are a whole number from 1' : `There is no fault ${unknown}`}: use ${usage}.`);
  const startedAt = performance.now();
  const say = (line: string): void => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  say(`${loadNow().toFixed(2)} runnable before the start`);
  const chosen = positionals.length === 0 ? faults : faults.filter((one) => positionals.includes(one.name));
  const results = await runFaults(chosen, { rounds: (fault) => (values.quick ? 1 : fault.rounds * times), schools: 60, say });
  for (const line of summaryOf(results)) console.log(line);
  process.exitCode = results.some((one) => one.broken.length > 0) ? 1 : 0;
  process.exit();
}

function summaryOf(results: readonly FaultResult[]): string[] {
  const sum = (what: string): number => results.reduce((all, { figures }) => all + (typeof figures[what] === 'number' ? figures[what] : 0), 0);
  const broken = results.filter((one) => one.broken.length > 0);
  return [
    '', ...broken.map(({ name, round, broken: what }) => `BROKEN ${name} ${round + 1}: ${what.join('; ')}`),
    `${results.length} rounds of ${new Set(results.map((one) => one.name)).size} faults: ${sum('acknowledged')} acknowledged answers, ${sum('lost')} lost, ${sum('doubled')} doubled; ${broken.length} rounds broken`,
  ];
}

function readArgs(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { rounds: { type: 'string' }, quick: { type: 'boolean' } } });
  } catch (failure) {
    throw new Sentence(`${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}: use ${usage}.`);
  }
}

await runMain(main);
