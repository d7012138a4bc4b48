import { isWithin } from './tier.ts';
import type { Tier } from './tier.ts';

export const roles = ['admin', 'leader', 'officer', 'operator', 'principal', 'clerk', 'homeroom-teacher'] as const;
export type Role = (typeof roles)[number];

/** Which roles exist at which tier. */
export const rolesOfTier = {
  province: ['admin', 'leader', 'officer', 'operator'],
  district: ['leader', 'officer'],
  commune: ['leader', 'officer'],
  school: ['principal', 'clerk', 'homeroom-teacher'],
} as const satisfies Record<Tier, readonly Role[]>;

/** The place from which somebody acts: their own, or one lent to them by a dated delegation. */
export type Standing = { staffId: string; tier: Tier; role: Role; unitId: string; unitPath: string; className: string | null };

/**
 * A signed-in member of staff. `delegated` holds the standings lent to them that are in force now; they
 * never cascade: what was lent cannot be lent on, so only `own` may create a delegation.
 */
export type Actor = { own: Standing; delegated: readonly Standing[] };

/** Who is asked about: the unit the thing belongs to. */
export type Target = { unitPath: string; className?: string | null };

type Who = `${Tier | 'middle'}:${Role}`;
/** `own`: the very unit; `subtree`: the unit and all under it; `any`: regardless of unit; `class`: own unit, and for a homeroom teacher the own class. */
type Scope = 'own' | 'subtree' | 'any' | 'class';
type Rule = { who: readonly Who[]; scope: Scope };

const sa = 'province:admin';
const sl = 'province:leader';
const so = 'province:officer';
const op = 'province:operator';
const ml = 'middle:leader';
const mo = 'middle:officer';
const sp = 'school:principal';
const sc = 'school:clerk';
const st = 'school:homeroom-teacher';
const everyone = [sa, sl, so, op, ml, mo, sp, sc, st] as const;

/** The one access table; routes, buttons and the test matrix read it. */
export const policy = {
  'unit.read': { who: everyone, scope: 'any' },
  'unit.edit': { who: [sa], scope: 'subtree' },
  'staff.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'staff.edit': { who: [sa, ml, sp], scope: 'subtree' },
  'pupil.read': { who: [sa, sl, so, ml, mo, sp, sc, st], scope: 'class' },
  'pupil.edit': { who: [sp, sc], scope: 'own' },
  'place.read': { who: everyone, scope: 'any' },
  'place.propose': { who: [sp, sc], scope: 'own' },
  'place.edit': { who: [sa, so, ml, mo], scope: 'subtree' },
  'residence.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  // The middle tier that keeps the catalogue, or the school that knows the family.
  'residence.decide': { who: [sa, so, ml, mo, sp, sc], scope: 'subtree' },
  'import.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'import.run': { who: [sa, so, ml, mo, sp, sc], scope: 'subtree' },
  'claim.make': { who: [sp, sc], scope: 'own' },
  'claim.decide': { who: [sa, so, ml, mo], scope: 'subtree' },
  'child.find': { who: [ml, mo], scope: 'own' },
  'duplicate.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'duplicate.decide': { who: [sa, so, ml, mo], scope: 'subtree' },
  'number.reveal': { who: [sa, so, sp, sc], scope: 'subtree' },
  'identity.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'identity.send': { who: [sa, so], scope: 'any' },
  'identity.settle': { who: [sp, sc], scope: 'own' },
  'identity.resolve': { who: [sa, so], scope: 'any' },
  'exam.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'exam.work': { who: [sp, sc], scope: 'own' },
  'candidate.work': { who: [ml, mo], scope: 'own' },
  'evidence.review': { who: [sa, so, sp], scope: 'subtree' },
  'zone.read': { who: everyone, scope: 'any' },
  'zone.edit': { who: [ml, mo], scope: 'own' },
  'zone.comment': { who: [sp], scope: 'own' },
  'zone.supervise': { who: [sa, sl, so], scope: 'any' },
  'plan.read': { who: everyone, scope: 'any' },
  'season.read': { who: everyone, scope: 'any' },
  'season.prepare': { who: [sa, so], scope: 'any' },
  'season.approve': { who: [sa, sl], scope: 'any' },
  'season.change': { who: [sa, sl], scope: 'any' },
  'season.rehearse': { who: [sa, sl, so], scope: 'any' },
  'task.read': { who: everyone, scope: 'subtree' },
  'task.answer': { who: [sa, sl, so, ml, mo, sp, sc, st], scope: 'class' },
  'task.review': { who: [sa, sl, so, ml, mo, sp], scope: 'own' },
  'task.assign': { who: [sa, sl, ml, sp], scope: 'subtree' },
  'task.remind': { who: [sa, sl, so, ml, mo], scope: 'subtree' },
  'task.comment': { who: [sa, sl, so, ml, mo, sp, sc, st], scope: 'subtree' },
  'directive.read': { who: everyone, scope: 'any' },
  'directive.create': { who: [sa, sl, so, ml, mo], scope: 'any' },
  'confirmation.read': { who: [sa, sl, so, ml, mo, sp, sc, st], scope: 'class' },
  'confirmation.key-in': { who: [sp, sc], scope: 'own' },
  'slip.print': { who: [sp, sc, st], scope: 'class' },
  'family.revoke': { who: [sp, sc], scope: 'own' },
  'dispute.decide': { who: [sp, sc], scope: 'own' },
  'notice.read': { who: [sa, sl, so, ml, mo, sp, sc], scope: 'subtree' },
  'notice.settle': { who: [sa, so, sc], scope: 'subtree' },
  'holiday.edit': { who: [sa], scope: 'any' },
  'audit.read': { who: [sa, sl], scope: 'any' },
  'engine.read': { who: [sa, op], scope: 'any' },
  'delegation.create': { who: everyone, scope: 'own' },
} as const satisfies Record<string, Rule>;
export type PolicyAction = keyof typeof policy;

