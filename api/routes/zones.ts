import { z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/audit.ts';
import { enqueue } from '../../db/outbox.ts';
import { comparedWithLastYear, copyLastYear, setQuotas, setZones } from '../../db/queries/zone-edits.ts';
import { ensureZonePlan, noteZoneChange } from '../../db/queries/zone-plans.ts';
import { frozenChange } from '../../db/queries/zone-frozen.ts';
import { levelOfIntake } from '../../domain/cohort.ts';
import { localDateOf } from '../../domain/instant.ts';
import { clean } from '../../domain/text.ts';
import { affectedBy, evaluateZoning, whatIf, withMoves, zonedIntakes } from '../../domain/zoning.ts';
import type { ZoneMove } from '../../domain/zoning.ts';
import { badField, changedMeanwhile, notAllowed, Problem } from '../problem.ts';
import { allow } from '../scope.ts';
import { okShape, recordShape } from '../shapes.ts';
import { uuid, verb } from '../verb.ts';
import type { StaffCtx } from '../verb.ts';
import { drawn, mayActOn, planView } from '../zoning-view.ts';
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

const day = z.iso.date();
const edit = verb({
  method: 'put', path: '/api/zones', summary: 'Give places to schools. Once frozen: by a directive, with a reason, and everybody concerned is told',
  access: { action: 'zone.edit', target: 'unit' },
  body: z.object({ ...of, moves: moves.min(1), version: z.int().nullable(), from: day.optional(), directiveId: uuid.optional(), reason: z.string().max(2_000).transform(clean).optional() }),
  answer: recordShape('ZoneEdit'),
  async handle(ctx, { body }) {
    const found = await drawn(ctx, body.unitId, body.year);
    const standing = allow(ctx.actor, 'zone.edit', { unitPath: found.unit.path }, 'zone.read');
    checkMoves(body.moves, found.zoning);
    const affected = affectedBy(found.zoning, withMoves(found.zoning.zones, body.moves));
    return await ctx.inTx(async (tx) => {
      const plan = await ensureZonePlan(tx, found.unit, body.year);
      if (body.version !== null && body.version !== plan.version) throw changedMeanwhile();
      const from = body.from ?? (plan.state === 'frozen' ? localDateOf(ctx.now) : `${body.year}-06-01`);
      const isFrozen = mayActOn(ctx.actor, plan, 'change-frozen');
      if (!isFrozen && !mayActOn(ctx.actor, plan, 'edit')) throw closed();
      if (isFrozen && !body.directiveId) throw badField('directiveId', 'Tuyến đã chốt. Hãy chọn văn bản điều chỉnh và ghi lý do.', 'The zones are frozen. Choose the directive and give the reason.');
      if (isFrozen && !body.reason) throw badField('reason', 'Hãy ghi lý do điều chỉnh.', 'Give the reason.');
      await setZones(tx, { year: body.year, unitPath: found.unit.path }, body.moves, { from, keepHistory: isFrozen });
      const children = affected.reduce((sum, one) => sum + one.children, 0);
      const change = { planId: plan.id, unitPath: found.unit.path, before: before(found, body.moves), reason: body.reason ?? null, directiveId: body.directiveId ?? null, affected: children, madeBy: ctx.me.id };
      if (isFrozen) {
        const id = await frozenChange(tx, { ...change, from, affected, year: body.year, schools: schoolsIn(found, body.moves) });
        await enqueue(tx, { kind: 'tell-zone-change', key: `zone-change/${id}`, payload: { changeId: String(id) } });
      } else await noteZoneChange(tx, { ...change, kind: 'zones', after: { moves: body.moves } });
      await recordAudit(tx, {
        at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: isFrozen ? 'zone.change-frozen' : 'zone.edit', subjectType: 'zone-plan', subjectId: plan.id, unitPath: found.unit.path,
        details: { moves: body.moves.length, affected: children, from, directiveId: body.directiveId ?? null },
      });
      return { id: plan.id, moves: body.moves.length, affected: children };
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
  access: { action: 'zone.edit', target: 'unit' }, body: z.object(of), answer: recordShape('ZoneCopy'),
  async handle(ctx, { body }) {
    const { unit } = await drawn(ctx, body.unitId, body.year);
    const standing = allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
    return await ctx.inTx(async (tx) => {
      const plan = await ensureZonePlan(tx, unit, body.year);
      if (!mayActOn(ctx.actor, plan, 'edit')) throw closed();
      const copied = await copyLastYear(tx, { year: body.year, unitPath: unit.path }, `${body.year}-06-01`);
      await noteZoneChange(tx, { planId: plan.id, unitPath: unit.path, kind: 'copy', before: {}, after: copied, madeBy: ctx.me.id });
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'zone.copy', subjectType: 'zone-plan', subjectId: plan.id, unitPath: unit.path, details: copied });
      return { id: plan.id, ...copied };
    });
  },
});

const text = (most: number) => z.string().max(most).transform(clean);
const quotas = verb({
  method: 'put', path: '/api/quotas', summary: 'Seats, classes, rooms, criteria, papers and forms of schools',
  access: { action: 'zone.edit', target: 'unit' }, answer: okShape,
  body: z.object({
    ...of,
    quotas: z.array(z.object({
      schoolId: uuid, intake, seats: z.int().min(0).max(10_000), classes: z.int().min(0).max(500), rooms: z.int().min(0).max(500), twoSessions: z.int().min(0).max(100),
      criteria: text(4_000), papers: z.array(text(300)).max(30), forms: z.array(z.object({ title: text(200), url: z.url({ protocol: /^https?$/ }).max(500) })).max(20),
    })).min(1).max(1_000),
  }),
  async handle(ctx, { body }) {
    const { unit, zoning } = await drawn(ctx, body.unitId, body.year);
    const standing = allow(ctx.actor, 'zone.edit', { unitPath: unit.path }, 'zone.read');
    const known = new Set(zoning.schools.map((one) => one.id));
    if (body.quotas.some((one) => !known.has(one.schoolId))) throw notAllowed();
    return await ctx.inTx(async (tx) => {
      const plan = await ensureZonePlan(tx, unit, body.year);
      if (!mayActOn(ctx.actor, plan, 'edit')) throw closed();
      await setQuotas(tx, { year: body.year, unitPath: unit.path }, body.quotas);
      const was = zoning.quotas.filter((one) => body.quotas.some((edited) => edited.schoolId === one.schoolId && edited.intake === one.intake));
      await noteZoneChange(tx, { planId: plan.id, unitPath: unit.path, kind: 'quotas', before: { quotas: was }, after: { quotas: body.quotas }, madeBy: ctx.me.id });
      await recordAudit(tx, { at: ctx.now, actorId: ctx.me.id, actingFor: standing.staffId, action: 'quota.edit', subjectType: 'zone-plan', subjectId: plan.id, unitPath: unit.path, details: { quotas: body.quotas.length } });
      return { ok: true };
    });
  },
});

export const zoneVerbs = [table, suppose, compare, edit, copy, quotas];
