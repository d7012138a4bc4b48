import { and, asc, count, desc, eq, getTableColumns, inArray, like, sql } from 'drizzle-orm';
import type { SeasonClock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Plan } from '../../domain/plan.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { WindowChoices } from '../../domain/window.ts';
import type { Tx } from '../client.ts';
import { seasons, steps } from '../schema/seasons.ts';
import type { Colleagues } from '../schema/seasons.ts';
import { tasks } from '../schema/tasks.ts';
import { matching } from './matching.ts';
import type { Listed, ListOf } from './matching.ts';

export const seasonSorts = ['title', 'code', 'state', 'year', 'createdAt', 'startedAt'] as const;
export type SeasonFilter = { id?: string[]; q?: string; state?: SeasonState[]; rehearsal?: boolean };
export type SeasonRow = typeof seasons.$inferSelect;
/** Without the plan, which weighs about 100 kB: for lists. */
export type SeasonHead = Omit<SeasonRow, 'plan'>;
export type StepRow = typeof steps.$inferSelect;
export type TaskTotals = { total: number; done: number; submitted: number; overdue: number; lapsed: number };

const sortable = {
  title: sql`${seasons.title} collate "vi-x-icu"`,
  code: seasons.code,
  state: seasons.state,
  year: seasons.year,
  createdAt: seasons.createdAt,
  startedAt: seasons.startedAt,
} satisfies Record<(typeof seasonSorts)[number], unknown>;