function matches(rule: Rule, standing: Standing): boolean {
  const middle = standing.tier === 'district' || standing.tier === 'commune';
  return rule.who.includes(`${middle ? 'middle' : standing.tier}:${standing.role}`);
}

function inScope(scope: Scope, standing: Standing, target: Target): boolean {
  if (scope === 'any') return true;
  if (scope === 'own') return target.unitPath === standing.unitPath;
  if (!isWithin(target.unitPath, standing.unitPath)) return false;
  // A homeroom teacher sees the children of one class, not of the school.
  if (scope === 'class' && standing.role === 'homeroom-teacher') {
    return target.className !== undefined && target.className !== null && target.className === standing.className;
  }
  return true;
}

/** With these a stand-in could keep what was lent: lend it on, or make themselves or an account of theirs the principal. */
const neverLent: readonly PolicyAction[] = ['delegation.create', 'staff.edit'];

/** The standing under which the actor may do it, own first; `null` = may not. Without a target: may do it somewhere. */
export function standingFor(actor: Actor, action: PolicyAction, target?: Target): Standing | null {
  const rule: Rule = policy[action];
  const standings = neverLent.includes(action) ? [actor.own] : [actor.own, ...actor.delegated];
  return standings.find((one) => matches(rule, one) && (!target || inScope(rule.scope, one, target))) ?? null;
}

export function may(actor: Actor, action: PolicyAction, target?: Target): boolean {
  return standingFor(actor, action, target) !== null;
}

/**
 * Four eyes: neither the person who prepared, nor anybody acting in their place, nor they in somebody
 * else's place, may approve. `preparedBy`/`preparedFor` are the person and the standing they used.
 */
export function mayApproveLaunch(actor: Actor, preparedBy: string, preparedFor: string): boolean {
  const standing = standingFor(actor, 'season.approve');
  if (!standing) return false;
  const two = new Set([preparedBy, preparedFor]);
  return !two.has(actor.own.staffId) && !two.has(standing.staffId);
}
