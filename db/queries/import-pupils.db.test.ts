import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importRows, imports } from '../schema/imports.ts';
import { confirmations, pupils } from '../schema/families.ts';
import { addImport, buildImportWorld, commit, dryRun, importSecrets, rowsOf, undo, verdicts } from '../../test/support/import-world.ts';
import type { ImportWorld } from '../../test/support/import-world.ts';
import { createWorkerDatabase } from '../../test/support/worker-database.ts';
import type { WorkerDatabase } from '../../test/support/worker-database.ts';

const pupil = (code: string, fullName: string, more: Record<string, string> = {}): Record<string, string> => ({
  code, fullName, birthDate: '2012-09-05', sex: 'male', ethnicity: 'Kinh', birthPlace: 'Hải Phòng', personalNumber: '', permanentAddress: 'Số 1 phố Cầu Đất', currentAddress: '', placeCode: '',
  guardianName: 'Nguyễn Văn Bình', guardianPhone: '0912345678', guardianEmail: '', schoolCode: '', className: '5A', ...more,
});

let database: WorkerDatabase;
let world: ImportWorld;
beforeAll(async () => {
  database = await createWorkerDatabase(3);
  world = await buildImportWorld(database.db);
});
afterAll(async () => await database.end());
beforeEach(async () => {
  await world.db.delete(importRows);
  await world.db.delete(imports);
  await world.db.delete(confirmations);
});

const load = async (unit: string, rows: readonly Record<string, string>[], more: { mode?: 'add' | 'update' | 'both'; goodRowsOnly?: boolean; kind?: 'pupils' | 'feeder' } = {}) => {
  const id = await addImport(world, { kind: 'pupils', unit, ...more });
  return { id, said: await dryRun(world, id, ['code'], rows) };
};
const versions = async () => await rowsOf(world, 'pupils', 'code, version', 'code');

