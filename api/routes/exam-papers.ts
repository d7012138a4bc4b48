import { z } from '@hono/zod-openapi';
import { randomInt } from 'node:crypto';
import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { addFile } from '../../db/queries/files.ts';
import { addEvidence, candidateById, evidenceById, listCandidates, listEvidence, moveCandidate, moveEvidence } from '../../db/queries/exam-papers.ts';
import type { CandidateRow, EvidenceRow } from '../../db/queries/exam-papers.ts';
import { addCandidate, addCandidateAccount } from '../../db/queries/exam-candidates.ts';
import { pupilById } from '../../db/queries/pupils.ts';
import { candidateActions, candidateCan, candidatePapers, requiredPapers } from '../../domain/candidate-papers.ts';
import type { CandidateAction, CandidatePaper } from '../../domain/candidate-papers.ts';
import { phoneOf } from '../../domain/contacts.ts';
import { evidenceActions, evidenceAllows } from '../../domain/evidence.ts';
import type { EvidenceAction } from '../../domain/evidence.ts';
import { candidateStates, evidenceKinds, evidenceStates } from '../../domain/identity.ts';
import { generateCode } from '../../domain/generated-code.ts';
import { may } from '../../domain/policy.ts';
import type { PolicyAction } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { keepUpload } from '../file-store.ts';
import { listQuery, baseFilter, oneOrMany, Page, parseList } from '../list.ts';
import { badField, changedMeanwhile, notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { shownAccount } from '../shown-account.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';

const words = (most: number) => z.string().max(most).transform(clean).pipe(z.string().min(1));
const noted = (ctx: StaffCtx, tx: Tx, action: string, type: string, id: string, path: string, details: Record<string, unknown>) => recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action, subjectType: type, subjectId: id, unitPath: path, details });

const mayPaper = { promise: 'exam.work', 'hand-in': 'exam.work', accept: 'evidence.review', refuse: 'evidence.review' } as const satisfies Record<EvidenceAction, PolicyAction>;
const paper = (ctx: StaffCtx, row: EvidenceRow) => ({ ...row, can: evidenceActions.filter((action) => evidenceAllows(action, row) && may(ctx.actor, mayPaper[action], { unitPath: row.schoolPath })) });
/** The paper, for somebody who may do this to it in its state. */
async function paperFor(ctx: StaffCtx, tx: Tx, id: string, action: EvidenceAction): Promise<EvidenceRow> {
  const row = await evidenceById(tx, id);
  if (!row) throw notFound();
  allow(ctx.actor, mayPaper[action], { unitPath: row.schoolPath }, 'exam.read');
  if (!evidenceAllows(action, row)) throw new Problem(409, 'not-in-this-state', { vi: 'Minh chứng không còn ở bước đó. Hãy tải lại.', en: 'The paper is no longer in that state. Reload.' });
  return row;
}
async function afterMove(ctx: StaffCtx, tx: Tx, id: string) {
  const row = await evidenceById(tx, id);
  return row && paper(ctx, row);
}

