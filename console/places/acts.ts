import type { PlaceState } from '../../domain/place.ts';
import type { PlaceDetail } from './records.ts';

const acts = ['accept', 'refuse', 'add', 'propose', 'rename', 'move', 'merge', 'split', 'end', 'undo'] as const;
export type Act = (typeof acts)[number];

/** As api/routes/places.ts and place-changes.ts decide it: what was proposed is accepted or returned, what is in use is kept up. */
const allowedIn: Record<Exclude<Act, 'undo'>, PlaceState> = { accept: 'proposed', refuse: 'proposed', add: 'current', propose: 'current', rename: 'current', move: 'current', merge: 'current', split: 'current', end: 'current' };
type Shown = Pick<PlaceDetail, 'state' | 'kind' | 'parent' | 'undo'>;

/** Under a group nothing hangs; a school proposes, who keeps the catalogue does the rest. */
export function actsOf(place: Shown, who: { keeps: boolean; proposes: boolean }): Act[] {
  const bears = place.kind === 'district' ? who.keeps : place.kind === 'commune';
  // Its ward was split: nobody proposed it, it only looks for the part it lies in.
  const waits = place.state === 'proposed' && place.parent?.state === 'ended';
  return acts.filter((act) => {
    if (act === 'undo') return who.keeps && (place.undo?.free ?? false);
    if (waits) return who.keeps && (act === 'move' || act === 'merge');
    if (allowedIn[act] !== place.state) return false;
    if (act === 'propose') return who.proposes && !who.keeps && bears;
    if (act === 'move') return who.keeps && place.parent !== null;
    return who.keeps && (act !== 'add' || bears);
  });
}
