import type { Plan } from '../domain/plan.ts';
import { hp2023 } from './hp-2023.ts';
import { la2022 } from './la-2022.ts';

/** Every plan a season can be started from, newest source last. */
export const plans: readonly Plan[] = [la2022, hp2023];

export function planByKey(key: string): Plan | null {
  return plans.find((plan) => plan.key === key) ?? null;
}
