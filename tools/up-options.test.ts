import { expect, it } from 'vitest';
import { readUpOptions } from './up-options.ts';

it('has the defaults of the README', () => {
  expect(readUpOptions([])).toEqual({ port: 8080, data: '.mua', fresh: false });
});

it('takes values apart or after =', () => {
  expect(readUpOptions(['--port', '9000', '--data=/tmp/x', '--fresh'])).toEqual({ port: 9000, data: '/tmp/x', fresh: true });
});

it.each([
  [['--prot', '1'], /does not know the option --prot/],
  [['--port'], /--port needs a value/],
  [['--port', '80a'], /0 to 65535/],
  [['--port', '70000'], /0 to 65535/],
  [['--data', '--fresh'], /--data needs a value/],
  [['--fresh=yes'], /does not know/],
  [['8080'], /does not know the option 8080/],
])('refuses %j in one sentence', (args, sentence) => {
  expect(() => readUpOptions(args)).toThrow(sentence);
});
