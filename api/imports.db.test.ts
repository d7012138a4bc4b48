import { randomUUID } from 'node:crypto';
import { utils, write } from '@e965/xlsx';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitImport, readImport, undoImport } from '../activities/import-activities.ts';
import type { ImportWork } from '../activities/import-activities.ts';
import { createDb, createPool } from '../db/client.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld, Caller } from '../test/support/api-world.ts';

type Import = { id: string; state: string; version: number; counts: Record<string, number>; can: string[]; missing: string[]; mapping: Record<string, number>; headers: string[]; refusal: { vi: string } | null };

let world: ApiWorld;
let work: ImportWork;
let close: () => Promise<void>;
beforeAll(async () => {
  world = await createApiWorld();
  const pool = createPool(world.deps.config.databaseUrl, 'mua_worker', 3);
  work = { db: createDb(pool), secrets: world.deps.secrets, realNow: () => Date.now(), dataDir: world.deps.config.dataDir, told: () => undefined };
  close = () => pool.end();
});
afterAll(async () => {
  await close();
  await world.close();
});

const headers = ['Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Số định danh cá nhân', 'Nơi thường trú'];
function bookOf(rows: readonly unknown[][], heads = headers): File {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([heads, ...rows]), 'Danh sách');
  return new File([new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)], 'lop-5a.xlsx');
}
async function upload(who: Caller, file: File, { kind = 'pupils', unit = 'S0101', key = randomUUID() } = {}) {
  const form = new FormData();
  form.set('file', file);
  return await who.call<Import>('POST', `/api/imports?kind=${kind}&mode=both&unitId=${world.units[unit]?.id}`, form, { 'Idempotency-Key': key });
}
const press = async (who: Caller, id: string, action: string, body: object) => await who.call<Import & { error: { code: string; message: string } }>('POST', `/api/imports/${id}/${action}`, body, { 'Idempotency-Key': randomUUID() });
const rows = [['A1', 'Đỗ Thị Hường', '05/09/2012', 'Nữ', '5A1', '031312000001', 'Số 1'], ['A2', 'Trần Văn An', '31/02/2012', 'Nam', '5A1', '', 'Số 2']];

