import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { keyInSlip } from '../../db/queries/confirmation-answers.ts';
import { confirmationById, confirmationSorts, disputeOf, listConfirmations } from '../../db/queries/confirmation-list.ts';
import type { ConfirmationRow } from '../../db/queries/confirmation-list.ts';
import { familyAccess, revokeFamilyAccess } from '../../db/queries/parent-passwords.ts';
import { slipValues } from '../../db/queries/slip-values.ts';
import { confirmations } from '../../db/schema/families.ts';
import { confirmationAllows, confirmationStates, slipFields } from '../../domain/confirmation.ts';
import { may } from '../../domain/policy.ts';
import { clean } from '../../domain/text.ts';
import { baseFilter, listQuery, oneOrMany, Page, parseList } from '../list.ts';
import { badInput, notFound, Problem } from '../problem.ts';
import { allow, scopeOf } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { isoOrNull } from '../wire.ts';

const record = recordShape('Confirmation');
const filter = z.object({
  ...baseFilter,
  seasonId: uuid.optional(),
  state: oneOrMany(confirmationStates).optional(),
  schoolId: uuid.optional(),
  className: z.string().max(30).optional(),
});
const targetOf = (row: ConfirmationRow) => ({ unitPath: row.school.path, className: row.className });

function view(ctx: StaffCtx, found: ConfirmationRow) {
  const { slip: _, seasonState, answeredAt, ...row } = found;
  const takes =
    confirmationAllows('confirm', row.state) &&
    seasonState === 'running' &&
    may(ctx.actor, 'confirmation.key-in', { unitPath: row.school.path });
  return { ...row, answeredAt: isoOrNull(answeredAt), can: takes ? ['key-in'] : [] };
}

const list = verb({
  method: 'get',
  path: '/api/confirmations',
  summary: 'Slips and how parents answered',
  access: { action: 'confirmation.read', target: 'unit' },
  query: listQuery,
  answer: z.array(record),
  async handle(ctx, { query }) {
    const asked = parseList(query, filter, confirmationSorts, ['fullName', 'ASC']);
    const scope = scopeOf(ctx.actor, 'confirmation.read', { path: confirmations.schoolPath, className: confirmations.className });
    const { rows, total } = await ctx.inTx((tx) => listConfirmations(tx, asked, scope));
    return new Page(
      'confirmations',
      rows.map((row) => view(ctx, row)),
      total,
      asked.offset,
    );
  },
});

const one = verb({
  method: 'get',
  path: '/api/confirmations/{id}',
  summary: 'One slip',
  access: { action: 'confirmation.read', target: 'unit' },
  params: byId,
  answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const row = await confirmationById(tx, params.id);
      if (!row) throw notFound();
      allow(ctx.actor, 'confirmation.read', targetOf(row), 'confirmation.read');
      const { passwordIssuedAt, passwordRevokedAt, links } = await familyAccess(tx, row.id, ctx.now);
      return {
        ...view(ctx, row),
        slip: slipValues(row.slip, ctx.deps.secrets, 'masked'),
        disputeId: await disputeOf(tx, row.id),
        access: { passwordIssuedAt: isoOrNull(passwordIssuedAt), passwordRevokedAt: isoOrNull(passwordRevokedAt), links },
      };
    });
  },
});

const already = (vi: string, en: string) => new Problem(409, 'not-allowed-in-state', { vi, en });

const keyIn = verb({
  method: 'post',
  path: '/api/confirmations/{id}/key-in',
  summary: 'The clerk keys in a paper slip',
  access: { action: 'confirmation.key-in', target: 'unit' },
  params: byId,
  idempotent: true,
  body: z.object({
    answer: z.enum(['confirm', 'dispute']),
    fields: z
      .array(z.object({ field: z.enum(slipFields), proposed: z.string().max(500) }))
      .max(slipFields.length)
      .default([]),
    note: z.string().max(2000).nullish(),
  }),
  answer: z.object({ state: z.enum(confirmationStates), reference: z.string() }),
  async handle(ctx, { params, body, key }) {
    return await ctx.inTx(async (tx) => {
      const row = await confirmationById(tx, params.id);
      if (!row) throw notFound();
      const standing = allow(ctx.actor, 'confirmation.key-in', targetOf(row), 'confirmation.read');
      const outcome = await keyInSlip(tx, {
        confirmationId: row.id,
        by: { kind: 'staff', actorId: ctx.me.id, actingFor: standing.staffId },
        onceKey: key,
        realNow: ctx.now,
        secrets: ctx.deps.secrets,
        answer: body.answer,
        fields: body.fields,
        note: body.note?.normalize('NFC').trim() || null,
      });
      if (outcome.kind === 'taken') return { state: outcome.state, reference: outcome.reference };
      if (outcome.kind === 'invalid') throw badInput(outcome.problems);
      if (outcome.kind === 'already')
        throw already('Phiếu này đã có câu trả lời. Hãy tải lại để xem.', 'This slip is answered already. Reload to see.');
      throw already(
        'Ngoài thời gian xác nhận, hoặc mùa đang tạm dừng. Hãy hỏi Sở.',
        'Outside the window for answers, or the season is paused. Ask the Sở.',
      );
    });
  },
});

const revoke = verb({
  method: 'post',
  path: '/api/confirmations/{id}/revoke',
  summary: 'Every link and the password of a family stop working: a slip lost, a phone given away',
  access: { action: 'family.revoke', target: 'unit' },
  params: byId,
  body: z.object({ reason: z.string().max(500).transform(clean).pipe(z.string().min(3)) }),
  answer: z.object({ links: z.int(), password: z.boolean() }),
  async handle(ctx, { params, body }) {
    return await ctx.inTx(async (tx) => {
      const row = await confirmationById(tx, params.id);
      if (!row) throw notFound();
      const standing = allow(ctx.actor, 'family.revoke', targetOf(row), 'confirmation.read');
      const before = await familyAccess(tx, row.id, ctx.now);
      const gone = { links: before.links, password: before.passwordIssuedAt !== null && before.passwordRevokedAt === null };
      await revokeFamilyAccess(tx, row.id, ctx.now);
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'family.revoke', subjectType: 'confirmation', subjectId: row.id,
        unitPath: row.school.path, details: { ...gone, reason: body.reason },
      });
      return gone;
    });
  },
});

export const confirmationVerbs = [list, one, keyIn, revoke];
