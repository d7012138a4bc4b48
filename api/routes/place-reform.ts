import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { carryOver, loadReform, reformWards } from '../../db/queries/place-reform.ts';
import { wardMappings } from '../../db/queries/reform-data.ts';
import { unitsByPath } from '../../db/queries/units.ts';
import { communesSince } from '../../domain/place.ts';
import { provinceNamed } from '../../domain/reform.ts';
import { badField } from '../problem.ts';
import { allow } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { verb } from '../verb.ts';
import { made, why } from './places.ts';

const wards = verb({
  method: 'get', path: '/api/places/reform', summary: 'The old wards under the own unit: what became of each, how many pupils are there and how many wait for a person',
  access: { action: 'place.edit', target: 'none' }, answer: recordShape('PlaceReformWards'),
  async handle(ctx) {
    const standing = allow(ctx.actor, 'place.edit', { unitPath: ctx.me.unit.path }, 'place.read');
    return await ctx.inTx(async (tx) => ({ id: 'reform', wards: await reformWards(tx, standing.unitPath) }));
  },
});

const reform = verb({
  method: 'post', path: '/api/places/reform',
  summary: 'The 2025 reform: write down which wards went where by the mapping data, and carry pupils of whole wards over; of split and unknown wards a person decides. The province is that of the Sở’s name, unless given',
  access: { action: 'place.edit', target: 'none' }, body: z.object({ carry: z.boolean(), province: z.string().max(100).optional(), ...why }), answer: recordShape('PlaceReform'),
  async handle(ctx, { body }) {
    const standing = allow(ctx.actor, 'place.edit', { unitPath: ctx.me.unit.path }, 'place.read');
    return await ctx.inTx(async (tx) => {
      const mappings = wardMappings();
      const top = standing.unitPath.replace(/\/.*$/, '/');
      const province = provinceNamed(body.province ?? (await unitsByPath(tx, [top])).get(top)?.name ?? '', mappings);
      if (province === null) throw badField('province', 'Không rõ tỉnh, thành phố nào trong 34 đơn vị từ 1/7/2025. Hãy ghi tên, ví dụ Hải Phòng.', 'Which of the 34 provinces since 1/7/2025 is this? Give its name, e.g. Hải Phòng.');
      const wards = await loadReform(tx, mappings, { province, unitPath: standing.unitPath }, { ...made(ctx, body), on: body.on ?? communesSince });
      const pupils = body.carry ? await carryOver(tx, standing.unitPath, wards.open) : { moved: 0, waiting: 0 };
      const counts = { whole: wards.whole, split: wards.split, adrift: wards.adrift };
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'place.reform', subjectType: 'unit', subjectId: standing.unitId, unitPath: standing.unitPath, details: { province, ...counts, ...pupils } });
      return { id: 'reform', province, ...wards, ...pupils };
    });
  },
});

export const placeReformVerbs = [wards, reform];
