import { sql } from 'drizzle-orm';
import type { Actor, PolicyAction, Standing } from '../domain/policy.ts';
import { may, policy, standingFor } from '../domain/policy.ts';
import type { Db, Tx } from './client.ts';

/**
 * In whose name a transaction runs; row-level security (db/guards) reads it.
 * - `staff`: own and delegated standings.
 * - `parent`: one pupil, one confirmation.
 * - `counting`: pupils by place, for whoever draws zones: a child of a neighbour's school counts too. Only numbers leave such a transaction.
 * - `anonymous`: nobody yet — sign-in, the look-up of a link; `reference` opens the one confirmation that carries it, `number` (the keyed index, hex)
 *   the pupils that carry it.
 */
export type ActorContext =
  | { kind: 'staff'; actor: Actor }
  | { kind: 'parent'; pupilId: string; confirmationId: string }
  | { kind: 'counting' }
  | { kind: 'anonymous'; reference?: string; number?: string };

/** Runs `run` in one transaction that sees only what `who` may see. The setting ends with the transaction, so nothing leaks through the pool. */
export async function withActor<T>(db: Db, who: ActorContext, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await enter(tx, settingsOf(who));
    return run(tx);
  });
}

/** One transaction of the worker. Its rights come from the role of the pool (`mua_worker`); through the pool of the API it sees nothing. */
export async function withSystem<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(run);
}

async function enter(tx: Tx, settings: Record<string, string>): Promise<void> {
  // One statement, and `true`: local to this transaction.
  const calls = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await tx.execute(sql`select ${sql.join(calls, sql`, `)}`);
}

function settingsOf(who: ActorContext): Record<string, string> {
  if (who.kind === 'anonymous') return { 'mua.kind': 'anonymous', 'mua.reference': who.reference ?? '', 'mua.number': who.number ?? '' };
  if (who.kind === 'counting') return { 'mua.kind': 'counting' };
  if (who.kind === 'parent') {
    return { 'mua.kind': 'parent', 'mua.pupil': who.pupilId, 'mua.confirmation': who.confirmationId };
  }
  const standings = [who.actor.own, ...who.actor.delegated];
  // A homeroom teacher's right to families ends at the class (domain/policy.ts, scope `class`).
  const families = standings.filter((one) => allows(one, 'pupil.read'));
  const teachers = families.filter((one) => one.role === 'homeroom-teacher');
  const actions = Object.keys(policy) as PolicyAction[];
  return {
    'mua.kind': 'staff',
    'mua.staff_id': who.actor.own.staffId,
    'mua.unit_path': who.actor.own.unitPath,
    'mua.paths': pathsOf(standings.filter((one) => allows(one, 'task.read'))),
    'mua.family_paths': pathsOf(families.filter((one) => one.role !== 'homeroom-teacher')),
    'mua.classes': arrayOf(teachers.filter((one) => one.className !== null).map((one) => `${one.unitPath}${one.className}`)),
    'mua.notice_paths': pathsOf(standings.filter((one) => allows(one, 'notice.read'))),
    'mua.abilities': arrayOf(actions.filter((action) => may(who.actor, action))),
  };
}

function allows(standing: Standing, action: PolicyAction): boolean {
  return standingFor({ own: standing, delegated: [] }, action) !== null;
}

function pathsOf(standings: readonly Standing[]): string {
  return arrayOf([...new Set(standings.map((one) => one.unitPath))]);
}

/** A Postgres array literal of texts. */
function arrayOf(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
