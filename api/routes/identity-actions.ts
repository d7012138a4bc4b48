import { z } from '@hono/zod-openapi';
import { addFile } from '../../db/queries/files.ts';
import { enterAnswer } from '../../db/queries/identity-by-hand.ts';
import { attachEvidence, chosenFields, giveReason, lockSides, reportCase, resolveCase, settleIdentity, sides } from '../../db/queries/identity-settling.ts';
import type { Decider, Settled } from '../../db/queries/identity-settling.ts';
import type { ThreeSides } from '../../db/queries/identity-view.ts';
import { threeSides } from '../../db/queries/identity-view.ts';
import type { Tx } from '../../db/client.ts';
import { identityAllows, identityReasons, identityStates } from '../../domain/identity.ts';
import type { IdentityAction } from '../../domain/identity.ts';
import { clean } from '../../domain/text.ts';
import { keepUpload } from '../file-store.ts';
import { badField, changedMeanwhile, notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { byId, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { rightFor } from './identity.ts';

const words = (least: number, most: number) => z.string().transform(clean).pipe(z.string().min(least).max(most));
const note = z.string().max(1000).nullish().transform((given) => (given ? clean(given) : null) || null);
const version = z.int().min(0);
const settled = z.object({ state: z.enum(identityStates), version: z.int() });

const notNow = () =>
  new Problem(409, 'not-allowed-in-state', {
    vi: 'Ở trạng thái hiện tại của em này không làm được việc đó. Hãy tải lại để xem.',
    en: 'This cannot be done in the pupil’s present state. Reload to see.',
  });

/** Locks the pupil, checks right, state and version, then runs `decide` in the same transaction. */
async function decided(ctx: StaffCtx, id: string, asked: { action: IdentityAction | 'reason'; version: number }, decide: (tx: Tx, now: ThreeSides, by: Decider) => Promise<Settled>): Promise<Omit<Settled, 'kind'>> {
  return await ctx.inTx(async (tx) => {
    const now = await lockSides(tx, id);
    if (!now) throw notFound();
    const right = asked.action === 'reason' ? 'identity.settle' : rightFor[asked.action];
    const standing = allow(ctx.actor, right, { unitPath: now.school.path }, 'identity.read');
    if ((now.check?.version ?? 0) !== asked.version) throw changedMeanwhile();
    if (asked.action !== 'reason' && !identityAllows(asked.action, now.state)) throw notNow();
    const { state, version: next } = await decide(tx, now, { actorId: ctx.me.id, actingFor: standing.staffId, at: ctx.now, secrets: ctx.deps.secrets });
    return { state, version: next };
  });
}

const fieldName = { fullName: 'họ tên', birthDate: 'ngày sinh', sex: 'giới tính', address: 'nơi ở' } as const;

const settle = verb({
  method: 'post',
  path: '/api/identity/{id}/settle',
  summary: 'Choose for each field which side is right; write the newest number; with a reason',
  access: { action: 'identity.settle', target: 'unit' },
  params: byId,
  body: z.object({
    choices: z.partialRecord(z.enum(chosenFields), z.enum(sides)).default({}),
    number: z.string().max(40).nullish().transform((given) => (given ? clean(given).replace(/[ .-]/g, '') : null) || null),
    numberKnownWrong: z.boolean().default(false),
    reason: z.enum(identityReasons),
    note,
    version,
  }),
  answer: settled,
  async handle(ctx, { params, body }) {
    if (body.number !== null && !/^(\d{12}|\d{9})$/.test(body.number)) {
      throw badField('number', 'Số phải gồm 12 chữ số (định danh, CCCD) hoặc 9 chữ số (CMND cũ).', 'A number has 12 digits (personal number, CCCD) or 9 (old CMND).');
    }
    return await decided(ctx, params.id, { action: 'settle', version: body.version }, async (tx, now, by) => {
      const outcome = await settleIdentity(tx, now, body, by);
      if (outcome.kind === 'taken') return outcome;
      throw badField(`choices.${outcome.field}`, `Bên được chọn không có ${fieldName[outcome.field]} đầy đủ. Hãy chọn bên khác.`, 'The chosen side has no complete value here. Choose another side.');
    });
  },
});

const reason = verb({
  method: 'post',
  path: '/api/identity/{id}/reason',
  summary: 'Say why a pupil has no number, or does not match yet',
  access: { action: 'identity.settle', target: 'unit' },
  params: byId,
  body: z.object({ reason: z.enum(identityReasons), note, version }),
  answer: settled,
  handle: (ctx, { params, body }) => decided(ctx, params.id, { action: 'reason', version: body.version }, (tx, now, by) => giveReason(tx, now, body, by)),
});

const report = verb({
  method: 'post',
  path: '/api/identity/{id}/report',
  summary: 'Report a case that cannot be synchronised, with a proposal',
  access: { action: 'identity.settle', target: 'unit' },
  params: byId,
  body: z.object({ reason: z.enum(identityReasons), proposal: words(5, 2000), version }),
  answer: settled,
  handle: (ctx, { params, body }) => decided(ctx, params.id, { action: 'report', version: body.version }, (tx, now, by) => reportCase(tx, now, body, by)),
});

const resolve = verb({
  method: 'post',
  path: '/api/identity/{id}/resolve',
  summary: 'The Sở answers a reported case',
  access: { action: 'identity.resolve', target: 'none' },
  params: byId,
  body: z.object({ resolution: words(5, 2000), version }),
  answer: settled,
  handle: (ctx, { params, body }) => decided(ctx, params.id, { action: 'resolve', version: body.version }, (tx, now, by) => resolveCase(tx, now, body, by)),
});

const day = z.string().regex(/^(\d{4}(-\d{2}(-\d{2})?)?)?$/);
const answer = verb({
  method: 'post',
  path: '/api/identity/{id}/answer',
  summary: 'Enter by hand what the population database says of a pupil',
  access: { action: 'identity.send', target: 'none' },
  params: byId,
  body: z.object({
    answer: z.discriminatedUnion('found', [
      z.object({ found: z.literal(true), record: z.object({ fullName: words(1, 100), birthDate: day, sex: z.enum(['male', 'female', '']), address: z.string().max(300).transform(clean) }) }),
      z.object({ found: z.literal(false) }),
    ]),
    version,
  }),
  answer: settled,
  handle: (ctx, { params, body }) => decided(ctx, params.id, { action: 'answer', version: body.version }, (tx, now, by) => enterAnswer(tx, now, body.answer, by)),
});

const evidence = verb({
  method: 'post',
  path: '/api/identity/{id}/evidence',
  summary: 'Attach the paper that shows the right value',
  access: { action: 'identity.settle', target: 'unit' },
  params: byId,
  upload: true,
  status: 201,
  answer: settled,
  async handle(ctx, { params }) {
    const mayAttach = (now: ThreeSides) => allow(ctx.actor, 'identity.settle', { unitPath: now.school.path }, 'identity.read');
    // Before the bytes are read: who may not attach uploads nothing.
    await ctx.inTx(async (tx) => {
      const now = await threeSides(tx, params.id);
      if (!now) throw notFound();
      mayAttach(now);
    });
    const kept = await keepUpload(ctx.raw, ctx.deps.config.dataDir);
    return await ctx.inTx(async (tx) => {
      const now = await lockSides(tx, params.id);
      if (!now) throw notFound();
      const standing = mayAttach(now);
      const file = await addFile(tx, { ...kept, unitPath: now.school.path, uploadedBy: ctx.me.id });
      const { state, version: next } = await attachEvidence(tx, now, file.id, { actorId: ctx.me.id, actingFor: standing.staffId, at: ctx.now, secrets: ctx.deps.secrets });
      return { state, version: next };
    });
  },
});

export const identityActionVerbs = [settle, reason, report, resolve, answer, evidence];
