import { HOUR, localMinutesOf } from './instant.ts';
import type { Instant } from './instant.ts';

const wakesAt = 7;
const sleepsAt = 21;

/**
 * A deadline "before 31/5" lies at midnight, and its ladder with it; no family's telephone may ring then. Text messages of a real
 * season leave between 07:00 and 21:00 +07:00, e-mail at any hour. (Our own rule; no source names hours.)
 */
export function mayRing(realNow: Instant): boolean {
  const minutes = localMinutesOf(realNow);
  return minutes >= wakesAt * (HOUR / 60_000) && minutes < sleepsAt * (HOUR / 60_000);
}