const evidence = verb({
  method: 'get', path: '/api/evidence', summary: 'Papers for priority, bonus and exemption, and what the person may do with each', access: { action: 'exam.read', target: 'unit' }, query: listQuery, answer: z.array(recordShape('Evidence')),
  async handle(ctx, { query }) {
    const asked = parseList(query, z.object({ ...baseFilter, state: oneOrMany(evidenceStates).optional(), kind: oneOrMany(evidenceKinds).optional(), schoolId: uuid.optional(), undated: z.boolean().optional() }), ['className'], ['className', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listEvidence(tx, asked.filter, asked.offset, asked.limit));
    return new Page('evidence', rows.map((one) => paper(ctx, one)), total, asked.offset);
  },
});

const claimEvidence = verb({
  method: 'post', path: '/api/evidence', summary: 'A pupil says that a paper entitles to priority, bonus or exemption', access: { action: 'exam.work', target: 'unit' }, status: 201,
  body: z.object({ pupilId: uuid, kind: z.enum(evidenceKinds), title: words(200), dueOn: z.iso.date().nullable().default(null) }), answer: recordShape('Evidence'),
  handle: (ctx, { body }) => ctx.inTx(async (tx) => {
    const pupil = await pupilById(tx, body.pupilId);
    if (!pupil) throw notFound();
    allow(ctx.actor, 'exam.work', { unitPath: pupil.school.path }, 'pupil.read');
    const id = await addEvidence(tx, { ...body, schoolPath: pupil.school.path, className: pupil.className });
    if (id === null) throw new Problem(409, 'evidence-there', { vi: 'Đã có minh chứng này của em.', en: 'The pupil has this paper already.' });
    await noted(ctx, tx, 'evidence.claim', 'evidence', id, pupil.school.path, { kind: body.kind });
    return await afterMove(ctx, tx, id);
  }),
});

const promise = verb({
  method: 'post', path: '/api/evidence/{id}/due', summary: 'The day on which a missing paper comes', access: { action: 'exam.work', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), dueOn: z.iso.date() }), answer: recordShape('Evidence'),
  handle: (ctx, { params, body }) => ctx.inTx(async (tx) => {
    const row = await paperFor(ctx, tx, params.id, 'promise');
    if (row.version !== body.version || !(await moveEvidence(tx, row, { state: row.state, dueOn: body.dueOn }))) throw changedMeanwhile();
    await noted(ctx, tx, 'evidence.promise', 'evidence', row.id, row.schoolPath, { after: { dueOn: body.dueOn, version: row.version + 1 } });
    return await afterMove(ctx, tx, row.id);
  }),
});

const handIn = verb({
  method: 'post', path: '/api/evidence/{id}/file', summary: 'The paper itself', access: { action: 'exam.work', target: 'unit' }, params: byId, upload: true, answer: recordShape('Evidence'),
  async handle(ctx, { params }) {
    await ctx.inTx((tx) => paperFor(ctx, tx, params.id, 'hand-in'));
    const kept = await keepUpload(ctx.raw, ctx.deps.config.dataDir);
    return await ctx.inTx(async (tx) => {
      const row = await paperFor(ctx, tx, params.id, 'hand-in');
      const file = await addFile(tx, { ...kept, unitPath: row.schoolPath, uploadedBy: ctx.me.id });
      if (!(await moveEvidence(tx, row, { state: 'handed-in', fileId: file.id }))) throw changedMeanwhile();
      await noted(ctx, tx, 'evidence.hand-in', 'evidence', row.id, row.schoolPath, { fileId: file.id });
      return await afterMove(ctx, tx, row.id);
    });
  },
});

const review = verb({
  method: 'post', path: '/api/evidence/{id}/review', summary: 'The paper counts, or does not, with the reason', access: { action: 'evidence.review', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), state: z.enum(['accepted', 'refused']), reason: z.string().max(2_000).transform(clean).default('') }), answer: recordShape('Evidence'),
  handle: (ctx, { params, body }) => ctx.inTx(async (tx) => {
    const row = await paperFor(ctx, tx, params.id, body.state === 'accepted' ? 'accept' : 'refuse');
    if (body.state === 'refused' && body.reason === '') throw badField('reason', 'Hãy ghi lý do.', 'Give the reason.');
    if (row.version !== body.version || !(await moveEvidence(tx, row, { state: body.state, ...(body.reason !== '' && { reason: body.reason }), decidedBy: ctx.me.id }))) throw changedMeanwhile();
    await noted(ctx, tx, `evidence.${body.state}`, 'evidence', row.id, row.schoolPath, { after: { state: body.state, version: row.version + 1 } });
    return await afterMove(ctx, tx, row.id);
  }),
});

const shown = (ctx: StaffCtx, { numberEnc, accountEnc, ...one }: CandidateRow) => ({
  ...one, number: numberEnc ? ctx.deps.secrets.mask(ctx.deps.secrets.open(numberEnc)) : null, account: shownAccount(ctx.deps.secrets, one.accountKind, accountEnc),
  missing: requiredPapers.filter((each) => !one.papers.includes(each)),
  can: candidateActions.filter((action) => (candidateCan[action] as readonly string[]).includes(one.state) && may(ctx.actor, 'candidate.work', { unitPath: one.unitPath })),
});

