import { pupilRows, writePupilsFile } from '../bench/ground/pupils-file.ts';
import type { PupilRow } from '../bench/ground/pupils-file.ts';
import { makeProvince } from '../tools/demo/province.ts';
import { importWorkflowId } from '../workflows/contracts/names.ts';
import { auditHolds, runsOf } from './support/checks.ts';
import { decideImport, uploadPupils } from './support/import-order.ts';
import type { Fault, Stage } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { setTrap } from './support/trap.ts';

/** `table`: held, so that the kill falls before the commit of a page; null: between two pages. */
type Moment = { name: string; during: 'reading' | 'committing' | 'undoing'; table: string | null };
const moments: readonly Moment[] = [
  { name: 'reading, before the commit of a page', during: 'reading', table: 'import_rows' },
  { name: 'reading, between two pages', during: 'reading', table: null },
  { name: 'committing, before the commit of a page', during: 'committing', table: 'pupils' },
  { name: 'committing, between two pages', during: 'committing', table: null },
  { name: 'undoing', during: 'undoing', table: 'pupils' },
];

/** More than two pages of a commit; the first of them are known already, under another telephone number. */
const [pupils, known] = [24_000, 4_000];
const known64 = 'a'.repeat(64);
const whole64 = 'b'.repeat(64);

/** The two lists, and the pupils who are there before any fault, once. */
async function ensureLists(stage: Stage): Promise<void> {
  if ((await stage.count("from pupils where code ^@ 'IM-'")) > 0) return;
  const { classes } = makeProvince({ seed: 13, districts: 20, schools: 60, pupils });
  const rows = [...pupilRows(classes)].map((row, at): PupilRow => ({ ...row, code: `IM-${at}` }));
  await writePupilsFile(stage.ground.folder, known64, rows.slice(0, known).map((row): PupilRow => ({ ...row, guardianPhone: '0900000001' })));
  await writePupilsFile(stage.ground.folder, whole64, rows);
  await importWhole(stage, known64);
}

type Stood = { counts: string; written: string; history: number; undone: string; log: string; seconds: number };

/** What the list must be worth whatever happens on its way: the records, what the person was shown, and the log. */
async function importWhole(stage: Stage, sha256: string, moment: Moment | null = null): Promise<Stood & { importId: string }> {
  const importId = await uploadPupils(stage, sha256);
  let seconds = 0;
  const reach = async (during: Moment['during'], state: string): Promise<void> => {
    if (moment?.during === during) seconds = await kill(stage, importId, moment, state);
    else await until(stage, importId, state);
  };
  const before = await stage.count('from pupil_history');
  await reach('reading', 'ready');
  const { rows: [shown] } = await stage.ground.pool.query<{ counts: unknown }>('select counts from imports where id = $1', [importId]);
  await decideImport(stage, importId, 'commit');
  await reach('committing', 'committed');
  const [written, history] = [await records(stage), (await stage.count('from pupil_history')) - before];
  if (sha256 === whole64) {
    // The trap stands before the story hears of it: an undo is one transaction.
    const trap = moment?.during === 'undoing' ? await setTrap(stage.ground.postgres.url, 'pupils') : null;
    await decideImport(stage, importId, 'undo');
    if (trap) seconds = await strikeAt(stage, importId, trap, 'undone');
    else await until(stage, importId, 'undone');
  }
  return { importId, counts: JSON.stringify(shown?.counts), written, history, undone: await records(stage), log: await logOf(stage, importId), seconds };
}

async function kill(stage: Stage, importId: string, { during, table }: Moment, state: string): Promise<number> {
  const begun = during === 'reading' ? 'from import_rows where import_id = $1' : 'from imports where id = $1 and written_to > 0';
  await stage.ground.until(`a first page of ${during}`, 60_000, async () => (await stage.count(begun, [importId])) > 0, 2);
  return await strikeAt(stage, importId, table === null ? null : await setTrap(stage.ground.postgres.url, table), state);
}

async function strikeAt(stage: Stage, importId: string, trap: Awaited<ReturnType<typeof setTrap>> | null, state: string): Promise<number> {
  await trap?.sprung();
  // Else nothing was interrupted, and nothing is shown.
  if ((await stage.count('from imports where id = $1 and state = $2', [importId, state])) > 0) throw new Error(`the list was ${state} before the worker could be killed`);
  const since = performance.now();
  await stage.strike('worker');
  await trap?.open();
  await until(stage, importId, state);
  return (performance.now() - since) / 1_000;
}

async function until(stage: Stage, importId: string, state: string): Promise<void> {
  await stage.ground.until(`the list is ${state}`, 180_000, async () => (await stage.count('from imports where id = $1 and state = $2', [importId, state])) > 0, 20);
}

/** All of every pupil but what differs from one sealing to the next. */
async function records(stage: Stage): Promise<string> {
  const { rows: [found] } = await stage.ground.pool.query<{ print: string }>(
    "select count(*) || ' pupils, ' || md5(string_agg((to_jsonb(p) - '{id,version,personal_number_enc,created_at}'::text[])::text, ',' order by code)) as print from pupils p where code ^@ 'IM-'");
  return found?.print ?? 'none';
}

/** What the log says of the list, in its order: each decision, and each page with its rows. */
async function logOf(stage: Stage, importId: string): Promise<string> {
  const { rows } = await stage.ground.pool.query<{ line: string }>("select concat_ws(' ', action, details->>'rows', details->>'made', details->>'changed') as line from audit_entries where subject_type = 'import' and subject_id = $1 order by id", [importId]);
  return rows.map((row) => row.line).join('; ');
}

/** The worker dies inside a list on its way in or out. Another goes on: the same records, the same words to the person, the same log, and the undo still works. */
export const atImport: Fault = {
  name: 'at-import',
  what: 'kill -9 of the worker inside an import',
  rounds: moments.length,
  async run(stage, round) {
    const moment = moments[round % moments.length] ?? null;
    await stage.worker();
    try {
      await ensureLists(stage);
      const before = await records(stage);
      const calm = await importWhole(stage, whole64);
      const struck = await importWhole(stage, whole64, moment);
      const { rows: [row] } = await stage.ground.pool.query<{ rows: number; counted: number }>('select count(*)::int as rows, (select rows_total from imports where id = $1) as counted from import_rows where import_id = $1', [struck.importId]);
      // The row says so a moment before the story ends.
      await stage.ground.until('the stories of the list are over', 15_000, async () => (await runsOf(stage, importWorkflowId(struck.importId))).every((one) => one.status !== 'RUNNING'));
      const runs = await runsOf(stage, importWorkflowId(struck.importId));
      return {
        figures: { [`${moment?.name}, done after s`]: struck.seconds, rows: row?.rows ?? 0, 'lines of the log': struck.log.split('; ').length },
        broken: [...unequal({
          'rows of the file': [row?.rows, pupils], 'rows as counted': [row?.counted, pupils], 'verdicts': [struck.counts, calm.counts], 'records written': [struck.written, calm.written],
          'something was written at all': [struck.written === before, false], 'entries of history': [struck.history, calm.history], 'the log': [struck.log, calm.log], 'records after the undo': [struck.undone, before],
          'stories that did not end well': [runs.filter((one) => one.status !== 'COMPLETED').length, 0],
        }), ...(await auditHolds(stage))],
      };
    } finally {
      await stage.stopWorker();
    }
  },
};
