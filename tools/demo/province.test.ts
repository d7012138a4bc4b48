import { expect, it } from 'vitest';
import { makeProvince } from './province.ts';

const size = { seed: 7, districts: 3, schools: 20, pupils: 300 };

it('is the same province for the same seed, and another for another', () => {
  const pupils = (seed: number) => makeProvince({ ...size, seed }).classes.flatMap((one) => one.pupils);
  expect(pupils(7)).toEqual(pupils(7));
  expect(pupils(7)[5]?.code === pupils(8)[5]?.code && pupils(7)[5]?.fullName === pupils(8)[5]?.fullName).toBe(false);
});

it('puts communes in the middle for 2025', () => {
  const { units } = makeProvince({ ...size, districts: 114, middle: 'commune', year: 2026 });
  const communes = units.filter((unit) => unit.tier === 'commune');
  expect(communes).toHaveLength(114);
  expect(new Set(communes.map((unit) => unit.name)).size).toBe(114);
});

it('gives each pupil the birth year of the cohort', () => {
  const { classes } = makeProvince(size);
  const five = classes.flatMap((one) => one.pupils).filter((pupil) => pupil.cohort === 'grade-5');
  expect(new Set(five.map((pupil) => pupil.birthDate.slice(0, 4)))).toEqual(new Set(['2012']));
});

it('works with a single school and with fewer pupils than schools', () => {
  expect(makeProvince({ seed: 1, districts: 1, schools: 1, pupils: 1 }).classes).toHaveLength(1);
  expect(makeProvince({ seed: 1, districts: 3, schools: 10, pupils: 4 }).classes.flatMap((one) => one.pupils)).toHaveLength(4);
});
