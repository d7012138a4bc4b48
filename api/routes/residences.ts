import { z } from '@hono/zod-openapi';
import { recordAudits } from '../../db/audit.ts';
import { placeById } from '../../db/queries/places.ts';
import { candidatesFor, decideResidences, listResidences } from '../../db/queries/residences.ts';
import { pupils } from '../../db/schema/families.ts';
import { residenceStates } from '../../domain/place.ts';
import { may } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, changedMeanwhile, notAllowed } from '../problem.ts';
import { scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { uuid, verb } from '../verb.ts';

const filter = z.object({ ...baseFilter, state: oneOrMany(residenceStates).optional(), schoolId: uuid.optional(), placeId: uuid.optional() });

const list = verb({
  method: 'get', path: '/api/residences', summary: 'Pupils whose place a person has to decide, each with owner and due date', access: { action: 'duplicate.read', target: 'unit' },
  query: listQuery, answer: z.array(recordShape('Residence')),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, ['fullName'], ['fullName', 'ASC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listResidences(tx, asked, scopeOf(ctx.actor, 'pupil.read', { path: pupils.schoolPath, className: pupils.className }));
      const shown = [];
      for (const row of rows) shown.push({ ...row, candidates: await candidatesFor(tx, row) });
      return new Page('residences', shown, total, asked.offset);
    });
  },
});

const decide = verb({
  method: 'post', path: '/api/residences/decide', summary: 'Where one or many pupils live: a person’s word, with the reason', access: { action: 'duplicate.read', target: 'none' },
  body: z.object({ pupils: z.array(z.object({ id: uuid, version: z.int() })).min(1).max(500), placeId: uuid, reason: z.string().max(2_000).transform(clean).pipe(z.string().min(1)) }), answer: recordShape('ResidencesDecided'),
  async handle(ctx, { body }) {
    // The middle tier that keeps the catalogue, or the school that knows the family.
    if (!may(ctx.actor, 'place.edit') && !may(ctx.actor, 'pupil.edit')) throw notAllowed();
    return await ctx.inTx(async (tx) => {
      const place = await placeById(tx, body.placeId);
      if (place?.state !== 'current' || place.kind === 'district') throw badField('placeId', 'Hãy chọn một tổ, thôn, khu phố hoặc phường, xã đang dùng.', 'Choose a group, hamlet or commune in use.');
      const done = await decideResidences(tx, body.pupils, place.id);
      if (done.length === 0) throw changedMeanwhile();
      const versions = new Map(body.pupils.map((one) => [one.id, one.version + 1]));
      await recordAudits(tx, done.map((id) => ({
        at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action: 'residence.decide', subjectType: 'pupil', subjectId: id, unitPath: ctx.me.unit.path,
        details: { place: place.code, reason: body.reason, after: { state: 'settled', version: versions.get(id) ?? 0 } },
      })));
      return { id: 'residences', decided: done.length, left: body.pupils.length - done.length };
    });
  },
});

export const residenceVerbs = [list, decide];
