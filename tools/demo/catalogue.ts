import { createHash } from 'node:crypto';
import type { PlaceKind, PlaceScheme } from '../../domain/place.ts';
import { groups, hamlets } from './pupils.ts';
import type { Dwelling } from './pupils.ts';
import type { DemoUnit } from './units.ts';

export type DemoPlace = {
  id: string; code: string; scheme: PlaceScheme; kind: PlaceKind; name: string; parentId: string | null; path: string; unitId: string; unitPath: string;
};

const isRural = (ward: string): boolean => /^(Xã|Thị trấn)/.test(ward);

/**
 * The tree of places under each middle unit: district → ward → group or hamlet in 2023, commune → group or hamlet since 2025. No chance is
 * used: the same units have the same places, with the same ids.
 */
export function makeCatalogue(units: readonly DemoUnit[]): DemoPlace[] {
  return units.filter((unit) => unit.tier === 'district' || unit.tier === 'commune').flatMap((unit) => {
    const scheme: PlaceScheme = unit.tier === 'commune' ? '2025' : '2023';
    const district = unit.tier === 'district' ? [place(unit, { scheme, kind: 'district', name: shortName(unit), code: `P-${unit.code}`, parent: null })] : [];
    return [...district, ...unit.wards.flatMap((ward, at) => {
      const commune = place(unit, { scheme, kind: 'commune', name: ward, code: `P-${unit.code}-${String(at + 1).padStart(2, '0')}`, parent: district[0] ?? null });
      const count = isRural(ward) ? hamlets : groups;
      return [commune, ...Array.from({ length: count }, (_, index) => place(unit, {
        scheme, kind: isRural(ward) ? 'hamlet' : 'group', name: `${isRural(ward) ? 'Thôn' : 'Tổ'} ${index + 1}`, code: `${commune.code}-${isRural(ward) ? 'H' : 'G'}${String(index + 1).padStart(2, '0')}`, parent: commune,
      }))];
    })];
  });
}

/** The district's own name without its office's: "Quận Hồng Bàng". */
const shortName = (unit: DemoUnit): string => unit.place.split(',')[0] ?? unit.place;

type Made = { scheme: PlaceScheme; kind: PlaceKind; name: string; code: string; parent: DemoPlace | null };

function place(unit: DemoUnit, { scheme, kind, name, code, parent }: Made): DemoPlace {
  return { id: idOf(code), code, scheme, kind, name, parentId: parent?.id ?? null, path: `${parent?.path ?? ''}${code}/`, unitId: unit.id, unitPath: unit.path };
}

/** A UUID (version 8) that only depends on the code. */
export function idOf(code: string): string {
  const hex = createHash('sha256').update(`place/${code}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where each address lies: by the middle unit whose ward it names, the ward, and the hamlet or group. */
export function createGazetteer(places: readonly DemoPlace[]): (dwelling: Dwelling) => DemoPlace | null {
  const byName = new Map(places.flatMap((one) => (one.kind === 'district' ? [] : [[`${one.unitId}/${nameOf(places, one)}`, one] as const])));
  return ({ unitId, ward, part }) => byName.get(`${unitId}/${ward}/${isRural(ward) ? 'Thôn' : 'Tổ'} ${part}`) ?? byName.get(`${unitId}/${ward}`) ?? null;
}

const parents = new WeakMap<readonly DemoPlace[], Map<string, DemoPlace>>();
function nameOf(places: readonly DemoPlace[], one: DemoPlace): string {
  const byId = parents.get(places) ?? new Map(places.map((each) => [each.id, each]));
  parents.set(places, byId);
  return one.kind === 'commune' ? one.name : `${byId.get(one.parentId ?? '')?.name ?? ''}/${one.name}`;
}
