import type { PlaceState } from '../../domain/place.ts';
import type { PlaceDetail } from './records.ts';

export const acts = ['accept', 'refuse', 'add', 'propose', 'rename', 'merge', 'split', 'end'] as const;
export type Act = (typeof acts)[number];

/** As api/routes/places.ts decides it: what was proposed is accepted or returned, what is in use is kept up. */
const allowedIn: Record<Act, PlaceState> = { accept: 'proposed', refuse: 'proposed', add: 'current', propose: 'current', rename: 'current', merge: 'current', split: 'current', end: 'current' };

/** Under a group nothing hangs; a school proposes, who keeps the catalogue adds. */
export function actsOf(place: Pick<PlaceDetail, 'state' | 'kind'>, who: { keeps: boolean; proposes: boolean }): Act[] {
  const bears = place.kind === 'district' ? who.keeps : place.kind === 'commune';
  return acts.filter((act) => {
    if (allowedIn[act] !== place.state) return false;
    if (act === 'propose') return who.proposes && !who.keeps && bears;
    return who.keeps && (act !== 'add' || bears);
  });
}
