import { expect, it } from 'vitest';
import { isWithin } from './tier.ts';

it('a unit holds itself and all under it, and no neighbour whose code begins alike', () => {
  expect(isWithin('SO/D01/', 'SO/D01/')).toBe(true);
  expect(isWithin('SO/D01/S0001/', 'SO/D01/')).toBe(true);
  expect(isWithin('SO/D01/S0001/', 'SO/')).toBe(true);
  expect(isWithin('SO/D011/', 'SO/D01/')).toBe(false);
  expect(isWithin('SO/', 'SO/D01/')).toBe(false);
});
