import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sheetSpecs } from '../../domain/sheet-specs.ts';
import type { ImportKind } from '../../domain/import.ts';
import { addImport, buildImportWorld, commit, dryRun, rowsOf, undo } from '../../test/support/import-world.ts';
import type { ImportWorld } from '../../test/support/import-world.ts';
import { createWorkerDatabase } from '../../test/support/worker-database.ts';
import type { WorkerDatabase } from '../../test/support/worker-database.ts';

let database: WorkerDatabase;
let world: ImportWorld;
beforeAll(async () => {
  database = await createWorkerDatabase(3);
  world = await buildImportWorld(database.db);
});
afterAll(async () => await database.end());

async function load(kind: ImportKind, unit: string, rows: readonly Record<string, string>[], goodRowsOnly = false) {
  const id = await addImport(world, { kind, unit, goodRowsOnly });
  return { id, said: Object.values(await dryRun(world, id, sheetSpecs[kind].key, rows)) };
}
const placesNow = async () => await rowsOf(world, 'places', 'code, name, state, path', 'path');

describe('the catalogue of places', () => {
  const rows = [
    { code: 'LT', kind: 'commune', name: 'Phường Lạch Tray', parentCode: '', scheme: '2023', validFrom: '2023-01-01' },
    { code: '', kind: 'group', name: 'Tổ 5', parentCode: 'LT', scheme: '', validFrom: '' },
  ];

  test('is loaded with a child under a parent of the same file, twice without change, renamed with history, and taken back', async () => {
    const first = await load('places', 'D01', rows);
    expect(first.said).toEqual(['new', 'new']);
    expect(await commit(world, first.id)).toBe('committed');
    expect(await placesNow()).toEqual([
      { code: 'LT', name: 'Phường Lạch Tray', state: 'current', path: 'LT/' },
      { code: expect.stringMatching(/^LT-G-/), name: 'Tổ 5', state: 'current', path: expect.stringMatching(/^LT\/LT-G-.*\/$/) },
    ]);
    expect((await load('places', 'D01', rows)).said).toEqual(['unchanged', 'unchanged']);
    const renamed = await load('places', 'D01', [{ ...rows[0], name: 'Phường Lạch Tray Mới' }]);
    expect(renamed.said).toEqual(['changed']);
    await commit(world, renamed.id);
    expect(await rowsOf(world, 'place_changes', 'kind', 'id')).toEqual([{ kind: 'add' }, { kind: 'add' }, { kind: 'rename' }]);
    expect(await undo(world, renamed.id)).toBe('undone');
    expect(await undo(world, first.id)).toBe('undone');
    expect((await placesNow()).map((one) => one['state'])).toEqual(['refused', 'refused']);
    // Loaded again, it comes back under the same code.
    const again = await load('places', 'D01', rows);
    expect(again.said).toEqual(['changed', 'changed']);
    expect(await commit(world, again.id)).toBe('committed');
    expect((await placesNow()).map((one) => one['state'])).toEqual(['current', 'current']);
  });

  test('is not another unit’s to change, and has no place under a place that is not there', async () => {
    expect((await load('places', 'D02', [rows[0] ?? {}, { code: 'X1', kind: 'group', name: 'Tổ 1', parentCode: 'NOWHERE' }])).said).toEqual(['not-ours', 'error']);
  });

  test('takes proposals of a school by form M1', async () => {
    const m1 = [{ placeName: 'Tổ 9', placeKind: 'group', communeName: 'Phường Lạch Tray', pupils: '4' }, { placeName: 'Tổ 5', placeKind: 'group', communeName: 'Phường Lạch Tray', pupils: '7' }];
    const { id, said } = await load('m1', 'S1', m1);
    expect(said).toEqual(['new', 'unchanged']);
    await commit(world, id);
    expect(await rowsOf(world, "places where name = 'Tổ 9'", 'state, unit_path, proposed_by is not null as proposed', 'code')).toEqual([{ state: 'proposed', unit_path: 'SO/D01/', proposed: true }]);
    expect((await load('m1', 'S1', m1)).said).toEqual(['unchanged', 'unchanged']);
    expect(await undo(world, id)).toBe('undone');
  });

  test('cannot be undone while a pupil lives there', async () => {
    const { id } = await load('places', 'D01', [{ code: 'HB', kind: 'commune', name: 'Xã Hoà Bình', parentCode: '' }]);
    await commit(world, id);
    await addPupil('L1', 'S1');
    await world.db.execute(sql`update pupils set place_id = (select id from places where code = 'HB') where code = 'L1'`);
    expect(await undo(world, id)).toBe('committed');
  });
});

