import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { commitImport, readImport } from '../activities/import-activities.ts';
import { createDb, createPool } from '../db/client.ts';
import { storedFile } from '../db/file-path.ts';
import { createSecrets } from '../db/secret.ts';
import { proposeMapping } from '../domain/sheet-mapping.ts';
import { parseRow } from '../domain/sheet-row.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { makeProvince } from '../tools/demo/province.ts';
import { busySince } from './ground/cpu.ts';
import type { Busy } from './ground/cpu.ts';
import { shownSpread, spreadOf } from './ground/figures.ts';
import { pupilRows, writePupilsFile, xlsxType as mediaType } from './ground/pupils-file.ts';
import { copyBare, recordOf, upsertByDrizzle } from './peers/import-peers.ts';
import type { Records, SchoolsByCode, SheetValues } from './peers/import-peers.ts';
import type { Bench, Result, Scene } from './result.ts';

const spec = sheetSpecs.pupils;
type Side = 'ours' | 'copy' | 'drizzle';
type Run = { seconds: number; busy: Busy };
type Ready = { scene: Scene; pool: Pool; schools: SchoolsByCode; so: { id: string; path: string }; staffId: string; secrets: ReturnType<typeof createSecrets> };

/**
 * A province's pupils from one Excel file into an empty table, by the path of the product: read, judged, kept as a dry run, committed, each batch with its
 * trace. Both peers read the same file by the same reader and seal and fold alike; they write the bare rows and nothing else, as owner: COPY knows no row security.
 */
export const importing: Bench = {
  name: 'import',
  size: ({ quick }) => (quick ? { districts: 3, schools: 40 } : { districts: 15, schools: 700 }),
  async run(scene) {
    const ready = await readyFor(scene);
    const pupils = scene.quick ? 6_000 : 113_000;
    const [small, whole] = [await writeFile(scene, 3_000), await writeFile(scene, pupils)];
    const runs: Record<Side, Run[]> = { ours: [], copy: [], drizzle: [] };
    const sides = Object.keys(runs) as Side[];
    for (const side of sides) await timed(ready, side, small);
    const reading: number[] = [];
    for (let run = 0; run < scene.runs; run += 1) {
      for (const side of sides) runs[side].push(await timed(ready, side, whole, pupils));
      const from = performance.now();
      for await (const _ of rowsOf(ready, whole));
      reading.push((performance.now() - from) / 1_000);
      scene.say(`import ${run + 1}/${scene.runs}: ${sides.map((side) => `${side} ${runs[side].at(-1)?.seconds.toFixed(1)} s`).join(', ')}, the reading alone ${reading.at(-1)?.toFixed(1)} s`);
    }
    await ready.pool.end();
    return [resultOf(runs, 'copy', 'bare pg-copy-streams of the same rows', 0.5, { pupils, reading }), resultOf(runs, 'drizzle', 'Drizzle, looked up and upserted by 1,000', 2, { pupils, reading })];
  },
};

function resultOf(runs: Record<Side, Run[]>, peer: Side, what: string, least: number, more: { pupils: number; reading: number[] }): Result {
  const [ours, theirs] = [spreadOf(runs.ours.map((one) => one.seconds)), spreadOf(runs[peer].map((one) => one.seconds))];
  const ratio = theirs.median / ours.median;
  return {
    bench: 'import', what: `${more.pupils.toLocaleString('en')} pupils from Excel, judged, kept as a dry run and committed, against ${what}`, ours: `${shownSpread(ours)} s, ${Math.round(more.pupils / ours.median).toLocaleString('en')} pupils/s`,
    peer: `${shownSpread(theirs)} s; the reading of the file alone ${shownSpread(spreadOf(more.reading))} s`, ratio, target: `ratio ≥ ${least}`, holds: ratio >= least, figures: { ...more, runs },
    busy: { ours: runs.ours.at(-1)?.busy ?? {}, peer: runs[peer].at(-1)?.busy ?? null },
  };
}