describe('a clerk', () => {
  test('loads a list, sees the dry run with the number masked, and writes the good rows; the same press twice is one', async () => {
    const clerk = await world.as('s0101-clerk');
    const key = randomUUID();
    const sent = await upload(clerk, bookOf(rows), { key });
    expect(sent).toMatchObject({ status: 201, body: { state: 'queued', can: ['cancel'] } });
    expect((await upload(clerk, bookOf(rows), { key })).body.id).toBe(sent.body.id);
    const { id } = sent.body;
    await readImport(work, id);
    const dry = (await clerk.call<Import>('GET', `/api/imports/${id}`)).body;
    expect(dry).toMatchObject({ state: 'ready', counts: { new: 1, error: 1 }, can: ['map', 'commit', 'cancel'], missing: [] });
    const page = await clerk.call<{ values: Record<string, string> }[]>('GET', `/api/imports/${id}/rows?filter={"verdict":"new"}`);
    expect(page.body[0]?.values['personalNumber']).toBe('*********001');
    expect(JSON.stringify((await world.sql.query('select * from import_rows')).rows)).not.toContain('031312000001');
    const whole = await press(clerk, id, 'commit', { version: dry.version });
    expect(whole).toMatchObject({ status: 409, body: { error: { code: 'rows-wrong' } } });
    expect((await press(clerk, id, 'commit', { version: dry.version + 1, goodRowsOnly: true })).status).toBe(409);
    expect(await press(clerk, id, 'commit', { version: dry.version, goodRowsOnly: true })).toMatchObject({ status: 200, body: { state: 'committing' } });
    expect(await press(clerk, id, 'commit', { version: dry.version, goodRowsOnly: true })).toMatchObject({ status: 200, body: { state: 'committing' } });
    await commitImport(work, id);
    const done = (await clerk.call<Import>('GET', `/api/imports/${id}`)).body;
    expect(done).toMatchObject({ state: 'committed', can: ['undo'] });
    expect(await press(clerk, id, 'undo', { version: done.version })).toMatchObject({ status: 200, body: { state: 'undoing' } });
    await undoImport(work, id);
    expect((await clerk.call<Import>('GET', `/api/imports/${id}`)).body.state).toBe('undone');
    const told = await world.sql.query<{ kind: string }>("select kind from outbox where payload->>'importId' = $1 order by id", [id]);
    expect(told.rows.map((row) => row.kind)).toEqual(['start-import', 'import-changed', 'import-changed']);
    const trace = await world.sql.query<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [id]);
    expect(trace.rows.map((row) => row.action)).toEqual(['import.upload', 'import.commit', 'import.commit-rows', 'import.committed', 'import.undo', 'import.undone']);
  });

  test('gets the own file back with the wrong cell red, a note and a column of errors', async () => {
    const clerk = await world.as('s0101-clerk');
    const { id } = (await upload(clerk, bookOf(rows))).body;
    await readImport(work, id);
    const sheet = (await bytes(clerk, `/api/imports/${id}/marked`)).worksheets[0];
    expect(sheet?.getCell('C3').fill).toMatchObject({ type: 'pattern', fgColor: { argb: 'FFFFC7CE' } });
    expect([sheet?.getCell('C3').note, sheet?.getCell('C2').note].map((note) => note !== undefined)).toEqual([true, false]);
    expect([sheet?.getCell('H1').value, sheet?.getCell('H2').value]).toEqual(['Lỗi cần sửa', null]);
    expect(sheet?.getCell('H3').text).toContain('Ngày không có thật');
  });

  test('chooses columns once; the next file of the school is understood', async () => {
    const clerk = await world.as('s0101-clerk');
    const strange = ['Mã học sinh', 'Tên cháu', 'Ngày sinh', 'Giới tính', 'Lớp', 'Số định danh cá nhân', 'Nơi thường trú'];
    const { id } = (await upload(clerk, bookOf(rows.slice(0, 1), strange))).body;
    await readImport(work, id);
    const asked = (await clerk.call<Import>('GET', `/api/imports/${id}`)).body;
    expect(asked).toMatchObject({ state: 'ready', missing: ['fullName'], can: ['map', 'cancel'] });
    const mapping = { ...asked.mapping, fullName: 1 };
    expect((await clerk.call('PUT', `/api/imports/${id}/mapping`, { mapping: { ...asked.mapping, fullName: 0 }, version: asked.version })).status).toBe(422);
    expect((await clerk.call('PUT', `/api/imports/${id}/mapping`, { mapping, version: asked.version })).status).toBe(200);
    await readImport(work, id);
    expect((await clerk.call<Import>('GET', `/api/imports/${id}`)).body).toMatchObject({ state: 'ready', counts: { new: 1 } });
    const next = (await upload(clerk, bookOf(rows.slice(0, 1), strange))).body.id;
    await readImport(work, next);
    expect((await clerk.call<Import>('GET', `/api/imports/${next}`)).body).toMatchObject({ missing: [], counts: { new: 1 } });
  });

  test('gets templates with drop-downs of the school, and the present pupils in the same Excel, without their numbers', async () => {
    const clerk = await world.as('s0101-clerk');
    const { id } = (await upload(clerk, bookOf(rows.slice(0, 1)))).body;
    await readImport(work, id);
    await press(clerk, id, 'commit', { version: (await clerk.call<Import>('GET', `/api/imports/${id}`)).body.version });
    await commitImport(work, id);
    const unit = world.units['S0101']?.id ?? '';
    const template = await bytes(clerk, `/api/imports/templates/pupils?unitId=${unit}`);
    expect(template.worksheets[0]?.getRow(1).values).toContain('Họ và tên (*)');
    const present = (await bytes(clerk, `/api/imports/export/pupils?unitId=${unit}`)).worksheets[0];
    expect(present?.getRow(2).values).toContain('Đỗ Thị Hường');
    expect(JSON.stringify(present?.getRow(2).values)).not.toContain('031312000001');
    const clear = (await bytes(clerk, `/api/imports/export/pupils?unitId=${unit}&reason=${encodeURIComponent('Đối chiếu giấy khai sinh')}`)).worksheets[0];
    expect(clear?.getRow(2).values).toContain('031312000001');
    expect((await world.sql.query("select from audit_entries where action = 'number.reveal-list'")).rowCount).toBe(1);
  });

  test('may not load what is not the school’s to load', async () => {
    const clerk = await world.as('s0101-clerk');
    expect((await upload(clerk, bookOf(rows), { kind: 'staff' })).status).toBe(403);
    expect((await upload(clerk, bookOf(rows), { kind: 'places' })).status).toBe(403);
    expect((await upload(clerk, bookOf(rows), { unit: 'S0201' })).status).toBe(404);
    expect((await upload(await world.as('s0101-principal'), bookOf(rows), { kind: 'staff' })).status).toBe(201);
    expect((await upload(await world.as('d01-officer'), bookOf(rows), { kind: 'm1', unit: 'D01' })).status).toBe(403);
    expect((await upload(await world.as('d01-officer'), bookOf(rows), { kind: 'zones', unit: 'S0101' })).status).toBeGreaterThanOrEqual(400);
    expect((await upload(clerk, new File(['%PDF-1.7'], 'a.pdf'))).status).toBe(415);
  });
});

async function bytes(who: Caller, path: string): Promise<excel.Workbook> {

  const answer = await world.app.request(path, { headers: { Cookie: who.cookie } });
  expect(answer.status, path).toBe(200);
  const book = new excel.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  return book;
}
