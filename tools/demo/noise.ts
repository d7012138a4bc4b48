import type { ResidenceState } from '../../domain/place.ts';
import { createGazetteer, idOf } from './catalogue.ts';
import { createChance } from './random.ts';
import type { Chance } from './random.ts';
import type { DemoPlace } from './catalogue.ts';
import type { DemoClass, DemoPupil } from './pupils.ts';
import type { DemoUnit } from './units.ts';

/** What schools' data are really like. What the population database has otherwise is planted by its simulator (tools/population-simulator.ts). */
export const noiseKinds = ['shared-number', 'child-twice', 'twins', 'split-ward', 'no-place', 'claimed-twice', 'bad-phone'] as const;
export type NoiseKind = (typeof noiseKinds)[number];
/** `ids`: the pupils it was done to; of a pair, both. */
export type Planted = { kind: NoiseKind; ids: readonly string[] };
export type DemoClaim = { pupilId: string; holderPath: string; claimantId: string; claimantPath: string; className: string };
export type SplitWard = { place: DemoPlace; into: readonly [DemoPlace, DemoPlace] };
export type Noise = { planted: Planted[]; homes: ReadonlyMap<string, { placeId: string | null; residence: ResidenceState }>; claims: DemoClaim[]; splits: SplitWard[] };

export const noNoise: Noise = { planted: [], homes: new Map(), claims: [], splits: [] };

/**
 * Spoils a share of the pupils, each kind in its own, by a chance of its own: the same seed spoils the same, and the rest of the province stays what it is
 * without noise. Changes `classes` in place.
 */
export function plantNoise({ seed, share, units, classes, places }: { seed: number; share: number; units: readonly DemoUnit[]; classes: DemoClass[]; places: readonly DemoPlace[] }): Noise {
  const chance = createChance(seed ^ 0x5eed);
  const all = classes.flatMap((one) => one.pupils.map((pupil) => ({ pupil, of: one })));
  // Each pupil is spoilt once, so that what is found can be told apart.
  const free = shuffled(chance, all.filter(({ pupil }) => pupil.personalNumber !== null && pupil.fullName !== 'Đỗ Thị Hường'));
  const take = (): { pupil: DemoPupil; of: DemoClass } | undefined => free.pop();
  const count = Math.max(1, Math.round((all.length * share) / noiseKinds.length));
  const homes = new Map<string, { placeId: string | null; residence: ResidenceState }>();
  const claims: DemoClaim[] = [];
  const splits = new Map<string, SplitWard>();
  const placeOf = createGazetteer(places);
  const planted = noiseKinds.map((kind): Planted => ({ kind, ids: Array.from({ length: count }, () => plantOne(kind)).flat() }));
  return { planted, homes, claims, splits: [...splits.values()] };

  function plantOne(kind: NoiseKind): string[] {
    const found = take();
    if (!found) return [];
    const { pupil, of } = found;
    const plants = {
      'shared-number': () => {
        const other = take();
        if (!other) return [];
        other.pupil.personalNumber = pupil.personalNumber;
        return [pupil.id, other.pupil.id];
      },
      'child-twice': () => {
        // Another school has the same child: decomposed, in other spaces, without a number.
        const elsewhere = chance.pick(classes.filter((one) => one.pupils.some((each) => each.cohort === pupil.cohort)));
        const again = { ...pupil, ...at(elsewhere), id: chance.uuid(), code: `${pupil.code}B`, fullName: pupil.fullName.normalize('NFD'), guardianName: ` ${pupil.guardianName.toUpperCase()}`.normalize('NFD'), personalNumber: null, guardianEmail: null };
        elsewhere.pupils.push(again);
        return [pupil.id, again.id];
      },
      twins: () => {
        const twin = { ...pupil, id: chance.uuid(), code: `${pupil.code}T`, fullName: `${pupil.fullName.split(' ').slice(0, -1).join(' ')} ${pupil.fullName.endsWith('Minh') ? 'Khánh' : 'Minh'}`, personalNumber: null, guardianEmail: null };
        of.pupils.push(twin);
        return [pupil.id, twin.id];
      },
      'split-ward': () => {
        // The old ward of a home that went to it and to its neighbour: which of the two, the address says.
        const home = placeOf(pupil.dwelling);
        const other = places.find((one) => one.parentId === home?.parentId && one.id !== home?.id);
        if (!home || !other) return [];
        const split = splits.get(home.id) ?? splitWard(home, other);
        splits.set(home.id, split);
        homes.set(pupil.id, { placeId: split.place.id, residence: 'split' });
        return [pupil.id];
      },
      'no-place': () => {
        homes.set(pupil.id, { placeId: null, residence: chance.is(0.5) ? 'missing' : 'unclear' });
        return [pupil.id];
      },
      'claimed-twice': () => {
        const others = units.filter((unit) => unit.tier === 'school' && unit.id !== of.school.id && unit.parentId === of.school.parentId && unit.levels.some((level) => of.school.levels.includes(level)));
        if (others.length === 0) return [];
        const claimant = chance.pick(others);
        claims.push({ pupilId: pupil.id, holderPath: of.school.path, claimantId: claimant.id, claimantPath: claimant.path, className: of.className });
        return [pupil.id];
      },
      'bad-phone': () => {
        pupil.guardianPhone = pupil.guardianPhone.slice(0, 5);
        return [pupil.id];
      },
    } as const satisfies Record<NoiseKind, () => string[]>;
    return plants[kind]();
  }
}

const at = (one: DemoClass): Pick<DemoPupil, 'schoolId' | 'schoolPath' | 'className'> => ({ schoolId: one.school.id, schoolPath: one.school.path, className: one.className });

/** An old ward that was parted between two others. */
function splitWard(first: DemoPlace, second: DemoPlace): SplitWard {
  const code = `${first.code}-CU`;
  return { place: { ...first, id: idOf(code), code, name: `${first.name} (cũ)`, path: `${first.path.slice(0, -(first.code.length + 1))}${code}/` }, into: [first, second] };
}

function shuffled<T>(chance: Chance, from: readonly T[]): T[] {
  const all = [...from];
  for (let left = all.length - 1; left > 0; left -= 1) {
    const other = chance.below(left + 1);
    [all[left], all[other]] = [all[other] as T, all[left] as T];
  }
  return all;
}
