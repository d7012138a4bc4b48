import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPupil } from '../test/support/api-fixtures.ts';
import { createApiWorld } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(async () => await world.close());

const child = {
  fullName: 'Trần Thị Mây', birthDate: '2017-04-09', sex: 'female', ethnicity: 'Kinh', birthPlace: 'Hải Phòng', personalNumber: '031317000123',
  permanentAddress: 'Thôn 3', currentAddress: 'Thôn 3', guardianName: 'Trần Văn Gió', guardianPhone: '0912345678',
};
type Found = { id: string; code: string; version: number; unit: { code: string } };

test('the ward finds a child first, nobody writes it down twice, and a school takes it in', async () => {
  const officer = await world.as('d01-officer');
  const found = await officer.call<Found>('POST', '/api/found-children', child);
  expect([found.status, found.body.code, found.body.unit.code]).toEqual([201, 'TD-D01-0001', 'D01']);
  // Written by another hand: NFD, another parent's spelling of the same number.
  const again = await officer.call<{ error: { code: string } }>('POST', '/api/found-children', { ...child, fullName: child.fullName.normalize('NFD'), guardianName: 'Lê Thị Mưa' });
  expect([again.status, again.body.error.code]).toEqual([409, 'already-on-a-list']);
  expect((await officer.list('found-children')).body).toHaveLength(1);
  const school = world.units['S0101'];
  // A record of a kindergarten may be the same child: whoever stands above the two decides, wherever the child is.
  const listed = await addPupil(world, 'own');
  await world.sql.query(
    `insert into duplicates (kind, pupil_a, pupil_b, path_a, path_b, unit_path, state) select 'same-number', a.id, b.id, a.school_path, b.school_path, 'SO/D01/', 'open' from pupils a, pupils b where a.id = $1 and b.id = $2`, [found.body.id, listed].toSorted());
  const taken = await officer.call<Found>('POST', `/api/found-children/${found.body.id}/enrol`, { schoolId: school?.id, className: 'Lớn 1', version: 1 });
  expect([taken.status, taken.body.unit.code]).toEqual([200, 'S0101']);
  expect((await officer.list('found-children')).body).toHaveLength(0);
  const { rows } = await world.sql.query('select school_path, class_name, personal_number_enc is not null as sealed from pupils where id = $1', [found.body.id]);
  expect(rows).toEqual([{ school_path: school?.path, class_name: 'Lớn 1', sealed: true }]);
  const { rows: pairs } = await world.sql.query('select path_a, path_b, unit_path from duplicates');
  expect(pairs).toEqual([{ path_a: school?.path, path_b: school?.path, unit_path: 'SO/D01/' }]);
  const { rows: audit } = await world.sql.query("select action from audit_entries where subject_id = $1 order by id", [found.body.id]);
  expect(audit.map((one: { action: string }) => one.action)).toEqual(['child.find', 'child.enrol']);
});

test('a school of another district is no school of this unit, and bad fields are named', async () => {
  const officer = await world.as('d01-officer');
  const found = await officer.call<Found>('POST', '/api/found-children', { ...child, fullName: 'Phạm Văn Suối', personalNumber: '' });
  const wrong = await officer.call<{ error: { fields: object } }>('POST', `/api/found-children/${found.body.id}/enrol`, { schoolId: world.units['S0201']?.id, className: 'Lớn 1', version: 1 });
  expect([wrong.status, Object.keys(wrong.body.error.fields)]).toEqual([422, ['schoolId']]);
  const bad = await officer.call<{ error: { fields: object } }>('POST', '/api/found-children', { ...child, guardianPhone: '12', birthDate: '2099-01-01' });
  expect([bad.status, Object.keys(bad.body.error.fields).toSorted()]).toEqual([422, ['birthDate', 'guardianPhone']]);
});
