import { randomUUID } from 'node:crypto';
import { plainDuty, plainPlan } from '../bench/ground/plan.ts';
import { withActor } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import { disputeByParent } from '../db/queries/confirmation-answers.ts';
import { createSecrets } from '../db/secret.ts';
import { makeProvince } from '../tools/demo/province.ts';
import { insertRows } from '../tools/demo/insert.ts';
import { fold, nameSortKey } from '../domain/text.ts';
import { runsOf } from './support/checks.ts';
import { openSeason } from './support/people.ts';
import type { Fault, Stage } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases = ['before the start', 'between start and its stamp'] as const;

/** A pupil in each of some schools, made once. */
async function ensurePupils(stage: Stage): Promise<void> {
  if ((await stage.count('from pupils')) > 0) return;
  const { classes } = makeProvince({ seed: 7, districts: 20, schools: 60, pupils: 60 });
  const { rows } = await stage.ground.pool.query<{ code: string; id: string; path: string }>(`select code, id, path from units where tier = 'school'`);
  const schools = new Map(rows.map((row) => [row.code, row]));
  await stage.ground.db.transaction(async (tx) => await insertRows(tx, 'pupils', classes.flatMap(({ school, pupils }) => {
    const home = schools.get(school.code);
    return home ? pupils.map((pupil) => ({
      id: pupil.id, code: pupil.code, full_name: pupil.fullName, folded: fold(pupil.fullName), sort_key: nameSortKey(pupil.fullName), birth_date: pupil.birthDate, sex: pupil.sex,
      ethnicity: pupil.ethnicity, birth_place: pupil.birthPlace, permanent_address: pupil.permanentAddress, current_address: pupil.currentAddress, guardian_name: pupil.guardianName,
      guardian_phone: pupil.guardianPhone, guardian_email: pupil.guardianEmail, school_id: home.id, school_path: home.path, class_name: pupil.className, cohort: pupil.cohort, version: 1,
    })) : [];
  })));
}

/** HP-2023 step 4: a parent disputes, the transaction is committed, and the worker dies on the way to the story of the case. */
export const atDispute: Fault = {
  name: 'at-dispute',
  what: 'kill -9 of the worker around the start of a dispute',
  rounds: cases.length,
  async run(stage, round) {
    const moment = cases[round % cases.length] ?? cases[0];
    await ensurePupils(stage);
    await stage.worker();
    const plan = plainPlan('dispute', [plainDuty('collect', { kind: 'confirmation', owner: 'parents' })]);
    const season = await openSeason(stage, 'dispute', 1, {}, plan);
    await stage.ground.until('slips are out', 60_000, async () => (await stage.count(`from confirmations where season_id = $1 and state = 'waiting'`, [season.id])) > 0);
    await stage.killWorker();
    const { rows: [slip] } = await stage.ground.pool.query<{ id: string; pupil_id: string }>('select id, pupil_id from confirmations where season_id = $1 order by id limit 1', [season.id]);
    const told = await dispute(stage, slip?.id ?? '', slip?.pupil_id ?? '');
    if (moment === 'between start and its stamp') {
      const trap = await setTrap(stage.ground.postgres.url, 'outbox');
      await stage.worker();
      await trap.sprung();
      await stage.killWorker();
      await trap.open();
    }
    const since = performance.now();
    await stage.worker();
    const { rows: [opened] } = await stage.ground.pool.query<{ id: string }>('select id from disputes where season_id = $1', [season.id]);
    await stage.ground.until('the case runs', 60_000, async () => (await runsOf(stage, `dispute/${opened?.id}`)).length > 0);
    await stage.ground.until('its order is stamped', 30_000, async () => (await stage.count('from outbox where relayed_at is null')) === 0);
    const runs = await runsOf(stage, `dispute/${opened?.id}`);
    return {
      figures: { [`${moment}, case running after s`]: (performance.now() - since) / 1_000 },
      broken: unequal({
        'what the parent was told': [told, 'taken'], 'cases in the tables': [await stage.count('from disputes where season_id = $1', [season.id]), 1], 'stories of the case': [runs.length, 1],
        'the story': [runs[0]?.status, 'RUNNING'], 'tasks of the school': [await stage.count(`from tasks where season_id = $1 and kind = 'dispute'`, [season.id]), 1],
      }),
    };
  },
};

/** As the parent's page does it, in the parent's name. */
async function dispute(stage: Stage, confirmationId: string, pupilId: string): Promise<string> {
  const pool = createPool(stage.ground.postgres.url, 'mua_api', 1);
  try {
    const outcome = await withActor(createDb(pool), { kind: 'parent', pupilId, confirmationId }, async (tx) => await disputeByParent(tx, {
      confirmationId, by: { kind: 'parent' }, onceKey: randomUUID(), realNow: Date.now(), secrets: createSecrets(stage.ground.masterKey),
      fields: [{ field: 'guardianName', proposed: 'Nguyễn Văn Bình' }], note: null,
    }));
    return outcome.kind;
  } finally {
    await pool.end();
  }
}
