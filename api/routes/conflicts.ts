import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import type { Tx } from '../../db/client.ts';
import { enqueue } from '../../db/outbox.ts';
import { addClaim, claimById, decideClaim, holderByCode, listClaims, pupilsInNone } from '../../db/queries/claims.ts';
import type { ClaimRow } from '../../db/queries/claims.ts';
import { mergeDuplicate, reopenDuplicate, takenOver } from '../../db/queries/duplicate-merging.ts';
import type { Merged, TakenOver } from '../../db/queries/duplicate-merging.ts';
import { duplicateById, keepBoth, listDuplicates } from '../../db/queries/duplicates.ts';
import type { DuplicateRow } from '../../db/queries/duplicates.ts';
import { claimStates, duplicateStates } from '../../domain/review.ts';
import { may } from '../../domain/policy.ts';
import type { PolicyAction } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import type { Secrets } from '../../db/secret.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badField, changedMeanwhile, notAllowed, notFound, Problem } from '../problem.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { iso } from '../wire.ts';

const why = z.string().max(2_000).transform(clean).pipe(z.string().min(1));

/** Whoever stands above both schools decides; a side that is not under them is not theirs. */
const mayDecide = (ctx: StaffCtx, action: PolicyAction, ...paths: string[]): boolean => paths.every((path) => may(ctx.actor, action, { unitPath: path }));

async function noted(ctx: StaffCtx, tx: Tx, action: string, subject: { type: string; id: string; path: string }, details: Record<string, unknown>): Promise<void> {
  await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action, subjectType: subject.type, subjectId: subject.id, unitPath: subject.path, details });
}

const claims = verb({
  method: 'get', path: '/api/claims', summary: 'Pupils claimed by two schools', access: { action: 'duplicate.read', target: 'unit' }, query: listQuery, answer: z.array(recordShape('Claim')),
  async handle(ctx, { query }) {
    const asked = parseList(query, z.object({ ...baseFilter, state: oneOrMany(claimStates).optional() }), ['createdAt'], ['createdAt', 'DESC']);
    const { rows, total } = await ctx.inTx((tx) => listClaims(tx, { state: asked.filter.state ?? ['open'], offset: asked.offset, limit: asked.limit }));
    return new Page('claims', rows.map((one) => ({ ...one, mayDecide: one.state === 'open' && mayDecide(ctx, 'claim.decide', one.holderPath, one.claimantPath), mine: one.claimantId === ctx.me.unit.id })), total, asked.offset);
  },
});

const claim = verb({
  method: 'post', path: '/api/claims', summary: 'A school says that a pupil whom another has is its own', access: { action: 'claim.make', target: 'none' }, status: 201,
  body: z.object({ code: z.string().max(60).transform(clean).pipe(z.string().min(1)), className: z.string().max(30).transform(clean).pipe(z.string().min(1)), reason: why }), answer: recordShape('Claim'),
  async handle(ctx, { body }) {
    const holder = await holderByCode(ctx.deps.db, body.code);
    if (!holder) throw badField('code', 'Không có học sinh nào mang mã này. Hãy kiểm tra lại mã.', 'No pupil has this code.');
    if (holder.schoolPath === ctx.me.unit.path && holder.standing === 'enrolled') throw badField('code', 'Học sinh này đã ở trường mình.', 'The pupil is at your school already.');
    return await ctx.inTx(async (tx) => {
      const id = await addClaim(tx, { pupilId: holder.id, holderPath: holder.schoolPath, claimant: ctx.me.unit, className: body.className, reason: body.reason, claimedBy: ctx.me.id });
      if (id === null) throw new Problem(409, 'claimed-already', { vi: 'Trường đã có đề nghị nhận học sinh này, đang chờ xử lý.', en: 'The school has claimed this pupil already.' });
      await noted(ctx, tx, 'claim.make', { type: 'claim', id, path: ctx.me.unit.path }, { pupilId: holder.id });
      return { id, state: 'open' };
    });
  },
});

const decideClaimVerb = verb({
  method: 'post', path: '/api/claims/{id}/decide', summary: 'Give the pupil to the claiming school, leave it, or take the claim back', access: { action: 'duplicate.read', target: 'none' }, params: byId,
  body: z.object({ version: z.int(), state: z.enum(['accepted', 'refused', 'withdrawn']), reason: z.string().max(2_000).transform(clean).default('') }), answer: recordShape('Claim'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const found: ClaimRow | null = await claimById(tx, params.id);
      if (!found) throw notFound();
      const may = body.state === 'withdrawn' ? found.claimantId === ctx.me.unit.id && mayDecide(ctx, 'claim.make', found.claimantPath) : mayDecide(ctx, 'claim.decide', found.holderPath, found.claimantPath);
      if (!may) throw notAllowed();
      if (body.state === 'refused' && body.reason === '') throw badField('reason', 'Hãy ghi lý do từ chối.', 'Give the reason.');
      if (found.version !== body.version || !(await decideClaim(tx, found, { state: body.state, decision: body.reason || null, by: ctx.me.id, at: iso(ctx.now) }))) throw changedMeanwhile();
      await noted(ctx, tx, `claim.${body.state}`, { type: 'claim', id: found.id, path: found.claimantPath }, { pupilId: found.pupilId, after: { state: body.state, version: body.version + 1 } });
      return { id: found.id, state: body.state };
    });
  },
});

const none = verb({
  method: 'get', path: '/api/claims/in-none', summary: 'Pupils whom no school has', access: { action: 'duplicate.read', target: 'none' }, answer: z.array(recordShape('PupilInNone')),
  handle: (ctx) => ctx.inTx((tx) => pupilsInNone(tx, ctx.me.unit.path, 500)),
});

