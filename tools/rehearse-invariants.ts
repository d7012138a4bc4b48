import { createPublicKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Acknowledged } from '../colleagues/work.ts';
import { verifyAudit } from '../db/audit-verify.ts';
import { createDb, createPool } from '../db/client.ts';
import { opensTask } from '../domain/schedule.ts';
import type { Plan } from '../domain/plan.ts';
import type { Invariant } from './rehearse-report.ts';
import { rule, texts } from './rehearse-rule.ts';

export type Scene = { db: Client; databaseUrl: string; seasonId: string; plan: Plan; data: string; acknowledged: readonly Acknowledged[] };

/** Every duty × unit has exactly one task, and it has come to an end. The expected pairs come from the plan, not from the rows. */
export async function noTaskLost({ db, seasonId, plan }: Scene): Promise<Invariant> {
  const { rows: units } = await db.query<{ code: string; tier: string; levels: string[] }>('select code, tier, levels from units where active');
  const skipped = new Set(await texts(db, "select key as text from steps where season_id = $1 and phase = 'skipped'", [seasonId]));
  const { rows } = await db.query<{ key: string; n: number; state: string }>(
    `select t.step_key || '/' || t.duty_key || '/' || u.code as key, count(*)::int as n, max(t.state) as state
     from tasks t join units u on u.id = t.unit_id where t.season_id = $1 and t.subject = '' group by 1`, [seasonId]);
  const found = new Map(rows.map((row) => [row.key, row]));
  const wanted = plan.steps.filter((step) => !skipped.has(step.key)).flatMap((step) => step.duties.filter(opensTask).flatMap((duty) => {
    const tier = duty.owner === 'parents' ? 'school' : duty.owner;
    const { scope } = duty;
    const owing = units.filter((unit) => unit.tier === tier && (tier !== 'school' || unit.levels.some((level) => (scope.kind === 'levels' ? scope.levels : plan.levels).some((one) => one === level))));
    return owing.map((unit) => `${step.key}/${duty.key}/${unit.code}`);
  }));
  const missing = wanted.filter((key) => !found.has(key)).map((key) => `no task ${key}`);
  const expected = new Set(wanted);
  const extra = rows.filter((row) => row.n !== 1 || !expected.has(row.key)).map((row) => `${row.n} × ${row.key}`);
  const open = await texts(db, "select step_key || '/' || duty_key || ' ' || state as text from tasks where season_id = $1 and state not in ('done', 'lapsed', 'cancelled')", [seasonId]);
  return rule('no task lost', [...missing, ...extra, ...open.map((one) => `unfinished ${one}`)], `${wanted.length} duties of units, each with one task that came to an end`);
}

/** What the server said it took is in the database. */
export async function everyAnswerKept({ db, acknowledged }: Scene): Promise<Invariant> {
  const keys = (kind: Acknowledged['kind'], ...actions: string[]): string[] => acknowledged.filter((one) => one.kind === kind && (actions.length === 0 || actions.includes(one.action))).map((one) => one.key);
  const ids = acknowledged.filter((one) => one.kind === 'confirmation' && one.action === 'key-in').map((one) => one.id);
  const lost = [
    ...(await texts(db, "select k as text from unnest($1::uuid[]) k where not exists (select 1 from task_answers a where a.id = k and a.outcome ->> 'kind' = 'taken')", [keys('task')])),
    ...(await texts(db, "select k as text from unnest($1::uuid[]) k where not exists (select 1 from dispute_answers a where a.id = k and a.outcome ->> 'kind' = 'taken')", [keys('dispute')])),
    ...(await texts(db, "select k as text from unnest($1::text[]) k where not exists (select 1 from confirmations c where c.reference = k and c.answered_at is not null)", [keys('confirmation', 'confirmed', 'disputed')])),
    ...(await texts(db, "select k as text from unnest($1::uuid[]) k where not exists (select 1 from confirmations c where c.id = k and c.answered_at is not null and c.channel = 'paper')", [ids])),
  ];
  return rule('every acknowledged answer kept', lost, `${acknowledged.length} answers of staff and parents, all in the database`);
}

