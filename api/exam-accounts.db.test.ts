import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { createDb, createPool } from '../db/client.ts';
import type { Db } from '../db/client.ts';
import { workState } from '../db/queries/work/work-state.ts';
import { createSecrets } from '../db/secret.ts';
import { addPupil } from '../test/support/api-fixtures.ts';
import { createApiWorld, masterKey } from '../test/support/api-world.ts';
import type { ApiWorld } from '../test/support/api-world.ts';

let world: ApiWorld;
let schoolId: string;
let worker: { db: Db; end: () => Promise<void> };
const secrets = createSecrets(masterKey);
beforeAll(async () => {
  world = await createApiWorld();
  schoolId = world.units['S0101']?.id ?? '';
  const pool = createPool(world.deps.config.databaseUrl, 'mua_worker', 1);
  worker = { db: createDb(pool), end: () => pool.end() };
});
afterAll(async () => {
  await worker.end();
  await world.close();
});

async function pupil(number: string | null): Promise<string> {
  const id = await addPupil(world, 'own', 'Nguyễn Văn An');
  await world.sql.query(`update pupils set cohort = 'grade-12', class_name = '12A1', personal_number_enc = $2, personal_number_key = $3 where id = $1`, [id, number && secrets.seal(number), number && secrets.index(number)]);
  return id;
}
const inSector = (id: string, number: string) => world.sql.query('update sector_records set number_enc = $2, number_key = $3, version = version + 1 where pupil_id = $1', [id, secrets.seal(number), secrets.index(number)]);
const clerk = async <T>(path: string, body: object) => (await (await world.as('s0101-clerk')).call<T>('POST', path, { schoolId, ...body })).body;
const issue = () => clerk<{ merged: number; aligned: number; generated: number }>('/api/exam/accounts', {});
const handOver = async () => (await clerk<{ handed: number }>('/api/exam/accounts/hand-over', {})).handed;
async function accountOf(id: string): Promise<{ kind: string; account: string; handed: boolean }> {
  const { rows: [row] } = await world.sql.query<{ kind: string; enc: Buffer; handed: boolean }>('select kind, account_enc as enc, handed_over_at is not null as handed from exam_accounts where pupil_id = $1', [id]);
  return { kind: row?.kind ?? '', account: row ? secrets.open(row.enc) : '', handed: row?.handed ?? false };
}

test('an old CMND that the sector database alone has takes the place of the temporary code, and the family is told again', async () => {
  const [old, both, shared] = [await pupil(null), await pupil(null), await pupil(null)];
  expect(await issue()).toMatchObject({ generated: 3 });
  await clerk('/api/exam/slips', { className: '12A1', action: 'print' });
  expect(await handOver()).toBe(3);
  await inSector(old, '123456789');
  // The newest number is the child's own; the old one waits for nobody.
  await inSector(both, '987654321');
  await world.sql.query('update pupils set personal_number_enc = $2, personal_number_key = $3 where id = $1', [both, secrets.seal('031205000111'), secrets.index('031205000111')]);
  // Two cannot have one account: the second keeps its code.
  await inSector(shared, '123456789');
  expect(await issue()).toMatchObject({ merged: 2 });
  const [first, second] = [await accountOf(old), await accountOf(shared)].toSorted((a, b) => (a.kind > b.kind ? -1 : 1));
  expect([first, second?.kind, second?.handed]).toEqual([{ kind: 'number', account: '123456789', handed: false }, 'generated', true]);
  expect(await accountOf(both)).toEqual({ kind: 'number', account: '031205000111', handed: false });
  const { rows } = await world.sql.query('select passport, passport_temporary as temporary from sector_records where pupil_id = $1', [both]);
  expect(rows).toEqual([{ passport: null, temporary: false }]);
  expect(await handOver()).toBe(2);
  expect(await issue()).toMatchObject({ merged: 0, aligned: 0 });
});

test('an account that follows the sector database is handed over again, and no slip with the old one can be signed', async () => {
  const [one, two] = [await pupil('031205000222'), await pupil('031205000333')];
  await issue();
  await handOver();
  await clerk('/api/exam/slips', { className: '12A1', action: 'print' });
  await clerk('/api/exam/slips', { pupilIds: [one, two], action: 'proofread' });
  // Both under one number in the sector database: one account follows, nothing breaks.
  await inSector(one, '031205000444');
  await inSector(two, '031205000444');
  expect(await issue()).toMatchObject({ aligned: 1 });
  const accounts = [await accountOf(one), await accountOf(two)];
  expect(accounts.filter((each) => each.account === '031205000444')).toEqual([{ kind: 'number', account: '031205000444', handed: false }]);
  expect(accounts.filter((each) => each.handed)).toHaveLength(1);
  expect((await clerk<{ moved: number }>('/api/exam/slips', { pupilIds: [one, two], action: 'sign' })).moved).toBe(1);
  const left = (await (await world.as('s0101-clerk')).call<{ slips: { pupilId: string; state: string; stale: boolean }[] }>('GET', `/api/exam/slips?schoolId=${schoolId}&className=12A1`)).body.slips;
  expect(left.filter((each) => [one, two].includes(each.pupilId)).map((each) => [each.state, each.stale]).toSorted()).toEqual([['proofread', true], ['signed', false]]);
});

test('a slip that is signed and kept, and older than the data, is printed, signed and kept again before the duty is handed in', async () => {
  const id = await pupil('031205000555');
  await issue();
  for (const action of ['print', 'proofread', 'sign', 'keep']) expect((await clerk<{ moved: number }>('/api/exam/slips', { pupilIds: [id], action })).moved).toBe(1);
  const notKept = async () => {
    const unit = world.units['S0101'];
    const found = await withSystem(worker.db, (tx) => workState(tx, 'registration-slips', { unitId: unit?.id ?? '', unitPath: unit?.path ?? '', seasonId: randomUUID(), year: 2023, cohorts: ['grade-12'] }));
    return found.blockers[0]?.count ?? 0;
  };
  const before = await notKept();
  // Fresh, it stays where it is.
  expect((await clerk<{ moved: number }>('/api/exam/slips', { pupilIds: [id], action: 'print' })).moved).toBe(0);
  await world.sql.query('update pupils set version = version + 1 where id = $1', [id]);
  expect(await notKept()).toBe(before + 1);
  expect((await clerk<{ moved: number }>('/api/exam/slips', { pupilIds: [id], action: 'print' })).moved).toBe(1);
  const { rows } = await world.sql.query('select state, signed_at, kept_at, prints from registration_slips where pupil_id = $1', [id]);
  expect(rows).toEqual([{ state: 'printed', signed_at: null, kept_at: null, prints: 2 }]);
  for (const action of ['proofread', 'sign', 'keep']) expect((await clerk<{ moved: number }>('/api/exam/slips', { pupilIds: [id], action })).moved).toBe(1);
  expect(await notKept()).toBe(before);
});
