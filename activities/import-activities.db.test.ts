import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { storedFile } from '../db/file-path.ts';
import { commitBatch } from '../db/queries/import-writing.ts';
import { importRows, imports } from '../db/schema/imports.ts';
import { addImport, buildImportWorld, importNow, importSecrets, loaded, rowsOf, verdicts } from '../test/support/import-world.ts';
import type { ImportWorld } from '../test/support/import-world.ts';
import { createWorkerDatabase } from '../test/support/worker-database.ts';
import type { WorkerDatabase } from '../test/support/worker-database.ts';
import { commitImport, readImport, undoImport } from './import-activities.ts';
import type { ImportWork } from './import-activities.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const headers = ['STT', 'Mã HS', 'Họ tên', 'NTNS', 'Phái', 'Tên lớp', 'CCCD', 'HKTT', 'Phụ huynh', 'SĐT'];

let database: WorkerDatabase;
let world: ImportWorld;
let work: ImportWork;
let told: number[] = [];
beforeAll(async () => {
  database = await createWorkerDatabase(4);
  world = await buildImportWorld(database.db);
  work = { db: database.db, secrets: importSecrets, realNow: () => importNow, dataDir: await mkdtemp(join(tmpdir(), 'mua-import-')), told: (rows) => void told.push(rows) };
});
afterAll(async () => {
  await rm(work.dataDir, { recursive: true, force: true });
  await database.end();
});

