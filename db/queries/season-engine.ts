import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Holidays } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Plan, Step } from '../../domain/plan.ts';
import { resolveWindows } from '../../domain/resolve.ts';
import type { ResolvedCalendar } from '../../domain/resolve.ts';
import { scheduleSeason, scheduleStep } from '../../domain/schedule.ts';
import type { StepSchedule } from '../../domain/schedule-types.ts';
import { recordAudit } from '../audit.ts';
import type { Tx } from '../client.ts';
import { announce } from '../outbox.ts';
import { seasons, steps } from '../schema/seasons.ts';
import { readHolidays } from './holidays.ts';

/** What the season's stories read and write of `seasons` and `steps`; the rest of those rows is the API's. */
export type EngineSeason = typeof seasons.$inferSelect;
export type EngineStep = typeof steps.$inferSelect;
export type SeasonInForce = { season: EngineSeason; steps: readonly EngineStep[]; holidays: Holidays; calendar: ResolvedCalendar };

/** The plan, and every window as its row has it now. A season without step rows gets those of its plan. */
export async function seasonInForce(tx: Tx, seasonId: string): Promise<SeasonInForce> {
  const [season] = await tx.select().from(seasons).where(eq(seasons.id, seasonId));
  if (!season) throw new Error(`no season ${seasonId}`);
  const holidays = await readHolidays(tx);
  const { startsOn } = season.clockOptions;
  const facts = { year: season.year, choices: season.choices, holidays, ...(startsOn !== undefined && { startsOn }) };
  const rows = await tx.select().from(steps).where(eq(steps.seasonId, seasonId)).orderBy(asc(steps.opensAt), asc(steps.number));
  const inForce = Object.fromEntries(rows.map((row) => [row.key, { opensAt: row.opensAt, closesAt: row.closesAt }]));
  return { season, steps: rows, holidays, calendar: resolveWindows(season.plan, { ...facts, choices: { ...season.choices, ...inForce } }) };
}

/** Launch writes the rows; this heals a season whose rows are missing, and adds nothing to one that has them. */
export async function ensureSteps(tx: Tx, { season, holidays, steps: rows }: SeasonInForce): Promise<void> {
  if (rows.length > 0) return;
  const { startsOn } = season.clockOptions;
  const schedule = scheduleSeason({ plan: season.plan, year: season.year, choices: season.choices, holidays, ...(startsOn !== undefined && { startsOn }) });
  const titles = new Map(season.plan.steps.map((step) => [step.key, step.title]));
  await tx.insert(steps).values(schedule.map((step) => ({
    seasonId: season.id, key: step.key, number: step.number, titleVi: titles.get(step.key)?.vi ?? step.key, titleEn: titles.get(step.key)?.en ?? step.key,
    phase: 'planned' as const, plannedOpensAt: step.opensAt, plannedClosesAt: step.closesAt, opensAt: step.opensAt, closesAt: step.closesAt, lapsesAt: step.lapsesAt,
  }))).onConflictDoNothing();
}

/** Each step as the engine needs it; `lapsesAt` as its row has it, since deadlines are checked against the row. */
export function schedulesOf({ season, steps: rows, holidays, calendar }: SeasonInForce): StepSchedule[] {
  return rows.flatMap((row) => {
    const planned = planStep(season.plan, row.key);
    if (!planned) return [];
    const schedule = scheduleStep(planned, season.plan, { opensAt: row.opensAt, closesAt: row.closesAt }, holidays, row.phase, calendar);
    const lapsesAt = Math.max(row.closesAt, row.lapsesAt);
    return [{ ...schedule, lapsesAt, rungs: schedule.rungs.filter((one) => one.at <= lapsesAt) }];
  });
}

export function planStep(plan: Plan, key: string): Step | undefined {
  return plan.steps.find((step) => step.key === key);
}

type Moved = { at: Instant; realNow: Instant };

/** launching → running, at the first run of the season workflow. */
export async function beginSeason(tx: Tx, seasonId: string, { at, realNow }: Moved): Promise<void> {
  const [begun] = await tx.update(seasons).set({ state: 'running', startedAt: sql`coalesce(${seasons.startedAt}, ${new Date(realNow).toISOString()})`, version: sql`${seasons.version} + 1` })
    .where(and(eq(seasons.id, seasonId), eq(seasons.state, 'launching'))).returning({ version: seasons.version });
  if (begun) await noteSeason(tx, seasonId, 'season.begin', 'running', begun.version, { at, realNow });
}

/** A cancelled season keeps that state. */
export async function finishSeason(tx: Tx, seasonId: string, { at, realNow }: Moved): Promise<void> {
  const [finished] = await tx.update(seasons).set({ state: 'finished', finishedAt: realNow, version: sql`${seasons.version} + 1` })
    .where(and(eq(seasons.id, seasonId), inArray(seasons.state, ['launching', 'running', 'paused']))).returning({ version: seasons.version });
  if (finished) await noteSeason(tx, seasonId, 'season.finish', 'finished', finished.version, { at, realNow });
}

async function noteSeason(tx: Tx, seasonId: string, action: string, state: string, version: number, { at, realNow }: Moved): Promise<void> {
  await recordAudit(tx, {
    at: realNow, actorId: null, actingFor: null, action, subjectType: 'season', subjectId: seasonId, unitPath: null,
    details: { seasonAt: at, after: { state, version } },
  });
  await announce(tx, { seasonId, topics: ['seasons', 'steps'] });
}

type StepMove = { seasonId: string; stepKey: string; from: EngineStep['phase'][]; to: EngineStep['phase'] };

/** Moves a step's phase; false when it is not in one of `from` (done before, or skipped meanwhile). */
export async function moveStep(tx: Tx, { seasonId, stepKey, from, to }: StepMove, stamp: Partial<EngineStep> = {}): Promise<boolean> {
  const moved = await tx.update(steps).set({ phase: to, ...stamp })
    .where(and(eq(steps.seasonId, seasonId), eq(steps.key, stepKey), inArray(steps.phase, from))).returning({ id: steps.id });
  if (moved.length > 0) await announce(tx, { seasonId, topics: ['steps', 'seasons'] });
  return moved.length > 0;
}
