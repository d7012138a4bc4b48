import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addDelegation, delegationById, delegationsOf, possibleDelegates, revokeDelegation } from '../../db/queries/delegations.ts';
import type { DelegationRow } from '../../db/queries/delegations.ts';
import { staffById } from '../../db/queries/staff.ts';
import { DAY } from '../../domain/instant.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, Page, parseList } from '../list.ts';
import { badField, notFound } from '../problem.ts';
import { instantIn } from '../season/input.ts';
import { personRefShape, recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import { iso, isoOrNull } from '../wire.ts';

const record = recordShape('Delegation');
const LONGEST = 90 * DAY;
const view = ({ startsAt, endsAt, revokedAt, ...row }: DelegationRow) => ({
  ...row,
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
  revokedAt: isoOrNull(revokedAt),
});

const list = verb({
  method: 'get',
  path: '/api/delegations',
  summary: 'What one lent and was lent',
  access: { action: 'delegation.create', target: 'own-person' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const { id: ids } = parseList(query, z.object({ id: baseFilter.id }), ['id', 'startsAt', 'endsAt'], ['startsAt', 'DESC']).filter;
    const rows = (await ctx.inTx((tx) => delegationsOf(tx, ctx.me.id))).filter((row) => !ids || ids.includes(row.id));
    return new Page('delegations', rows.map(view), rows.length, 0);
  },
});

const people = verb({
  method: 'get',
  path: '/api/delegations/people',
  summary: 'Colleagues of the own unit who may stand in',
  access: { action: 'delegation.create', target: 'own-person' },
  query: z.object({ q: z.string().max(200).default('') }),
  answer: z.array(personRefShape),
  handle: (ctx, { query }) => ctx.inTx((tx) => possibleDelegates(tx, { staffId: ctx.me.id, unitId: ctx.me.unit.id }, query.q)),
});

const one = verb({
  method: 'get',
  path: '/api/delegations/{id}',
  summary: 'One delegation',
  access: { action: 'delegation.create', target: 'own-person' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    const row = await ctx.inTx((tx) => delegationById(tx, params.id));
    if (!row || (row.from.id !== ctx.me.id && row.to.id !== ctx.me.id)) throw notFound();
    return view(row);
  },
});

const create = verb({
  method: 'post',
  path: '/api/delegations',
  summary: 'Lend the own standing for some days; what was lent cannot be lent on',
  access: { action: 'delegation.create', target: 'own-person' },
  status: 201,
  answer: record,
  body: z.object({
    toStaffId: uuid,
    startsAt: instantIn,
    endsAt: instantIn,
    reason: z.string().max(500).transform(clean).pipe(z.string().min(1)),
  }),
  async handle(ctx, { body }) {
    if (body.endsAt <= body.startsAt || body.endsAt <= ctx.now)
      throw badField('endsAt', 'Ngày hết uỷ quyền phải sau ngày bắt đầu và ở phía trước.', 'It must end after it starts, and ahead.');
    if (body.endsAt - body.startsAt > LONGEST) throw badField('endsAt', 'Uỷ quyền dài nhất 90 ngày.', 'At most 90 days.');
    return await ctx.inTx(async (tx) => {
      const person = await staffById(tx, body.toStaffId);
      if (!person?.active || person.unitId !== ctx.me.unit.id || person.id === ctx.me.id)
        throw badField('toStaffId', 'Hãy chọn một đồng nghiệp trong đơn vị của bạn.', 'Choose a colleague of your unit.');
      const id = await addDelegation(tx, { ...body, fromStaffId: ctx.me.id });
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: ctx.me.id,
        action: 'delegation.add',
        subjectType: 'delegation',
        subjectId: id,
        unitPath: ctx.me.unit.path,
        details: { to: body.toStaffId, startsAt: iso(body.startsAt), endsAt: iso(body.endsAt) },
      });
      const row = await delegationById(tx, id);
      return row && view(row);
    });
  },
});

const revoke = verb({
  method: 'delete',
  path: '/api/delegations/{id}',
  summary: 'Take a standing back',
  access: { action: 'delegation.create', target: 'own-person' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await delegationById(tx, params.id);
      if (!row || row.from.id !== ctx.me.id || !(await revokeDelegation(tx, params.id, ctx.me.id, ctx.now))) throw notFound();
      await recordAudit(tx, {
        at: ctx.now,
        actorId: ctx.me.id,
        actingFor: ctx.me.id,
        action: 'delegation.revoke',
        subjectType: 'delegation',
        subjectId: row.id,
        unitPath: ctx.me.unit.path,
        details: { to: row.to.id },
      });
      return view({ ...row, revokedAt: ctx.now });
    });
  },
});

export const delegationVerbs = [people, list, one, create, revoke];
