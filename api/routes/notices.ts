import { z } from '@hono/zod-openapi';
import { settleNotice } from '../../db/queries/notice-delivery.ts';
import { listNotices, noticeById, noticeSorts } from '../../db/queries/notice-list.ts';
import type { NoticeRow } from '../../db/queries/notice-list.ts';
import { notices, noticeStates } from '../../db/schema/notices.ts';
import { maskEmail, maskPhone } from '../../domain/contacts.ts';
import { noticeChannels, noticeTemplates } from '../../domain/notice.ts';
import { renderEmail, renderSms } from '../../domain/notice-render.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { notFound, Problem } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import { isoOrNull } from '../wire.ts';

const record = recordShape('Notice');
const filter = z.object({
  ...baseFilter,
  seasonId: uuid.optional(),
  state: oneOrMany(noticeStates).optional(),
  channel: oneOrMany(noticeChannels).optional(),
  template: oneOrMany(noticeTemplates).optional(),
});

function view(notice: NoticeRow) {
  const { data: _, staffName, guardianName, address, createdAt, sentAt, ...row } = notice;
  return {
    ...row,
    recipientName: staffName ?? guardianName,
    address: row.channel === 'email' ? maskEmail(address) : maskPhone(address),
    createdAt: createdAt.toISOString(),
    sentAt: isoOrNull(sentAt),
  };
}

/** As its reader sees it, but for the link, which is the reader's alone. */
function contentOf(row: NoticeRow, publicUrl: string): { subject: string; text: string } {
  const context = { publicUrl, linkPath: null };
  const { subject, text } = renderEmail(row, context);
  return row.channel === 'sms' ? { subject: '', text: renderSms(row, context) ?? text } : { subject, text };
}

const list = verb({
  method: 'get',
  path: '/api/notices',
  summary: 'Notices with their delivery',
  access: { action: 'notice.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, noticeSorts, ['createdAt', 'DESC']);
    const { rows, total } = await ctx.inTx((tx) => listNotices(tx, asked, scopeOf(ctx.actor, 'notice.read', { path: notices.unitPath })));
    return new Page('notices', rows.map(view), total, asked.offset);
  },
});

const one = verb({
  method: 'get',
  path: '/api/notices/{id}',
  summary: 'One notice with its text',
  access: { action: 'notice.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    const row = await ctx.inTx((tx) => noticeById(tx, params.id));
    if (!row?.unit) throw notFound();
    allow(ctx.actor, 'notice.read', { unitPath: row.unit.path }, 'notice.read');
    return { ...view(row), ...contentOf(row, ctx.deps.config.publicUrl) };
  },
});

const settle = verb({
  method: 'post',
  path: '/api/notices/{id}/settle',
  summary: 'A person settles an unknown: it was sent, or send it again',
  access: { action: 'notice.settle', target: 'unit' },
  params: byId,
  answer: record,
  body: z.object({ as: z.enum(['sent', 'again']) }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const row = await noticeById(tx, params.id);
      if (!row?.unit) throw notFound();
      const standing = allow(ctx.actor, 'notice.settle', { unitPath: row.unit.path }, 'notice.read');
      if (!(await settleNotice(tx, { noticeId: row.id, as: body.as, actorId: ctx.me.id, actingFor: standing.staffId, realNow: ctx.now }))) {
        throw new Problem(409, 'not-allowed-in-state', {
          vi: 'Chỉ thư "chưa rõ" mới cần xác định. Hãy tải lại.',
          en: 'Only an unknown notice is settled. Reload.',
        });
      }
      const after = await noticeById(tx, row.id);
      return after && view(after);
    });
  },
});

export const noticeVerbs = [list, one, settle];
