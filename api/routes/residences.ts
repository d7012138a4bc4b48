import { z } from '@hono/zod-openapi';
import { recordAudits } from '../../db/audit.ts';
import { placeById } from '../../db/queries/places.ts';
import { choicesFor } from '../../db/queries/residence-choices.ts';
import { askedResidences, decideResidences, listResidences } from '../../db/queries/residences.ts';
import { pupils } from '../../db/schema/families.ts';
import { localDateOf } from '../../domain/instant.ts';
import { residenceStates } from '../../domain/place.ts';
import { may } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, changedMeanwhile, notFound } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { uuid, verb } from '../verb.ts';

const filter = z.object({ ...baseFilter, state: oneOrMany(residenceStates).optional(), schoolId: uuid.optional(), placeId: uuid.optional() });

const list = verb({
  method: 'get', path: '/api/residences', summary: 'Pupils whose place a person has to decide, each with owner, due date and places to choose among', access: { action: 'residence.read', target: 'unit' },
  query: listQuery, answer: z.array(recordShape('Residence')),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, ['fullName'], ['fullName', 'ASC']);
    return await ctx.inTx(async (tx) => {
      const { rows, total } = await listResidences(tx, asked, scopeOf(ctx.actor, 'residence.read', { path: pupils.schoolPath }));
      const choices = await choicesFor(tx, rows.map((row) => ({ ...row, schoolPath: row.school.path })), localDateOf(ctx.now));
      const shown = rows.map((row) => ({ ...row, candidates: choices.get(row.id)?.offered ?? [], mayDecide: may(ctx.actor, 'residence.decide', { unitPath: row.school.path }) }));
      return new Page('residences', shown, total, asked.offset);
    });
  },
});

const decide = verb({
  method: 'post', path: '/api/residences/decide', summary: 'Where one or many pupils live: a person’s word, with the reason', access: { action: 'residence.decide', target: 'unit' },
  body: z.object({ pupils: z.array(z.object({ id: uuid, version: z.int() })).min(1).max(500), placeId: uuid, reason: z.string().max(2_000).transform(clean).pipe(z.string().min(1)) }), answer: recordShape('ResidencesDecided'),
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const place = await placeById(tx, body.placeId);
      if (place?.state !== 'current' || place.kind === 'district') throw badField('placeId', 'Hãy chọn một tổ, thôn, khu phố hoặc phường, xã đang dùng.', 'Choose a group, hamlet or commune in use.');
      const found = await askedResidences(tx, body.pupils.map((one) => one.id));
      if (found.length === 0) throw notFound();
      const standings = new Map(found.map((row) => [row.id, { row, by: allow(ctx.actor, 'residence.decide', { unitPath: row.schoolPath }, 'residence.read') }]));
      const seen = new Map(body.pupils.map((one) => [one.id, one.version]));
      const open = found.filter((row) => row.residence !== 'settled' && row.version === seen.get(row.id));
      const choices = await choicesFor(tx, open, localDateOf(ctx.now));
      const elsewhere = open.filter((row) => !choices.get(row.id)?.accepts(place)).length;
      if (elsewhere > 0) {
        throw badField('placeId', `${elsewhere} em không thể ở ${place.name}: nơi ở cũ đã tách sang nơi khác, hoặc nơi này thuộc địa giới khác. Hãy chọn trong các nơi gợi ý cho từng em.`,
          `${elsewhere} pupils cannot live in ${place.name}: their old place went elsewhere, or this one is of other boundaries. Choose among the places offered for each.`);
      }
      const done = await decideResidences(tx, open, place.id);
      if (done.length === 0) throw changedMeanwhile();
      await recordAudits(tx, done.flatMap((id) => {
        const one = standings.get(id);
        return one === undefined ? [] : [{
          at: ctx.now, actorId: ctx.me.id, actingFor: one.by.staffId, action: 'residence.decide', subjectType: 'pupil', subjectId: id, unitPath: one.row.schoolPath,
          details: { place: place.code, reason: body.reason, after: { state: 'settled', version: one.row.version + 1 } },
        }];
      }));
      return { id: 'residences', decided: done.length, left: body.pupils.length - done.length };
    });
  },
});

export const residenceVerbs = [list, decide];
