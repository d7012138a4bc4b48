import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import type { Tx } from '../../db/client.ts';
import { confirmationById } from '../../db/queries/confirmation-list.ts';
import { inventPasswords, storePasswords, wantingPassword } from '../../db/queries/parent-passwords.ts';
import type { PasswordScope } from '../../db/queries/parent-passwords.ts';
import { prepareSlips } from '../../db/queries/slips.ts';
import type { SlipPrinting, SlipSheet } from '../../db/queries/slips.ts';
import { unitById } from '../../db/queries/units.ts';
import { printSlips } from '../../portal/slips/print.ts';
import { notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const pdf = z.string().openapi({ format: 'binary' });

/** What a printing says of itself, for a school that the person may print for. */
async function printingFor(ctx: StaffCtx, tx: Tx, asked: { seasonId: string; schoolId: string; className: string | null }): Promise<SlipPrinting> {
  const school = await unitById(tx, asked.schoolId);
  if (!school) throw notFound();
  const { staffId } = allow(ctx.actor, 'slip.print', { unitPath: school.path, className: asked.className }, 'pupil.read');
  return { seasonId: asked.seasonId, school, className: asked.className, by: { actorId: ctx.me.id, actingFor: staffId }, realNow: ctx.now, secrets: ctx.deps.secrets };
}

function paper(ctx: StaffCtx, sheets: readonly SlipSheet[], nothing: { vi: string; en: string }): Response {
  if (sheets.length === 0) throw new Problem(409, 'nothing-to-print', nothing);
  return new Response(Readable.toWeb(printSlips({ sheets, publicUrl: ctx.deps.config.publicUrl })) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/pdf',
      'Cache-Control': 'no-store',
      'Content-Disposition': 'inline; filename="phieu-xac-nhan.pdf"',
    },
  });
}

const print = verb({
  method: 'get',
  path: '/api/slips',
  summary: 'Confirmation slips of a class or school as PDF, one a page',
  access: { action: 'slip.print', target: 'unit' },
  query: z.object({ seasonId: uuid, schoolId: uuid, className: z.string().max(30).optional() }),
  answer: pdf,
  async handle(ctx, { query }) {
    const className = query.className ? query.className.normalize('NFC') : null;
    const sheets = await ctx.inTx(async (tx) => await prepareSlips(tx, await printingFor(ctx, tx, { ...query, className })));
    return paper(ctx, sheets, {
      vi: 'Chưa có phiếu nào để in: bước xác nhận chưa mở, hoặc lớp không có học sinh cuối cấp.',
      en: 'There is nothing to print: the step is not open, or the class has no final-year pupils.',
    });
  },
});

/** Who wants one is asked, then the passwords are hashed outside of any transaction, then stored and printed together. */
async function issue(ctx: StaffCtx, scope: PasswordScope): Promise<Response> {
  const issued = await inventPasswords(await ctx.inTx(async (tx) => {
    await printingFor(ctx, tx, scope);
    return await wantingPassword(tx, scope);
  }));
  const sheets = await ctx.inTx(async (tx) => {
    const printing = await printingFor(ctx, tx, scope);
    const passwords = await storePasswords(tx, issued, { actorId: ctx.me.id, at: ctx.now, anew: scope.anew });
    return passwords.size === 0 ? [] : await prepareSlips(tx, { ...printing, passwords });
  });
  return paper(ctx, sheets, {
    vi: 'Không có ai cần mật khẩu: các em đã có (mở phiếu của một em để cấp lại), hoặc chưa có số định danh, hoặc bước xác nhận chưa mở.',
    en: 'Nobody wants a password: they have one (open a pupil’s slip to issue another), have no personal number, or the step is not open.',
  });
}

const issueClass = verb({
  method: 'post',
  path: '/api/slips/passwords',
  summary: 'Issue a password to each family of a class that has none (`anew`: to all), printed once on their slips as PDF',
  access: { action: 'slip.print', target: 'unit' },
  body: z.object({ seasonId: uuid, schoolId: uuid, className: z.string().min(1).max(30), anew: z.boolean().default(false) }),
  answer: pdf,
  handle: (ctx, { body }) => issue(ctx, { ...body, className: body.className.normalize('NFC'), confirmationId: null }),
});

const issueOne = verb({
  method: 'post',
  path: '/api/confirmations/{id}/password',
  summary: 'Issue another password to one family, printed once on its slip as PDF; the former one stops working',
  access: { action: 'slip.print', target: 'unit' },
  params: byId,
  answer: pdf,
  async handle(ctx, { params }) {
    const row = await ctx.inTx((tx) => confirmationById(tx, params.id));
    if (!row) throw notFound();
    return await issue(ctx, { seasonId: row.seasonId, schoolId: row.school.id, className: row.className, confirmationId: row.id, anew: true });
  },
});

export const slipVerbs = [print, issueClass, issueOne];
