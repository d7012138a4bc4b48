import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { enqueue } from '../../db/outbox.ts';
import { comparedWithLastYear, copyLastYear, setQuotas, setZones } from '../../db/queries/zone-edits.ts';
import { ensureZonePlan, noteZoneChange, raiseZonePlan, zoneChangeOf } from '../../db/queries/zone-plans.ts';
import { readZoning } from '../../db/queries/zoning-read.ts';
import type { Tx } from '../../db/client.ts';
import { frozenChange } from '../../db/queries/zone-frozen.ts';
import { levelOfIntake } from '../../domain/cohort.ts';
import { localDateOf } from '../../domain/instant.ts';
import { clean } from '../../domain/text.ts';
import type { ZonePlanAction } from '../../domain/zone-plan.ts';
import { affectedBy, evaluateZoning, whatIf, withMoves, zonedIntakes } from '../../domain/zoning.ts';
import type { ZoneMove } from '../../domain/zoning.ts';
import { badField, notAllowed, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { okShape, recordShape } from '../shapes.ts';
import { uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { childrenFor, drawn, drawnMeanwhile, held, mayActOn, planView, zoningUnit } from '../zoning-view.ts';
import type { Drawn } from '../zoning-view.ts';

const record = recordShape('Zoning');
const of = { unitId: uuid, year: z.coerce.number().int().min(2000).max(2100) };
const intake = z.enum(zonedIntakes);
const move = z.object({ placeId: uuid, intake, schoolIds: z.array(uuid).max(5) });
const moves = z.array(move).max(5_000);

const table = verb({
  method: 'get', path: '/api/zones', summary: 'Zones of a middle unit and year: places, schools, who goes where, seats against children, checks',
  access: { action: 'zone.read', target: 'none' }, query: z.object(of), answer: record,
  async handle(ctx, { query }) {
    const found = await drawn(ctx, query.unitId, query.year);
    const { unit, plan, zoning } = found;
    const shown = await ctx.inTx(async (tx) => (plan === null ? null : await planView(tx, plan, ctx.actor)));
    return { id: `${unit.id}/${query.year}`, unit: refOf(unit), year: query.year, plan: shown, mayEdit: mayEdit(ctx, found), ...zoning, ...evaluateZoning(zoning) };
  },
});

const refOf = ({ id, code, name, tier, path }: Drawn['unit']) => ({ id, code, name, tier, path });
const mayEdit = (ctx: StaffCtx, { unit, plan }: Drawn): boolean => mayActOn(ctx.actor, plan ?? { unit: refOf(unit), state: 'draft' }, 'edit');

const suppose = verb({
  method: 'post', path: '/api/zones/what-if', summary: 'The effect of moves on seats and children; nothing is written',
  access: { action: 'zone.read', target: 'none' }, body: z.object({ ...of, moves }), answer: recordShape('WhatIf'),
  async handle(ctx, { body }) {
    const { zoning } = await drawn(ctx, body.unitId, body.year);
    checkMoves(body.moves, zoning);
    return { id: 'what-if', ...whatIf(zoning, body.moves) };
  },
});

const compare = verb({
  method: 'get', path: '/api/zones/compare', summary: 'Places whose schools differ from last year',
  access: { action: 'zone.read', target: 'none' }, query: z.object(of), answer: z.array(z.looseObject({ placeId: z.string() })),
  async handle(ctx, { query }) {
    const { unit } = await drawn(ctx, query.unitId, query.year);
    return await ctx.inTx((tx) => comparedWithLastYear(tx, { year: query.year, unitPath: unit.path }));
  },
});

/** Places and schools must be of the unit, schools of the level: what a hand-made request could break. */
function checkMoves(asked: readonly ZoneMove[], zoning: Drawn['zoning']): void {
  const places = new Set(zoning.places.map((one) => one.id));
  const levels = new Map(zoning.schools.map((one) => [one.id, one.levels]));
  const stray = asked.find((one) => !places.has(one.placeId) || one.schoolIds.some((id) => !levels.has(id)));
  if (stray) throw badField('moves', 'Địa danh hoặc trường không thuộc đơn vị này. Hãy tải lại trang.', 'A place or school is not of this unit. Reload.');
  const wrong = asked.find((one) => one.schoolIds.some((id) => !levels.get(id)?.includes(levelOfIntake[one.intake])));
  if (wrong) throw badField('moves', 'Trường được chọn không có cấp học này. Hãy chọn trường khác.', 'The school does not have this level.');
}

/** Begun where there is none, and held: what is read of it after this is what is written over. `version`: as the person saw it, null when there was none. */
async function begun(ctx: StaffCtx, tx: Tx, unit: Drawn['unit'], given: { year: number; version?: number | null; key: string }, actions: readonly ZonePlanAction[]) {
  const plan = await ensureZonePlan(tx, unit, given.year);
  const locked = await held(ctx, tx, plan, actions, given.key);
  if (locked === null) return { id: plan.id, plan: null };
  if (!actions.some((action) => mayActOn(ctx.actor, locked, action))) throw closed();
  if (given.version !== undefined && (given.version ?? 1) !== locked.version) throw drawnMeanwhile();
  await raiseZonePlan(tx, locked);
  return { id: plan.id, plan: locked };
}

const day = z.iso.date();
const edit = verb({
  method: 'put', path: '/api/zones', summary: 'Give places to schools. Once frozen: by a directive, with a reason, and everybody concerned is told',
  access: { action: 'zone.edit', target: 'unit' }, idempotent: true,
  body: z.object({ ...of, moves: moves.min(1), version: z.int().nullable(), from: day.optional(), directiveId: uuid.optional(), reason: z.string().max(2_000).transform(clean).optional() }),
  answer: recordShape('ZoneEdit'),
  async handle(ctx, { body, key }) {
    const unit = await ctx.inTx((tx) => zoningUnit(tx, body.unitId));
    const standing = allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
    const children = await childrenFor(ctx, unit.path);
    return await ctx.inTx(async (tx) => {
      const { id, plan } = await begun(ctx, tx, unit, { ...body, key }, ['edit', 'change-frozen']);
      if (plan === null) return { id, moves: body.moves.length, affected: (await zoneChangeOf(tx, id, key))?.affected ?? 0 };
      const found = { unit, plan, zoning: { ...(await readZoning(tx, { year: body.year, unitPath: unit.path })), children } };
      checkMoves(body.moves, found.zoning);
      const affected = affectedBy(found.zoning, withMoves(found.zoning.zones, body.moves));
      const isFrozen = plan.state === 'frozen';
      const from = body.from ?? (isFrozen ? localDateOf(ctx.now) : `${body.year}-06-01`);
      if (isFrozen && !body.directiveId) throw badField('directiveId', 'Tuyến đã chốt. Hãy chọn văn bản điều chỉnh và ghi lý do.', 'The zones are frozen. Choose the directive and give the reason.');
      if (isFrozen && !body.reason) throw badField('reason', 'Hãy ghi lý do điều chỉnh.', 'Give the reason.');
      await setZones(tx, { year: body.year, unitPath: unit.path }, body.moves, { from, keepHistory: isFrozen });
      const concerned = affected.reduce((sum, one) => sum + one.children, 0);
      const change = { planId: id, unitPath: unit.path, before: before(found, body.moves), reason: body.reason ?? null, directiveId: body.directiveId ?? null, affected: concerned, madeBy: ctx.me.id };
      if (isFrozen) {
        const changeId = await frozenChange(tx, { ...change, from, affected, year: body.year, schools: schoolsIn(found, body.moves), key });
        await enqueue(tx, { kind: 'tell-zone-change', key: `zone-change/${changeId}`, payload: { changeId: String(changeId) } });
      } else await noteZoneChange(tx, { ...change, kind: 'zones', after: { moves: body.moves, key } });
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: isFrozen ? 'zone.change-frozen' : 'zone.edit', subjectType: 'zone-plan', subjectId: id, unitPath: unit.path,
        details: { moves: body.moves.length, affected: concerned, from, directiveId: body.directiveId ?? null, after: { state: plan.state, version: plan.version + 1 } },
      });
      return { id, moves: body.moves.length, affected: concerned };
    });
  },
});

