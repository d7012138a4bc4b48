import { z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { matching } from '../../db/queries/matching.ts';
import { isFree, undoableOf } from '../../db/queries/place-undo.ts';
import { addPlace, childrenOfPlace, countsOfPlace, editPlace, historyOfPlace, placeById, placesByIds, searchPlaces, successorsOf } from '../../db/queries/places.ts';
import type { PlaceRow } from '../../db/queries/places.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { places } from '../../db/schema/places.ts';
import { placeSchemes } from '../../domain/place.ts';
import { sameNames } from '../../domain/place-name.ts';
import { localDateOf } from '../../domain/instant.ts';
import { may } from '../../domain/policy.ts';
import type { Actor } from '../../domain/policy.ts';
import { isWithin } from '../../domain/tier.ts';
import { clean, fold } from '../../domain/text.ts';
import { badField, changedMeanwhile, notAllowed, notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const record = recordShape('Place');
export const words = (most: number) => z.string().max(most).transform(clean).pipe(z.string().min(1));
export const why = { on: z.iso.date().optional(), reason: z.string().max(2_000).transform(clean).optional(), directiveId: uuid.optional() };

export const view = ({ id, code, scheme, kind, name, parentId, path, unitId, unitPath, state, validFrom, validTo, proposedBy, version }: PlaceRow) => ({ id, code, scheme, kind, name, parentId, path, unitId, unitPath, state, validFrom, validTo, proposedBy, version });
export const mayKeep = (actor: Actor, place: { unitPath: string }): boolean => may(actor, 'place.edit', { unitPath: place.unitPath });

const tree = verb({
  method: 'get', path: '/api/places', summary: 'Children of a place, or the roots under the own unit; by `q`, places whose name has every word',
  access: { action: 'place.read', target: 'none' },
  query: z.object({ parentId: uuid.optional(), unitPath: z.string().max(200).optional(), scheme: z.enum(placeSchemes).optional(), q: z.string().max(100).optional() }), answer: z.array(record),
  async handle(ctx, { query }) {
    return await ctx.inTx(async (tx) => {
      if (query.q !== undefined && clean(query.q) !== '') return (await searchPlaces(tx, matching(sql`${places.folded} || ' ' || lower(${places.code})`, query.q), 50)).map(view);
      return await childrenOfPlace(tx, { parentId: query.parentId ?? null, unitPath: query.unitPath ?? rootOf(ctx), scheme: query.scheme ?? null });
    });
  },
});

/** A school looks at the catalogue of the unit above it. */
const rootOf = (ctx: StaffCtx): string => (ctx.me.unit.tier === 'school' ? ctx.me.unit.path.replace(/[^/]+\/$/, '') : ctx.me.unit.path);

const one = verb({
  method: 'get', path: '/api/places/{id}', summary: 'One place with its pupils, its history, what became of it, and whether the last change can be taken back', access: { action: 'place.read', target: 'none' }, params: byId, answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const place = await found(tx, params.id);
      const { changes, successors } = await historyOfPlace(tx, place.id);
      const last = mayKeep(ctx.actor, place) ? await undoableOf(tx, place) : null;
      const people = await personRefs(tx, changes.map((each) => each.madeBy));
      const parent = place.parentId === null ? null : await placeById(tx, place.parentId);
      return {
        ...view(place), ...(await countsOfPlace(tx, place)), parent: parent && { id: parent.id, name: parent.name, state: parent.state }, mayEdit: mayKeep(ctx.actor, place), successors,
        undo: last && { kind: last.change.kind, free: isFree(last.resting), ...last.resting },
        history: changes.map(({ madeBy, createdAt, ...each }) => ({ ...each, by: people.get(madeBy) ?? null, at: createdAt.toISOString() })),
      };
    });
  },
});

export async function found(tx: Tx, id: string): Promise<PlaceRow> {
  const place = await placeById(tx, id);
  if (!place) throw notFound();
  return place;
}

const inbox = verb({
  method: 'get', path: '/api/places/proposals', summary: 'What schools proposed and nobody decided, and names that stand twice', access: { action: 'place.read', target: 'none' }, answer: recordShape('PlaceInbox'),
  async handle(ctx) {
    return await ctx.inTx(async (tx) => {
      const all = await searchPlaces(tx, sql`${places.unitPath} ^@ ${rootOf(ctx)}`, 20_000);
      const proposed = all.filter((each) => each.state === 'proposed');
      const above = await placesByIds(tx, proposed.flatMap((each) => each.parentId ?? []));
      const byId = new Map([...all, ...above].map((each) => [each.id, each]));
      const shown = (each: PlaceRow) => ({ ...view(each), above: byId.get(each.parentId ?? '')?.name ?? '', mayEdit: mayKeep(ctx.actor, each) });
      const next = new Map<string, { id: string; code: string; name: string }[]>();
      for (const each of above) if (each.state === 'ended') next.set(each.id, (await successorsOf(tx, each.id)).map(({ id, code, name }) => ({ id, code, name })));
      // A group whose ward was split is no proposal of a school: a person moves it to one of the parts.
      const waiting = proposed.map((each) => ({ ...shown(each), cause: next.has(each.parentId ?? '') ? 'split' : 'proposal', parents: next.get(each.parentId ?? '') ?? [] }));
      return { id: 'inbox', proposed: waiting, twice: sameNames(all).map((group) => group.map(shown)) };
    });
  },
});

export const made = (ctx: StaffCtx, given: { on?: string | undefined; reason?: string | undefined; directiveId?: string | undefined }) => ({ madeBy: ctx.me.id, on: given.on ?? localDateOf(ctx.now), reason: given.reason ?? null, directiveId: given.directiveId ?? null });

