import { randomUUID } from 'node:crypto';
import { xlsxType } from '../../bench/ground/pupils-file.ts';
import { withSystem } from '../../db/actor.ts';
import { createDb, createPool } from '../../db/client.ts';
import type { Tx } from '../../db/client.ts';
import { addImport, importById, moveImport } from '../../db/queries/imports.ts';
import type { ImportState } from '../../domain/import.ts';
import type { Stage } from './stage.ts';

/** The department's officer loads a stored file of pupils, as the API writes it: the relay starts its story. */
export async function uploadPupils(stage: Stage, sha256: string): Promise<string> {
  const [id, fileId] = [randomUUID(), randomUUID()];
  const { rows: [unit] } = await stage.ground.pool.query<{ id: string; code: string; path: string }>("select id, code, path from units where tier = 'province'");
  if (!unit) throw new Error('the province has no department');
  await stage.ground.pool.query('insert into files (id, sha256, name, media_type, size, unit_path, uploaded_by) values ($1, $2, $3, $4, 1, $5, $6)', [fileId, sha256, 'tinh.xlsx', xlsxType, unit.path, officerOf(stage)]);
  await asProduct(stage, (tx) => addImport(tx, { id, kind: 'pupils', mode: 'both', unit, fileId, sha256 }, by(stage)));
  return id;
}

/** The person's decision on what is there. */
export async function decideImport(stage: Stage, importId: string, action: 'commit' | 'undo'): Promise<void> {
  const to: ImportState = action === 'commit' ? 'committing' : 'undoing';
  const moved = await asProduct(stage, async (tx) => {
    const row = await importById(tx, importId);
    return row !== null && (await moveImport(tx, row, action, { state: to, set: { rowsDone: 0, goodRowsOnly: true } }, by(stage)));
  });
  if (!moved) throw new Error(`the ${action} was not taken`);
}

const officerOf = (stage: Stage): string => stage.people.find((one) => one.role === 'officer')?.id ?? '';
const by = (stage: Stage) => ({ actorId: officerOf(stage), actingFor: officerOf(stage), now: Date.now() });

async function asProduct<T>(stage: Stage, run: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = createPool(stage.ground.postgres.url, 'mua_worker', 1);
  try {
    return await withSystem(createDb(pool), run);
  } finally {
    await pool.end();
  }
}
