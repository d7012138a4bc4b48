import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { accountCounts, accountsByClass, alignAccounts, handOverAccounts, issueAccounts, listAccounts, mergeAccounts } from '../../db/queries/exam-accounts.ts';
import { ensureRegistrationSlips, moveRegistrationSlips, registrationByClass, registrationSheets, registrationSlipsOf } from '../../db/queries/exam-papers.ts';
import { unitById } from '../../db/queries/units.ts';
import { accountLooks } from '../../domain/identity.ts';
import { pupilStandings } from '../../domain/review.ts';
import { registrationActions } from '../../domain/registration-slip.ts';
import { clean } from '../../domain/text.ts';
import { printRegistrations } from '../../portal/slips/registrations.ts';
import { badField, notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { shownAccount } from '../shown-account.ts';
import { uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { iso } from '../wire.ts';

const ofSchool = z.object({ schoolId: uuid });
const className = z.string().max(30).transform(clean).optional();

/** A school that the person may look at, or work on. */
async function schoolFor(ctx: StaffCtx, tx: Tx, schoolId: string, action: 'exam.read' | 'exam.work') {
  const school = await unitById(tx, schoolId);
  if (school?.tier !== 'school') throw notFound();
  const standing = allow(ctx.actor, action, { unitPath: school.path }, 'exam.read');
  return { school, standing };
}

async function noted(ctx: StaffCtx, tx: Tx, action: string, at: Awaited<ReturnType<typeof schoolFor>>, details: Record<string, unknown>): Promise<void> {
  await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: at.standing.staffId, action, subjectType: 'unit', subjectId: at.school.id, unitPath: at.school.path, details });
}

const accounts = verb({
  method: 'get', path: '/api/exam/accounts', summary: 'Exam accounts of a school, masked but for the temporary codes, with what is issued, differs and was handed over',
  access: { action: 'exam.read', target: 'unit' }, 
  query: ofSchool.extend({ className, only: z.enum(accountLooks).optional(), offset: z.coerce.number().int().min(0).max(10_000_000).default(0) }), answer: recordShape('ExamAccounts'),
  handle: (ctx, { query }) => ctx.inTx(async (tx) => {
    const { school } = await schoolFor(ctx, tx, query.schoolId, 'exam.read');
    const { secrets } = ctx.deps;
    const { rows, total } = await listAccounts(tx, school.path, { only: query.only ?? null, className: query.className ?? null, offset: query.offset, limit: 100 });
    return {
      id: school.id, ...(await accountCounts(tx, school.path)), classes: await accountsByClass(tx, school.path), total,
      rows: rows.map(({ accountEnc, ...one }) => ({ ...one, account: shownAccount(secrets, one.kind, accountEnc) })),
    };
  }),
});

const issue = verb({
  method: 'post', path: '/api/exam/accounts', summary: 'Issue what is missing, merge codes whose real number has come, bring what differs back to the sector database’s number', access: { action: 'exam.work', target: 'unit' },
  body: ofSchool, answer: recordShape('ExamAccountsIssued'),
  handle: (ctx, { body }) => ctx.inTx(async (tx) => {
    const at = await schoolFor(ctx, tx, body.schoolId, 'exam.work');
    const merged = await mergeAccounts(tx, at.school.path, iso(ctx.now));
    const aligned = await alignAccounts(tx, at.school.path);
    const issued = await issueAccounts(tx, at.school.path, ctx.deps.secrets);
    await noted(ctx, tx, 'exam.issue-accounts', at, { ...issued, merged, aligned });
    return { id: at.school.id, ...issued, merged, aligned };
  }),
});

const handOver = verb({
  method: 'post', path: '/api/exam/accounts/hand-over', summary: 'A class has its accounts, and was shown how to use them', access: { action: 'exam.work', target: 'unit' },
  body: ofSchool.extend({ className }), answer: recordShape('ExamHandOver'),
  handle: (ctx, { body }) => ctx.inTx(async (tx) => {
    const at = await schoolFor(ctx, tx, body.schoolId, 'exam.work');
    const handed = await handOverAccounts(tx, at.school.path, body.className ?? null, iso(ctx.now));
    await noted(ctx, tx, 'exam.hand-over', at, { className: body.className ?? null, handed });
    return { id: at.school.id, handed };
  }),
});