const candidates = verb({
  method: 'get', path: '/api/candidates', summary: 'Independent candidates received by district offices', access: { action: 'exam.read', target: 'unit' }, query: listQuery, answer: z.array(recordShape('Candidate')),
  async handle(ctx, { query }) {
    const asked = parseList(query, z.object({ ...baseFilter, state: oneOrMany(candidateStates).optional() }), ['fullName'], ['fullName', 'ASC']);
    const { rows, total } = await ctx.inTx((tx) => listCandidates(tx, asked.filter, asked.offset, asked.limit));
    return new Page('candidates', rows.map((one) => shown(ctx, one)), total, asked.offset);
  },
});

const register = verb({
  method: 'post', path: '/api/candidates', summary: 'An independent candidate asks; the answer says what to bring', access: { action: 'candidate.work', target: 'none' }, status: 201,
  body: z.object({ fullName: words(100), birthDate: z.iso.date(), phone: z.string().max(30), number: z.string().max(30).default('') }), answer: recordShape('Candidate'),
  handle: (ctx, { body }) => ctx.inTx(async (tx) => {
    const phone = phoneOf(body.phone);
    if (phone === null) throw badField('phone', 'Hãy ghi số điện thoại Việt Nam.', 'Give a Vietnamese phone number.');
    const number = body.number.replace(/[ .-]/g, '');
    if (number !== '' && !/^(\d{9}|\d{12})$/.test(number)) throw badField('number', 'Số CMND có 9 chữ số, số CCCD hoặc định danh có 12 chữ số.', 'A CMND has 9 digits, a CCCD or personal number 12.');
    const id = await addCandidate(tx, ctx.me.unit, { fullName: body.fullName, birthDate: body.birthDate, phone, number: number === '' ? null : number, madeBy: ctx.me.id }, ctx.deps.secrets);
    await noted(ctx, tx, 'candidate.register', 'candidate', id, ctx.me.unit.path, {});
    const row = await candidateById(tx, id);
    if (!row) throw notFound();
    return { ...shown(ctx, row), toBring: requiredPapers.map((each) => candidatePapers[each]) };
  }),
});

const paperNames = Object.keys(candidatePapers) as [CandidatePaper, ...CandidatePaper[]];
const after = { receive: 'received', 'issue-account': 'account-issued', withdraw: 'withdrawn' } as const satisfies Record<CandidateAction, CandidateRow['state']>;
const moveOne = verb({
  method: 'post', path: '/api/candidates/{id}/move', summary: 'Papers brought, received; account issued; withdrawn', access: { action: 'candidate.work', target: 'unit' }, params: byId,
  body: z.object({ version: z.int(), action: z.enum(candidateActions), papers: z.array(z.enum(paperNames)).max(10).optional(), note: z.string().max(2_000).transform(clean).optional() }), answer: recordShape('Candidate'),
  handle: (ctx, { params, body }) => ctx.inTx(async (tx) => {
    const row = await candidateById(tx, params.id);
    if (!row) throw notFound();
    allow(ctx.actor, 'candidate.work', { unitPath: row.unitPath }, 'exam.read');
    if (!(candidateCan[body.action] as readonly string[]).includes(row.state)) throw new Problem(409, 'not-in-this-state', { vi: 'Thí sinh không còn ở bước đó. Hãy tải lại.', en: 'The candidate is no longer in that state.' });
    const papers = body.papers ?? row.papers;
    if (body.action === 'receive' && requiredPapers.some((each) => !papers.includes(each))) throw badField('papers', 'Còn thiếu giấy tờ bắt buộc. Hãy hẹn thí sinh mang đủ.', 'Required papers are missing.');
    if (row.version !== body.version || !(await moveCandidate(tx, row, { state: after[body.action], papers, note: body.note ?? row.note }))) throw changedMeanwhile();
    if (body.action === 'issue-account') await addCandidateAccount(tx, row, generateCode((below) => randomInt(below)), ctx.deps.secrets);
    await noted(ctx, tx, `candidate.${body.action}`, 'candidate', row.id, row.unitPath, { papers, after: { state: after[body.action], version: row.version + 1 } });
    const moved = await candidateById(tx, row.id);
    return moved && shown(ctx, moved);
  }),
});

export const examPaperVerbs = [evidence, claimEvidence, promise, handIn, review, candidates, register, moveOne];
