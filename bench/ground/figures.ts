export const sorted = (values: readonly number[]): number[] => [...values].sort((one, other) => one - other);

/** The value below which `part` of them lie; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => {
  const all = sorted(values);
  const middle = all.length / 2;
  return all.length % 2 === 1 ? (all[Math.floor(middle)] ?? Number.NaN) : ((all[middle - 1] ?? Number.NaN) + (all[middle] ?? Number.NaN)) / 2;
};

export type Spread = { median: number; least: number; most: number; runs: number };

export function spreadOf(values: readonly number[]): Spread {
  const all = sorted(values);
  return { median: median(all), least: all[0] ?? Number.NaN, most: all.at(-1) ?? Number.NaN, runs: all.length };
}

export const shown = (value: number): string =>
  Number.isNaN(value) ? '–' : Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

export const shownSpread = ({ median: middle, least, most }: Spread): string => `${shown(middle)} (${shown(least)}–${shown(most)})`;
