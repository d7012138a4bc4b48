import type { DuplicateKind } from './review.ts';
import { clean, fold } from './text.ts';

export type Comparable = { fullName: string; birthDate: string; guardianName: string; numberKey: string | null };

/** Spaces, composition and case do not make another parent; accents do (Hạnh is not Hành). */
export const guardianKey = (name: string): string => clean(name).toLowerCase();

/**
 * Why two records may be one child: the same personal number, or the same name, birth date and parent. Twins share birth date and parents and
 * have names of their own, so they are no duplicates. A person decides; the rule only asks.
 */
export function duplicateKinds(one: Comparable, other: Comparable): DuplicateKind[] {
  const kinds: DuplicateKind[] = [];
  if (one.numberKey !== null && one.numberKey === other.numberKey) kinds.push('same-number');
  const named = fold(one.fullName) === fold(other.fullName) && one.birthDate === other.birthDate;
  if (named && guardianKey(one.guardianName) !== '' && guardianKey(one.guardianName) === guardianKey(other.guardianName)) kinds.push('same-name-birth-parent');
  return kinds;
}