export async function audited(ctx: StaffCtx, tx: Tx, action: string, place: PlaceRow, details: Record<string, unknown> = {}): Promise<void> {
  await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action, subjectType: 'place', subjectId: place.id, unitPath: place.unitPath, details: { code: place.code, ...details, after: { state: place.state, version: place.version } } });
}

/** Refuses a second place of the name under a parent. */
export async function onlyOne(tx: Tx, field: string, place: Pick<PlaceRow, 'id' | 'parentId' | 'kind' | 'name'>): Promise<void> {
  const siblings = await searchPlaces(tx, place.parentId === null ? sql`${places.parentId} is null` : sql`${places.parentId} = ${place.parentId}`, 5_000);
  const others = siblings.filter((each) => each.id !== place.id).map(({ id, parentId, kind, name, code }) => ({ id, parentId, kind, name, code }));
  const twin = sameNames([...others, { ...place, code: '' }]).find((group) => group.some((each) => each.id === place.id))?.find((each) => each.id !== place.id);
  if (twin) throw badField(field, `Đã có “${twin.name}” (${twin.code}) ở đây. Hãy dùng địa danh đó.`, `“${twin.name}” (${twin.code}) is here already.`);
}

const add = verb({
  method: 'post', path: '/api/places', summary: 'Add a place (middle tier), or propose one (school; HP-2023 form M1)', access: { action: 'place.read', target: 'none' }, status: 201,
  body: z.object({ parentId: uuid, name: words(200), kind: z.enum(['commune', 'hamlet', 'group']), ...why }), answer: record,
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const parent = await found(tx, body.parentId);
      const keeps = mayKeep(ctx.actor, parent);
      // A school proposes for the catalogue of the unit above it.
      if (!keeps && !(may(ctx.actor, 'place.propose') && isWithin(ctx.me.unit.path, parent.unitPath))) throw notAllowed();
      if ((body.kind === 'commune') !== (parent.kind === 'district')) throw badField('kind', 'Phường, xã thuộc quận, huyện; tổ, thôn, khu phố thuộc phường, xã.', 'Communes hang under districts, hamlets and groups under communes.');
      await onlyOne(tx, 'name', { id: '', parentId: parent.id, kind: body.kind, name: body.name });
      const place = await addPlace(tx, parent, { name: body.name, kind: body.kind, state: keeps ? 'current' : 'proposed', proposedBy: keeps ? null : ctx.me.unit.id }, made(ctx, body));
      await audited(ctx, tx, keeps ? 'place.add' : 'place.propose', place);
      return view(place);
    });
  },
});

const actions = ['accept', 'refuse', 'rename', 'end'] as const;
const change = verb({
  method: 'post', path: '/api/places/{id}/change', summary: 'Accept or refuse what was proposed, rename, end', access: { action: 'place.edit', target: 'unit' }, params: byId,
  body: z.object({ action: z.enum(actions), version: z.int(), name: words(200).optional(), ...why }), answer: record,
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const place = await kept(ctx, tx, params.id, body.version);
      const isProposal = body.action === 'accept' || body.action === 'refuse';
      if (isProposal !== (place.state === 'proposed')) throw notNow();
      if (body.action === 'rename' && body.name === undefined) throw badField('name', 'Hãy ghi tên mới.', 'Give the new name.');
      if (body.action === 'rename') await onlyOne(tx, 'name', { ...place, name: body.name ?? place.name });
      if (body.action === 'accept' && place.parentId !== null && (await found(tx, place.parentId)).state !== 'current') throw parentEnded();
      if (body.action === 'end' && (await livedIn(tx, place))) throw badField('action', 'Còn học sinh hoặc địa danh ở nơi này. Hãy nhập hoặc tách nơi này thay vì kết thúc.', 'Pupils or places are still here: merge or split it.');
      const edit = { accept: { state: 'current' as const }, refuse: { state: 'refused' as const }, rename: { name: body.name ?? place.name, folded: fold(body.name ?? place.name) }, end: { state: 'ended' as const, validTo: body.on ?? localDateOf(ctx.now) } }[body.action];
      const edited = await editPlace(tx, place, body.action, edit, made(ctx, body));
      if (!edited) throw changedMeanwhile();
      await audited(ctx, tx, `place.${body.action}`, edited);
      return view(edited);
    });
  },
});

export async function kept(ctx: StaffCtx, tx: Tx, id: string, version: number): Promise<PlaceRow> {
  const place = await found(tx, id);
  allow(ctx.actor, 'place.edit', { unitPath: place.unitPath }, 'place.read');
  if (place.version !== version) throw changedMeanwhile();
  return place;
}

async function livedIn(tx: Tx, place: PlaceRow): Promise<boolean> {
  const rows = await tx.execute(sql`select from places b where (b.parent_id = ${place.id} and b.state in ('current', 'proposed')) or (b.id = ${place.id} and exists (select from pupils p where p.place_id = b.id and p.standing <> 'merged')) limit 1`);
  return rows.rows.length > 0;
}

const parentEnded = () => new Problem(409, 'parent-ended', { vi: 'Nơi chứa địa danh này đã tách hoặc nhập. Hãy chuyển địa danh sang nơi mới.', en: 'What this place lay in was split or merged. Move it to where it lies now.' });
export const notNow = () => new Problem(409, 'not-in-this-state', { vi: 'Địa danh không còn ở tình trạng đó. Hãy tải lại.', en: 'The place is no longer in that state. Reload.' });

export const placeVerbs = [inbox, tree, one, add, change];
