import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { prepareSlips } from '../../db/queries/slips.ts';
import { unitById } from '../../db/queries/units.ts';
import { printSlips } from '../../portal/slips/print.ts';
import { notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { uuid, verb } from '../verb.ts';

const print = verb({
  method: 'get',
  path: '/api/slips',
  summary: 'Confirmation slips of a class or school as PDF, one a page',
  access: { action: 'slip.print', target: 'unit' },
  query: z.object({ seasonId: uuid, schoolId: uuid, className: z.string().max(30).optional() }),
  answer: z.string().openapi({ format: 'binary' }),
  async handle(ctx, { query }) {
    const className = query.className ? query.className.normalize('NFC') : null;
    const sheets = await ctx.inTx(async (tx) => {
      const school = await unitById(tx, query.schoolId);
      if (!school) throw notFound();
      const target = { unitPath: school.path, className };
      const { staffId } = allow(ctx.actor, 'slip.print', target, 'pupil.read');
      return await prepareSlips(tx, {
        seasonId: query.seasonId,
        school,
        className,
        by: { actorId: ctx.me.id, actingFor: staffId },
        realNow: ctx.now,
        secrets: ctx.deps.secrets,
      });
    });
    if (sheets.length === 0) {
      throw new Problem(409, 'nothing-to-print', {
        vi: 'Chưa có phiếu nào để in: bước xác nhận chưa mở, hoặc lớp không có học sinh cuối cấp.',
        en: 'There is nothing to print: the step is not open, or the class has no final-year pupils.',
      });
    }
    return new Response(Readable.toWeb(printSlips({ sheets, publicUrl: ctx.deps.config.publicUrl })) as ReadableStream<Uint8Array>, {
      headers: {
        'Content-Type': 'application/pdf',
        'Cache-Control': 'no-store',
        'Content-Disposition': 'inline; filename="phieu-xac-nhan.pdf"',
      },
    });
  },
});

export const slipVerbs = [print];
