import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { addDirective } from '../../db/queries/directives.ts';
import { commentOnPlan, commentsOf, ensureZonePlan, isFirst, listZonePlans, moveZonePlan, noteZoneChange, replyToComment, zoneHistory } from '../../db/queries/zone-plans.ts';
import type { ZonePlanRow } from '../../db/queries/zone-plans.ts';
import { readZoning } from '../../db/queries/zoning-read.ts';
import { personRefs } from '../../db/queries/staff.ts';
import { unitById } from '../../db/queries/units.ts';
import type { Tx } from '../../db/client.ts';
import { clean } from '../../domain/text.ts';
import type { ZonePlanAction, ZonePlanState } from '../../domain/zone-plan.ts';
import { evaluateZoning } from '../../domain/zoning.ts';
import { badField, notFound, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { recordShape } from '../shapes.ts';
import { byId, uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { childrenFor, drawnByUnit, drawnMeanwhile, held, mayActOn, notNow, planFor, planView, summaryOf, zoningUnit } from '../zoning-view.ts';

const record = recordShape('ZonePlan');
const words = (most: number) => z.string().max(most).transform(clean).pipe(z.string().min(1));
const version = z.int();

const list = verb({
  method: 'get', path: '/api/zone-plans', summary: 'How far the zoning of each middle unit has come', access: { action: 'zone.read', target: 'none' },
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }), answer: z.array(record),
  async handle(ctx, { query }) {
    const zoningOf = await drawnByUnit(ctx, query.year);
    return await ctx.inTx(async (tx) => {
      const rows = [];
      for (const plan of await listZonePlans(tx, query.year)) rows.push({ ...(await planView(tx, plan, ctx.actor)), ...summaryOf(zoningOf(plan.unit.id)) });
      return rows;
    });
  },
});

const begin = verb({
  method: 'post', path: '/api/zone-plans', summary: 'Begin the zoning of a year', access: { action: 'zone.edit', target: 'unit' }, status: 201,
  body: z.object({ unitId: uuid, year: z.int().min(2000).max(2100) }), answer: record,
  async handle(ctx, { body }) {
    return await ctx.inTx(async (tx) => {
      const unit = await zoningUnit(tx, body.unitId);
      allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
      return await planView(tx, await ensureZonePlan(tx, unit, body.year), ctx.actor);
    });
  },
});

const one = verb({
  method: 'get', path: '/api/zone-plans/{id}', summary: 'One plan with what schools say and its history', access: { action: 'zone.read', target: 'none' }, params: byId, answer: record,
  async handle(ctx, { params }) {
    return await ctx.inTx(async (tx) => {
      const plan = await planFor(tx, params.id);
      const history = await zoneHistory(tx, plan.id);
      const people = await personRefs(tx, history.map((each) => each.madeBy));
      return {
        ...(await planView(tx, plan, ctx.actor)), comments: await commentsOf(tx, plan.id),
        history: history.map(({ madeBy, createdAt, ...each }) => ({ ...each, by: people.get(madeBy) ?? null, at: createdAt.toISOString() })),
      };
    });
  },
});

type Step = { action: ZonePlanAction; to: ZonePlanState; details?: Record<string, unknown>; directiveId?: string; returnReason?: string | null };

/** One move of the chain: right, request, state, version, audit, history, in one transaction that holds the plan. `prepare` looks at what is drawn under that hold. */
async function step(ctx: StaffCtx, tx: Tx, asked: { id: string; version: number; key: string }, move: Step, prepare: (plan: ZonePlanRow) => Promise<Partial<Step>> = async () => ({})) {
  const seen = await planFor(tx, asked.id);
  const plan = await held(ctx, tx, seen, [move.action], asked.key);
  if (plan === null) return await planView(tx, seen, ctx.actor);
  if (!mayActOn(ctx.actor, plan, move.action)) throw notNow();
  if (asked.version !== plan.version) throw drawnMeanwhile();
  const { action, to, directiveId, returnReason, details } = { ...move, ...(await prepare(plan)) };
  const moved = { state: to, ...(directiveId !== undefined && { directiveId }), ...(returnReason !== undefined && { returnReason }) };
  if (!(await moveZonePlan(tx, plan, moved))) throw drawnMeanwhile();
  await noteZoneChange(tx, { planId: plan.id, unitPath: plan.unit.path, kind: action, before: { state: plan.state }, after: { state: to }, reason: returnReason ?? null, directiveId: directiveId ?? null, madeBy: ctx.me.id });
  await recordAudit(tx, {
    at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action: `zone-plan.${action}`, subjectType: 'zone-plan', subjectId: plan.id, unitPath: plan.unit.path,
    details: { ...details, after: { state: to, version: plan.version + 1 } },
  });
  return await planView(tx, { ...plan, ...moved, version: plan.version + 1 }, ctx.actor);
}

const openComments = verb({
  method: 'post', path: '/api/zone-plans/{id}/open-comments', summary: 'Show the draft to the schools', access: { action: 'zone.edit', target: 'unit' }, idempotent: true, params: byId, body: z.object({ version }), answer: record,
  handle: (ctx, { params, body, key }) => ctx.inTx((tx) => step(ctx, tx, { id: params.id, version: body.version, key }, { action: 'open-comments', to: 'commenting', returnReason: null })),
});

