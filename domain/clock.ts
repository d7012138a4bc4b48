import type { Instant } from './instant.ts';

/**
 * A season's clock maps real time to season time: linear, and for a rehearsal re-anchored each time
 * its pace changes. `live` and `shifted` run at pace 1 with no offset: a shifted season moves its
 * *calendar* at launch (see `shiftWindows`), so its dates are real days.
 */
export type SeasonClock =
  | { mode: 'live' }
  | { mode: 'shifted' }
  | {
      mode: 'rehearsal';
      /** At real instant `anchorReal` the season stood at `anchorSeason`. */
      anchorReal: Instant;
      anchorSeason: Instant;
      /** Season milliseconds per real millisecond; 0 = paused. A day of 2 seconds is 43,200. */
      pace: number;
    };

export function seasonNow(clock: SeasonClock, realNow: Instant): Instant {
  if (clock.mode !== 'rehearsal') return realNow;
  return Math.floor(clock.anchorSeason + Math.max(0, realNow - clock.anchorReal) * clock.pace);
}

/** Real milliseconds until season instant `at`; 0 when past; `null` while a paused clock never gets there. */
export function realDelay(clock: SeasonClock, at: Instant, realNow: Instant): number | null {
  const left = at - seasonNow(clock, realNow);
  if (left <= 0) return 0;
  if (clock.mode !== 'rehearsal') return left;
  return clock.pace === 0 ? null : Math.ceil(left / clock.pace);
}

/** The same season instant continues at another pace. Only a rehearsal has a pace. */
export function withPace(clock: SeasonClock, pace: number, realNow: Instant): SeasonClock {
  if (clock.mode !== 'rehearsal') return clock;
  return { mode: 'rehearsal', anchorReal: realNow, anchorSeason: seasonNow(clock, realNow), pace };
}

/** The real instant at which a season instant falls, at the present pace; for planned-vs-real reports. */
export function realInstantOf(clock: SeasonClock, at: Instant, realNow: Instant): Instant | null {
  const delay = realDelay(clock, at, realNow);
  return delay === null ? null : realNow + delay;
}
