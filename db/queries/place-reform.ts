import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import type { Tx } from '../client.ts';
import { placeSuccessors } from '../schema/places.ts';
import { editPlace, notePlaceChange } from './places.ts';
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

/**
 * The 2025 reform by the mapping data: wards that went whole into one commune take their pupils along in one statement; pupils of wards that were split
 * wait for a person. Groups and hamlets of a whole ward go to the group of the same name under the new commune, or to the commune itself.
 * Repeatable: what is carried over is carried over.
 */
export async function carryOver(tx: Tx, unitPath: string): Promise<{ moved: number; waiting: number }> {
  const moved = await tx.execute(sql`
    with target as (
      select old.id as from_id, coalesce(same.id, new.id) as to_id
      from places ward join place_successors s on s.from_id = ward.id and s.whole join places new on new.id = s.to_id and new.state = 'current'
      join places old on old.path ^@ ward.path left join places same on same.parent_id = new.id and same.folded = old.folded and same.state = 'current' and old.id <> ward.id
      where ward.unit_path ^@ ${unitPath})
    update pupils p set place_id = t.to_id, residence = case when exists (select from places b where b.parent_id = t.to_id and b.state = 'current') then 'unclear' else 'settled' end, version = p.version + 1
    from target t where p.place_id = t.from_id and p.standing <> 'merged'`);
  const waiting = await tx.execute(sql`
    update pupils p set residence = 'split', version = p.version + 1 from places old, places ward, place_successors s
    where s.from_id = ward.id and not s.whole and ward.unit_path ^@ ${unitPath} and old.path ^@ ward.path and p.place_id = old.id and p.standing <> 'merged' and p.residence <> 'split'`);
  return { moved: moved.rowCount ?? 0, waiting: waiting.rowCount ?? 0 };
}

export type WardMapping = { oldWard: string; newCommune: string };

/** Writes the mapping data down where both sides are in the catalogue: one new commune takes a ward whole, several split it. Returns wards by kind. */
export async function loadReform(tx: Tx, mappings: readonly WardMapping[], unitPath: string, made: Made & { on: LocalDate }): Promise<{ whole: number; split: number }> {
  const found = await tx.execute<{ id: string; unitPath: string; tos: string[] }>(sql`
    with pairs as (select distinct old.id as old_id, old.unit_path, new.id as new_id
      from jsonb_to_recordset(${JSON.stringify(mappings)}::jsonb) as m("oldWard" text, "newCommune" text)
      join places old on old.scheme = '2023' and old.kind = 'commune' and old.folded = m."oldWard" and old.unit_path ^@ ${unitPath}
      join places new on new.scheme = '2025' and new.kind = 'commune' and new.folded = m."newCommune" and new.state = 'current')
    select old_id as id, unit_path as "unitPath", array_agg(new_id::text order by new_id) as tos from pairs group by 1, 2`);
  for (const row of found.rows) {
    await tx.insert(placeSuccessors).values(row.tos.map((toId) => ({ fromId: row.id, toId, on: made.on, whole: row.tos.length === 1 }))).onConflictDoNothing();
    await notePlaceChange(tx, row, row.tos.length === 1 ? 'merge' : 'split', {}, { successors: row.tos }, made);
  }
  return { whole: found.rows.filter((row) => row.tos.length === 1).length, split: found.rows.filter((row) => row.tos.length > 1).length };
}
