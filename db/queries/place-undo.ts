import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { PlaceChangeKind, PlaceState } from '../../domain/place.ts';
import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { placeChanges, places, placeSuccessors } from '../schema/places.ts';
import { changePlace, notePlaceChange, placeById } from './places.ts';
import type { Made, Moved, PlaceRow } from './places.ts';
import { rehang } from './place-succession.ts';

/** What a change wrote down of the place, before and after; see `succeed`, `movePlace`, `editPlace`. */
type Noted = { name?: string; state?: PlaceState; validTo?: string | null; parentId?: string | null };
type Change = { id: number; kind: PlaceChangeKind; before: Noted; after: Noted & { successors?: string[]; moved?: Moved }; createdAt: Date };
const undoable: readonly PlaceChangeKind[] = ['rename', 'move', 'merge', 'split', 'end'];

/** What has come to rest on a change since, so that it can no longer be taken back: pupils decided, places moved or ended, zones drawn. */
export type Resting = { pupils: number; places: number; zones: number };
export type Undoable = { change: Change; resting: Resting };

/** The last change of a place, when it is one that can be taken back. What was written before this could be, says too little for it. */
export async function undoableOf(tx: Tx, place: PlaceRow): Promise<Undoable | null> {
  const [row] = await tx.select().from(placeChanges).where(eq(placeChanges.placeId, place.id)).orderBy(desc(placeChanges.id)).limit(1);
  // A file writes down whole rows, and is taken back as a whole by its import.
  if (!row || !undoable.includes(row.kind) || 'code' in row.before) return null;
  const change: Change = row;
  if (row.kind === 'rename' && (change.before.name === undefined || change.before.name === place.name)) return null;
  if ((row.kind === 'merge' || row.kind === 'split') && (!change.after.moved || change.before.state === undefined)) return null;
  if (row.kind === 'move' && change.before.parentId === undefined) return null;
  return { change, resting: await restingOn(tx, place, change) };
}

export const isFree = ({ pupils, places: others, zones }: Resting): boolean => pupils + others + zones === 0;

async function restingOn(tx: Tx, place: PlaceRow, { kind, before, after, createdAt }: Change): Promise<Resting> {
  const successors = after.successors ?? [];
  const moved = after.moved ?? { pupils: [], places: [] };
  const [to = null] = successors;
  const under = kind === 'merge' ? to : place.id;
  // A parent that has ended takes nothing back; but a group of a split place waited under just that one.
  const parentId = kind === 'move' ? (before.state === 'proposed' ? null : (before.parentId ?? null)) : before.state === 'proposed' ? null : place.parentId;
  const found = await tx.execute<Resting>(sql`
    select
      (select count(*)::int from pupils p join jsonb_to_recordset(${JSON.stringify(moved.pupils)}::jsonb) as m(id uuid, was text) on m.id = p.id left join places l on l.id = p.place_id where p.standing <> 'merged' and ${
        kind === 'merge' ? sql`(p.place_id is distinct from ${to}::uuid or p.residence <> m.was)` : sql`(l.path is null or not l.path ^@ ${place.path} or p.residence <> case when l.id = ${place.id} then 'split' else 'unclear' end)`})
      + (select count(*)::int from pupils p join places l on l.id = p.place_id where ${kind === 'move' && before.state === 'proposed'} and l.path ^@ ${place.path} and p.residence = 'settled' and p.standing <> 'merged') as pupils,
      (select count(*)::int from places x where x.id = any(${sql.param(successors)}::uuid[]) and x.state <> 'current')
      + (select count(*)::int from jsonb_to_recordset(${JSON.stringify(moved.places)}::jsonb) as m(id uuid, was text) join places x on x.id = m.id
          where x.parent_id is distinct from ${under}::uuid or x.state <> ${kind === 'split' ? sql`'proposed'` : sql`m.was`})
      + (select count(*)::int from places x where x.id = ${parentId}::uuid and x.state <> 'current') as places,
      (select count(*)::int from zones z where z.created_at > ${createdAt.toISOString()}::timestamptz and z.place_id = any(${sql.param(kind === 'move' ? [place.id] : successors)}::uuid[])) as zones`);
  return found.rows[0] ?? { pupils: 0, places: 0, zones: 0 };
}

/** Takes the last change back, with all that it moved, and writes that down. Null when somebody was faster, at the place or at a pupil of it. */
export async function undoPlaceChange(tx: Tx, place: PlaceRow, change: Change, made: Made): Promise<PlaceRow | null> {
  const { kind, before, after } = change;
  await tx.execute(sql`select from pupils where id = any(${sql.param((after.moved?.pupils ?? []).map((one) => one.id))}::uuid[]) order by id for update`);
  if (!isFree(await restingOn(tx, place, change))) return null;
  const parent = kind === 'move' && before.parentId ? await placeById(tx, before.parentId) : null;
  const back = await changePlace(tx, place, {
    ...(kind === 'rename' && before.name !== undefined && { name: before.name, folded: fold(before.name) }),
    ...(kind !== 'rename' && before.state !== undefined && { state: before.state, validTo: before.validTo ?? null }),
    ...(parent && { parentId: parent.id, path: `${parent.path}${place.code}/`, unitId: parent.unitId, unitPath: parent.unitPath }),
  });
  if (!back) return null;
  if (parent) await rehang(tx, place, back);
  if (after.successors && after.moved) {
    await tx.delete(placeSuccessors).where(and(eq(placeSuccessors.fromId, place.id), inArray(placeSuccessors.toId, after.successors)));
    await takeBack(tx, place, kind, after.moved);
  }
  await notePlaceChange(tx, back, 'undo', { name: place.name, state: place.state, parentId: place.parentId }, { name: back.name, state: back.state, parentId: back.parentId, undone: kind }, made);
  return back;
}

async function takeBack(tx: Tx, place: PlaceRow, kind: PlaceChangeKind, moved: Moved): Promise<void> {
  if (kind === 'merge') {
    // Each child with all under it, from the path of the one that took it.
    for (const { id } of moved.places) {
      const child = await placeById(tx, id);
      if (!child) continue;
      const home = { path: `${place.path}${child.code}/`, unitId: place.unitId, unitPath: place.unitPath };
      await rehang(tx, child, home);
      await tx.update(places).set({ ...home, parentId: place.id, version: child.version + 1 }).where(eq(places.id, id));
    }
  } else {
    await tx.execute(sql`update places x set state = m.was, version = x.version + 1 from jsonb_to_recordset(${JSON.stringify(moved.places)}::jsonb) as m(id uuid, was text) where x.id = m.id`);
  }
  await tx.execute(sql`
    update pupils p set ${kind === 'merge' ? sql`place_id = ${place.id}::uuid,` : sql``} residence = m.was, version = p.version + 1
    from jsonb_to_recordset(${JSON.stringify(moved.pupils)}::jsonb) as m(id uuid, was text) where p.id = m.id`);
}
