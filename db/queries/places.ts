import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { LocalDate } from '../../domain/instant.ts';
import type { PlaceChangeKind, PlaceKind, PlaceScheme, PlaceState, ResidenceState } from '../../domain/place.ts';
import { fold } from '../../domain/text.ts';
import type { Tx } from '../client.ts';
import { placeChanges, places, placeSuccessors } from '../schema/places.ts';
import { directives } from '../schema/seasons.ts';

export type PlaceRow = typeof places.$inferSelect;
export type PlaceNode = { id: string; parentId: string | null; code: string; name: string; kind: PlaceKind; scheme: PlaceScheme; state: PlaceState; path: string; unitId: string; unitPath: string; version: number; pupils: number; branches: number };

const pupilsIn = sql`(select count(*)::int from places b join pupils p on p.place_id = b.id where b.path ^@ x.path and p.standing = 'enrolled')`;
const branchesOf = sql`(select count(*)::int from places b where b.parent_id = x.id and b.state in ('current', 'proposed'))`;

/** The children of a place (or the roots of a unit), with how many enrolled pupils live in each whole branch and how many places hang there. */
export async function childrenOfPlace(tx: Tx, asked: { parentId: string | null; unitPath: string; scheme: PlaceScheme | null }): Promise<PlaceNode[]> {
  const under = asked.parentId === null
    ? sql`x.unit_path ^@ ${asked.unitPath} and not exists (select from places q where q.id = x.parent_id and q.unit_path ^@ ${asked.unitPath})`
    : sql`x.parent_id = ${asked.parentId}`;
  const found = await tx.execute<PlaceNode>(sql`
    select x.id, x.parent_id as "parentId", x.code, x.name, x.kind, x.scheme, x.state, x.path, x.unit_id as "unitId", x.unit_path as "unitPath", x.version,
      ${pupilsIn} as pupils, ${branchesOf} as branches
    from places x where ${under} and x.state in ('current', 'proposed') and ${asked.scheme === null ? sql`true` : sql`x.scheme = ${asked.scheme}`} order by length(x.code), x.code`);
  return found.rows;
}

export async function placeById(tx: Tx, id: string): Promise<PlaceRow | null> {
  const [row] = await tx.select().from(places).where(eq(places.id, id));
  return row ?? null;
}

/** Enrolled pupils in the whole branch whom the asker may see, and places that hang right under it; as `childrenOfPlace` counts. */
export async function countsOfPlace(tx: Tx, place: PlaceRow): Promise<{ pupils: number; branches: number }> {
  const found = await tx.execute<{ pupils: number; branches: number }>(sql`select ${pupilsIn} as pupils, ${branchesOf} as branches from places x where x.id = ${place.id}`);
  return found.rows[0] ?? { pupils: 0, branches: 0 };
}

export async function placesByIds(tx: Tx, ids: readonly string[]): Promise<PlaceRow[]> {
  return ids.length === 0 ? [] : await tx.select().from(places).where(inArray(places.id, [...ids]));
}

export async function searchPlaces(tx: Tx, where: SQL | undefined, limit: number): Promise<PlaceRow[]> {
  return await tx.select().from(places).where(and(where, inArray(places.state, ['current', 'proposed']))).orderBy(asc(places.path)).limit(limit);
}

export async function historyOfPlace(tx: Tx, placeId: string) {
  const { kind, before, on, reason, madeBy, createdAt } = placeChanges;
  // Who was moved is for the undo; it is no reading matter.
  const after = sql<Record<string, unknown>>`${placeChanges.after} - 'moved'`;
  const changes = await tx.select({ kind, before, after, on, reason, madeBy, createdAt, directive: directives.number }).from(placeChanges).leftJoin(directives, eq(directives.id, placeChanges.directiveId)).where(eq(placeChanges.placeId, placeId)).orderBy(desc(placeChanges.id));
  const successors = await successorsOf(tx, placeId);
  return { changes, successors };
}

export async function successorsOf(tx: Tx, placeId: string) {
  return await tx.select({ id: places.id, code: places.code, name: places.name, whole: placeSuccessors.whole, on: placeSuccessors.on }).from(placeSuccessors).innerJoin(places, eq(places.id, placeSuccessors.toId)).where(eq(placeSuccessors.fromId, placeId));
}

/** What a merge or split moved, as it was before. In the history, for the undo. */
export type Moved = { pupils: { id: string; was: ResidenceState }[]; places: { id: string; was: PlaceState }[] };

export type Made = { madeBy: string; on: LocalDate; reason: string | null; directiveId: string | null };

export async function notePlaceChange(tx: Tx, place: Pick<PlaceRow, 'id' | 'unitPath'>, kind: PlaceChangeKind, before: Record<string, unknown>, after: Record<string, unknown>, made: Made): Promise<void> {
  await tx.insert(placeChanges).values({ placeId: place.id, unitPath: place.unitPath, kind, before, after, on: made.on, reason: made.reason, directiveId: made.directiveId, madeBy: made.madeBy });
}

export type NewPlace = { name: string; kind: PlaceKind; state: PlaceState; proposedBy: string | null };

/** Under a parent, in its scheme, with the next free code of it: `P-D01-03-N14`. One at a time under a parent. */
export async function addPlace(tx: Tx, parent: PlaceRow, given: NewPlace, made: Made): Promise<PlaceRow> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`place/${parent.id}`}))`);
  const found = await tx.execute<{ n: number }>(sql`select coalesce(max(substring(code from '-N(\\d+)$')::int), 0)::int + 1 as n from places where parent_id = ${parent.id}`);
  const code = `${parent.code}-N${String(found.rows[0]?.n ?? 1).padStart(2, '0')}`;
  const [row] = await tx.insert(places).values({
    ...given, code, scheme: parent.scheme, folded: fold(given.name), parentId: parent.id, path: `${parent.path}${code}/`, unitId: parent.unitId, unitPath: parent.unitPath, validFrom: made.on,
  }).returning();
  if (!row) throw new Error('the place did not come back');
  await notePlaceChange(tx, row, given.state === 'proposed' ? 'propose' : 'add', {}, { name: row.name, kind: row.kind, code }, made);
  return row;
}

type Edit = Partial<Pick<PlaceRow, 'name' | 'folded' | 'state' | 'validTo' | 'parentId' | 'path' | 'unitId' | 'unitPath'>>;

/** Without its history, which the caller writes when all is done. Null when somebody was faster. */
export async function changePlace(tx: Tx, place: PlaceRow, edit: Edit): Promise<PlaceRow | null> {
  const [row] = await tx.update(places).set({ ...edit, version: place.version + 1 }).where(and(eq(places.id, place.id), eq(places.version, place.version))).returning();
  return row ?? null;
}

/** Null when somebody was faster. */
export async function editPlace(tx: Tx, place: PlaceRow, kind: PlaceChangeKind, edit: Edit, made: Made): Promise<PlaceRow | null> {
  const row = await changePlace(tx, place, edit);
  if (!row) return null;
  await notePlaceChange(tx, row, kind, { name: place.name, state: place.state }, { name: row.name, state: row.state }, made);
  return row;
}
