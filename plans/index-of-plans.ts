import type { Plan } from '../domain/plan.ts';
import { hp2023 } from './hp-2023.ts';

/** Every plan a season can be started from, newest source last. */
export const plans: readonly Plan[] = [hp2023];

export function planByKey(key: string): Plan | null {
  return plans.find((plan) => plan.key === key) ?? null;
}
