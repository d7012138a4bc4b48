import { randomUUID } from 'node:crypto';
import { withSystem } from '../../db/actor.ts';
import type { Db } from '../../db/client.ts';
import { enqueue } from '../../db/outbox.ts';
import { beginSeason, ensureSteps, seasonInForce } from '../../db/queries/season-engine.ts';
import { openStep } from '../../db/queries/step-opening.ts';
import { staff, units } from '../../db/schema/people.ts';
import { seasons } from '../../db/schema/seasons.ts';
import { taskAnswers } from '../../db/schema/tasks.ts';
import type { SeasonClock } from '../../domain/clock.ts';
import { DAY } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { usualLadder } from '../../domain/ladder.ts';
import type { Duty, Plan, Step } from '../../domain/plan.ts';
import type { AnswerAction } from '../../domain/task.ts';

const words = (vi: string) => ({ vi, en: vi });

export function dutyOf(key: string, more: Partial<Duty> = {}): Duty {
  return {
    key, kind: 'report', owner: 'school', scope: { kind: 'all' }, title: words(`Báo cáo ${key}`), why: words(''), legalBasis: words(''), how: words(''), ifLate: words(''),
    clause: `HP-2023, ${key}`, lead: words(''), cooperating: [], review: 'none', form: [], ...more,
  };
}

export function planStepOf(number: number, duties: readonly Duty[], more: Partial<Step> = {}): Step {
  return {
    key: `step-${number}`, number, title: words(`Bước ${number}`), summary: words(''), clause: `HP-2023 step ${number}`, gates: [], overlaps: [], duties, graceWorkingDays: 2,
    window: { opens: { kind: 'date', month: 5, day: 2 }, closes: { kind: 'date', month: 5, day: 9 } }, ...more,
  };
}

export function planOf(steps: readonly Step[]): Plan {
  return {
    key: 'thin', title: words('Mùa mỏng'), kind: 'admissions', source: { short: 'HP-2023', document: '', file: '', issuer: words('') }, year: 2023, repeats: 'once',
    tiers: ['province', 'district', 'school'], levels: ['primary'], ladder: usualLadder, steps,
  };
}

export type SeededProvince = { province: string; district: string; schools: string[]; staffOf: Readonly<Record<string, string>> };

/** A Sở, a district, and schools S0001…, each with one person. */
export async function seedProvince(db: Db, schoolCount: number): Promise<SeededProvince> {
  const ids = { SO: randomUUID(), D01: randomUUID() } as Record<string, string>;
  const codes = Array.from({ length: schoolCount }, (_, index) => `S${String(index + 1).padStart(4, '0')}`);
  for (const code of codes) ids[code] = randomUUID();
  const row = (code: string, tier: 'province' | 'district' | 'school', path: string, parent: string | null) => ({
    id: ids[code] ?? '', code, name: `Đơn vị ${code}`, folded: `don vi ${code.toLowerCase()}`, tier, path, parentId: parent === null ? null : (ids[parent] ?? null), levels: ['primary' as const],
  });
  await withSystem(db, async (tx) => {
    await tx.insert(units).values([row('SO', 'province', 'SO/', null), row('D01', 'district', 'SO/D01/', 'SO'), ...codes.map((code) => row(code, 'school', `SO/D01/${code}/`, 'D01'))]);
  });
  const staffOf: Record<string, string> = {};
  await withSystem(db, async (tx) => {
    const people = Object.keys(ids).map((code) => ({
      id: randomUUID(), username: code.toLowerCase(), name: `Người ${code}`, folded: `nguoi ${code.toLowerCase()}`, email: `${code.toLowerCase()}@example.vn`, unitId: ids[code] ?? '',
      role: code.startsWith('S0') ? 'clerk' as const : 'officer' as const,
    }));
    await tx.insert(staff).values(people);
    for (const [index, code] of Object.keys(ids).entries()) staffOf[code] = people[index]?.id ?? '';
  });
  return { province: ids['SO'] ?? '', district: ids['D01'] ?? '', schools: codes, staffOf };
}

/** A season as `approve` leaves it: `launching`, with the outbox row that starts it. */
export async function seedSeason(db: Db, { code, plan, clock, by }: { code: string; plan: Plan; clock: SeasonClock; by: string }): Promise<string> {
  const id = randomUUID();
  await withSystem(db, async (tx) => {
    await tx.insert(seasons).values({
      id, code, title: `Mùa ${code}`, planKey: plan.key, plan, year: plan.year, clock, rehearsal: clock.mode === 'rehearsal', state: 'launching', preparedBy: by, preparedFor: by,
    });
    await enqueue(tx, { kind: 'start-season', key: `start/${id}`, payload: { seasonId: id } });
  });
  return id;
}

/** A live season, so that real instants are season instants, whose `step-1` has been open since `at`. */
export async function seedOpenStep(db: Db, { at, ...season }: { code: string; plan: Plan; by: string; at: Instant }): Promise<string> {
  const seasonId = await seedSeason(db, { ...season, clock: { mode: 'live' } });
  await withSystem(db, async (tx) => {
    await ensureSteps(tx, await seasonInForce(tx, seasonId));
    await beginSeason(tx, seasonId, { at, realNow: at });
  });
  await openStep({ db, realNow: () => at }, { seasonId, stepKey: 'step-1', at });
  return seasonId;
}

/** A rehearsal clock that stands at `at` now, a season day lasting `dayMs`. */
export function rehearsalAt(at: Instant, dayMs: number): SeasonClock {
  return { mode: 'rehearsal', anchorReal: Date.now(), anchorSeason: at, pace: DAY / dayMs };
}

/** What the API writes before it asks the engine. */
export async function storeAnswer(db: Db, answer: { id: string; taskId: string; action: AnswerAction; actorId: string; reason?: string }): Promise<void> {
  await withSystem(db, async (tx) => {
    await tx.insert(taskAnswers).values({ ...answer, reason: answer.reason ?? null, answers: {}, actingFor: answer.actorId }).onConflictDoNothing();
  });
}
