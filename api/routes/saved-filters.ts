import { z } from '@hono/zod-openapi';
import { countSavedFilters, dropFilter, keepFilter, savedFiltersOf } from '../../db/queries/saved-filters.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, Page, parseList } from '../list.ts';
import { badField, notFound } from '../problem.ts';
import { recordShape } from '../shapes.ts';
import { byId, verb } from '../verb.ts';

const record = recordShape('SavedFilter');
const filter = z.object({ id: baseFilter.id, resource: z.string().max(50).optional() });
const MOST = 100;

const list = verb({
  method: 'get',
  path: '/api/saved-filters',
  summary: 'Own saved filters',
  access: { action: 'staff', target: 'own-person' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, ['name', 'id'], ['name', 'ASC']);
    const { id: ids, resource } = asked.filter;
    const rows = (await ctx.inTx((tx) => savedFiltersOf(tx, ctx.me.id, resource))).filter((row) => !ids || ids.includes(row.id));
    return new Page('saved-filters', rows, rows.length, 0);
  },
});

const keep = verb({
  method: 'post',
  path: '/api/saved-filters',
  summary: 'Save a filter',
  access: { action: 'staff', target: 'own-person' },
  status: 201,
  answer: record,
  body: z.object({
    resource: z.string().regex(/^[a-z-]{1,50}$/),
    name: z.string().max(100).transform(clean).pipe(z.string().min(1)),
    filter: z.record(z.string().max(50), z.unknown()).refine((given) => JSON.stringify(given).length <= 4000, 'at most 4,000 characters'),
  }),
  handle: (ctx, { body }) =>
    ctx.inTx(async (tx) => {
      if ((await countSavedFilters(tx, ctx.me.id)) >= MOST)
        throw badField('name', 'Bạn đã lưu 100 bộ lọc. Hãy xoá bớt.', 'You have 100 saved filters. Remove some.');
      return await keepFilter(tx, { ...body, staffId: ctx.me.id });
    }),
});

const drop = verb({
  method: 'delete',
  path: '/api/saved-filters/{id}',
  summary: 'Remove a saved filter',
  access: { action: 'staff', target: 'own-person' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    const gone = await ctx.inTx((tx) => dropFilter(tx, ctx.me.id, params.id));
    if (!gone) throw notFound();
    return gone;
  },
});

export const savedFilterVerbs = [list, keep, drop];
