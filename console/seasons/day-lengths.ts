/** How long a day of a rehearsal may last, in real milliseconds. */
export const dayLengths = [500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 600_000] as const;
