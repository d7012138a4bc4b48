import type { Plan } from '../domain/plan.ts';
import { hp2023 } from './hp-2023.ts';
import { hp2025 } from './hp-2025.ts';
import { hpSync2023 } from './hp-sync-2023.ts';
import { la2022 } from './la-2022.ts';
import { nd2024 } from './nd-2024.ts';

/** Every plan a season can be started from, by the year of its source. */
export const plans: readonly Plan[] = [la2022, hp2023, hpSync2023, nd2024, hp2025];

export function planByKey(key: string): Plan | null {
  return plans.find((plan) => plan.key === key) ?? null;
}
