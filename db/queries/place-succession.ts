import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { placeSuccessors } from '../schema/places.ts';
import { editPlace } from './places.ts';
import type { Made, PlaceRow } from './places.ts';

/**
 * A place ends and others come in its stead. One successor that takes all of it: its pupils move along. Several: each pupil waits for a person
 * (`residence = 'split'`), nothing is guessed. Null when somebody was faster. @returns pupils moved, and pupils who wait.
 */
export async function succeed(tx: Tx, place: PlaceRow, successors: readonly PlaceRow[], made: Made, kind: 'merge' | 'split'): Promise<{ moved: number; waiting: number } | null> {
  const ended = await editPlace(tx, place, kind, { state: 'ended', validTo: made.on }, made);
  if (!ended) return null;
  await tx.insert(placeSuccessors).values(successors.map((to) => ({ fromId: place.id, toId: to.id, on: made.on, whole: successors.length === 1 }))).onConflictDoNothing();
  const [only] = successors;
  if (successors.length === 1 && only) {
    // What hangs under a merged place hangs under the one that takes it.
    await tx.execute(sql`
      update places set parent_id = case when parent_id = ${place.id} then ${only.id}::uuid else parent_id end, path = ${only.path}::text || substr(path, ${place.path.length + 1}), version = version + 1
      where path ^@ ${place.path} and id <> ${place.id}`);
    return { moved: await movePupils(tx, place.id, only.id), waiting: 0 };
  }
  const waits = await tx.execute(sql`update pupils set residence = 'split', version = version + 1 where place_id = ${place.id} and standing <> 'merged' and residence <> 'split'`);
  return { moved: 0, waiting: waits.rowCount ?? 0 };
}

async function movePupils(tx: Tx, from: string, to: string): Promise<number> {
  const moved = await tx.execute(sql`update pupils set place_id = ${to}::uuid, version = version + 1 where place_id = ${from} and standing <> 'merged'`);
  return moved.rowCount ?? 0;
}