const closed = () => new Problem(409, 'zones-closed', { vi: 'Phương án đã có quyết định nên không sửa ở đây. Hãy đề nghị Sở trả lại, hoặc chờ đến khi chốt rồi điều chỉnh bằng văn bản.', en: 'The plan is decided: ask the Sở to return it, or change it by a directive once frozen.' });

function before({ zoning }: Drawn, asked: readonly ZoneMove[]): Record<string, unknown> {
  return { zones: asked.map(({ placeId, intake: which }) => ({ placeId, intake: which, schoolIds: zoning.zones.filter((one) => one.placeId === placeId && one.intake === which).map((one) => one.schoolId) })) };
}

function schoolsIn(found: Drawn, asked: readonly ZoneMove[]): string[] {
  const { before: was, after } = whatIf(found.zoning, asked);
  return [...new Set([...was, ...after].map((one) => one.schoolId))];
}

const copy = verb({
  method: 'post', path: '/api/zones/copy', summary: 'Begin with last year’s zones and quotas',
  access: { action: 'zone.edit', target: 'unit' }, idempotent: true, body: z.object(of), answer: recordShape('ZoneCopy'),
  async handle(ctx, { body, key }) {
    return await ctx.inTx(async (tx) => {
      const unit = await zoningUnit(tx, body.unitId);
      const standing = allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
      const { id, plan } = await begun(ctx, tx, unit, { year: body.year, key }, ['edit']);
      if (plan === null) {
        const earlier = (await zoneChangeOf(tx, id, key))?.after;
        return { id, zones: earlier?.['zones'], quotas: earlier?.['quotas'] };
      }
      const copied = await copyLastYear(tx, { year: body.year, unitPath: unit.path }, `${body.year}-06-01`);
      await noteZoneChange(tx, { planId: id, unitPath: unit.path, kind: 'copy', before: {}, after: { ...copied, key }, madeBy: ctx.me.id });
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'zone.copy', subjectType: 'zone-plan', subjectId: id, unitPath: unit.path, details: { ...copied, after: { state: plan.state, version: plan.version + 1 } } });
      return { id, ...copied };
    });
  },
});

