import { placeKey, typedKey } from './place-name.ts';

/** One line of the reform's data: an old ward, or part of it, went to a new commune on 1/7/2025. Names as written there, with their kind. */
export type WardMapping = { oldProvince: string; oldDistrict: string; oldWard: string; newProvince: string; newCommune: string };
export type OldWard = { id: string; name: string; /** Name of the district above; '' when there is none. */ district: string };
export type NewCommune = { id: string; name: string };

/**
 *   whole      one commune took all of it
 *   split      several took it, or one that the catalogue does not have took a part: a person decides for each pupil
 *   adrift     the data name no commune of the catalogue, or do not know the ward: a person decides, with nothing to choose among
 */
export type WardFate = { wardId: string; kind: 'whole' | 'split' | 'adrift'; successors: string[]; /** Communes that the data name and the catalogue lacks. */ absent: string[] };

/** A province of the data that an office's name ends with: "Sở Giáo dục và Đào tạo Hải Phòng". Null: none. */
export function provinceNamed(office: string, mappings: readonly WardMapping[]): string | null {
  const key = typedKey(office);
  const fits = (province: string): boolean => key === placeKey(province) || key.endsWith(` ${placeKey(province)}`);
  return [...new Set(mappings.map((one) => one.newProvince))].find(fits) ?? null;
}

/** What became of each old ward of one (new) province. Names are compared with their kind: Xã Hoà Bình is not Phường Hoà Bình. */
export function wardFates(wards: readonly OldWard[], communes: readonly NewCommune[], mappings: readonly WardMapping[], province: string): WardFate[] {
  const rows = new Map<string, WardMapping[]>();
  for (const row of mappings) {
    const key = placeKey(row.newProvince) === placeKey(province) ? `${placeKey(row.oldDistrict)}/${typedKey(row.oldWard)}` : null;
    if (key !== null) rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  const byName = new Map<string, string[]>();
  for (const one of communes) byName.set(typedKey(one.name), [...(byName.get(typedKey(one.name)) ?? []), one.id]);
  const districts = new Set(wards.map((one) => typedKey(one.district)));
  return wards.map((ward) => fateOf(ward, ofDistrict(ward, rows.get(`${placeKey(ward.district)}/${typedKey(ward.name)}`) ?? [], districts), byName));
}

/**
 * A district and a town may bear one name (huyện and thị xã Cai Lậy): the kind tells them apart. Where the catalogue has only one of the name, its rank may
 * have changed since (huyện An Dương became a quận on 1/1/2025) and the name will do.
 */
function ofDistrict(ward: OldWard, rows: readonly WardMapping[], districts: ReadonlySet<string>): readonly WardMapping[] {
  const exact = rows.filter((row) => typedKey(row.oldDistrict) === typedKey(ward.district));
  const namesakes = [...districts].filter((one) => placeKey(one) === placeKey(ward.district));
  return exact.length > 0 || namesakes.length > 1 ? exact : rows;
}

function fateOf(ward: OldWard, rows: readonly WardMapping[], byName: ReadonlyMap<string, string[]>): WardFate {
  const named = [...new Map(rows.map((row) => [typedKey(row.newCommune), row.newCommune]))];
  const successors = named.flatMap(([key]) => byName.get(key) ?? []).toSorted();
  const absent = named.filter(([key]) => !byName.has(key)).map(([, name]) => name).toSorted();
  const kind = successors.length === 0 ? 'adrift' : successors.length === 1 && absent.length === 0 ? 'whole' : 'split';
  return { wardId: ward.id, kind, successors, absent };
}
