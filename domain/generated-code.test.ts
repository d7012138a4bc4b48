import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCode, isGeneratedCode } from './generated-code.ts';

const draws = fc.array(fc.nat(1_000_000), { minLength: 10, maxLength: 10 });
const codeOf = (numbers: readonly number[]): string => {
  let at = 0;
  return generateCode((below) => (numbers[at++] ?? 0) % below);
};

test('twelve characters that check themselves and are never a personal number', () => {
  fc.assert(fc.property(draws, (numbers) => {
    const code = codeOf(numbers);
    expect(isGeneratedCode(code)).toBe(true);
    expect(code).toHaveLength(12);
    expect(code).not.toMatch(/^\d{12}$|[01OIL]/);
  }), { seed: 4 });
});

test('one wrong letter is seen', () => {
  fc.assert(fc.property(draws, fc.integer({ min: 1, max: 10 }), fc.constantFrom('2', '7', 'A', 'K', 'Z'), (numbers, at, letter) => {
    const code = codeOf(numbers);
    if (code[at] === letter) return;
    expect(isGeneratedCode(`${code.slice(0, at)}${letter}${code.slice(at + 1)}`)).toBe(false);
  }), { seed: 4, numRuns: 300 });
});