const shownSide = ({ numberEnc, ...side }: DuplicateRow['a'], secrets: Secrets) => ({ ...side, personalNumber: numberEnc === null ? null : secrets.mask(secrets.open(Buffer.from(numberEnc, 'base64'))) });
const shown = (ctx: StaffCtx, row: DuplicateRow) => ({ ...row, a: shownSide(row.a, ctx.deps.secrets), b: shownSide(row.b, ctx.deps.secrets), mayDecide: mayDecide(ctx, 'duplicate.decide', row.a.schoolPath, row.b.schoolPath) });

const duplicates = verb({
  method: 'get', path: '/api/duplicates', summary: 'Two records that may be one child, side by side', access: { action: 'duplicate.read', target: 'unit' }, query: listQuery, answer: z.array(recordShape('Duplicate')),
  async handle(ctx, { query }) {
    const asked = parseList(query, z.object({ ...baseFilter, state: oneOrMany(duplicateStates).optional() }), ['createdAt'], ['createdAt', 'DESC']);
    const { rows, total } = await ctx.inTx((tx) => listDuplicates(tx, { state: asked.filter.state ?? ['open'], offset: asked.offset, limit: asked.limit }));
    return new Page('duplicates', rows.map((one) => shown(ctx, one)), total, asked.offset);
  },
});

const find = verb({
  method: 'post', path: '/api/duplicates/find', summary: 'Look through the province again', access: { action: 'duplicate.decide', target: 'none' }, idempotent: true, answer: recordShape('DuplicateSearch'),
  async handle(ctx, { key }) {
    return await ctx.inTx(async (tx) => {
      await enqueue(tx, { kind: 'find-duplicates', key: `find-duplicates/${key}`, payload: {} });
      await noted(ctx, tx, 'duplicate.find', { type: 'unit', id: ctx.me.unit.id, path: ctx.me.unit.path }, {});
      return { id: key };
    });
  },
});

const refusals = {
  gone: changedMeanwhile,
  'two-schools': () => new Problem(409, 'two-schools', {
    vi: 'Hai hồ sơ đang học ở hai trường. Trường đang dạy em hãy gửi đề nghị nhận để cấp trên quyết định trước; nếu đã hỏi cả hai trường, hãy đánh dấu “Đã hỏi cả hai trường” và ghi căn cứ vào lý do rồi gộp.',
    en: 'The two records are enrolled at two schools. Let the school that teaches the child claim it first; if both were asked, tick “Both schools were asked”, give the grounds as the reason, and merge.',
  }),
  'kept-left': () => new Problem(409, 'kept-left', { vi: 'Hồ sơ chọn giữ đã rời trường, hồ sơ kia đang học. Hãy giữ hồ sơ đang học.', en: 'The record to keep has left its school, the other is enrolled. Keep the one that is enrolled.' }),
} as const satisfies Record<Exclude<Merged, 'merged'>, () => Problem>;

const fields = Object.keys(takenOver) as [TakenOver, ...TakenOver[]];
const decide = verb({
  method: 'post', path: '/api/duplicates/{id}/decide', summary: 'Merge into the record that stays, with fields taken from the other; keep both; or take the decision back', access: { action: 'duplicate.decide', target: 'unit' }, params: byId,
  body: z.discriminatedUnion('action', [
    z.object({ action: z.literal('merge'), version: z.int(), keptId: uuid, take: z.array(z.enum(fields)).default([]), schoolsAsked: z.boolean().default(false), reason: why }),
    z.object({ action: z.literal('keep'), version: z.int(), reason: why }),
    z.object({ action: z.literal('reopen'), version: z.int() }),
  ]), answer: recordShape('Duplicate'),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const pair = await duplicateById(tx, params.id);
      if (!pair) throw notFound();
      if (!mayDecide(ctx, 'duplicate.decide', pair.a.schoolPath, pair.b.schoolPath)) throw notAllowed();
      if (pair.version !== body.version) throw changedMeanwhile();
      const deciding = { actorId: ctx.me.id, actingFor: ctx.me.id, at: ctx.now, secrets: ctx.deps.secrets };
      if (body.action === 'merge') {
        if (body.keptId !== pair.a.id && body.keptId !== pair.b.id) throw badField('keptId', 'Hãy chọn một trong hai bản ghi.', 'Choose one of the two.');
        const merged = await mergeDuplicate(tx, pair, body.keptId, body.take, { ...deciding, reason: body.reason, schoolsAsked: body.schoolsAsked });
        if (merged !== 'merged') throw refusals[merged]();
      } else if (body.action === 'keep') {
        if (!(await keepBoth(tx, pair, { actorId: ctx.me.id, at: iso(ctx.now), reason: body.reason }))) throw changedMeanwhile();
      } else {
        const back = await reopenDuplicate(tx, pair, deciding);
        if (back === 'changed-since') throw new Problem(409, 'changed-since', { vi: 'Học sinh, phiếu hoặc đề nghị của em đã thay đổi sau khi gộp nên không hoàn tác được nữa. Hãy sửa trực tiếp trên hồ sơ được giữ.', en: 'The pupil, a slip or a request was changed since: the merge cannot be taken back. Correct the record that stayed.' });
        if (back === 'gone') throw changedMeanwhile();
      }
      await noted(ctx, tx, `duplicate.${body.action}`, { type: 'duplicate', id: pair.id, path: pair.unitPath }, { a: pair.a.id, b: pair.b.id, ...(body.action === 'merge' && { keptId: body.keptId, take: body.take, schoolsAsked: body.schoolsAsked }) });
      const after = await duplicateById(tx, pair.id);
      return after ? shown(ctx, after) : { id: pair.id };
    });
  },
});

export const conflictVerbs = [claims, none, claim, decideClaimVerb, duplicates, find, decide];
