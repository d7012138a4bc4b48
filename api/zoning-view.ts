import { evaluateZoning } from '../domain/zoning.ts';
import type { Children } from '../domain/zoning.ts';
import { zonePlanActions } from '../domain/zone-plan.ts';
import type { ZonePlanAction, ZonePlanState } from '../domain/zone-plan.ts';
import { may } from '../domain/policy.ts';
import type { Actor, PolicyAction } from '../domain/policy.ts';
import { directiveOfPlan, isFirst, lockZonePlan, mayMove, zonePlanById, zonePlanOf } from '../db/queries/zone-plans.ts';
import type { ZonePlanRow } from '../db/queries/zone-plans.ts';
import { countChildren, readZoning, splitZoning } from '../db/queries/zoning-read.ts';
import type { ReadZoning } from '../db/queries/zoning-read.ts';
import { unitById } from '../db/queries/units.ts';
import type { UnitRow } from '../db/queries/units.ts';
import type { Tx } from '../db/client.ts';
import { notAllowed, notFound, Problem } from './problem.ts';
import type { StaffCtx } from './verb.ts';

/** Who presses which button of a plan's chain. */
const needs = {
  edit: 'zone.edit', 'open-comments': 'zone.edit', comment: 'zone.comment', reply: 'zone.edit', decide: 'zone.edit', supervise: 'zone.supervise', return: 'zone.supervise', freeze: 'zone.supervise', 'change-frozen': 'zone.edit',
} as const satisfies Record<ZonePlanAction, PolicyAction>;

export function mayActOn(actor: Actor, plan: Pick<ZonePlanRow, 'unit' | 'state'>, action: ZonePlanAction): boolean {
  if (!mayMove(action, plan.state)) return false;
  // A school comments on the plan of the unit above it.
  if (action === 'comment') return actor.own.role === 'principal' && actor.own.unitPath.startsWith(plan.unit.path);
  return may(actor, needs[action], { unitPath: plan.unit.path });
}

export async function planView(tx: Tx, plan: ZonePlanRow, actor: Actor) {
  const { directiveId, frozenAt, ...rest } = plan;
  return {
    ...rest, decision: await directiveOfPlan(tx, directiveId), frozenAt: frozenAt === null ? null : new Date(frozenAt).toISOString(),
    can: zonePlanActions.filter((action) => mayActOn(actor, plan, action)),
  };
}

/** A middle unit that draws zones; anything else is not found. */
export async function zoningUnit(tx: Tx, unitId: string): Promise<UnitRow> {
  const unit = await unitById(tx, unitId);
  if (unit?.tier !== 'district' && unit?.tier !== 'commune') throw notFound();
  return unit;
}

export type Drawn = { unit: UnitRow; plan: ZonePlanRow | null; zoning: ReadZoning };

/** Places, zones, quotas and schools of a unit, and how many children live where: counted over all schools, whoever asks. */
export async function drawn(ctx: StaffCtx, unitId: string, year: number): Promise<Drawn> {
  const { unit, plan, read } = await ctx.inTx(async (tx) => {
    const found = await zoningUnit(tx, unitId);
    return { unit: found, plan: await zonePlanOf(tx, unitId, year), read: await readZoning(tx, { year, unitPath: found.path }) };
  });
  return { unit, plan, zoning: { ...read, children: await childrenFor(ctx, unit.path) } };
}

/** The whole province read once, and cut by middle unit. */
export async function drawnByUnit(ctx: StaffCtx, year: number): Promise<(unitId: string) => ReadZoning> {
  const root = ctx.me.unit.path.split('/')[0] ?? '';
  const read = await ctx.inTx((tx) => readZoning(tx, { year, unitPath: `${root}/` }));
  const children = await childrenFor(ctx, `${root}/`);
  return splitZoning({ ...read, children });
}

export const childrenFor = (ctx: StaffCtx, path: string): Promise<Children[]> => countChildren(ctx.deps.db, path);

export async function planFor(tx: Tx, id: string): Promise<ZonePlanRow> {
  const plan = await zonePlanById(tx, id);
  if (!plan) throw notFound();
  return plan;
}

/** A state in which the action would be legal: tells "not you" from "not now". */
const stateFor = {
  edit: 'draft', 'open-comments': 'draft', comment: 'commenting', reply: 'commenting', decide: 'commenting', supervise: 'decided', return: 'decided', freeze: 'decided', 'change-frozen': 'frozen',
} as const satisfies Record<ZonePlanAction, ZonePlanState>;
export const notNow = () => new Problem(409, 'not-in-this-state', { vi: 'Phương án không còn ở bước đó. Hãy tải lại để xem tình trạng mới.', en: 'The plan is no longer in that state. Reload.' });
export const drawnMeanwhile = () => new Problem(409, 'changed-meanwhile', {
  vi: 'Phương án vừa được người khác sửa nên việc này chưa được ghi. Hãy xem lại bảng mới rồi bấm lại; những gì bạn đã gõ vẫn còn.',
  en: 'Somebody changed the plan meanwhile, so nothing was recorded. Look at the new table, then press again; what you typed is kept.',
});

/**
 * Holds a plan for what one request does to it. `null`: the same request was taken before. Whoever may not act at all is told so before; the state is for the caller
 * to check once the plan is held.
 */
export async function held(ctx: StaffCtx, tx: Tx, plan: ZonePlanRow, actions: readonly ZonePlanAction[], key: string): Promise<ZonePlanRow | null> {
  if (!actions.some((action) => mayActOn(ctx.actor, { ...plan, state: stateFor[action] }, action))) throw notAllowed();
  const locked = await lockZonePlan(tx, plan.id);
  if (!locked) throw notFound();
  return (await isFirst(tx, plan.id, { by: ctx.me.id, key })) ? locked : null;
}

/** Numbers of a unit's drawing for lists and tasks. */
export function summaryOf(zoning: ReadZoning): { places: number; unzoned: number; findings: number; seats: number; children: number; shortfall: number } {
  const { seats, findings } = evaluateZoning(zoning);
  const sum = (of: (one: (typeof seats)[number]) => number): number => seats.reduce((all, one) => all + of(one), 0);
  return {
    places: zoning.places.length, unzoned: new Set(findings.filter((one) => one.code === 'no-school').map((one) => one.placeId)).size, findings: findings.length,
    seats: sum((one) => one.seats ?? 0), children: sum((one) => one.children), shortfall: sum((one) => one.shortfall),
  };
}
