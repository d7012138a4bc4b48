import { fold } from './text.ts';

/** Words that say what kind of place a name is; written or left out, it is the same place. */
const kindWords = /^(to dan pho|tdp|to|thon|xom|ap|khu pho|khu dan cu|kdc|khu|phuong|xa|thi tran|quan|huyen|thanh pho|thi xa|dac khu)\b\.?\s*/;

/** A name with its kind, without accents, signs and leading zeros: "Xã Hoà Bình" is "xã Hòa Bình" and not "Phường Hòa Bình". */
export function typedKey(name: string): string {
  return fold(name).replace(/[^a-z0-9 ]+/g, ' ').replace(/\b0+(?=\d)/g, '').replace(/\s+/g, ' ').trim();
}

/**
 * A name as places are compared: without accents, kind word, "số" and leading zeros. "Tổ 07", "TDP số 7" and "tổ dân phố 7" are one;
 * "Thôn Đông" and "thôn đông" too, whatever the tone marks' style (uỷ, ủy).
 */
export function placeKey(name: string): string {
  const plain = typedKey(name);
  const bare = plain.replace(kindWords, '').replace(/^so\s+(?=\d)/, '').trim();
  // A place that is called by its kind alone keeps its word.
  return bare === '' ? plain : bare;
}

export type Named = { id: string; parentId: string | null; kind: string; name: string };
/** Places of one kind under one parent that bear the same name: seen by the middle tier as a conflict (HP-2023 step 2). */
export function sameNames<P extends Named>(places: readonly P[]): P[][] {
  const groups = new Map<string, P[]>();
  for (const place of places) {
    const family = place.kind === 'hamlet' || place.kind === 'group' ? 'small' : place.kind;
    const key = `${place.parentId ?? ''}/${family}/${placeKey(place.name)}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

export type AddressMatch = { kind: 'settled'; placeId: string } | { kind: 'unclear'; among: string[] } | { kind: 'missing' };

/**
 * Where a written address lies: the smallest place that it names together with the place above it. Several fit, or only the ward is named: unclear, and a
 * person decides; nothing is guessed between two.
 */
export function matchAddress(address: string, places: readonly Named[]): AddressMatch {
  const parts = address.split(/[,;\n]/).map((part) => placeKey(part)).filter((part) => part !== '');
  if (parts.length === 0) return { kind: 'missing' };
  const byId = new Map(places.map((one) => [one.id, one]));
  const named = places.filter((one) => parts.includes(placeKey(one.name)));
  const communes = named.filter((one) => one.kind === 'commune' && aboveFits(one, byId, parts));
  const small = named.filter((one) => (one.kind === 'hamlet' || one.kind === 'group') && communes.some((commune) => commune.id === one.parentId));
  const [only, ...others] = small;
  if (only && others.length === 0) return { kind: 'settled', placeId: only.id };
  if (small.length > 1) return { kind: 'unclear', among: small.map((one) => one.id) };
  return communes.length > 0 ? { kind: 'unclear', among: communes.map((one) => one.id) } : { kind: 'missing' };
}

/** A ward's district, where there is one and the address names any district at all. */
function aboveFits(commune: Named, byId: ReadonlyMap<string, Named>, parts: readonly string[]): boolean {
  const district = byId.get(commune.parentId ?? '');
  if (!district) return true;
  const districts = [...byId.values()].filter((one) => one.kind === 'district');
  return parts.includes(placeKey(district.name)) || !districts.some((one) => parts.includes(placeKey(one.name)));
}
