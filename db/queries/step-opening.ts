import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instant.ts';
import type { Duty } from '../../domain/plan.ts';
import { dueOf, opensTask } from '../../domain/schedule.ts';
import { fold } from '../../domain/text.ts';
import { withSystem } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import type { Db, Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { dutyIdOf } from './cluster.ts';
import { findDuplicates } from './duplicates.ts';
import { moveStep, planStep, seasonInForce } from './season-engine.ts';
import type { SeasonInForce } from './season-engine.ts';
import { doers, tellOfTasks } from './task-notices.ts';
import { freezeZonePlans } from './zone-plans.ts';

/** `at`: season instant. `onBatch` is called after each transaction, with the rows so far: the activity heartbeats there. */
export type StepWork = { db: Db; realNow: () => Instant; onBatch?: (done: number) => void };
export type StepCall = { seasonId: string; stepKey: string; at: Instant };

const batchRows = 1_000;

/**
 * Opens a step: every task of every unit that owes a duty, with its event and one notice a person, by pages of units.
 * Called again it adds only what is missing (`tasks_once`) and tells nobody twice.
 */
export async function openStep({ db, realNow, onBatch }: StepWork, call: StepCall): Promise<{ tasks: number; confirmationDuties: string[] }> {
  const { seasonId, stepKey, at } = call;
  const duties = await withSystem(db, async (tx) => {
    const inForce = await seasonInForce(tx, seasonId);
    const moved = await moveStep(tx, { seasonId, stepKey, from: ['planned', 'waiting-gate'], to: 'open' }, { openedAt: at, openedReal: realNow() });
    if (moved && planStep(inForce.season.plan, stepKey)?.freezesZones) await freezeZonePlans(tx, inForce.season.year, at);
    // A review begins with what the machine sees (HP-2023 step 2; HP-SYNC-2023, data review).
    if (moved && planStep(inForce.season.plan, stepKey)?.duties.some((duty) => duty.work === 'pupil-review' || duty.work === 'identity-lists')) await findDuplicates(tx);
    if (moved) {
      await recordAudit(tx, {
        at: realNow(), actorId: null, actingFor: null, action: 'step.open', subjectType: 'step', subjectId: `${seasonId}/${stepKey}`, unitPath: null,
        details: { seasonAt: at, rule: 'a step opens when its window is open and its gates hold', clause: planStep(inForce.season.plan, stepKey)?.clause ?? '' },
      });
    }
    return dutiesOf(inForce, stepKey);
  });
  let tasks = 0;
  const units = Math.max(1, Math.floor(batchRows / Math.max(1, duties.length)));
  for (let after: string | null = ''; after !== null && duties.length > 0; ) {
    const from: string = after;
    const page = await withSystem(db, (tx) => openPage(tx, call, duties, from, units));
    tasks += page.made;
    after = page.last;
    onBatch?.(tasks);
  }
  return { tasks, confirmationDuties: duties.filter((duty) => duty.kind === 'confirmation').map((duty) => duty.key) };
}

type OpeningDuty = {
  key: string; kind: Duty['kind']; tier: string; levels: readonly string[] | null; title_vi: string; title_en: string; folded: string; review: Duty['review']; due: string;
};

function dutiesOf({ season, steps, calendar }: SeasonInForce, stepKey: string): OpeningDuty[] {
  const step = planStep(season.plan, stepKey);
  const row = steps.find((one) => one.key === stepKey);
  if (!step || !row) throw new Error(`no step ${stepKey} in season ${season.id}`);
  return step.duties.filter(opensTask).map((duty) => ({
    key: duty.key,
    kind: duty.kind,
    // Confirmations of families are collected by the school.
    tier: duty.owner === 'parents' ? 'school' : duty.owner,
    // A school of a level that the plan is not about owes nothing: an upper-secondary school in admissions to grade 1.
    levels: duty.scope.kind === 'levels' ? duty.scope.levels : duty.owner === 'school' || duty.owner === 'parents' ? season.plan.levels : null,
    title_vi: duty.title.vi,
    title_en: duty.title.en,
    folded: fold(duty.title.vi),
    review: duty.review,
    due: new Date(dueOf(step, duty, row, calendar)).toISOString(),
  }));
}

type Made = { id: string; unit_id: string; unit_name: string; unit_path: string; title_vi: string; due: string };

async function openPage(tx: Tx, { seasonId, stepKey, at }: StepCall, duties: readonly OpeningDuty[], after: string, size: number): Promise<{ made: number; last: string | null }> {
  const { season } = await seasonInForce(tx, seasonId);
  const tiers = sql`(${sql.join([...new Set(duties.map((duty) => duty.tier))].map((tier) => sql`${tier}`), sql`, `)})`;
  const page = sql`select * from units where active and tier in ${tiers} and code > ${after} order by code limit ${size}`;
  const made = await tx.execute<Made>(sql`
    with page as (${page}),
    duty as (select * from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as d(
      key text, kind text, tier text, levels text[], title_vi text, title_en text, folded text, review text, due timestamptz)),
    root as (select id, path from units where parent_id is null order by path limit 1),
    made as (
      insert into tasks (season_id, step_key, duty_key, subject, kind, title_vi, title_en, folded, unit_id, unit_path, reviewer_unit_id, reviewer_path,
                         holder_unit_id, state, due_at, opened_at, workflow_id)
      select ${seasonId}::uuid, ${stepKey}, d.key, '', d.kind, d.title_vi, d.title_en, d.folded || ' ' || p.folded || ' ' || lower(p.code), p.id, p.path, r.id, r.path,
             p.id, 'open', d.due, ${iso(at)}::timestamptz, ${dutyIdOf(season.code, stepKey, sql`p`)}
      from page p join duty d on d.tier = p.tier and (d.levels is null or d.levels && p.levels)
      left join units r on r.id = case d.review when 'tier-above' then p.parent_id when 'province' then nullif((select id from root), p.id) end
      on conflict do nothing returning *),
    told as (insert into task_events (task_id, action, to_state, at) select id, 'open', 'open', opened_at from made)
    select m.id, m.unit_id, p.name as unit_name, m.unit_path, m.title_vi, m.due_at::text as due from made m join page p on p.id = m.unit_id
    order by m.unit_path, m.duty_key`);
  const clause = planStep(season.plan, stepKey)?.clause ?? '';
  await tellOfTasks(tx, made.rows.map((row) => ({
    id: row.id, toUnitId: row.unit_id, unitName: row.unit_name, unitPath: row.unit_path, title: row.title_vi, dueAt: Date.parse(row.due), clause,
  })), { season, template: 'task-opened', key: `opened/${seasonId}/${stepKey}`, roles: doers });
  if (made.rows.length > 0) await announce(tx, { seasonId, topics: ['tasks', 'notices'] });
  const edge = await tx.execute<{ last: string | null; units: number }>(sql`select max(code) as last, count(*)::int as units from (${page}) as p`);
  const { last = null, units = 0 } = edge.rows[0] ?? {};
  return { made: made.rows.length, last: units < size ? null : last };
}

export function iso(at: Instant): string {
  return new Date(at).toISOString();
}
