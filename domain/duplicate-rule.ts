import type { DuplicateKind } from './review.ts';
import { clean, fold } from './text.ts';

export type Comparable = { fullName: string; birthDate: string; guardianName: string; numberKey: string | null };

/**
 * A name as it sounds: case, spaces, composition and the place of the tone in its syllable (Hòa, Hoà) make no other name, accents do
 * (Hạnh is not Hành). The tone goes to the end of its word.
 */
export const nameKey = (name: string): string => clean(name).toLowerCase().normalize('NFD').replace(/([\u0300\u0301\u0303\u0309\u0323])(\S*)/g, '$2$1');

/** What twins do not share: the name after the family's, where one letter's accent is another child (Hương and Hường). The family's own is often mistyped (Đổ for Đỗ). */
export const ownNameKey = (name: string): string => nameKey(name).replace(/^\S+ /, '');

/**
 * Why two records may be one child: the same personal number, or the same name, birth date and parent. Twins share birth date and parents and
 * have names of their own, so they are no duplicates. A person decides; the rule only asks.
 */
export function duplicateKinds(one: Comparable, other: Comparable): DuplicateKind[] {
  const kinds: DuplicateKind[] = [];
  if (one.numberKey !== null && one.numberKey === other.numberKey) kinds.push('same-number');
  const named = fold(one.fullName) === fold(other.fullName) && ownNameKey(one.fullName) === ownNameKey(other.fullName) && one.birthDate === other.birthDate;
  if (named && nameKey(one.guardianName) !== '' && nameKey(one.guardianName) === nameKey(other.guardianName)) kinds.push('same-name-birth-parent');
  return kinds;
}