async function addPupil(code: string, school: string): Promise<void> {
  await world.db.execute(sql`
    insert into pupils (id, code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, permanent_address, current_address, guardian_name, guardian_phone, school_id, school_path, class_name, cohort)
    select gen_random_uuid(), ${code}, 'Em', 'em', 'Em', '2012-01-01', 'male', 'Kinh', 'HP', 'a', 'a', 'b', '0912345678', u.id, u.path, '5A', 'grade-5' from units u where u.code = ${school}`);
}
const lives = async (code: string) => (await rowsOf(world, `pupils p left join places l on l.id = p.place_id where p.code = '${code}'`, 'l.name as place, p.residence', 'p.code'))[0];

describe('form M2', () => {
  test('gives each pupil the place where the child lives, by names, and leaves what is not sure to a person', async () => {
    for (const code of ['K1', 'K2', 'K3']) await addPupil(code, 'S1');
    await addPupil('K4', 'S3');
    // Two communes of one name in two districts: nobody guesses.
    await world.db.execute(sql`
      insert into places (id, code, scheme, kind, name, folded, path, unit_id, unit_path, state, valid_from)
      select gen_random_uuid(), c, '2023', 'commune', 'Xã Tân Tiến', (select folded from places where code = 'HB'), c || '/', ${world.units['D01']}, 'SO/D01/', 'current', '2023-01-01' from unnest(array['TT1', 'TT2']) c`);
    await world.db.execute(sql`update places set folded = 'xa tan tien' where code in ('TT1', 'TT2')`);
    const rows = [
      { code: 'K1', fullName: 'Em', commune: 'Phường Lạch Tray', hamlet: 'tổ 5', note: '' }, { code: 'K2', fullName: 'Em', commune: 'phuong lach tray', hamlet: '', note: '' },
      { code: 'K3', fullName: 'Em', commune: 'Xã Tân Tiến', hamlet: '', note: '' }, { code: 'K4', fullName: 'Em', commune: 'Phường Lạch Tray', hamlet: '', note: '' },
      { code: 'K9', fullName: 'Em', commune: 'Phường Lạch Tray', hamlet: '', note: '' }, { code: 'K1', fullName: 'Em', commune: 'Phường Lạch Tray', hamlet: 'Tổ 77', note: '' },
    ];
    const { id, said } = await load('m2', 'S1', rows, true);
    expect(said).toEqual(['changed', 'changed', 'candidate', 'not-ours', 'error', 'error']);
    await commit(world, id);
    expect([await lives('K1'), await lives('K2'), (await lives('K3'))?.['residence'], await lives('K4')]).toEqual([
      { place: 'Tổ 5', residence: 'settled' }, { place: 'Phường Lạch Tray', residence: 'settled' }, 'split', { place: null, residence: 'missing' },
    ]);
    expect((await load('m2', 'S1', rows.slice(0, 3))).said).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await undo(world, id)).toBe('undone');
    expect(await lives('K1')).toEqual({ place: null, residence: 'missing' });
  });
});

describe('quotas and zones', () => {
  test('are loaded into the year’s plan, changed, unchanged and taken back with history', async () => {
    const rows = [{ year: '2023', intake: 'grade-6', schoolCode: 'S2', seats: '120', classes: '3', criteria: 'Đúng tuyến', papers: 'Giấy khai sinh; Học bạ' }];
    const first = await load('quotas', 'D01', rows);
    expect(first.said).toEqual(['new']);
    await commit(world, first.id);
    expect(await rowsOf(world, 'quotas', 'seats, classes, papers, unit_path', 'id')).toEqual([{ seats: 120, classes: 3, papers: ['Giấy khai sinh', 'Học bạ'], unit_path: 'SO/D01/' }]);
    expect((await load('quotas', 'D01', rows)).said).toEqual(['unchanged']);
    const more = await load('quotas', 'D01', [{ ...rows[0], seats: '160', papers: '' }]);
    expect(more.said).toEqual(['changed']);
    await commit(world, more.id);
    expect(await rowsOf(world, 'quotas', 'seats, papers, version', 'id')).toEqual([{ seats: 160, papers: ['Giấy khai sinh', 'Học bạ'], version: 2 }]);
    expect(await undo(world, more.id)).toBe('undone');
    expect(await undo(world, first.id)).toBe('undone');
    expect(await rowsOf(world, 'quotas', 'id', 'id')).toEqual([]);
    expect(await rowsOf(world, 'zone_changes', 'kind', 'id')).toEqual([{ kind: 'import-quotas' }, { kind: 'import-quotas' }, { kind: 'import-quotas-undo' }, { kind: 'import-quotas-undo' }]);
  });

  test('map places to schools; an old place goes to its successor, a school elsewhere is refused, a decided plan is closed', async () => {
    const row = { year: '2023', intake: 'grade-6', placeCode: 'LT', schoolCode: 'S2', validFrom: '', note: '' };
    const first = await load('zones', 'D01', [row, { ...row, schoolCode: 'S3' }, { ...row, placeCode: 'NO' }], true);
    expect(first.said).toEqual(['new', 'error', 'error']);
    await commit(world, first.id);
    expect(await rowsOf(world, 'zones z join places p on p.id = z.place_id', 'p.code, z.unit_path, z.year', 'p.code')).toEqual([{ code: 'LT', unit_path: 'SO/D01/', year: 2023 }]);
    expect((await load('zones', 'D01', [row])).said).toEqual(['unchanged']);
    expect((await load('zones', 'D01', [{ ...row, note: 'Tuyến chung' }])).said).toEqual(['changed']);
    const [late, seen] = [await load('zones', 'D01', [{ ...row, intake: 'grade-1', schoolCode: 'S1' }, { ...row, note: 'Tuyến chung' }], true), await rowsOf(world, 'zones', 'id, note, version', 'id')];
    expect(late.said).toEqual(['new', 'changed']);
    const [plan] = await rowsOf(world, 'zone_plans', 'version', 'id');
    await world.db.execute(sql`update zone_plans set state = 'decided'`);
    expect((await load('zones', 'D01', [row])).said).toEqual(['error']);
    // Decided between the look and the commit: nothing of the file goes in, and nothing that a file drew is taken back.
    await commit(world, late.id);
    expect(await rowsOf(world, 'zones', 'id, note, version', 'id')).toEqual(seen);
    expect(await rowsOf(world, `import_rows where import_id = '${late.id}'`, 'verdict', 'row_number')).toEqual([{ verdict: 'error' }, { verdict: 'error' }]);
    expect(await undo(world, first.id)).toBe('committed');
    expect(await rowsOf(world, 'zone_plans', 'version', 'id')).toEqual([plan]);
    await world.db.execute(sql`update zone_plans set state = 'draft'`);
    expect(await undo(world, first.id)).toBe('undone');
    expect(await rowsOf(world, 'zones', 'id', 'id')).toEqual([]);
  });
});

