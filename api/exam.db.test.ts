import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets } from '../db/secret.ts';
import { isGeneratedCode } from '../domain/generated-code.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { createApiWorld, masterKey } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
let schoolId: string;
const secrets = createSecrets(masterKey);
const ids: string[] = [];
beforeAll(async () => {
  world = await createApiWorld();
  schoolId = world.units['S0101']?.id ?? '';
  // Four of class 12A1: two with numbers of their own, one without, one whose number is another's.
  for (const number of ['031205000001', '123456789', null, '031205000001']) {
    const id = await addPupil(world, 'own', `Nguyễn Văn ${['An', 'Bình', 'Cường', 'Dũng'][ids.length]}`);
    await world.sql.query(`update pupils set cohort = 'grade-12', class_name = '12A1', personal_number_enc = $2, personal_number_key = $3 where id = $1`, [id, number && secrets.seal(number), number && secrets.index(number)]);
    ids.push(id);
  }
});
afterAll(async () => await world.close());

type Accounts = { pupils: number; issued: number; generated: number; differing: number; handedOver: number; rows: { pupilId: string; kind: string; account: string; merged: boolean }[] };
const accounts = async () => (await (await world.as('s0101-clerk')).call<Accounts>('GET', `/api/exam/accounts?schoolId=${schoolId}`)).body;
const passports = async () => (await world.sql.query<{ passport: string | null; temporary: boolean }>('select passport, passport_temporary as temporary from sector_records order by passport nulls last')).rows;

test('accounts equal the sector database; without a number of one’s own a temporary code, merged everywhere when the number comes', async () => {
  const clerk = await world.as('s0101-clerk');
  const issued = await clerk.call('POST', '/api/exam/accounts', { schoolId });
  expect(issued.body).toMatchObject({ number: 2, generated: 2, merged: 0, aligned: 0 });
  expect((await clerk.call('POST', '/api/exam/accounts', { schoolId })).body).toMatchObject({ number: 0, generated: 0 });
  const before = await accounts();
  expect([before.pupils, before.issued, before.differing]).toEqual([4, 4, 0]);
  const codes = before.rows.filter((one) => one.kind === 'generated').map((one) => one.account);
  expect(codes.every(isGeneratedCode)).toBe(true);
  expect(before.rows.filter((one) => one.kind === 'number').map((one) => one.account).toSorted()).toEqual(['*********001', '******789']);
  expect((await passports()).filter((one) => one.temporary).map((one) => one.passport).toSorted()).toEqual(codes.toSorted());
  await world.sql.query(`update pupils set personal_number_enc = $2, personal_number_key = $3, version = version + 1 where id = $1`, [ids[2], secrets.seal('031205000777'), secrets.index('031205000777')]);
  expect((await clerk.call('POST', '/api/exam/accounts', { schoolId })).body).toMatchObject({ merged: 1 });
  const after = await accounts();
  expect(after.rows.find((one) => one.pupilId === ids[2])).toMatchObject({ kind: 'number', account: '*********777', merged: true });
  expect((await passports()).filter((one) => one.temporary)).toHaveLength(1);
  const look = async (only: string) => (await clerk.call<{ total: number; classes: object[]; rows: { handedOver: boolean }[] }>('GET', `/api/exam/accounts?schoolId=${schoolId}&className=12A1&only=${only}`)).body;
  expect((await look('not-handed-over')).total).toBe(4);
  expect((await clerk.call<{ handed: number }>('POST', '/api/exam/accounts/hand-over', { schoolId, className: '12A1' })).body.handed).toBe(4);
  expect(await look('not-handed-over')).toMatchObject({ total: 0, rows: [], classes: [{ className: '12A1', pupils: 4, issued: 4, handedOver: 4 }] });
  expect((await look('generated')).rows).toHaveLength(1);
  const later = await addPupil(world, 'own', 'Nguyễn Văn Em');
  await world.sql.query(`update pupils set cohort = 'grade-12', class_name = '12A1' where id = $1`, [later]);
  expect((await look('missing')).rows).toMatchObject([{ fullName: 'Nguyễn Văn Em', kind: null, account: null }]);
  await world.sql.query('delete from pupils where id = $1', [later]);
});