const comment = verb({
  method: 'post', path: '/api/zone-plans/{id}/comment', summary: 'A school agrees or says what is wrong', access: { action: 'zone.comment', target: 'unit' }, idempotent: true, params: byId,
  body: z.object({ agrees: z.enum(['yes', 'no']), note: z.string().max(4_000).transform(clean) }), answer: record,
  async handle(ctx, { params, body, key }) {
    return await ctx.inTx(async (tx) => {
      const plan = await planFor(tx, params.id);
      if (!ctx.me.unit.path.startsWith(plan.unit.path)) throw notFound();
      if (!(await isFirst(tx, plan.id, { by: ctx.me.id, key }))) return await planView(tx, plan, ctx.actor);
      if (!mayActOn(ctx.actor, plan, 'comment')) throw notNow();
      if (body.agrees === 'no' && body.note === '') throw badField('note', 'Hãy ghi rõ chỗ chưa đồng ý.', 'Say what is wrong.');
      await commentOnPlan(tx, plan.id, ctx.me.unit, { ...body, madeBy: ctx.me.id });
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: ctx.me.id, action: 'zone-plan.comment', subjectType: 'zone-plan', subjectId: plan.id, unitPath: ctx.me.unit.path, details: { agrees: body.agrees } });
      return await planView(tx, plan, ctx.actor);
    });
  },
});

const reply = verb({
  method: 'post', path: '/api/zone-plans/{id}/reply', summary: 'The middle unit answers a school’s comment, until the committee decides', access: { action: 'zone.edit', target: 'unit' }, idempotent: true, params: byId,
  body: z.object({ schoolId: uuid, reply: words(4_000) }), answer: record,
  async handle(ctx, { params, body, key }) {
    return await ctx.inTx(async (tx) => {
      const seen = await planFor(tx, params.id);
      const standing = allow(ctx.actor, 'zone.edit', { unitPath: seen.unit.path }, 'zone.read');
      const plan = await held(ctx, tx, seen, ['reply'], key);
      if (plan === null) return await planView(tx, seen, ctx.actor);
      if (!mayActOn(ctx.actor, plan, 'reply')) throw notNow();
      if (!(await unitById(tx, body.schoolId)) || !(await replyToComment(tx, plan.id, body.schoolId, body.reply))) throw notFound();
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'zone-plan.reply', subjectType: 'zone-plan', subjectId: plan.id, unitPath: plan.unit.path, details: { schoolId: body.schoolId } });
      return await planView(tx, plan, ctx.actor);
    });
  },
});

const decide = verb({
  method: 'post', path: '/api/zone-plans/{id}/decide', summary: 'The committee has decided: its decision is recorded; refused while a check fails', access: { action: 'zone.edit', target: 'unit' }, idempotent: true, params: byId,
  body: z.object({ version, number: words(100), signedOn: z.iso.date(), signer: words(200) }), answer: record,
  async handle(ctx, { params, body: { version: seen, ...given }, key }) {
    const { unit } = await ctx.inTx((tx) => planFor(tx, params.id));
    const children = await childrenFor(ctx, unit.path);
    return await ctx.inTx((tx) => step(ctx, tx, { id: params.id, version: seen, key }, { action: 'decide', to: 'decided' }, async (plan) => {
      const { findings } = evaluateZoning({ ...(await readZoning(tx, { year: plan.year, unitPath: unit.path })), children });
      if (findings.length > 0) {
        throw new Problem(409, 'checks-fail', { vi: `Còn ${findings.length} chỗ chưa đạt kiểm tra. Hãy xử lý hết ở mục Kiểm tra rồi ghi quyết định.`, en: `${findings.length} checks fail. Settle them first.` });
      }
      const directive = await addDirective(tx, { ...given, title: `Phương án tuyển sinh ${plan.year}, ${plan.unit.name}`, createdBy: ctx.me.id });
      return { directiveId: directive.id, details: { directive: directive.number } };
    }));
  },
});

const supervise = verb({
  method: 'post', path: '/api/zone-plans/{id}/supervise', summary: 'The Sở has looked at it', access: { action: 'zone.supervise', target: 'none' }, idempotent: true, params: byId, body: z.object({ version }), answer: record,
  handle: (ctx, { params, body, key }) => ctx.inTx((tx) => step(ctx, tx, { id: params.id, version: body.version, key }, { action: 'supervise', to: 'supervised' })),
});

const sendBack = verb({
  method: 'post', path: '/api/zone-plans/{id}/return', summary: 'The Sở sends it back with a reason', access: { action: 'zone.supervise', target: 'none' }, idempotent: true, params: byId,
  body: z.object({ version, reason: words(2_000) }), answer: record,
  handle: (ctx, { params, body, key }) => ctx.inTx((tx) => step(ctx, tx, { id: params.id, version: body.version, key }, { action: 'return', to: 'draft', returnReason: body.reason })),
});

export const zonePlanVerbs = [list, begin, one, openComments, comment, reply, decide, supervise, sendBack];
