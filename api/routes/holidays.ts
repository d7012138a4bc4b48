import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { holidayOn, holidaySorts, listHolidays, putHoliday, removeHoliday } from '../../db/queries/holidays.ts';
import type { Tx } from '../../db/client.ts';
import { holidayKinds } from '../../domain/calendar.ts';
import type { Holiday } from '../../domain/calendar.ts';
import { standingFor } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { listQuery, Page, parseList } from '../list.ts';
import { badField, notAllowed, notFound } from '../problem.ts';
import { recordShape } from '../shapes.ts';
import { verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const record = recordShape('Holiday');
const date = z.iso.date();
const byDate = z.object({ id: date });
const filter = z.object({
  year: z.coerce.number().int().min(1900).max(2200).optional(),
  id: z.union([date, z.array(date)]).optional(),
  q: z.string().optional(),
});
const fields = { kind: z.enum(holidayKinds), name: z.string().max(200).transform(clean).pipe(z.string().min(1)) };
const view = (holiday: Holiday) => ({ id: holiday.date, ...holiday });

const list = verb({
  method: 'get',
  path: '/api/holidays',
  summary: 'Holidays, swap days off and working weekends',
  access: { action: 'plan.read', target: 'none' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, [...holidaySorts, 'id'], ['date', 'ASC']);
    const column = asked.sort.column === 'id' ? 'date' : asked.sort.column;
    const all = await ctx.inTx((tx) => listHolidays(tx, asked.filter.year, { column, descending: asked.sort.descending }));
    const ids = asked.filter.id === undefined ? null : new Set([asked.filter.id].flat());
    const rows = all.filter((row) => !ids || ids.has(row.date));
    return new Page('holidays', rows.slice(asked.offset, asked.offset + asked.limit).map(view), rows.length, asked.offset);
  },
});

const one = verb({
  method: 'get',
  path: '/api/holidays/{id}',
  summary: 'One day',
  access: { action: 'plan.read', target: 'none' },
  params: byDate,
  answer: record,
  async handle(ctx, { params }) {
    const found = await ctx.inTx((tx) => holidayOn(tx, params.id));
    if (!found) throw notFound();
    return view(found);
  },
});

async function audited(ctx: StaffCtx, tx: Tx, action: string, day: string, details: Record<string, unknown>): Promise<void> {
  const standing = standingFor(ctx.actor, 'holiday.edit');
  if (!standing) throw notAllowed();
  await recordAudit(tx, {
    at: ctx.now,
    actorId: ctx.me.id,
    actingFor: standing.staffId,
    action,
    subjectType: 'holiday',
    subjectId: day,
    unitPath: standing.unitPath,
    details,
  });
}

const create = verb({
  method: 'post',
  path: '/api/holidays',
  summary: 'Add a day',
  access: { action: 'holiday.edit', target: 'none' },
  status: 201,
  body: z.object({ date, ...fields }),
  answer: record,
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      if (await holidayOn(tx, body.date))
        throw badField('date', 'Ngày này đã có trong bảng. Hãy sửa dòng đó.', 'This day is in the table already. Edit that row.');
      await audited(ctx, tx, 'holiday.add', body.date, { kind: body.kind });
      return view(await putHoliday(tx, body));
    });
  },
});

const edit = verb({
  method: 'put',
  path: '/api/holidays/{id}',
  summary: 'Edit a day',
  access: { action: 'holiday.edit', target: 'none' },
  params: byDate,
  body: z.object(fields),
  answer: record,
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const before = await holidayOn(tx, params.id);
      if (!before) throw notFound();
      await audited(ctx, tx, 'holiday.edit', params.id, { from: before.kind, to: body.kind });
      return view(await putHoliday(tx, { date: params.id, ...body }));
    });
  },
});

const remove = verb({
  method: 'delete',
  path: '/api/holidays/{id}',
  summary: 'Remove a day',
  access: { action: 'holiday.edit', target: 'none' },
  params: byDate,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const before = await holidayOn(tx, params.id);
      if (!before || !(await removeHoliday(tx, params.id))) throw notFound();
      await audited(ctx, tx, 'holiday.remove', params.id, { kind: before.kind });
      return view(before);
    });
  },
});

export const holidayVerbs = [list, one, create, edit, remove];