test('slips: printed, proofread, a fault mended and printed again, signed, kept; a stale print cannot be signed', async () => {
  const clerk = await world.as('s0101-clerk');
  const move = async (action: string, more: object = {}) => (await clerk.call<{ moved: number }>('POST', '/api/exam/slips', { schoolId, className: '12A1', action, ...more })).body.moved;
  const slips = async () => (await clerk.call<{ classes: { state: string; count: number }[]; slips: { pupilId: string; state: string; stale: boolean; correction: string | null }[] }>('GET', `/api/exam/slips?schoolId=${schoolId}&className=12A1`)).body;
  expect((await slips()).classes).toMatchObject([{ className: '12A1', state: 'to-print', count: 4, stale: 0 }]);
  expect(await move('sign')).toBe(0);
  expect(await move('print')).toBe(4);
  expect(await move('proofread')).toBe(4);
  expect((await clerk.call('POST', '/api/exam/slips', { schoolId, action: 'fault', pupilIds: [ids[0]] })).status).toBe(422);
  expect(await move('fault', { pupilIds: [ids[0]], correction: 'Sai dân tộc' })).toBe(1);
  expect((await slips()).slips.find((one) => one.pupilId === ids[0])).toMatchObject({ state: 'to-correct', correction: 'Sai dân tộc' });
  await world.sql.query(`update pupils set ethnicity = 'Tày', version = version + 1 where id = any($1)`, [[ids[0], ids[1]]]);
  // The second pupil's data changed too, after the print that was proofread.
  expect(await move('sign')).toBe(2);
  const due = await clerk.download(`/api/exam/slips/print?schoolId=${schoolId}&className=12A1&only=due`);
  expect(execFileSync('pdftotext', ['-', '-'], { input: due.bytes, encoding: 'utf8' }).split('\f').filter((page) => page.trim() !== '')).toHaveLength(2);
  const { body } = await clerk.call<{ classes: { state: string; count: number; stale: number }[] }>('GET', `/api/exam/slips?schoolId=${schoolId}`);
  expect(body.classes.find((one) => one.state === 'proofread')).toMatchObject({ count: 1, stale: 1 });
  expect(await move('print')).toBe(2);
  // Printed again: what is printed already, and the one whose data is newer than the paper; never a fresh proofread one.
  expect([await move('proofread'), await move('sign'), await move('keep')]).toEqual([2, 2, 4]);
  expect((await clerk.download(`/api/exam/slips/print?schoolId=${schoolId}&className=12A1&only=due`)).status).toBe(409);
  const { rows } = await world.sql.query('select count(*)::int as n from registration_slips where signed_at is not null and kept_at is not null');
  expect(rows).toEqual([{ n: 4 }]);
});

test('the slip of a pupil who left is neither counted nor moved, unless asked for', async () => {
  const clerk = await world.as('s0101-clerk');
  await world.sql.query(`update pupils set standing = 'left' where id = $1`, [ids[3]]);
  await world.sql.query(`update registration_slips set state = 'printed', printed_version = (select version from pupils where id = pupil_id)`);
  type Slips = { classes: { state: string; count: number }[] };
  const slips = async (more = '') => (await clerk.call<Slips>('GET', `/api/exam/slips?schoolId=${schoolId}${more}`)).body.classes.map((one) => one.count);
  expect([await slips(), await slips('&standing=left')]).toEqual([[3], [1]]);
  expect((await clerk.call<{ moved: number }>('POST', '/api/exam/slips', { schoolId, className: '12A1', action: 'proofread' })).body.moved).toBe(3);
  await world.sql.query(`update registration_slips set state = 'kept'`);
  await world.sql.query(`update pupils set standing = 'enrolled' where id = $1`, [ids[3]]);
});

test('the printed slips show number and account in clear, one a page', async () => {
  const clerk = await world.as('s0101-clerk');
  const { status, bytes } = await clerk.download(`/api/exam/slips/print?schoolId=${schoolId}&className=12A1`);
  expect(status).toBe(200);
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
  expect(text.split('\f').filter((page) => page.trim() !== '')).toHaveLength(4);
  expect(text).toContain('031205000777');
  expect(text).toContain('PHIẾU ĐĂNG KÝ DỰ THI');
}, 60_000);

