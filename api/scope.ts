import { and, eq, or, sql } from 'drizzle-orm';
import type { AnyColumn, SQL } from 'drizzle-orm';
import { policy, standingFor } from '../domain/policy.ts';
import type { Actor, PolicyAction, Standing, Target } from '../domain/policy.ts';
import { notAllowed, notFound } from './problem.ts';

/** Standings under which the action may be done somewhere, own first. */
export function standingsFor(actor: Actor, action: PolicyAction): Standing[] {
  return [actor.own, ...actor.delegated].filter((one) => standingFor({ own: one, delegated: [] }, action) !== null);
}

const never = sql`false`;

/** The rows of a list on which the action may be done, from the policy table; row-level security stands behind it. */
export function scopeOf(actor: Actor, action: PolicyAction, on: { path: AnyColumn; className?: AnyColumn }): SQL | undefined {
  const { scope } = policy[action];
  const standings = standingsFor(actor, action);
  if (standings.length === 0) return never;
  if (scope === 'any') return undefined;
  return or(
    ...standings.map((one) => {
      if (scope === 'own') return eq(on.path, one.unitPath);
      // A homeroom teacher sees the children of one class, not of the school.
      if (scope === 'class' && one.role === 'homeroom-teacher') {
        return on.className && one.className ? and(eq(on.path, one.unitPath), eq(on.className, one.className)) : never;
      }
      return sql`${on.path} ^@ ${one.unitPath}`;
    }),
  );
}

/** The standing for an action on a thing that may be read; 404 when it may not even be read, 403 when not done. */
export function allow(actor: Actor, action: PolicyAction, target: Target, read: PolicyAction): Standing {
  const standing = standingFor(actor, action, target);
  if (standing) return standing;
  throw standingFor(actor, read, target) ? notAllowed() : notFound();
}