describe('staff', () => {
  test('are accounts without a password; another unit’s are left alone, and who has signed in stays', async () => {
    const rows = [
      { username: 'S1.VanThu', name: 'Trần Thị Thu', email: 'thu@example.vn', phone: '0912345678', unitCode: 'S1', role: 'clerk', className: '' },
      { username: 's1.sai', name: 'Sai Vai', email: 'sai@example.vn', phone: '', unitCode: 'S1', role: 'officer', className: '' },
      { username: 'nguoi-nhap', name: 'Lê Vân', email: 'van@example.vn', phone: '', unitCode: 'S1', role: 'clerk', className: '' },
      { username: 's3.la', name: 'Người Lạ', email: 'la@example.vn', phone: '', unitCode: 'S3', role: 'clerk', className: '' },
    ];
    const first = await load('staff', 'D01', rows, true);
    expect(first.said).toEqual(['new', 'error', 'not-ours', 'error']);
    await commit(world, first.id);
    expect(await rowsOf(world, "staff where username = 's1.vanthu'", 'name, role, password_hash', 'id')).toEqual([{ name: 'Trần Thị Thu', role: 'clerk', password_hash: null }]);
    expect((await load('staff', 'D01', rows.slice(0, 1))).said).toEqual(['unchanged']);
    const changed = await load('staff', 'D01', [{ ...rows[0], phone: '0987654321' }]);
    expect(changed.said).toEqual(['changed']);
    await commit(world, changed.id);
    expect(await undo(world, changed.id)).toBe('undone');
    expect(await rowsOf(world, "staff where username = 's1.vanthu'", 'phone', 'id')).toEqual([{ phone: '0912345678' }]);
    await world.db.execute(sql`insert into sessions (id, token_hash, staff_id, csrf, expires_at) select gen_random_uuid(), '\\x01', id, 'x', now() from staff where username = 's1.vanthu'`);
    expect(await undo(world, first.id)).toBe('committed');
    await world.db.execute(sql`delete from sessions`);
    expect(await undo(world, first.id)).toBe('undone');
    expect(await rowsOf(world, "staff where username = 's1.vanthu'", 'id', 'id')).toEqual([]);
  });
});

describe('a feeder school outside the software', () => {
  test('is loaded by the unit above it as pupils are', async () => {
    const { id, said } = await load('feeder', 'D02', [{
      code: '', fullName: 'Em Trường Ngoài', birthDate: '2012-05-05', sex: 'female', className: '5C', permanentAddress: 'Xã A', guardianName: 'Mẹ Em', guardianPhone: '', schoolCode: 'S3', personalNumber: '', placeCode: '',
    }]);
    expect(said).toEqual(['new']);
    await commit(world, id);
    expect(await rowsOf(world, "pupils where full_name = 'Em Trường Ngoài'", 'school_path, cohort', 'id')).toEqual([{ school_path: 'SO/D02/S3/', cohort: 'grade-5' }]);
  });
});
