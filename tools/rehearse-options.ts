import { parseArgs } from 'node:util';
import { usualRates } from '../colleagues/people.ts';
import type { Rates } from '../colleagues/people.ts';
import { plans } from '../plans/index-of-plans.ts';
import { engineKinds } from './house-engine.ts';
import type { EngineKind } from './house-engine.ts';
import { Sentence } from './sentence.ts';

export type RehearseOptions = {
  plan: string; districts: number; schools: number; pupils: number; seed: number; json: string | null; engine: EngineKind; rates: Rates;
  /** Real milliseconds of a season day at full speed; the run slows down by itself when work piles up. */
  dayMs: number;
  /** The last step that is played, by its number in the source; later ones are skipped by a directive. Null = all. */
  lastStep: number | null;
  /** Share of the pupils whose data are spoilt, so that what is found can be compared with what was planted. */
  noise: number;
};

const usage = 'npm run rehearse -- --plan hp-2023 --districts 3 --schools 20 --pupils 2000 --seed 7 --json out.json [--engine dev|postgres] [--late 0.1 --wrong 0.08 --silent 0.03] [--day-ms 1500] [--steps 6] [--noise 0.02]';

export function readRehearseOptions(args: string[]): RehearseOptions {
  const text = { type: 'string' } as const;
  const given = parse(args, { plan: text, districts: text, schools: text, pupils: text, seed: text, json: text, engine: text, late: text, wrong: text, silent: text, 'day-ms': text, steps: text, noise: text });
  const plan = given['plan'] ?? 'hp-2023';
  if (!plans.some((one) => one.key === plan)) throw new Sentence(`There is no plan ${plan}: use one of ${plans.map((one) => one.key).join(', ')}.`);
  const engine = engineKinds.find((one) => one === (given['engine'] ?? 'dev'));
  if (!engine) throw new Sentence(`--engine is dev or postgres, not ${given['engine']}.`);
  const whole = (name: string, usual: number, least: number, most: number): number => number(name, given[name], usual, least, most, true);
  const share = (name: keyof Rates): number => number(name, given[name], usualRates[name], 0, 1, false);
  const rates = { late: share('late'), wrong: share('wrong'), silent: share('silent') };
  if (rates.late + rates.silent > 1) throw new Sentence('--late and --silent together are more than everybody: keep their sum at 1 or below.');
  return {
    plan, engine, rates, json: given['json'] ?? null, districts: whole('districts', 3, 1, 300), schools: whole('schools', 20, 1, 9_999), pupils: whole('pupils', 2_000, 1, 1_000_000),
    seed: whole('seed', 7, 0, 2_147_483_647), dayMs: whole('day-ms', 1_500, 100, 86_400_000),
    noise: number('noise', given['noise'], 0.02, 0, 0.5, false),
    lastStep: given['steps'] === undefined ? null : whole('steps', 1, 1, 999),
  };
}

function parse(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>['options']): Record<string, string | undefined> {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (failure) {
    throw new Sentence(`${failure instanceof Error ? failure.message.split('\n')[0]?.replace(/\.$/, '') : String(failure)}: use ${usage}.`);
  }
}

function number(name: string, given: string | undefined, usual: number, least: number, most: number, integer: boolean): number {
  if (given === undefined) return usual;
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value) || value < least || value > most || (integer && !Number.isInteger(value))) {
    throw new Sentence(`--${name} takes a ${integer ? 'whole number' : 'share'} from ${least} to ${most}, not ${given}.`);
  }
  return value;
}
