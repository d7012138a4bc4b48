import { z } from '@hono/zod-openapi';
import { movePlace, succeed } from '../../db/queries/place-succession.ts';
import { isFree, undoableOf, undoPlaceChange } from '../../db/queries/place-undo.ts';
import type { Resting } from '../../db/queries/place-undo.ts';
import type { PlaceRow } from '../../db/queries/places.ts';
import { refusesToHold, refusesToReplace } from '../../domain/place.ts';
import type { PlaceRefusal } from '../../domain/place.ts';
import type { Text } from '../../domain/plan.ts';
import { badField, changedMeanwhile, notAllowed, Problem } from '../problem.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { audited, found, kept, made, mayKeep, notNow, onlyOne, view, why } from './places.ts';

const refusals = {
  'not-current': { vi: 'Nơi đó không còn dùng hoặc chưa được chấp nhận. Hãy chọn một nơi đang dùng.', en: 'That place is not in use. Choose one that is.' },
  itself: { vi: 'Nơi đó chính là, hoặc nằm trong, địa danh này. Hãy chọn nơi khác.', en: 'That place is this one, or lies inside it. Choose another.' },
  'other-scheme': { vi: 'Nơi đó thuộc địa giới khác (trước hoặc từ 1/7/2025). Hãy chọn nơi cùng địa giới.', en: 'That place is of other boundaries (before or since 1/7/2025). Choose one of the same.' },
  'other-kind': { vi: 'Nơi đó không cùng cấp: phường, xã thuộc quận, huyện; tổ, thôn, khu phố thuộc phường, xã.', en: 'That place is of another level: communes lie in districts, hamlets and groups in communes.' },
  'other-root': { vi: 'Nơi đó thuộc quận, huyện hoặc phường, xã khác. Hãy chuyển địa danh sang đó trước rồi mới nhập.', en: 'That place lies in another district or commune. Move this one there first.' },
  'already-there': { vi: 'Địa danh đang thuộc nơi đó rồi.', en: 'The place lies there already.' },
} as const satisfies Record<PlaceRefusal, Text>;

/** Refuses a choice that the rules do not allow, or that is not the person’s to change. */
function mayTake(ctx: StaffCtx, field: string, target: PlaceRow, refusal: PlaceRefusal | null): void {
  if (refusal) throw badField(field, refusals[refusal].vi, refusals[refusal].en);
  if (!mayKeep(ctx.actor, target)) throw notAllowed();
}

const replace = verb({
  method: 'post', path: '/api/places/{id}/replace', summary: 'Merge a place into another, or split it among several: pupils move along, or wait for a person', access: { action: 'place.edit', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), into: z.array(uuid).min(1).max(50), ...why }), answer: recordShape('PlaceReplaced'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const place = await kept(ctx, tx, params.id, body.version);
      // A group whose ward was split may have gone into another one.
      const waits = place.state === 'proposed' && place.parentId !== null && (await found(tx, place.parentId)).state === 'ended';
      if (place.state !== 'current' && !waits) throw notNow();
      const into: PlaceRow[] = [];
      for (const id of new Set(body.into)) {
        const target = await found(tx, id);
        mayTake(ctx, 'into', target, refusesToReplace(target, place));
        into.push(target);
      }
      const done = await succeed(tx, place, into, made(ctx, body));
      if (!done) throw changedMeanwhile();
      await audited(ctx, tx, into.length === 1 ? 'place.merge' : 'place.split', { ...place, state: 'ended', version: place.version + 1 }, { into: into.map((each) => each.code), ...done });
      return { id: place.id, ...done };
    });
  },
});

const move = verb({
  method: 'post', path: '/api/places/{id}/move', summary: 'Under another parent, with all that hangs under it; also a group whose ward was split', access: { action: 'place.edit', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), parentId: uuid, ...why }), answer: recordShape('Place'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const place = await kept(ctx, tx, params.id, body.version);
      if (place.state !== 'current' && place.state !== 'proposed') throw notNow();
      const parent = await found(tx, body.parentId);
      mayTake(ctx, 'parentId', parent, refusesToHold(parent, place));
      await onlyOne(tx, 'parentId', { ...place, parentId: parent.id });
      const moved = await movePlace(tx, place, parent, made(ctx, body));
      if (!moved) throw changedMeanwhile();
      await audited(ctx, tx, 'place.move', moved, { to: parent.code });
      return view(moved);
    });
  },
});

const undo = verb({
  method: 'post', path: '/api/places/{id}/undo', summary: 'Take the last rename, move, merge, split or end back, while nothing rests on it', access: { action: 'place.edit', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), ...why }), answer: recordShape('Place'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const place = await kept(ctx, tx, params.id, body.version);
      const last = await undoableOf(tx, place);
      if (!last) throw new Problem(409, 'nothing-to-undo', { vi: 'Thay đổi cuối cùng của địa danh này không hoàn tác được. Hãy sửa bằng một thay đổi mới.', en: 'The last change of this place cannot be taken back. Mend it with a new one.' });
      if (!isFree(last.resting)) throw restedOn(last.resting);
      if (last.change.before.name !== undefined) await onlyOne(tx, 'version', { ...place, name: last.change.kind === 'rename' ? last.change.before.name : place.name, parentId: last.change.kind === 'move' ? (last.change.before.parentId ?? null) : place.parentId });
      const back = await undoPlaceChange(tx, place, last.change, made(ctx, body));
      if (!back) throw changedMeanwhile();
      await audited(ctx, tx, 'place.undo', back, { undone: last.change.kind });
      return view(back);
    });
  },
});

function restedOn({ pupils, places, zones }: Resting): Problem {
  const vi = [...(pupils > 0 ? [`${pupils} học sinh đã được xếp lại`] : []), ...(places > 0 ? [`${places} địa danh đã thay đổi`] : []), ...(zones > 0 ? [`${zones} tuyến đã phân`] : [])].join(', ');
  const en = [...(pupils > 0 ? [`${pupils} pupils placed`] : []), ...(places > 0 ? [`${places} places changed`] : []), ...(zones > 0 ? [`${zones} zones drawn`] : [])].join(', ');
  return new Problem(409, 'rested-on', { vi: `Không hoàn tác được: sau thay đổi này ${vi}. Hãy sửa bằng một thay đổi mới.`, en: `Too late to take back: since then ${en}. Mend it with a new change.` });
}

export const placeChangeVerbs = [replace, move, undo];