/** A school's own file, as another program than ours writes it. */
async function bookOf(rows: readonly unknown[][], heads: readonly string[] = headers): Promise<string> {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['DANH SÁCH HỌC SINH LỚP 5'], [], [...heads], ...rows]), 'Sheet1');
  return await kept(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

async function kept(bytes: Buffer): Promise<string> {
  const sha256 = randomUUID().replaceAll('-', '').padEnd(64, '0');
  const path = storedFile(work.dataDir, sha256);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return sha256;
}

const importRow = async (id: string) => (await world.db.select().from(imports).where(eq(imports.id, id)))[0];
async function read(sha256: string, more: { mediaType?: string; goodRowsOnly?: boolean } = {}): Promise<string> {
  const id = await addImport(world, { kind: 'pupils', unit: 'S1', sha256, mediaType: xlsx, ...more });
  await readImport(work, id);
  return id;
}
async function decide(id: string, state: 'committing' | 'undoing') {
  await world.db.update(imports).set({ state, rowsDone: 0 }).where(eq(imports.id, id));
  return await (state === 'committing' ? commitImport(work, id) : undoImport(work, id));
}

/** A date as Excel's serial number, a number that lost its zero, an NFD name. */
const rows = [
  [1, 'HS01', 'Đỗ Thị Hường'.normalize('NFD'), 41157, 'Nữ', '5A1', 31312000001, 'Số 1 Cầu Đất', 'Đỗ Văn Hà', 912345678],
  [2, 'HS02', 'Trần Văn An', '06/10/2012', 'Nam', '5A1', '', 'Số 2 Cầu Đất', 'Trần Văn Bình', '0912 345 679'],
];

describe('a real Excel file', () => {
  test('goes from its bytes to the records, changes nothing the second time, and comes out again', async () => {
    const file = await bookOf(rows);
    const first = await read(file);
    expect(await importRow(first)).toMatchObject({ state: 'ready', counts: { new: 2 }, rowsDone: 2, rowsTotal: 2 });
    expect(await verdicts(world, first)).toEqual({ 4: 'new', 5: 'new' });
    expect(await decide(first, 'committing')).toEqual({ state: 'committed', rowsDone: 2, applied: 2 });
    expect(await rowsOf(world, 'pupils', 'code, full_name, birth_date::text, guardian_phone', 'code')).toEqual([
      { code: 'HS01', full_name: 'Đỗ Thị Hường', birth_date: '2012-09-05', guardian_phone: '0912345678' }, { code: 'HS02', full_name: 'Trần Văn An', birth_date: '2012-10-06', guardian_phone: '0912345679' },
    ]);
    expect((await importRow(await read(file)))?.counts).toEqual({ unchanged: 2 });
    // Corrected in Excel and loaded again: only the changed row applies.
    const fixed = await read(await bookOf([rows[0] ?? [], [2, 'HS02', 'Trần Văn Ân', '06/10/2012', 'Nam', '5A1', '', 'Số 2 Cầu Đất', 'Trần Văn Bình', '0912345679']]));
    expect((await importRow(fixed))?.counts).toEqual({ unchanged: 1, changed: 1 });
    expect(await decide(fixed, 'committing')).toMatchObject({ applied: 1 });
    expect(await decide(fixed, 'undoing')).toMatchObject({ state: 'undone', applied: 0 });
    expect(await rowsOf(world, 'pupils', 'full_name', 'code')).toEqual([{ full_name: 'Đỗ Thị Hường' }, { full_name: 'Trần Văn An' }]);
  });

  test('with mistakes says them row by row, and lets the good rows in', async () => {
    const id = await read(await bookOf([[1, 'HS11', 'Lê Đúng', '01/02/2012', 'Nam', '5A', '', 'Số 3', '', ''], [2, 'HS12', 'Lê Sai', '31/02/2012', 'Nam', '5A', '123', 'Số 3', '', '']]), { goodRowsOnly: true });
    const [, wrong] = await world.db.select().from(importRows).where(eq(importRows.importId, id)).orderBy(importRows.rowNumber);
    expect(wrong?.problems.map((one) => one.field)).toEqual(['birthDate', 'personalNumber']);
    expect(await decide(id, 'committing')).toMatchObject({ state: 'committed', applied: 1 });
  });

  test('whose columns nobody knows waits for a person to choose them', async () => {
    const id = await read(await bookOf([['HS21', 'Lê Lạ', '01/02/2012', 'Nam', '5A', 'Số 3']], ['Mã HS', 'Tên em', 'NTNS', 'Phái', 'Lớp', 'HKTT']));
    expect(await importRow(id)).toMatchObject({ state: 'ready', counts: {}, headers: ['Mã HS', 'Tên em', 'NTNS', 'Phái', 'Lớp', 'HKTT'] });
    await world.db.update(imports).set({ state: 'queued', mapping: { code: 0, fullName: 1, birthDate: 2, sex: 3, className: 4, permanentAddress: 5 } }).where(eq(imports.id, id));
    await readImport(work, id);
    expect(await importRow(id)).toMatchObject({ state: 'ready', counts: { new: 1 } });
  });

  test('that is none is refused with a sentence, and no row', async () => {
    const id = await read(await kept(Buffer.from('PK not a zip')));
    const refused = await importRow(id);
    expect(refused?.state).toBe('refused');
    expect(refused?.refusal?.vi.length).toBeGreaterThan(20);
    expect(await verdicts(world, id)).toEqual({});
  });

  test('interrupted by a kill goes on after the last row written, and each row is there once', async () => {
    const many = Array.from({ length: 4_500 }, (_, at) => [at, `K${at}`, `Em ${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26) % 26)}${String.fromCharCode(97 + Math.floor(at / 676))}`, '01/02/2012', 'Nam', '5A', '', 'Số 3', '', '']);
    const id = await addImport(world, { kind: 'pupils', unit: 'S1', sha256: await bookOf(many), mediaType: xlsx });
    told = [];
    const dying: ImportWork = { ...work, told: (done) => { if (done > 2_000) throw new Error('killed'); } };
    await expect(readImport(dying, id)).rejects.toThrow('killed');
    const [before] = await rowsOf(world, `import_rows where import_id = '${id}'`, 'count(*)::int as rows', '1');
    expect(before?.['rows']).toBeGreaterThan(0);
    expect(before?.['rows']).toBeLessThan(4_500);
    expect(await readImport(work, id)).toMatchObject({ state: 'ready', rowsDone: 4_500 });
    expect(Math.max(...told)).toBeLessThan(4_500);
    // The same kill in the middle of the commit.
    await world.db.update(imports).set({ state: 'committing' }).where(eq(imports.id, id));
    let batches = 0;
    await expect(commitImport({ ...work, told: () => { if ((batches += 1) === 1) throw new Error('killed'); } }, id)).rejects.toThrow('killed');
    expect(await commitImport(work, id)).toMatchObject({ state: 'committed', applied: 4_500 });
    expect(await rowsOf(world, "pupils where code ~ '^K[0-9]'", 'count(*)::int as rows, count(distinct code)::int as codes', '1')).toEqual([{ rows: 4_500, codes: 4_500 }]);
  });

  test('cancelled in the middle of its commit leaves nothing', async () => {
    const id = await read(await bookOf([[1, 'HS31', 'Lê Huỷ', '01/02/2012', 'Nam', '5A', '', 'Số 3', '', '']]));
    await world.db.update(imports).set({ state: 'committing' }).where(eq(imports.id, id));
    const { scope } = await loaded(world, id);
    await withSystem(world.db, (tx) => commitBatch(tx, scope, 0));
    await world.db.update(imports).set({ state: 'cancelled' }).where(eq(imports.id, id));
    expect(await commitImport(work, id)).toMatchObject({ state: 'cancelled', applied: 1 });
    expect(await undoImport(work, id)).toMatchObject({ state: 'cancelled', applied: 0 });
    expect(await rowsOf(world, "pupils where code = 'HS31'", 'code', 'code')).toEqual([]);
  });
});
