import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Acknowledged, Tally } from '../colleagues/work.ts';
import { createSecrets } from '../db/secret.ts';
import { cohortOfLevel } from '../domain/cohort.ts';
import type { Plan } from '../domain/plan.ts';
import { ensureKeys } from './data-folder.ts';
import type { DemoProvince } from './demo/province.ts';
import type { House } from './house.ts';
import type { Progress } from './progress.ts';
import { nothingPersonal, workflowsEnded } from './rehearse-engine.ts';
import { noiseAllFound, noiseFound } from './rehearse-noise.ts';
import { everyMismatchOwned, everyPupilOnce, nothingPersonalAround, zonesCoverEveryChild } from './rehearse-data.ts';
import { auditHolds, confirmationsAddUp, everyAnswerKept, noTaskLost, noticesAccounted, overdueEscalated, stepsInOrder } from './rehearse-invariants.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { countBy, stepsOf, sumOf } from './rehearse-report.ts';
import type { RehearsalReport } from './rehearse-report.ts';

/** Waits until what the season caused has gone out: notices, outbox, seals of the audit log. */
export async function settle(db: Client, seasonId: string, say: Progress): Promise<void> {
  const until = performance.now() + 120_000;
  for (let said = performance.now(); performance.now() < until; ) {
    const { rows } = await db.query<{ notices: number; outbox: number; audit: number }>(
      `select (select count(*)::int from notices where season_id = $1 and state in ('queued', 'sending')) as notices,
         (select count(*)::int from outbox where relayed_at is null) as outbox, (select count(*)::int from audit_entries where leaf_index is null) as audit`, [seasonId]);
    const [left] = rows;
    if (!left || left.notices + left.outbox + left.audit === 0) return;
    if (performance.now() - said > 5_000) {
      said = performance.now();
      say(`Waiting for ${left.notices} notices, ${left.outbox} messages to the engine, ${left.audit} audit entries`);
    }
    await sleep(250);
  }
}

export type Ended = {
  db: Client; house: House; data: string; plan: Plan; options: RehearseOptions; province: DemoProvince; seasonId: string; seconds: number;
  acknowledged: readonly Acknowledged[]; tally: Tally; paceChanges: number;
};

export async function conclude(ended: Ended): Promise<RehearsalReport> {
  const { db, house, data, plan, options, province, seasonId, seconds, acknowledged, tally } = ended;
  const scene = { db, databaseUrl: house.databaseUrl, seasonId, plan, data, acknowledged };
  const { invariant: allEnded, workflows } = await workflowsEnded(house.engine.address);
  const [{ code } = { code: '' }] = (await db.query<{ code: string }>('select code from seasons where id = $1', [seasonId])).rows;
  const steps = await stepsOf(db, seasonId);
  const notices = await countBy(db, 'notices', seasonId);
  const confirmations = await countBy(db, 'confirmations', seasonId);
  const played = new Set(plan.steps.filter((step) => options.lastStep === null || step.number <= options.lastStep).map((step) => step.key));
  const dataScene = { db, data, seasonId, year: plan.year, loaded: province.pupils, steps: played };
  const secrets = createSecrets((await ensureKeys(data, '')).masterKey);
  const noise = await noiseFound({ db, planted: province.planted, steps: played, cohorts: plan.levels.map((level) => cohortOfLevel[level]), openNumber: (sealed) => secrets.open(sealed) });
  const marks = await marksOf(db, province);
  const invariants = [
    await noTaskLost(scene), await everyAnswerKept(scene), await stepsInOrder(scene), await overdueEscalated(scene), await noticesAccounted(scene),
    await confirmationsAddUp(scene), await auditHolds(scene), await nothingPersonal(house, marks), await nothingPersonalAround(dataScene, marks), await everyPupilOnce(dataScene), await everyMismatchOwned(dataScene), await zonesCoverEveryChild(dataScene), noiseAllFound(noise, sumOf(steps, 'lapsed')), allEnded,
  ];
  return {
    plan: plan.key, seed: options.seed, seconds, season: code, size: { districts: options.districts, schools: options.schools, pupils: options.pupils }, steps,
    tasks: { opened: sumOf(steps, 'total'), done: sumOf(steps, 'done'), returned: sumOf(steps, 'returned'), overdue: sumOf(steps, 'overdue'), escalated: sumOf(steps, 'escalated'), lapsed: sumOf(steps, 'lapsed') },
    notices: { queued: Object.values(notices).reduce((sum, one) => sum + one, 0), sent: notices['sent'] ?? 0, unknown: notices['unknown'] ?? 0, failed: notices['failed'] ?? 0 },
    confirmations: { confirmed: confirmations['confirmed'] ?? 0, disputed: confirmations['disputed'] ?? 0, settled: confirmations['settled'] ?? 0, silent: confirmations['silent'] ?? 0 },
    people: { ...tally, refused: Object.values(tally.refused).reduce((sum, one) => sum + one, 0) },
    engine: { kind: options.engine, workflows, restarts: house.worker.restarts() + house.api.restarts(), paceChanges: ended.paceChanges, answersPerSecond: acknowledged.length / seconds },
    noise, invariants,
  };
}

/** Words that must never reach the engine: names, addresses, numbers of people, and what colleagues wrote. */
async function marksOf(db: Client, province: DemoProvince): Promise<string[]> {
  const pupils = province.classes.flatMap((one) => one.pupils.slice(0, 3));
  const { rows } = await db.query<{ text: string }>("select distinct return_reason as text from tasks where return_reason is not null limit 3");
  return [
    ...pupils.slice(0, 60).flatMap((pupil) => [pupil.fullName, pupil.guardianName, pupil.guardianPhone, pupil.permanentAddress, ...(pupil.personalNumber ? [pupil.personalNumber] : []), ...(pupil.guardianEmail ? [pupil.guardianEmail] : [])]),
    ...province.accounts.slice(0, 40).map((account) => account.username), 'Đơn vị đã thực hiện đầy đủ', 'Đường truyền đôi lúc chậm', '@example.vn', ...rows.map((row) => row.text),
  ];
}
