import { expect, test } from 'vitest';
import { silent } from '../tools/progress.ts';
import { atAnswer } from './at-answer.ts';
import { runFaults } from './run.ts';
import { sameUpdate } from './same-update.ts';
import { twoClerks } from './two-clerks.ts';

test('a killed worker, a repeated press and two clerks at once lose nothing and double nothing', async () => {
  const results = await runFaults([atAnswer, sameUpdate, twoClerks], { rounds: () => 1, schools: 4, say: silent });
  expect(results.map(({ name, broken, figures }) => ({ name, broken, acknowledged: figures['acknowledged'] }))).toEqual([
    { name: 'at-answer', broken: [], acknowledged: 1 }, { name: 'same-update', broken: [], acknowledged: 1 }, { name: 'two-clerks', broken: [], acknowledged: 8 },
  ]);
});