const slips = verb({
  method: 'get', path: '/api/exam/slips', summary: 'Registration slips of a school by class and state, of enrolled pupils unless asked otherwise; of one class, pupil by pupil', access: { action: 'exam.read', target: 'unit' },
  query: ofSchool.extend({ className, standing: z.enum(pupilStandings).default('enrolled') }), answer: recordShape('RegistrationSlips'),
  handle: (ctx, { query }) => ctx.inTx(async (tx) => {
    const { school } = await schoolFor(ctx, tx, query.schoolId, 'exam.read');
    return {
      id: school.id, classes: await registrationByClass(tx, school.path, query.standing),
      slips: query.className === undefined ? [] : await registrationSlipsOf(tx, school.path, query.className, query.standing),
    };
  }),
});

const move = verb({
  method: 'post', path: '/api/exam/slips', summary: 'Move the slips of a class, or of named pupils: printed, proofread, faulty, signed, kept', access: { action: 'exam.work', target: 'unit' },
  body: ofSchool.extend({ className, pupilIds: z.array(uuid).max(500).optional(), action: z.enum(registrationActions), correction: z.string().max(2_000).transform(clean).optional() }), answer: recordShape('RegistrationMoved'),
  handle: (ctx, { body }) => ctx.inTx(async (tx) => {
    const at = await schoolFor(ctx, tx, body.schoolId, 'exam.work');
    if (body.action === 'fault' && !body.correction) throw badField('correction', 'Hãy ghi chỗ học sinh chỉ ra.', 'Say what the pupil found.');
    await ensureRegistrationSlips(tx, at.school.path);
    const moved = await moveRegistrationSlips(tx, { schoolPath: at.school.path, className: body.className ?? null, pupilIds: body.pupilIds ?? null, action: body.action, correction: body.correction ?? null, at: iso(ctx.now) });
    await noted(ctx, tx, `registration.${body.action}`, at, { className: body.className ?? null, moved: moved.length });
    return { id: at.school.id, moved: moved.length };
  }),
});

const print = verb({
  method: 'get', path: '/api/exam/slips/print', summary: 'Registration slips of a class as PDF, one a page: all, or those still to print', access: { action: 'exam.work', target: 'unit' }, query: ofSchool.extend({ className, only: z.literal('due').optional() }),
  answer: z.string().openapi({ format: 'binary' }),
  async handle(ctx, { query }) {
    const sheets = await ctx.inTx(async (tx) => {
      const at = await schoolFor(ctx, tx, query.schoolId, 'exam.work');
      await ensureRegistrationSlips(tx, at.school.path);
      const found = await registrationSheets(tx, at.school.path, query.className ?? null, query.only === 'due');
      if (found.length > 0) await noted(ctx, tx, 'registration.sheets', at, { className: query.className ?? null, sheets: found.length });
      return found;
    });
    if (sheets.length === 0) throw new Problem(409, 'nothing-to-print', { vi: 'Không có phiếu nào để in: lớp không có học sinh lớp 12, hoặc mọi phiếu đã in.', en: 'There is nothing to print: no grade-12 pupils in this class, or every slip is printed.' });
    // On paper the number stands in clear: the pupil proofreads it.
    const { secrets } = ctx.deps;
    const opened = sheets.map(({ accountEnc, numberEnc, ...one }) => ({ ...one, account: accountEnc ? secrets.open(accountEnc) : '', number: numberEnc ? secrets.open(numberEnc) : '' }));
    return new Response(Readable.toWeb(printRegistrations(opened)) as ReadableStream<Uint8Array>, {
      headers: { 'Content-Type': 'application/pdf', 'Cache-Control': 'no-store', 'Content-Disposition': 'inline; filename="phieu-dang-ky.pdf"' },
    });
  },
});

export const examVerbs = [accounts, issue, handOver, slips, move, print];