export async function listSeasons(tx: Tx, list: ListOf<SeasonFilter, (typeof seasonSorts)[number]>): Promise<Listed<SeasonHead>> {
  const { id, q, state, rehearsal } = list.filter;
  const where = and(
    id && inArray(seasons.id, id),
    state && inArray(seasons.state, state),
    rehearsal === undefined ? undefined : eq(seasons.rehearsal, rehearsal),
    // Few rows and no folded column: the code carries the plan and "dien-tap" without accents.
    q ? matching(sql`lower(${seasons.title}) || ' ' || ${seasons.code} || ' ' || replace(${seasons.code}, '-', ' ')`, q) : undefined,
  );
  const direction = list.sort.descending ? desc : asc;
  const { plan: _, ...head } = getTableColumns(seasons);
  const rows = await tx
    .select(head)
    .from(seasons)
    .where(where)
    .orderBy(direction(sortable[list.sort.column]), asc(seasons.id))
    .offset(list.offset)
    .limit(list.limit);
  const [counted] = await tx.select({ total: count() }).from(seasons).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function seasonById(tx: Tx, id: string): Promise<SeasonRow | null> {
  const [row] = await tx.select().from(seasons).where(eq(seasons.id, id));
  return row ?? null;
}

export async function plansOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Plan>> {
  if (ids.length === 0) return new Map();
  return new Map(
    (
      await tx
        .select({ id: seasons.id, plan: seasons.plan })
        .from(seasons)
        .where(inArray(seasons.id, [...ids]))
    ).map((row) => [row.id, row.plan]),
  );
}

/** Locked until the end of the transaction: two people cannot decide about one season at once. */
export async function lockSeason(tx: Tx, id: string): Promise<SeasonRow | null> {
  const [row] = await tx.select().from(seasons).where(eq(seasons.id, id)).for('update');
  return row ?? null;
}

export type NewSeason = {
  code: string;
  title: string;
  planKey: string;
  plan: Plan;
  year: number;
  clock: SeasonClock;
  clockOptions: { startsOn?: string; dayMs?: number };
  choices: WindowChoices;
  rehearsal: boolean;
  colleagues: Colleagues | null;
  state: SeasonState;
  preparedBy: string;
  preparedFor: string;
  approvedBy?: string;
  startedAt?: Instant;
  submittedAt?: Instant;
};
export async function addSeason(tx: Tx, season: NewSeason): Promise<SeasonRow> {
  const [row] = await tx.insert(seasons).values(season).returning();
  if (!row) throw new Error('the season did not come back');
  return row;
}

/** The first free `base`, `base-2`, `base-3`…; one transaction at a time looks for one. */
export async function freeSeasonCode(tx: Tx, base: string): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('season code'))`);
  const taken = new Set(
    (
      await tx
        .select({ code: seasons.code })
        .from(seasons)
        .where(like(seasons.code, `${base}%`))
    ).map((row) => row.code),
  );
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

export type SeasonEdit = Partial<
  Pick<
    SeasonRow,
    | 'title'
    | 'choices'
    | 'clock'
    | 'clockOptions'
    | 'colleagues'
    | 'state'
    | 'approvedBy'
    | 'submittedAt'
    | 'startedAt'
    | 'finishedAt'
    | 'plan'
    | 'preparedBy'
    | 'preparedFor'
  >
>;
/** Every edit is a new version. */
export async function editSeason(tx: Tx, id: string, edit: SeasonEdit): Promise<SeasonRow> {
  const [row] = await tx
    .update(seasons)
    .set({ ...edit, version: sql`${seasons.version} + 1` })
    .where(eq(seasons.id, id))
    .returning();
  if (!row) throw new Error('the season was not there to edit');
  return row;
}

/** The calendar as approved: planned and in force alike. */
export async function insertSteps(
  tx: Tx,
  season: Pick<SeasonRow, 'id' | 'plan'>,
  schedule: readonly StepSchedule[],
  added = false,
): Promise<void> {
  const rows = schedule.flatMap((step) => {
    const planned = season.plan.steps.find((one) => one.key === step.key);
    if (!planned) return [];
    return [
      {
        seasonId: season.id,
        key: step.key,
        number: step.number,
        titleVi: planned.title.vi,
        titleEn: planned.title.en,
        phase: step.phase,
        plannedOpensAt: step.opensAt,
        plannedClosesAt: step.closesAt,
        opensAt: step.opensAt,
        closesAt: step.closesAt,
        lapsesAt: step.lapsesAt,
        added,
      },
    ];
  });
  await tx.insert(steps).values(rows);
}

export async function stepsOf(tx: Tx, seasonIds: readonly string[]): Promise<StepRow[]> {
  if (seasonIds.length === 0) return [];
  return await tx
    .select()
    .from(steps)
    .where(inArray(steps.seasonId, [...seasonIds]))
    .orderBy(asc(steps.opensAt), asc(steps.number));
}

export async function stepByKey(tx: Tx, seasonId: string, key: string): Promise<StepRow | null> {
  const [row] = await tx
    .select()
    .from(steps)
    .where(and(eq(steps.seasonId, seasonId), eq(steps.key, key)));
  return row ?? null;
}

export async function editStep(
  tx: Tx,
  id: string,
  edit: Partial<Pick<StepRow, 'opensAt' | 'closesAt' | 'lapsesAt' | 'phase'>>,
): Promise<void> {
  await tx.update(steps).set(edit).where(eq(steps.id, id));
}

const number = (condition: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${condition}))::int`;

/** Numbers by step, as far as row security shows the tasks; key `seasonId/stepKey`. */
export async function taskTotals(tx: Tx, seasonIds: readonly string[]): Promise<Map<string, TaskTotals>> {
  if (seasonIds.length === 0) return new Map();
  const rows = await tx
    .select({
      seasonId: tasks.seasonId,
      stepKey: tasks.stepKey,
      total: sql<number>`count(*)::int`,
      done: number(sql`${tasks.state} = 'done'`),
      submitted: number(sql`${tasks.state} = 'submitted'`),
      overdue: number(sql`${tasks.overdueAt} is not null and ${tasks.state} in ('open', 'returned', 'submitted')`),
      lapsed: number(sql`${tasks.state} = 'lapsed'`),
    })
    .from(tasks)
    .where(inArray(tasks.seasonId, [...seasonIds]))
    .groupBy(tasks.seasonId, tasks.stepKey);
  return new Map(rows.map(({ seasonId, stepKey, ...totals }) => [`${seasonId}/${stepKey}`, totals]));
}