describe('a list of pupils', () => {
  test('is written as a whole, changes nothing the second time, and is taken back', async () => {
    const rows = [pupil('P1', 'Đỗ Thị Hường', { personalNumber: '031212001111' }), pupil('P2', 'Trần Văn An'), pupil('', 'Lê Chưa Mã')];
    const first = await load('S1', rows);
    expect(first.said).toEqual({ 2: 'new', 3: 'new', 4: 'new' });
    expect(await rowsOf(world, 'pupils', 'code', 'code')).toEqual([]);
    expect(await commit(world, first.id)).toBe('committed');
    const [stored] = await world.db.select().from(pupils).where(eq(pupils.code, 'P1'));
    expect(stored).toMatchObject({ fullName: 'Đỗ Thị Hường', folded: 'do thi huong', sortKey: 'Hường Đỗ Thị', schoolPath: 'SO/D01/S1/', cohort: 'grade-5', currentAddress: 'Số 1 phố Cầu Đất', residence: 'unclear' });
    expect(importSecrets.open(stored?.personalNumberEnc ?? Buffer.alloc(0))).toBe('031212001111');
    expect(stored?.personalNumberKey?.equals(importSecrets.index('031212001111'))).toBe(true);

    const again = await load('S1', rows);
    expect(again.said).toEqual({ 2: 'unchanged', 3: 'unchanged', 4: 'unchanged' });
    const before = await versions();
    expect(await commit(world, again.id)).toBe('committed');
    expect(await versions()).toEqual(before);

    expect(await undo(world, first.id)).toBe('undone');
    expect(await versions()).toEqual([]);
  });

  test('applies only changed rows, field by field, and its undo puts back what was', async () => {
    const first = await load('S1', [pupil('P1', 'Đỗ Thị Hường', { personalNumber: '031212001111' }), pupil('P2', 'Trần Văn An')]);
    await commit(world, first.id);
    const fixed = await load('S1', [pupil('P1', 'Đỗ Thị Hương', { personalNumber: '031212002222' }), pupil('P2', 'Trần Văn An', { ethnicity: '' })]);
    expect(fixed.said).toEqual({ 2: 'changed', 3: 'unchanged' });
    const [row] = await world.db.select().from(importRows).where(sql`import_id = ${fixed.id} and row_number = 2`);
    expect(row?.diff['fullName']).toEqual({ from: 'Đỗ Thị Hường', to: 'Đỗ Thị Hương' });
    expect(JSON.stringify(row)).not.toContain('031212002222');
    await commit(world, fixed.id);
    expect(await rowsOf(world, 'pupils', 'code, full_name, version', 'code')).toEqual([{ code: 'P1', full_name: 'Đỗ Thị Hương', version: 2 }, { code: 'P2', full_name: 'Trần Văn An', version: 1 }]);
    expect(await rowsOf(world, 'pupil_history', 'field, before, after', 'id')).toEqual([
      { field: 'fullName', before: 'Đỗ Thị Hường', after: 'Đỗ Thị Hương' }, { field: 'personalNumber', before: '*********111', after: '*********222' },
    ]);
    // The first is not undone under the second…
    expect(await undo(world, first.id)).toBe('committed');
    expect((await world.db.select().from(imports).where(eq(imports.id, first.id)))[0]?.refusal?.vi).toContain('1 bản ghi');
    expect(await undo(world, fixed.id)).toBe('undone');
    expect(await rowsOf(world, 'pupils', 'code, full_name, version', 'code')).toEqual([{ code: 'P1', full_name: 'Đỗ Thị Hường', version: 3 }, { code: 'P2', full_name: 'Trần Văn An', version: 1 }]);
    // …and a pupil who has a history cannot be made never to have been.
    expect(await undo(world, first.id)).toBe('committed');
    await world.db.execute(sql`update pupils set code = code || '-old', birth_date = '2000-01-01', personal_number_key = null`);
  });

  test('knows whose a pupil is, who is in it twice, and who exists under another code', async () => {
    const other = await load('S3', [pupil('Q1', 'Phạm Của Trường Khác', { personalNumber: '031212003333' })]);
    await commit(world, other.id);
    const { said } = await load('S1', [
      pupil('Q1', 'Phạm Của Trường Khác'), pupil('N1', 'Vũ Một Em'), pupil('N1', 'Vũ Một Em'), pupil('N2', 'Vũ Một Em'), pupil('N3', 'Phạm Khác', { personalNumber: '031212003333' }),
      // Twins: same birth date and parent, another name.
      pupil('N4', 'Vũ Hai Em'), pupil('', 'Phạm Của Trường Khác'), pupil('N5', 'Sai Trường', { schoolCode: 'S9' }),
    ]);
    expect(said).toEqual({ 2: 'not-ours', 3: 'new', 4: 'duplicate', 5: 'duplicate', 6: 'duplicate', 7: 'new', 8: 'duplicate', 9: 'error' });
  });

  test('of a middle unit names the school of each, and stays within its own', async () => {
    const { id, said } = await load('D01', [pupil('M1', 'Em Một', { schoolCode: 'S1' }), pupil('M2', 'Em Hai', { schoolCode: 's2', className: '9B' }), pupil('M3', 'Em Ba', { schoolCode: 'S3' }), pupil('M4', 'Em Bốn')], { goodRowsOnly: true });
    expect(said).toEqual({ 2: 'new', 3: 'new', 4: 'error', 5: 'error' });
    expect(await commit(world, id)).toBe('committed');
    expect(await rowsOf(world, "pupils where code ~ '^M[0-9]$'", 'code, cohort, school_path', 'code')).toEqual([{ code: 'M1', cohort: 'grade-5', school_path: 'SO/D01/S1/' }, { code: 'M2', cohort: 'grade-9', school_path: 'SO/D01/S2/' }]);
  });

  test('in the modes add and update does one of the two', async () => {
    await commit(world, (await load('S1', [pupil('U1', 'Em Cũ')])).id);
    const rows = [pupil('U1', 'Em Cũ Đổi Tên'), pupil('U2', 'Em Mới')];
    expect((await load('S1', rows, { mode: 'add' })).said).toEqual({ 2: 'duplicate', 3: 'new' });
    expect((await load('S1', rows, { mode: 'update' })).said).toEqual({ 2: 'changed', 3: 'error' });
  });

  test('is not half written: a record that changed since the dry run stops the whole, or is left out of the good rows', async () => {
    await commit(world, (await load('S1', [pupil('R1', 'Em Một Cũ'), pupil('R2', 'Em Hai Cũ')])).id);
    const rows = [pupil('R1', 'Em Một Mới'), pupil('R2', 'Em Hai Mới'), pupil('R3', 'Em Ba Mới')];
    const whole = await load('S1', rows);
    const good = await load('S1', rows, { goodRowsOnly: true });
    await world.db.execute(sql`update pupils set version = version + 1 where code = 'R1'`);
    expect(await commit(world, whole.id)).toBe('ready');
    expect(await rowsOf(world, "pupils where code ~ '^R[0-9]$'", 'full_name', 'code')).toEqual([{ full_name: 'Em Một Cũ' }, { full_name: 'Em Hai Cũ' }]);
    await world.db.execute(sql`update import_rows r set ready = ready || jsonb_build_object('stamp', p.version::text) from pupils p where p.id = r.target_id and p.code = 'R2' and r.import_id = ${good.id}`);
    expect(await commit(world, good.id)).toBe('committed');
    expect(await verdicts(world, good.id)).toEqual({ 2: 'error', 3: 'changed', 4: 'new' });
    expect(await rowsOf(world, "pupils where code ~ '^R[0-9]$'", 'full_name', 'code')).toEqual([{ full_name: 'Em Một Cũ' }, { full_name: 'Em Hai Mới' }, { full_name: 'Em Ba Mới' }]);
  });

  test('cannot be undone once a slip was handed to a parent', async () => {
    const { id } = await load('S1', [pupil('C1', 'Em Có Phiếu')]);
    await commit(world, id);
    await world.db.execute(sql`insert into seasons (id, code, title, plan_key, plan, year, clock, rehearsal, state, prepared_by, prepared_for)
      values ('00000000-0000-4000-8000-000000000001', 'x', 'x', 'hp-2023', '{}', 2023, '{"mode":"live"}', false, 'draft', ${world.staffId}, ${world.staffId}) on conflict do nothing`);
    await world.db.execute(sql`insert into confirmations (id, season_id, step_key, pupil_id, school_path, class_name, state) select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'confirm', id, school_path, class_name, 'waiting' from pupils where code = 'C1'`);
    expect(await undo(world, id)).toBe('committed');
    expect(await rowsOf(world, "pupils where code = 'C1'", 'code', 'code')).toHaveLength(1);
  });

  test('sends an old ward to its only successor, and a split one to a person', async () => {
    await world.db.execute(sql`
      insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from)
      select gen_random_uuid(), c, s, 'commune', 'Phường ' || c, lower(c), c || '/', ${world.units['D01']}, 'SO/D01/', st, '2023-01-01'
      from (values ('OLD1', '2023', 'ended'), ('OLD2', '2023', 'ended'), ('NEW1', '2025', 'current'), ('NEW2', '2025', 'current')) v(c, s, st)`);
    await world.db.execute(sql`
      insert into place_successors (from_id, to_id, "on", whole) select f.id, t.id, '2025-07-01', w from (values ('OLD1', 'NEW1', true), ('OLD2', 'NEW1', false), ('OLD2', 'NEW2', false)) v(f0, t0, w)
      join places f on f.code = f0 join places t on t.code = t0`);
    const rows = [pupil('W1', 'Em Phường Cũ', { placeCode: 'OLD1' }), pupil('W2', 'Em Phường Chia', { placeCode: 'OLD2' }), pupil('W3', 'Em Phường Lạ', { placeCode: 'NO' })];
    const { id, said } = await load('S1', rows, { goodRowsOnly: true });
    expect(said).toEqual({ 2: 'new', 3: 'candidate', 4: 'error' });
    await commit(world, id);
    const places = async () => await rowsOf(world, "pupils p left join places l on l.id = p.place_id where p.code ~ '^W[0-9]$'", 'p.code, l.code as place, p.residence', 'p.code');
    expect(await places()).toEqual([{ code: 'W1', place: 'NEW1', residence: 'settled' }, { code: 'W2', place: 'OLD2', residence: 'split' }]);
    expect((await load('S1', rows.slice(0, 2))).said).toEqual({ 2: 'unchanged', 3: 'unchanged' });
    // A person has decided; the same file does not undo it.
    await world.db.execute(sql`update pupils set place_id = (select id from places where code = 'NEW2'), residence = 'settled', version = version + 1 where code = 'W2'`);
    expect((await load('S1', rows.slice(0, 2))).said).toEqual({ 2: 'unchanged', 3: 'unchanged' });
  });
});
