import type { Level, Tier, Unit } from '../../domain/tier.ts';
import type { Chance } from './random.ts';
import { communePlaces, districtPlaces, schoolNames } from './places.ts';
import type { MiddlePlace } from './places.ts';

export type DemoUnit = Unit & { email: string; phone: string; wards: readonly string[]; place: string; /** The middle unit in whose wards a school's pupils live. */ homeId: string | null };

export type UnitCounts = { middle: 'district' | 'commune'; districts: number; schools: number };

const prefixes = { kindergarten: 'Trường Mầm non', primary: 'Trường Tiểu học', 'lower-secondary': 'Trường THCS', 'upper-secondary': 'Trường THPT' } as const;

/** Out of twenty schools of a district: seven kindergartens, seven primary, five lower secondary, one of both. */
const mix: readonly (readonly Level[])[] = [
  ['kindergarten'], ['primary'], ['lower-secondary'], ['kindergarten'], ['primary'], ['lower-secondary'], ['primary'], ['kindergarten'], ['primary', 'lower-secondary'],
  ['kindergarten'], ['primary'], ['lower-secondary'], ['kindergarten'], ['primary'], ['lower-secondary'], ['kindergarten'], ['primary'], ['kindergarten'], ['primary'], ['lower-secondary'],
];

/** The Sở, its middle units and their schools; a few upper-secondary schools hang under the Sở directly. */
export function makeUnits(chance: Chance, { middle, districts, schools }: UnitCounts): DemoUnit[] {
  const root = unit(chance, { code: 'SO', name: 'Sở Giáo dục và Đào tạo Hải Phòng', tier: 'province', parent: null, place: 'thành phố Hải Phòng', wards: [] });
  const places = middle === 'district' ? districtPlaces(districts) : communePlaces(districts);
  const letter = middle === 'district' ? 'D' : 'X';
  const width = String(districts).length < 3 ? 2 : 3;
  const middles = places.map((place, at) => unit(chance, {
    code: `${letter}${String(at + 1).padStart(width, '0')}`, name: middleName(middle, place), tier: middle, parent: root,
    place: `${place.kind} ${place.name}, thành phố Hải Phòng`, wards: place.wards,
  }));
  const direct = schools < 4 ? 0 : Math.max(1, Math.round(schools * 0.08));
  const used = new Map<string, number>();
  const made: DemoUnit[] = [];
  for (let at = 0; at < schools; at += 1) {
    const isDirect = at >= schools - direct;
    const parent = isDirect ? root : middles[at % middles.length];
    if (!parent) throw new Error('a province needs at least one middle unit');
    const home = isDirect ? (middles[at % middles.length] ?? root) : parent;
    // Each district gets the same mix, so that even three districts have every kind of school.
    const levels: readonly Level[] = isDirect ? ['upper-secondary'] : (mix[Math.floor(at / middles.length) % mix.length] ?? ['primary']);
    made.push(unit(chance, {
      code: `S${String(at + 1).padStart(4, '0')}`, name: schoolName(levels, home, used), tier: 'school', parent, levels,
      place: home.place, wards: home.wards, homeId: home.id,
      // HP-SYNC-2023: a school may have no ministry code yet and must still be workable.
      ministryCode: at === Math.min(4, schools - 1) ? null : `31${String(300_000 + at * 7 + 1)}`,
    }));
  }
  return [root, ...middles, ...made];
}

function middleName(middle: Tier, place: MiddlePlace): string {
  return middle === 'commune' ? `UBND ${place.kind.toLowerCase()} ${place.name}` : `Phòng GDĐT ${place.kind.toLowerCase()} ${place.name}`;
}

function schoolName(levels: readonly Level[], home: DemoUnit, used: Map<string, number>): string {
  const first = levels[0] ?? 'primary';
  const prefix = levels.length > 1 ? 'Trường TH&THCS' : prefixes[first];
  const names = schoolNames[first];
  const count = used.get(first) ?? 0;
  used.set(first, count + 1);
  const base = `${prefix} ${names[count % names.length] ?? ''}`;
  const round = Math.floor(count / names.length);
  // Two schools of one name are told apart by where they stand, as the city does.
  const place = home.tier === 'province' ? '' : home.name.replace(/^(Phòng GDĐT|UBND) \S+ /, '');
  return round === 0 ? base : `${base} ${place}${round > 1 ? ` ${round}` : ''}`.trim();
}

type Made = { code: string; name: string; tier: Tier; parent: DemoUnit | null; place: string; wards: readonly string[]; levels?: readonly Level[]; ministryCode?: string | null; homeId?: string };

function unit(chance: Chance, made: Made): DemoUnit {
  return {
    id: chance.uuid(), code: made.code, name: made.name, tier: made.tier, path: `${made.parent?.path ?? ''}${made.code}/`,
    parentId: made.parent?.id ?? null, levels: made.levels ?? [], ministryCode: made.ministryCode ?? null,
    email: `${made.code.toLowerCase()}@example.vn`, phone: `0225${chance.digits(7)}`, wards: made.wards, place: made.place, homeId: made.homeId ?? null,
  };
}
