/**
 * Tiers are data of a season: 2023 has district offices, since 1/7/2025 communes direct schools
 * (TT 10/2025/TT-BGDĐT, NĐ 142/2025). A plan lists its own, top first.
 */
export const tiers = ['province', 'district', 'commune', 'school'] as const;
export type Tier = (typeof tiers)[number];

export const levels = ['kindergarten', 'primary', 'lower-secondary', 'upper-secondary'] as const;
export type Level = (typeof levels)[number];

/**
 * A unit of any tier. `path` is its place in the tree, codes joined by `/` and ended by `/`
 * ("SO/D01/S0001/"), so that a subtree is a prefix. Some schools hang under the Sở directly.
 */
export type Unit = {
  id: string;
  code: string;
  name: string;
  tier: Tier;
  path: string;
  parentId: string | null;
  levels: readonly Level[];
  /** A school may have no ministry code yet (HP-SYNC-2023). */
  ministryCode: string | null;
};

/** True for the unit itself and everything under it. */
export function isWithin(path: string, ancestorPath: string): boolean {
  return path.startsWith(ancestorPath);
}
