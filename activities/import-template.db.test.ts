import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as sheetJs from '@e965/xlsx';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedFile } from '../db/file-path.ts';
import { imports } from '../db/schema/imports.ts';
import type { ImportKind } from '../domain/import.ts';
import { sheetSpecs } from '../domain/sheet-specs.ts';
import { writeTemplate } from '../sheets/template.ts';
import { addImport, buildImportWorld, importNow, importSecrets } from '../test/support/import-world.ts';
import type { ImportWorld } from '../test/support/import-world.ts';
import { createWorkerDatabase } from '../test/support/worker-database.ts';
import type { WorkerDatabase } from '../test/support/worker-database.ts';
import { commitImport, readImport } from './import-activities.ts';
import type { ImportWork } from './import-activities.ts';

let database: WorkerDatabase;
let world: ImportWorld;
let work: ImportWork;
beforeAll(async () => {
  database = await createWorkerDatabase(4);
  world = await buildImportWorld(database.db);
  work = { db: database.db, secrets: importSecrets, realNow: () => importNow, dataDir: await mkdtemp(join(tmpdir(), 'mua-template-')), told: () => undefined };
});
afterAll(async () => {
  await rm(work.dataDir, { recursive: true, force: true });
  await database.end();
});

/** Our empty template, opened and filled by SheetJS: as a clerk does it in a program that is not the one that wrote the file. */
async function filled(kind: ImportKind, rows: readonly (readonly string[])[]): Promise<string> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeTemplate(out, sheetSpecs[kind])]);
  const book = sheetJs.read(bytes, { cellStyles: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) throw new Error('the template has no sheet');
  sheetJs.utils.sheet_add_aoa(sheet, rows.map((row) => [...row]), { origin: 'A2' });
  const sha256 = randomUUID().replaceAll('-', '').padEnd(64, '0');
  const path = storedFile(work.dataDir, sha256);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, sheetJs.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  return sha256;
}

async function dryRun(kind: ImportKind, unit: string, sha256: string) {
  const id = await addImport(world, { kind, unit, sha256, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
  await readImport(work, id);
  const [row] = await world.db.select().from(imports).where(eq(imports.id, id));
  return { id, state: row?.state, counts: row?.counts };
}

/** As people write: words of the drop-downs, dates day first; columns by their order in the template. In an order in which each finds what it names. */
const lists: readonly [kind: ImportKind, unit: string, first: object, rows: Record<string, string>[]][] = [
  ['places', 'D01', { new: 2 }, [{ code: 'LT', scheme: '2023', kind: 'Phường, xã, thị trấn', name: 'Phường Lạch Tray', validFrom: '01/01/2023' }, { code: 'LT-5', kind: 'Tổ dân phố', name: 'Tổ 5', parentCode: 'LT' }]],
  ['m1', 'S1', { new: 1, unchanged: 1 }, [{ communeName: 'Phường Lạch Tray', placeKind: 'Tổ dân phố', placeName: 'Tổ 9', pupils: '4' }, { communeName: 'Phường Lạch Tray', placeKind: 'Tổ dân phố', placeName: 'Tổ 5', pupils: '7' }]],
  ['pupils', 'S1', { new: 2 }, [
    { code: 'HS01', fullName: 'Đỗ Thị Hường', birthDate: '05/09/2012', sex: 'Nữ', className: '5A1', personalNumber: '031312000001', permanentAddress: 'Số 1 Cầu Đất', guardianName: 'Đỗ Văn Hà', guardianPhone: '0912345678', placeCode: 'LT-5' },
    { code: 'HS02', fullName: 'Trần Văn An', birthDate: '06/10/2012', sex: 'Nam', className: '5A1', permanentAddress: 'Số 2 Cầu Đất' },
  ]],
  ['m2', 'S1', { changed: 1, unchanged: 1 }, [{ code: 'HS01', fullName: 'Đỗ Thị Hường', commune: 'Phường Lạch Tray', hamlet: 'Tổ 5' }, { code: 'HS02', fullName: 'Trần Văn An', commune: 'Phường Lạch Tray', hamlet: 'Tổ 5' }]],
  ['quotas', 'D01', { new: 1 }, [{ year: '2023', intake: 'Lớp 6', schoolCode: 'S2', seats: '120', classes: '3', criteria: 'Đúng tuyến', papers: 'Giấy khai sinh; Học bạ' }]],
  ['zones', 'D01', { new: 1 }, [{ year: '2023', intake: 'Lớp 6', placeCode: 'LT', schoolCode: 'S2', validFrom: '01/06/2023', note: 'Cả phường' }]],
  ['staff', 'D01', { new: 1 }, [{ username: 's1.vanthu', name: 'Trần Thị Thu', email: 'thu@example.vn', phone: '0912345678', unitCode: 'S1', role: 'Văn thư' }]],
  ['feeder', 'D02', { new: 1 }, [{ code: 'NG01', fullName: 'Em Trường Ngoài', birthDate: '05/05/2012', sex: 'Nữ', className: '5C', permanentAddress: 'Xã A', guardianName: 'Mẹ Em', schoolCode: 'S3' }]],
];

test.each(lists)('%s: our template, filled by another program, comes in clean; the same file again changes nothing', async (kind, unit, first, rows) => {
  const { fields } = sheetSpecs[kind];
  expect(rows.flatMap((row) => Object.keys(row)).filter((key) => !fields.some((one) => one.key === key))).toEqual([]);
  const sha256 = await filled(kind, rows.map((row) => fields.map((one) => row[one.key] ?? '')));
  const dry = await dryRun(kind, unit, sha256);
  expect(dry).toMatchObject({ state: 'ready', counts: first });
  await world.db.update(imports).set({ state: 'committing', rowsDone: 0 }).where(eq(imports.id, dry.id));
  expect(await commitImport(work, dry.id)).toMatchObject({ state: 'committed' });
  const stood = await versions();
  const again = await dryRun(kind, unit, sha256);
  expect(again).toMatchObject({ state: 'ready', counts: { unchanged: rows.length } });
  expect(Object.keys(again.counts ?? {})).toEqual(['unchanged']);
  // Committed all the same, it touches no record.
  await world.db.update(imports).set({ state: 'committing', rowsDone: 0 }).where(eq(imports.id, again.id));
  expect(await commitImport(work, again.id)).toMatchObject({ state: 'committed', applied: 0 });
  expect(await versions()).toEqual(stood);
});

test('every list there is was tried', () => {
  expect(lists.map(([kind]) => kind).toSorted()).toEqual(Object.keys(sheetSpecs).toSorted());
});

/** Everything that lists write. */
async function versions(): Promise<unknown> {
  const tables = ['places', 'pupils', 'quotas', 'zones', 'staff', 'place_changes', 'pupil_history', 'zone_changes'];
  return (await world.db.execute(sql.raw(tables.map((name) => `select '${name}' as name, md5(coalesce(string_agg(t::text, ',' order by t.id), '')) as print from ${name} t`).join(' union all ')))).rows;
}