async function readyFor(scene: Scene): Promise<Ready> {
  const pool = createPool(scene.ground.postgres.url, 'mua_worker', 4);
  const found = await pool.query<{ id: string; code: string; path: string; tier: string }>('select id, code, path, tier from units');
  const so = found.rows.find((one) => one.tier === 'province');
  const staffId = scene.province.people[0]?.id;
  if (!so || !staffId) throw new Error('no province');
  return { scene, pool, so, staffId, secrets: createSecrets(scene.ground.masterKey), schools: new Map(found.rows.map((one) => [one.code, one])) };
}

/** The same people as in the demo, under the name of its content. */
async function writeFile({ ground, quick }: Scene, pupils: number): Promise<string> {
  const { classes } = makeProvince({ seed: 7, ...(quick ? { districts: 3, schools: 40 } : { districts: 15, schools: 700 }), pupils });
  const sha256 = String(pupils).padStart(8, '0').padEnd(64, '0');
  await writePupilsFile(ground.folder, sha256, pupilRows(classes));
  return sha256;
}

async function* rowsOf({ scene }: Ready, sha256: string): AsyncGenerator<SheetValues> {
  const sheet = await openSheet(storedFile(scene.ground.folder, sha256), { mediaType, spec });
  const mapping = proposeMapping(spec, sheet.headers);
  for await (const { cells } of sheet.rows) yield parseRow(spec, cells, mapping).values;
}

async function* recordsOf(ready: Ready, sha256: string): Records {
  for await (const values of rowsOf(ready, sha256)) yield recordOf(values, ready.schools, ready.secrets);
}

async function timed(ready: Ready, side: Side, sha256: string, expected = 0): Promise<Run> {
  const { scene: { ground } } = ready;
  await ground.pool.query('delete from pupils');
  await ground.pool.query('truncate import_rows, imports');
  await ground.pool.query('vacuum analyze pupils');
  await ground.pool.query('checkpoint');
  const before = ground.busy({});
  const from = performance.now();
  if (side === 'ours') await loadOurs(ready, sha256);
  else await (side === 'copy' ? copyBare(ground.pool, recordsOf(ready, sha256)) : upsertByDrizzle(ground.pool, recordsOf(ready, sha256)));
  const seconds = (performance.now() - from) / 1_000;
  const found = await ground.pool.query<{ rows: number }>('select count(*)::int as rows from pupils');
  // The file has some children twice, by name, birth date and parent: ours says so and leaves them to a person.
  if ((found.rows[0]?.rows ?? 0) < expected * 0.98) throw new Error(`${side} wrote ${found.rows[0]?.rows} of ${expected}`);
  return { seconds, busy: busySince(before, ground.busy({})) };
}

async function loadOurs({ scene: { ground }, pool, secrets, so, staffId }: Ready, sha256: string): Promise<void> {
  const [importId, fileId] = [randomUUID(), randomUUID()];
  await pool.query("insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1, $2, 'tinh.xlsx', $3, 1, $4, $5)", [fileId, sha256, mediaType, so.path, staffId]);
  await pool.query("insert into imports (id, kind, mode, unit_id, unit_path, file_id, state, created_by, acting_for) values ($1, 'pupils', 'both', $2, $3, $4, 'queued', $5, $5)", [importId, so.id, so.path, fileId, staffId]);
  const work = { db: createDb(pool), secrets, realNow: () => Date.now(), dataDir: ground.folder, told: () => undefined };
  const dry = await readImport(work, importId);
  if (dry.state !== 'ready') throw new Error(`the dry run is ${dry.state}`);
  await pool.query("update imports set state = 'committing', good_rows_only = true, rows_done = 0 where id = $1", [importId]);
  const done = await commitImport(work, importId);
  if (done.state !== 'committed') throw new Error(`the commit is ${done.state}`);
}
