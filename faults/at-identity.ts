import { randomUUID } from 'node:crypto';
import { withSystem } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import { addBatch } from '../db/queries/identity-batches.ts';
import { createSecrets } from '../db/secret.ts';
import { fold, nameSortKey } from '../domain/text.ts';
import { demoCitizens } from '../tools/demo/citizens.ts';
import { insertRows } from '../tools/demo/insert.ts';
import { makeProvince } from '../tools/demo/province.ts';
import { startPopulationSimulator } from '../tools/population-simulator.ts';
import { identityBatchWorkflowId } from '../workflows/contracts/names.ts';
import { auditHolds, runsOf } from './support/checks.ts';
import type { Fault, Stage } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

const cases = ['before the commit of a page', 'between two pages'] as const;
const wanted = 4_000;
const cohort = 'grade-12';

/** Pupils of grade 12 with their numbers, made once. */
async function ensureGrade12(stage: Stage): Promise<void> {
  if ((await stage.count('from pupils where cohort = $1', [cohort])) > 0) return;
  const secrets = createSecrets(stage.ground.masterKey);
  const { classes } = makeProvince({ seed: 11, districts: 20, schools: 60, pupils: wanted });
  const { rows } = await stage.ground.pool.query<{ id: string; path: string }>(`select id, path from units where tier = 'school' order by path`);
  const pupils = classes.flatMap((one) => one.pupils);
  await stage.ground.db.transaction(async (tx) => await insertRows(tx, 'pupils', pupils.map((pupil, at) => {
    const home = rows[at % rows.length];
    const number = pupil.personalNumber;
    return {
      id: randomUUID(), code: `G12-${at}`, full_name: pupil.fullName, folded: fold(pupil.fullName), sort_key: nameSortKey(pupil.fullName), birth_date: pupil.birthDate, sex: pupil.sex,
      ethnicity: pupil.ethnicity, birth_place: pupil.birthPlace, personal_number_enc: number === null ? null : secrets.seal(number), personal_number_key: number === null ? null : secrets.index(number),
      permanent_address: pupil.permanentAddress, current_address: pupil.currentAddress, guardian_name: pupil.guardianName, guardian_phone: pupil.guardianPhone, guardian_email: null,
      school_id: home?.id ?? '', school_path: home?.path ?? '', class_name: '12A1', cohort, version: 1,
    };
  })));
}

/** HP-SYNC-2023: the worker dies while a list is asked about. Nobody is asked about twice once answered, counted twice, or left out. */
export const atIdentity: Fault = {
  name: 'at-identity',
  what: 'kill -9 of the worker inside an identity batch',
  rounds: cases.length,
  async run(stage, round) {
    const moment = cases[round % cases.length] ?? cases[0];
    const { ground } = stage;
    await ensureGrade12(stage);
    const simulator = await startPopulationSimulator({ seed: 1, slowMs: 300, citizens: () => demoCitizens({ url: ground.postgres.url, masterKey: ground.masterKey }) });
    try {
      // Slow, so that there is a time between two pages.
      simulator.set('slow');
      await ground.pool.query('update pupils set version = version + 1 where cohort = $1', [cohort]);
      await stage.worker({ POPULATION_URL: simulator.url });
      const trap = moment === 'before the commit of a page' ? await setTrap(ground.postgres.url, 'done_once') : null;
      const batchId = await start(stage);
      if (trap) await trap.sprung();
      else await ground.until('a first page', 60_000, async () => (await stage.count("from done_once where scope = $1", [`identity-batch/${batchId}`])) > 0, 5);
      const since = performance.now();
      await stage.strike('worker');
      await trap?.open();
      await ground.until('the batch is done', 120_000, async () => (await stage.count("from identity_batches where id = $1 and state = 'done'", [batchId])) > 0);
      const seconds = (performance.now() - since) / 1_000;
      const { rows: [batch] } = await ground.pool.query<{ total: number; answered: number }>('select total, answered from identity_batches where id = $1', [batchId]);
      const runs = await runsOf(stage, identityBatchWorkflowId(batchId));
      return {
        figures: { [`${moment}, done after s`]: seconds, pupils: batch?.total ?? 0 },
        broken: [...unequal({
          'pupils answered, as counted': [batch?.answered ?? 0, batch?.total ?? -1], 'pupils without an answer': [await stage.count('from identity_checks where batch_id = $1 and answered_at is null', [batchId]), 0],
          'pages asked about': [simulator.counted(), await stage.count('from done_once where scope = $1', [`identity-batch/${batchId}`])],
          'checks of one pupil': [await stage.count('from (select pupil_id from identity_checks group by 1 having count(*) > 1) d'), 0], 'stories of the batch': [runs.length, 1],
        }), ...(await auditHolds(stage))],
      };
    } finally {
      await simulator.stop();
      await stage.stopWorker();
    }
  },
};

async function start(stage: Stage): Promise<string> {
  const id = randomUUID();
  const { rows: [unit] } = await stage.ground.pool.query<{ id: string; code: string; name: string; path: string }>("select id, code, name, path from units where tier = 'province'");
  const officer = stage.people.find((one) => one.role === 'officer')?.id ?? '';
  const pool = createPool(stage.ground.postgres.url, 'mua_worker', 1);
  try {
    if (!unit) throw new Error('the province has no department');
    await withSystem(createDb(pool), (tx) => addBatch(tx, { id, adapter: 'http', unit: { ...unit, tier: 'province' }, cohort, createdBy: officer, actingFor: officer, at: Date.now() }));
    return id;
  } finally {
    await pool.end();
  }
}
