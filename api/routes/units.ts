import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addUnit, editUnit, listUnits, unitById, unitSorts } from '../../db/queries/units.ts';
import { levels, tiers } from '../../domain/tier.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, notFound } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import { units } from '../../db/schema/people.ts';

const record = recordShape('Unit');
const filter = z.object({
  ...baseFilter,
  tier: oneOrMany(tiers).optional(),
  parentId: uuid.optional(),
  under: z.string().max(200).optional(),
  level: z.enum(levels).optional(),
});

const list = verb({
  method: 'get',
  path: '/api/units',
  summary: 'Units of every tier',
  access: { action: 'unit.read', target: 'none' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, unitSorts, ['path', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listUnits(tx, asked, scopeOf(ctx.actor, 'unit.read', { path: units.path })));
    return new Page('units', rows, total, asked.offset);
  },
});

const one = verb({
  method: 'get',
  path: '/api/units/{id}',
  summary: 'One unit',
  access: { action: 'unit.read', target: 'none' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    const unit = await ctx.inTx((tx) => unitById(tx, params.id));
    if (!unit) throw notFound();
    return unit;
  },
});

const text = (most: number) => z.string().max(most).transform(clean);
const optionalText = (most: number) =>
  text(most)
    .nullish()
    .transform((given) => given || null);
const contact = {
  ministryCode: optionalText(30),
  email: z
    .email()
    .max(200)
    .nullish()
    .transform((given) => given ?? null),
  phone: optionalText(30),
};

const create = verb({
  method: 'post',
  path: '/api/units',
  summary: 'Add a unit',
  access: { action: 'unit.edit', target: 'none' },
  status: 201,
  answer: record,
  body: z.object({
    code: z.string().regex(/^[A-Z0-9-]{2,20}$/),
    name: text(200).pipe(z.string().min(1)),
    tier: z.enum(tiers),
    parentId: uuid,
    levels: z.array(z.enum(levels)).max(4).default([]),
    ...contact,
  }),
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const parent = await unitById(tx, body.parentId);
      if (!parent) throw badField('parentId', 'Hãy chọn đơn vị cấp trên.', 'Choose the unit above.');
      const standing = allow(ctx.actor, 'unit.edit', { unitPath: parent.path }, 'unit.read');
      const unit = await addUnit(tx, parent, body);
      if (!unit) throw badField('code', 'Mã này đã có. Hãy chọn mã khác.', 'This code exists already. Choose another.');
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'unit.add',
        subjectType: 'unit',
        subjectId: unit.id,
        unitPath: unit.path,
        details: { code: unit.code, name: unit.name },
      });
      return unit;
    });
  },
});

const edit = verb({
  method: 'put',
  path: '/api/units/{id}',
  summary: 'Edit a unit',
  access: { action: 'unit.edit', target: 'none' },
  params: byId,
  answer: record,
  body: z
    .object({
      name: text(200).pipe(z.string().min(1)).optional(),
      levels: z.array(z.enum(levels)).max(4).optional(),
      active: z.boolean().optional(),
      ...contact,
    })
    .partial(),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const before = await unitById(tx, params.id);
      if (!before) throw notFound();
      const standing = allow(ctx.actor, 'unit.edit', { unitPath: before.path }, 'unit.read');
      const after = await editUnit(tx, before.id, { ...contactOf(before), ...body });
      if (!after) throw notFound();
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: standing.staffId,
        action: 'unit.edit',
        subjectType: 'unit',
        subjectId: after.id,
        unitPath: after.path,
        details: { changed: Object.keys(body) },
      });
      return after;
    });
  },
});

/** What a partial edit leaves out stays. */
const contactOf = ({ ministryCode, email, phone }: { ministryCode: string | null; email: string | null; phone: string | null }) => ({
  ministryCode,
  email,
  phone,
});

export const unitVerbs = [list, one, create, edit];
