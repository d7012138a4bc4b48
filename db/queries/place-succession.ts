import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { places, placeSuccessors } from '../schema/places.ts';
import { changePlace, notePlaceChange } from './places.ts';
import type { Made, Moved, PlaceRow } from './places.ts';

/**
 * A place ends and others come in its stead. One successor that takes all of it: its pupils move along, and what hangs under it. Several: each of its pupils
 * waits for a person (`split`); which of the parts a group under it went to nobody knows either, so it is proposed again, and its pupils are `unclear`.
 * Null when somebody was faster. @returns pupils moved, pupils who wait, groups that wait.
 */
export async function succeed(tx: Tx, place: PlaceRow, successors: readonly PlaceRow[], made: Made): Promise<{ moved: number; waiting: number; groups: number } | null> {
  const kind = successors.length === 1 ? 'merge' : 'split';
  const ended = await changePlace(tx, place, { state: 'ended', validTo: made.on });
  if (!ended) return null;
  await tx.insert(placeSuccessors).values(successors.map((to) => ({ fromId: place.id, toId: to.id, on: made.on, whole: kind === 'merge' }))).onConflictDoNothing();
  const [only] = successors;
  const moved = kind === 'merge' && only ? await handOver(tx, place, only) : await setAdrift(tx, place);
  await notePlaceChange(tx, ended, kind, stateOf(place), { ...stateOf(ended), successors: successors.map((one) => one.id), moved }, made);
  return kind === 'merge' ? { moved: moved.pupils.length, waiting: 0, groups: 0 } : { moved: 0, waiting: moved.pupils.length, groups: moved.places.length };
}

const stateOf = ({ name, state, validTo }: PlaceRow) => ({ name, state, validTo });

/** What hangs under a merged place hangs under the one that takes it; pupils keep how surely they live there. */
async function handOver(tx: Tx, place: PlaceRow, to: PlaceRow): Promise<Moved> {
  const children = await tx.select({ id: places.id, was: places.state }).from(places).where(eq(places.parentId, place.id));
  await rehang(tx, place, to, to.id);
  const pupils = await tx.execute<Moved['pupils'][number]>(sql`
    update pupils set place_id = ${to.id}::uuid, version = version + 1 where place_id = ${place.id} and standing <> 'merged' returning id, residence as was`);
  return { pupils: pupils.rows, places: children };
}

/** Pupils of a split place, and groups under it with theirs, wait for a person. */
async function setAdrift(tx: Tx, place: PlaceRow): Promise<Moved> {
  const groups = await tx.execute<Moved['places'][number]>(sql`
    update places set state = 'proposed', version = version + 1 where path ^@ ${place.path} and id <> ${place.id} and state = 'current' returning id, 'current' as was`);
  const pupils = await tx.execute<Moved['pupils'][number]>(sql`
    with them as (
      select p.id, p.residence as was from pupils p join places l on l.id = p.place_id
      where l.path ^@ ${place.path} and p.standing <> 'merged' and (p.residence = 'settled' or (l.id = ${place.id} and p.residence <> 'split')) for update of p)
    update pupils p set residence = case when p.place_id = ${place.id} then 'split' else 'unclear' end, version = p.version + 1 from them where them.id = p.id returning p.id, them.was`);
  return { pupils: pupils.rows, places: groups.rows };
}

/** Moves all under a place to another path and unit; its children to another parent. Versions rise: somebody may be looking at one of them. */
export async function rehang(tx: Tx, place: Pick<PlaceRow, 'id' | 'path'>, to: Pick<PlaceRow, 'path' | 'unitId' | 'unitPath'>, parentId = place.id): Promise<void> {
  await tx.execute(sql`
    update places set path = ${to.path}::text || substr(path, ${place.path.length + 1}), unit_id = ${to.unitId}::uuid, unit_path = ${to.unitPath}, version = version + 1,
      parent_id = case when parent_id = ${place.id} then ${parentId}::uuid else parent_id end
    where path ^@ ${place.path} and id <> ${place.id}`);
}

/** Under another parent, with all that hangs under it; a group that waited for its place has one now. Null when somebody was faster. */
export async function movePlace(tx: Tx, place: PlaceRow, parent: PlaceRow, made: Made): Promise<PlaceRow | null> {
  const { unitId, unitPath } = parent;
  const moved = await changePlace(tx, place, { parentId: parent.id, path: `${parent.path}${place.code}/`, unitId, unitPath, state: 'current' });
  if (!moved) return null;
  await rehang(tx, place, moved);
  const seen = (one: PlaceRow) => ({ name: one.name, state: one.state, parentId: one.parentId });
  await notePlaceChange(tx, moved, 'move', seen(place), seen(moved), made);
  return moved;
}
