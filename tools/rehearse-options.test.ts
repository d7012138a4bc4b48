import { expect, it } from 'vitest';
import { readRehearseOptions } from './rehearse-options.ts';

it('has the defaults of the interface', () => {
  expect(readRehearseOptions([])).toMatchObject({ plan: 'hp-2023', districts: 3, schools: 20, pupils: 2_000, seed: 7, json: null, engine: 'dev' });
});

it('takes everything that is documented', () => {
  const given = '--plan hp-2023 --districts 2 --schools 5 --pupils 100 --seed 9 --json out.json --engine postgres --late 0.5 --wrong 0 --silent 0.1 --day-ms 400 --steps 6 --noise 0.1'.split(' ');
  expect(readRehearseOptions(given)).toEqual({
    plan: 'hp-2023', districts: 2, schools: 5, pupils: 100, seed: 9, json: 'out.json', engine: 'postgres', rates: { late: 0.5, wrong: 0, silent: 0.1 }, dayMs: 400, lastStep: 6, noise: 0.1,
  });
});

it.each([
  [['--plan', 'hp-1923'], /There is no plan hp-1923: use one of .*hp-2023/],
  [['--engine', 'sqlite'], /--engine is dev or postgres/],
  [['--late', '2'], /--late takes a share from 0 to 1/],
  [['--late', '0.7', '--silent', '0.7'], /more than everybody/],
  [['--schools', '2.5'], /--schools takes a whole number/],
  [['--pupils', ''], /--pupils takes a whole number/],
  [['--school', '2'], /Unknown option '--school'/],
  [['hp-2023'], /Unexpected argument/],
])('refuses %j in one sentence', (args, sentence) => {
  expect(() => readRehearseOptions(args)).toThrow(sentence);
});