test('evidence: claimed, handed in, reviewed by the principal with a reason when refused', async () => {
  const [clerk, principal] = [await world.as('s0101-clerk'), await world.as('s0101-principal')];
  const made = await clerk.call<{ id: string; version: number }>('POST', '/api/evidence', { pupilId: ids[0], kind: 'exemption', title: 'IELTS 6.5', dueOn: '2023-04-26' });
  expect(made.status).toBe(201);
  expect((await clerk.call('POST', '/api/evidence', { pupilId: ids[0], kind: 'exemption', title: 'IELTS 6.5' })).status).toBe(409);
  const form = new FormData();
  form.set('file', new File(['a;b\n1;2'], 'bang.csv'));
  const found = async (filter: object) => (await principal.call<{ id: string; fileId: string; can: string[] }[]>('GET', `/api/evidence?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body;
  expect((await found({ undated: true })).length).toBe(0);
  expect((await principal.call('POST', `/api/evidence/${made.body.id}/review`, { version: made.body.version, state: 'accepted' })).status).toBe(409);
  const dated = await clerk.call<{ dueOn: string; version: number }>('POST', `/api/evidence/${made.body.id}/due`, { version: made.body.version, dueOn: '2023-04-28' });
  expect(dated.body.dueOn).toBe('2023-04-28');
  const handed = await clerk.call<{ state: string; version: number }>('POST', `/api/evidence/${made.body.id}/file`, form);
  expect(handed.body.state).toBe('handed-in');
  const [open] = await found({ state: ['handed-in'], schoolId, q: 'nguyen' });
  expect(open).toMatchObject({ id: made.body.id, can: ['hand-in', 'accept', 'refuse'] });
  expect((await principal.download(`/api/files/${open?.fileId}`)).status).toBe(200);
  expect((await principal.call('POST', `/api/evidence/${made.body.id}/review`, { version: handed.body.version, state: 'refused' })).status).toBe(422);
  expect((await principal.call<{ state: string }>('POST', `/api/evidence/${made.body.id}/review`, { version: handed.body.version, state: 'accepted' })).body.state).toBe('accepted');
});

test('an independent candidate is told what to bring, received with it, and gets an account', async () => {
  const officer = await world.as('d01-officer');
  const made = await officer.call<{ id: string; version: number; toBring: unknown[]; missing: string[] }>('POST', '/api/candidates', { fullName: 'Lê Tự Do', birthDate: '2001-01-01', phone: '0912345678', number: '031201000555' });
  expect([made.status, made.body.toBring.length]).toEqual([201, 4]);
  const move = (body: object) => officer.call<{ state: string; version: number; account: string }>('POST', `/api/candidates/${made.body.id}/move`, body);
  expect((await move({ version: 1, action: 'receive', papers: ['identity'] })).status).toBe(422);
  expect((await move({ version: 1, action: 'receive', papers: ['identity', 'diploma', 'transcript', 'photo'] })).body.state).toBe('received');
  expect((await move({ version: 2, action: 'issue-account' })).body).toMatchObject({ state: 'account-issued', account: '*********555' });
  expect((await move({ version: 3, action: 'withdraw' })).status).toBe(409);
  const none = await officer.call<{ id: string; version: number }>('POST', '/api/candidates', { fullName: 'Bùi Không Số', birthDate: '2000-02-02', phone: '0912345679' });
  await officer.call('POST', `/api/candidates/${none.body.id}/move`, { version: 1, action: 'receive', papers: ['identity', 'diploma', 'transcript', 'photo'] });
  const given = await officer.call<{ account: string }>('POST', `/api/candidates/${none.body.id}/move`, { version: 2, action: 'issue-account' });
  expect(isGeneratedCode(given.body.account)).toBe(true);
  const list = async (filter: object) => (await officer.call<{ fullName: string; can: string[] }[]>('GET', `/api/candidates?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body;
  expect(await list({ q: 'khong so' })).toMatchObject([{ fullName: 'Bùi Không Số', can: [] }]);
  expect(await list({ state: ['asked', 'received'] })).toEqual([]);
});
