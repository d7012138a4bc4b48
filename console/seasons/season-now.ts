import { useEffect, useState } from 'react';
import type { Instant } from '../../domain/instant.ts';
import type { Season } from '../provider/records.ts';
import { toInstant } from '../shown/time.ts';

/** Season milliseconds per real one: 1 on a live clock, 0 when it stands still. */
export function paceOf(season: Pick<Season, 'clock' | 'state'>): number {
  if (season.clock.mode !== 'rehearsal') return 1;
  return season.state === 'running' || season.state === 'launching' ? season.clock.pace : 0;
}

/** The season's date, ticking from what the server said last: the browser's own clock may be wrong. */
export function useSeasonNow(season: Pick<Season, 'clock' | 'state' | 'seasonNow'>): Instant {
  const [said, setSaid] = useState({ at: toInstant(season.seasonNow), heard: performance.now(), text: season.seasonNow });
  const [now, setNow] = useState(said.at);
  const pace = paceOf(season);
  if (said.text !== season.seasonNow) setSaid({ at: toInstant(season.seasonNow), heard: performance.now(), text: season.seasonNow });
  useEffect(() => {
    const tick = (): void => setNow(said.at + (performance.now() - said.heard) * pace);
    tick();
    const timer = setInterval(tick, pace > 100 ? 400 : 10_000);
    return () => clearInterval(timer);
  }, [said, pace]);
  return now;
}