const text = (most: number) => z.string().max(most).transform(clean);
const quotas = verb({
  method: 'put', path: '/api/quotas', summary: 'Seats, classes, rooms, criteria, papers and forms of schools',
  access: { action: 'zone.edit', target: 'unit' }, idempotent: true, answer: okShape,
  body: z.object({
    ...of, version: z.int().nullable().optional(),
    quotas: z.array(z.object({
      schoolId: uuid, intake, seats: z.int().min(0).max(10_000), classes: z.int().min(0).max(500), rooms: z.int().min(0).max(500), twoSessions: z.int().min(0).max(100),
      criteria: text(4_000), papers: z.array(text(300)).max(30), forms: z.array(z.object({ title: text(200), url: z.url({ protocol: /^https?$/ }).max(500) })).max(20),
    })).min(1).max(1_000),
  }),
  async handle(ctx, { body, key }) {
    return await ctx.inTx(async (tx) => {
      const unit = await zoningUnit(tx, body.unitId);
      const standing = allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
      const { id, plan } = await begun(ctx, tx, unit, { ...body, key }, ['edit']);
      if (plan === null) return { ok: true };
      const zoning = await readZoning(tx, { year: body.year, unitPath: unit.path });
      const known = new Set(zoning.schools.map((one) => one.id));
      if (body.quotas.some((one) => !known.has(one.schoolId))) throw notAllowed();
      await setQuotas(tx, { year: body.year, unitPath: unit.path }, body.quotas);
      const was = zoning.quotas.filter((one) => body.quotas.some((edited) => edited.schoolId === one.schoolId && edited.intake === one.intake));
      await noteZoneChange(tx, { planId: id, unitPath: unit.path, kind: 'quotas', before: { quotas: was }, after: { quotas: body.quotas }, madeBy: ctx.me.id });
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'quota.edit', subjectType: 'zone-plan', subjectId: id, unitPath: unit.path, details: { quotas: body.quotas.length, after: { state: plan.state, version: plan.version + 1 } } });
      return { ok: true };
    });
  },
});

export const zoneVerbs = [table, suppose, compare, edit, copy, quotas];
