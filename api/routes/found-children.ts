import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addFoundChild, enrolFoundChild, foundChildById, holderOf, listFoundChildren } from '../../db/queries/found-children.ts';
import { unitById } from '../../db/queries/units.ts';
import { pupils } from '../../db/schema/families.ts';
import { checkFoundChild } from '../../domain/found-child.ts';
import { localDateOf } from '../../domain/instant.ts';
import { isWithin } from '../../domain/tier.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, Page, parseList } from '../list.ts';
import { badField, badInput, changedMeanwhile, notFound, Problem } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const record = recordShape('FoundChild');

const list = verb({
  method: 'get',
  path: '/api/found-children',
  summary: 'Children on no school’s list, found by communes and districts',
  access: { action: 'pupil.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, z.object(baseFilter), ['fullName'], ['fullName', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listFoundChildren(tx, asked, scopeOf(ctx.actor, 'pupil.read', { path: pupils.schoolPath, className: pupils.className })));
    return new Page('found-children', rows, total, asked.offset);
  },
});

const typed = z.string().max(2_000).transform(clean);
const create = verb({
  method: 'post',
  path: '/api/found-children',
  summary: 'Write down a child who is on no school’s list',
  access: { action: 'child.find', target: 'none' },
  status: 201,
  body: z.object({
    fullName: typed, birthDate: typed, sex: typed, ethnicity: typed, birthPlace: typed, personalNumber: typed.optional(), permanentAddress: typed, currentAddress: typed, guardianName: typed, guardianPhone: typed,
  }),
  answer: record,
  async handle(ctx, { body }) {
    const checked = checkFoundChild(body, localDateOf(ctx.now));
    if (!checked.ok) throw badInput(Object.fromEntries(checked.problems.map(({ field, problem }) => [field, problem])));
    const { child } = checked;
    return await ctx.inTx(async (tx) => {
      const { unit } = ctx.me;
      const holder = await holderOf(tx, child, ctx.deps.secrets);
      if (holder) {
        throw new Problem(409, 'already-on-a-list', {
          vi: `Trẻ này đã có trong danh sách của ${holder.name}. Hãy liên hệ trường đó, không cần ghi thêm.`,
          en: `This child is on the list of ${holder.name} already.`,
        });
      }
      const id = await addFoundChild(tx, unit, child, ctx.deps.secrets);
      await audited(ctx, tx, 'child.find', id, {});
      return await foundChildById(tx, id);
    });
  },
});

async function audited(ctx: StaffCtx, tx: Parameters<typeof recordAudit>[0], action: string, id: string, details: Record<string, unknown>): Promise<void> {
  const standing = allow(ctx.actor, 'child.find', { unitPath: ctx.me.unit.path }, 'pupil.read');
  await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action, subjectType: 'pupil', subjectId: id, unitPath: standing.unitPath, details });
}

const enrol = verb({
  method: 'post',
  path: '/api/found-children/{id}/enrol',
  summary: 'A school of the unit took the child in',
  access: { action: 'child.find', target: 'unit' },
  params: byId,
  body: z.object({ schoolId: uuid, className: z.string().max(30).transform(clean).pipe(z.string().min(1)), version: z.int() }),
  answer: record,
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const child = await foundChildById(tx, params.id);
      if (!child) throw notFound();
      allow(ctx.actor, 'child.find', { unitPath: child.unit.path }, 'pupil.read');
      const school = await unitById(tx, body.schoolId);
      if (school?.tier !== 'school' || !isWithin(school.path, child.unit.path)) {
        throw badField('schoolId', 'Hãy chọn một trường thuộc địa bàn của đơn vị.', 'Choose a school under this unit.');
      }
      if (child.version !== body.version || !(await enrolFoundChild(tx, child, school, body.className))) throw changedMeanwhile();
      await audited(ctx, tx, 'child.enrol', child.id, { schoolCode: school.code });
      return { ...child, unit: { id: school.id, code: school.code, name: school.name, tier: school.tier, path: school.path }, version: child.version + 1 };
    });
  },
});

export const foundChildVerbs = [list, create, enrol];
