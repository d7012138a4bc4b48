import type { LocalDate } from './instant.ts';

/**
 * The catalogue of places as a tree. 2023: district → commune (phường, xã, thị trấn) → hamlet (thôn, khu phố) or group (tổ dân phố).
 * Since 1/7/2025 there is no district: commune is the root. Both live side by side, each place in one scheme.
 */
export const placeKinds = ['district', 'commune', 'hamlet', 'group'] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const placeSchemes = ['2023', '2025'] as const;
export type PlaceScheme = (typeof placeSchemes)[number];

/**
 *   proposed ─accept─▶ current ─end/merge/split─▶ ended
 *   proposed ─refuse─▶ refused
 *   current ─split of what is above─▶ proposed ─move─▶ current: a person says which part it lies in
 */
export const placeStates = ['proposed', 'current', 'ended', 'refused'] as const;
export type PlaceState = (typeof placeStates)[number];

export const placeChangeKinds = ['add', 'propose', 'accept', 'refuse', 'rename', 'move', 'merge', 'split', 'end', 'undo'] as const;
export type PlaceChangeKind = (typeof placeChangeKinds)[number];

/**
 * How surely a pupil's residence is known. `split`: the old place has several successors; a person decides, never a guess.
 * `unclear`: an address is written but fits no place, or more than one. `missing`: nothing to go by.
 */
export const residenceStates = ['settled', 'split', 'unclear', 'missing'] as const;
export type ResidenceState = (typeof residenceStates)[number];

/** The reform of 1/7/2025 abolished the districts. */
export const communesSince: LocalDate = '2025-07-01';

/** Where a catalogue holds both schemes, the day says which of them is right; null: it holds nothing. */
export function schemeInForce(held: readonly PlaceScheme[], today: LocalDate): PlaceScheme | null {
  const wanted: PlaceScheme = today >= communesSince ? '2025' : '2023';
  return held.includes(wanted) ? wanted : (held[0] ?? null);
}

export type Sited = { id: string; kind: PlaceKind; scheme: PlaceScheme; state: PlaceState; path: string; parentId: string | null };
export type PlaceRefusal = 'not-current' | 'itself' | 'other-scheme' | 'other-kind' | 'other-root' | 'already-there';

const family = (kind: PlaceKind): string => (kind === 'hamlet' || kind === 'group' ? 'small' : kind);
const isSelfOrUnder = (place: Sited, of: Sited): boolean => place.id === of.id || place.path.startsWith(of.path);
const rootOf = (place: Sited): string => place.path.slice(0, place.path.indexOf('/'));

/** Why a place cannot take another one's stead, whole or in part. What lies in a district (since 2025 in a commune) stays in it; only what is the root goes into another root. */
export function refusesToReplace(target: Sited, place: Sited): PlaceRefusal | null {
  if (target.state !== 'current') return 'not-current';
  if (isSelfOrUnder(target, place)) return 'itself';
  if (target.scheme !== place.scheme) return 'other-scheme';
  if (family(target.kind) !== family(place.kind)) return 'other-kind';
  const fits = place.parentId === null ? target.parentId === null : rootOf(target) === rootOf(place);
  return fits ? null : 'other-root';
}

/** Why a place cannot hang under a parent: communes hang under districts, hamlets and groups under communes. */
export function refusesToHold(parent: Sited, place: Sited): PlaceRefusal | null {
  if (parent.state !== 'current') return 'not-current';
  if (isSelfOrUnder(parent, place)) return 'itself';
  if (parent.scheme !== place.scheme) return 'other-scheme';
  if (place.kind === 'district' || parent.kind !== (place.kind === 'commune' ? 'district' : 'commune')) return 'other-kind';
  return parent.id === place.parentId ? 'already-there' : null;
}
