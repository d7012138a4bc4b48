import { PassThrough, Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import excel from 'exceljs';
import { recordAudit } from '../../db/audit.ts';
import { unconfirmedPage } from '../../db/queries/unconfirmed.ts';
import type { Unconfirmed } from '../../db/queries/unconfirmed.ts';
import { confirmations } from '../../db/schema/families.ts';
import type { Secrets } from '../../db/secret.ts';
import type { ConfirmationState } from '../../domain/confirmation.ts';
import { standingFor } from '../../domain/policy.ts';
import { dayMonthYear } from '../../domain/slip.ts';
import { notAllowed } from '../problem.ts';
import { scopeOf } from '../scope.ts';
import { uuid, verb } from '../verb.ts';

const heads = ['STT', 'Mã học sinh', 'Số định danh', 'Họ và tên', 'Ngày sinh', 'Lớp', 'Trường', 'Cha, mẹ hoặc người giám hộ', 'Điện thoại', 'Lý do', 'Số lần nhắc'];
const why = {
  waiting: 'Chưa trả lời', 'with-teacher': 'Chưa trả lời, đã giao giáo viên chủ nhiệm', disputed: 'Đã đề nghị sửa, chờ trường xử lý', silent: 'Hết hạn vẫn chưa trả lời', confirmed: '', settled: '',
} as const satisfies Record<ConfirmationState, string>;

/** Every cell is text: phones keep their zero, and nothing is taken for a formula. */
function cells(one: Unconfirmed, number: number, secrets: Secrets): (string | number)[] {
  const masked = one.personalNumberEnc ? secrets.mask(secrets.open(one.personalNumberEnc)) : 'chưa có';
  return [number, one.code, masked, one.fullName, dayMonthYear(one.birthDate), one.className, one.school, one.guardianName, one.guardianPhone, why[one.state], one.reminders];
}

const page = 2_000;

const list = verb({
  method: 'get',
  path: '/api/confirmations/unconfirmed',
  summary: 'Whom the school still has to reach, as Excel: in the order of the class lists, with the reason',
  access: { action: 'confirmation.read', target: 'unit' },
  query: z.object({ seasonId: uuid, schoolId: uuid.optional() }),
  answer: z.string().openapi({ format: 'binary' }),
  async handle(ctx, { query }) {
    const standing = standingFor(ctx.actor, 'confirmation.read');
    if (!standing) throw notAllowed();
    const scope = scopeOf(ctx.actor, 'confirmation.read', { path: confirmations.schoolPath, className: confirmations.className });
    const rows = await ctx.inTx(async (tx) => {
      const found: Unconfirmed[] = [];
      for (let size = page; size === page; ) {
        const more = await unconfirmedPage(tx, { seasonId: query.seasonId, schoolId: query.schoolId ?? null, scope, offset: found.length, limit: page });
        found.push(...more);
        size = more.length;
      }
      // Phones of families leave the house: who took them, and how many.
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'confirmation.list-open', subjectType: 'season', subjectId: query.seasonId, unitPath: standing.unitPath, details: { rows: found.length } });
      return found;
    });
    const out = new PassThrough();
    void write(out, rows, ctx.deps.secrets).catch((failure: unknown) => out.destroy(failure instanceof Error ? failure : new Error('not written')));
    return new Response(Readable.toWeb(out) as ReadableStream<Uint8Array>, {
      headers: { 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Cache-Control': 'no-store', 'Content-Disposition': "attachment; filename*=UTF-8''chua-xac-nhan.xlsx" },
    });
  },
});

const widths = [6, 16, 16, 28, 12, 10, 32, 28, 14, 40, 12];

async function write(out: PassThrough, rows: readonly Unconfirmed[], secrets: Secrets): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const sheet = book.addWorksheet('Chưa xác nhận', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = heads.map((header, at) => ({ header, width: widths[at] ?? 14 }));
  sheet.getRow(1).font = { bold: true };
  rows.forEach((one, at) => sheet.addRow(cells(one, at + 1, secrets)).commit());
  sheet.commit();
  await book.commit();
}

export const unconfirmedVerbs = [list];