/** Steps open and close within their windows and in the order of their gates. */
export async function stepsInOrder({ db, seasonId, plan }: Scene): Promise<Invariant> {
  const { rows } = await db.query<{ key: string; phase: string; opens: Date; closes: Date; opened: Date | null; closed: Date | null; lapses: Date }>(
    'select key, phase, opens_at as opens, closes_at as closes, opened_at as opened, closed_at as closed, lapses_at as lapses from steps where season_id = $1', [seasonId]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const broken = rows.filter((row) => row.phase !== 'skipped').flatMap((row) => [
    ...(row.opened ? [] : [`${row.key} never opened`]), ...(row.closed ? [] : [`${row.key} never closed`]),
    ...(row.opened && row.opened < row.opens ? [`${row.key} opened early`] : []), ...(row.closed && row.closed < row.closes ? [`${row.key} closed early`] : []),
    ...(row.phase === 'closed' ? [] : [`${row.key} is ${row.phase}`]),
  ]);
  const gates = plan.steps.flatMap((step) => step.gates.flatMap((gate) => {
    const mine = byKey.get(step.key)?.opened;
    const other = byKey.get(gate.step);
    // `closed`: its window has closed; late work in the grace holds nobody up. A skipped step neither.
    const edge = gate.edge === 'opened' ? other?.opened : other?.closes;
    return !mine || other?.phase === 'skipped' || (edge && mine >= edge) ? [] : [`${step.key} opened before ${gate.step} ${gate.edge}`];
  }));
  return rule('steps in their windows and order', [...broken, ...gates], `${rows.length} steps opened and closed on time, none early`);
}

/** What is past its deadline is marked, and climbs the ladder: the tier above, then the Sở. */
export async function overdueEscalated({ db, seasonId }: Scene): Promise<Invariant> {
  // Work that waits for its reviewer is not the unit's lateness.
  const late = `select * from tasks where season_id = $1 and state <> 'cancelled'`;
  const unmarked = await texts(db, `select step_key || '/' || duty_key || ' late without a mark' as text from (${late}) t
    where overdue_at is null and kind not in ('chase', 'dispute') and ((state = 'lapsed' and submitted_at is null) or submitted_at > due_at + interval '1 day')`, [seasonId]);
  const unclimbed = await texts(db, `select t.step_key || '/' || t.duty_key || ' lapsed at escalation ' || t.escalation as text from (${late}) t join steps s on s.season_id = t.season_id and s.key = t.step_key
    where t.state = 'lapsed' and t.submitted_at is null and t.kind not in ('confirmation', 'chase', 'dispute') and t.escalation < 2 and s.lapses_at > t.due_at + interval '6 days'`, [seasonId]);
  const { rows } = await db.query<{ n: number }>('select count(*)::int as n from tasks where season_id = $1 and overdue_at is not null', [seasonId]);
  return rule('overdue work escalated by the ladder', [...unmarked, ...unclimbed], `${rows[0]?.n ?? 0} overdue tasks, each marked; those that stayed late reached the tier above and the Sở`);
}

/** Notices add up, and nothing real was sent: all of it lies in the sink. */
export async function noticesAccounted({ db, seasonId, data }: Scene): Promise<Invariant> {
  const { rows } = await db.query<{ channel: string; state: string; rehearsal: boolean; n: number }>('select channel, state, rehearsal, count(*)::int as n from notices where season_id = $1 group by 1, 2, 3', [seasonId]);
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  const settled = rows.filter((row) => ['sent', 'unknown', 'failed'].includes(row.state)).reduce((sum, row) => sum + row.n, 0);
  const sent = (channel: string): number => rows.filter((row) => row.channel === channel && row.state === 'sent').reduce((sum, row) => sum + row.n, 0);
  const kept = async (folder: string, ending: string): Promise<number> => (await readdir(join(data, folder)).catch(() => [])).filter((name) => name.endsWith(ending)).length;
  const [mails, messages] = [await kept('mail', '.eml'), await kept('sms', '.json')];
  return rule('notices accounted for, none of them real', [
    ...(settled === total ? [] : [`${total - settled} of ${total} neither sent nor unknown nor failed`]),
    ...(rows.some((row) => !row.rehearsal) ? ['a notice is not marked as a rehearsal'] : []),
    ...(sent('email') > mails ? [`${sent('email')} mails sent, ${mails} in the sink`] : []), ...(sent('sms') > messages ? [`${sent('sms')} text messages sent, ${messages} in the sink`] : []),
  ], `${total} queued = ${settled} sent, unknown or failed; ${mails} mails and ${messages} text messages in the sink`);
}

/** One confirmation a pupil, and silence is never consent. */
export async function confirmationsAddUp({ db, seasonId, plan }: Scene): Promise<Invariant> {
  const hasStep = plan.steps.some((step) => step.duties.some((duty) => duty.kind === 'confirmation'));
  if (!hasStep) return rule('confirmations add up, silence is no consent', [], 'the plan asks for none');
  const { rows } = await db.query<{ pupils: number; rows: number; open: number; silent: number; mute: number }>(
    `select (select count(*)::int from pupils p join units u on u.id = p.school_id where u.active and u.levels && $2::text[] and p.standing = 'enrolled') as pupils,
       count(*) filter (where exists (select from pupils p where p.id = c.pupil_id and p.standing = 'enrolled'))::int as rows,
       count(*) filter (where state in ('waiting', 'with-teacher'))::int as open, count(*) filter (where state = 'silent')::int as silent,
       count(*) filter (where state in ('confirmed', 'settled', 'disputed') and (answered_at is null or channel is null))::int as mute
     from confirmations c where season_id = $1`, [seasonId, plan.levels]);
  const [found] = rows;
  return rule('confirmations add up, silence is no consent', [
    ...(found?.pupils === found?.rows ? [] : [`${found?.pupils} pupils, ${found?.rows} confirmations`]), ...(found?.open ? [`${found.open} still waiting after the step`] : []),
    ...(found?.mute ? [`${found.mute} counted as answered without an answer`] : []),
  ], `${found?.rows} confirmations for ${found?.pupils} pupils, ${found?.silent} silent and none of those confirmed`);
}

export async function auditHolds({ databaseUrl, data }: Scene): Promise<Invariant> {
  const key = createPublicKey(await readFile(join(data, 'keys', 'audit.pem'), 'utf8'));
  const pool = createPool(databaseUrl, 'mua_worker', 1);
  try {
    const report = await createDb(pool).transaction(async (tx) => await verifyAudit(tx, key), { isolationLevel: 'repeatable read', accessMode: 'read only' });
    return rule('audit log verifies', [...report.findings.map((one) => `${one.kind} ${one.subject}`), ...(report.unsealed > 0 ? [`${report.unsealed} entries not sealed`] : [])], `${report.entries} entries under ${report.heads} signed heads`);
  } finally {
    await pool.end();
  }
}
