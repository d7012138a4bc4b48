import type { Instant } from '../domain/instant.ts';

/** Instants leave as ISO 8601 UTC. */
export const iso = (instant: Instant) => new Date(instant).toISOString();
export const isoOrNull = (instant: Instant | null | undefined) => (instant === null || instant === undefined ? null : iso(instant));
