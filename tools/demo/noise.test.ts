import { expect, it } from 'vitest';
import { makeCatalogue } from './catalogue.ts';
import { noiseKinds, plantNoise } from './noise.ts';
import { matchAddress } from '../../domain/place-name.ts';
import { makeProvince } from './province.ts';

/** What is spoilt, and the pupils as they then are: `classes` are changed in place. */
function spoilt(seed: number) {
  const { units, classes } = makeProvince({ seed: 7, districts: 3, schools: 20, pupils: 600 });
  const places = makeCatalogue(units);
  const noise = plantNoise({ seed, share: 0.1, units, classes, places });
  return { ...noise, places, homes: [...noise.homes], pupils: classes.flatMap((one) => one.pupils) };
}

it('spoils the same for the same seed, and other pupils for another', () => {
  expect(spoilt(7)).toEqual(spoilt(7));
  const ids = (seed: number) => spoilt(seed).planted.map((one) => one.ids);
  expect(ids(8)).not.toEqual(ids(7));
});

it('plants as many of each kind, and no pupil twice', () => {
  const { planted } = spoilt(7);
  expect(planted.map((one) => one.kind)).toEqual(noiseKinds);
  const perKind = planted.map(({ kind, ids }) => (kind === 'shared-number' || kind === 'child-twice' || kind === 'twins' ? ids.length / 2 : ids.length));
  expect(new Set(perKind).size).toBe(1);
  const ids = planted.flatMap((one) => one.ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it('parts old wards so that the address says who lives in which part', () => {
  const { planted, homes, splits, places, pupils } = spoilt(7);
  const spoiltHomes = new Map(homes);
  const ids = planted.find((one) => one.kind === 'split-ward')?.ids ?? [];
  expect(ids.length).toBeGreaterThan(5);
  for (const id of ids) {
    const split = splits.find((one) => one.place.id === spoiltHomes.get(id)?.placeId);
    const home = matchAddress(pupils.find((one) => one.id === id)?.currentAddress ?? '', places);
    expect([home.kind, split?.into.map((one) => one.id)]).toEqual(['settled', expect.arrayContaining(['placeId' in home ? home.placeId : ''])]);
  }
});
