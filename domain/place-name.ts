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
  const groups = grouped(places, (place) => `${place.parentId ?? ''}/${place.kind === 'hamlet' || place.kind === 'group' ? 'small' : place.kind}/${placeKey(place.name)}`);
  return [...groups.values()].filter((group) => group.length > 1);
}

export type AddressMatch = { kind: 'settled'; placeId: string } | { kind: 'unclear'; among: string[] } | { kind: 'missing' };

/** Where a written address lies, once; see `addressBook`. */
export function matchAddress(address: string, places: readonly Named[]): AddressMatch {
  return addressBook(places).match(address);
}

export type AddressBook = { match: (address: string) => AddressMatch; likely: (address: string) => string[] };

/** Places by name, made once for many addresses. */
export function addressBook(places: readonly Named[]): AddressBook {
  const byId = new Map(places.map((one) => [one.id, one]));
  const byKey = grouped(places, (one) => placeKey(one.name));
  const below = grouped(places, (one) => one.parentId ?? '');
  const isSmall = (one: Named): boolean => one.kind === 'hamlet' || one.kind === 'group';
  const ids = (found: readonly Named[]): string[] => found.map((one) => one.id);
  const read = (address: string) => {
    const parts = address.split(/[,;\n]/).map((part) => placeKey(part)).filter((part) => part !== '');
    const named = [...new Set(parts)].flatMap((part) => byKey.get(part) ?? []);
    const districts = new Set(ids(named.filter((one) => one.kind === 'district')));
    // A ward's district, where there is one and the address names any district at all.
    const communes = named.filter((one) => one.kind === 'commune' && (districts.size === 0 || byId.get(one.parentId ?? '')?.kind !== 'district' || districts.has(one.parentId ?? '')));
    const hamlets = named.filter(isSmall);
    return { communes, hamlets, small: hamlets.filter((one) => communes.some((commune) => commune.id === one.parentId)) };
  };
  return {
    /**
     * Where a written address lies: the smallest place that it names together with the place above it. Several fit, or only the ward is named: unclear, and a
     * person decides; nothing is guessed between two.
     */
    match(address) {
      const { communes, small } = read(address);
      const [only, ...others] = small;
      if (only && others.length === 0) return { kind: 'settled', placeId: only.id };
      if (small.length > 1) return { kind: 'unclear', among: ids(small) };
      return communes.length > 0 ? { kind: 'unclear', among: ids(communes) } : { kind: 'missing' };
    },
    /**
     * Places for a person to choose among, none of them decided: those that the address names together with what is above; else all of the wards that it
     * names; else what bears a name of it, alone or among other words ("gần chợ Lạch Tray").
     */
    likely(address) {
      const { communes, hamlets, small } = read(address);
      if (small.length > 0) return ids(small);
      if (communes.length > 0) return communes.flatMap((one) => ids([...(below.get(one.id) ?? []), one]));
      const words = ` ${typedKey(address)} `;
      const mentioned = places.filter((one) => one.kind === 'commune' && /[a-z]/.test(placeKey(one.name)) && words.includes(` ${placeKey(one.name)} `));
      return ids([...hamlets, ...mentioned]);
    },
  };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
