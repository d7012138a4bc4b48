import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { workState } from '../db/queries/work/work-state.ts';
import type { Work } from '../domain/work.ts';
import { createIdentityWorld } from '../test/support/identity-world.ts';
import type { IdentityPupil, IdentityWorld } from '../test/support/identity-world.ts';
import type { Caller } from '../test/support/api-world.ts';

let world: IdentityWorld;
let clerk: Caller;
let officer: Caller;
beforeAll(async () => {
  world = await createIdentityWorld(150);
  clerk = await world.api.as('s0101-clerk');
  officer = await world.api.as('so-officer');
  await officer.call('POST', '/api/identity/take-over', {});
});
afterAll(async () => await world.close());

/** A pupil of S0101 each test has for itself: every third is of that school. */
let next = 0;
let pupil: IdentityPupil;
beforeEach(() => {
  pupil = world.pupils[(next += 3)] as IdentityPupil;
});

type Shown = { state: string; version: number; can: string[]; ours: Record<string, string>; sector: Record<string, string> | null; population: Record<string, string> | null; verdicts: { population: Record<string, string>; sector: Record<string, string> }; reason: string | null };
const shown = async (who = clerk, id = pupil.id) => (await who.call<Shown>('GET', `/api/identity/${id}`)).body;
const act = async (what: string, body: Record<string, unknown>, who = clerk) => await who.call<{ state: string; version: number; error?: { code: string; fields?: Record<string, string> } }>('POST', `/api/identity/${pupil.id}/${what}`, { version: (await shown(who)).version, ...body });
const answered = async (theirs: Record<string, unknown>) => {
  const { fullName, birthDate, sex, address } = pupil;
  return await act('answer', { answer: { found: true, record: { fullName, birthDate, sex, address, ...theirs } } }, officer);
};
const audited = async (action: string) => (await world.rows<{ details: Record<string, unknown> }>('select details from audit_entries where action = $1 and subject_id = $2 order by id', [action, pupil.id])).map((row) => row.details);

describe('three sides of a pupil', () => {
  test('stand beside each other with a verdict for each field, the number masked', async () => {
    await answered({ fullName: pupil.fullName.toUpperCase(), birthDate: '2005-12-31' });
    const one = await shown();
    expect(one).toMatchObject({ state: 'mismatch', verdicts: { population: { fullName: 'same', birthDate: 'different', sex: 'same', address: 'same' }, sector: { fullName: 'same', personalNumber: 'same' } } });
    expect(one.can).toEqual(['settle', 'report']);
    expect(one.ours['personalNumber']).toBe(`*********${pupil.number.slice(-3)}`);
    expect(JSON.stringify(one)).not.toContain(pupil.number);
  });

  test('the population database is right: pupil, sector record and history follow, and the pupil matches', async () => {
    await answered({ birthDate: '2005-12-31' });
    const settled = await act('settle', { choices: { birthDate: 'population' }, reason: 'population-right' });
    expect(settled.body).toMatchObject({ state: 'matched' });
    expect(await shown()).toMatchObject({ state: 'matched', ours: { birthDate: '2005-12-31' }, sector: { birthDate: '2005-12-31' } });
    const history = await world.rows('select field, before, after from pupil_history where pupil_id = $1', [pupil.id]);
    expect(history).toEqual([{ field: 'birthDate', before: pupil.birthDate, after: '2005-12-31' }]);
    expect(await audited('identity.settle')).toMatchObject([{ choices: { birthDate: 'population' }, reason: 'population-right' }]);
  });

  test('the school is right: the mismatch stands, decided, until it is reported and resolved', async () => {
    await answered({ sex: pupil.sex === 'male' ? 'female' : 'male' });
    expect((await act('settle', { choices: { sex: 'school' }, reason: 'school-right' })).body.state).toBe('mismatch');
    expect((await act('report', { reason: 'awaiting-correction', proposal: 'Cho em dùng mã tạm' })).body.state).toBe('reported');
    expect((await act('resolve', { resolution: 'Công an đã sửa' })).status).toBe(403);
    expect((await act('resolve', { resolution: 'Công an đã sửa' }, officer)).body.state).toBe('settled');
    expect(await audited('identity.resolve')).toHaveLength(1);
  });

  test('another number has to be asked about anew; the old one is kept masked in the history', async () => {
    await answered({ fullName: 'Trần Văn Khác', birthDate: '1961-01-01' });
    expect((await shown()).state).toBe('other-person');
    const settled = await act('settle', { number: '031 205 999 888', numberKnownWrong: true, reason: 'number-of-another' });
    expect(settled.body.state).toBe('unchecked');
    const [row] = await world.rows<{ after: string }>("select after from pupil_history where pupil_id = $1 and field = 'personalNumber'", [pupil.id]);
    expect(row?.after).toBe('*********888');
    expect((await shown()).sector).toMatchObject({ numberKnownWrong: true, personalNumber: '*********888' });
  });

  test('an old CMND of nine digits goes to the sector database only', async () => {
    await answered({ fullName: 'Trần Văn Khác', birthDate: '1961-01-01' });
    await act('settle', { number: '031999777', reason: 'awaiting-number' });
    expect(await shown()).toMatchObject({ ours: { personalNumber: `*********${pupil.number.slice(-3)}` }, sector: { personalNumber: '******777' } });
  });

  test.each([
    [{ number: '12345', reason: 'other' }, 'number'],
    [{ choices: { fullName: 'population' }, reason: 'other' }, 'choices.fullName'],
  ])('refuses %j with words at the field', async (body, field) => {
    const { status, body: told } = await act('settle', body);
    expect(status).toBe(422);
    expect(Object.keys(told.error?.fields ?? {})).toEqual([field]);
  });

  test('of two people the second is told', async () => {
    await answered({ birthDate: '2005-12-31' });
    const { version } = await shown();
    expect((await act('reason', { reason: 'typing-error', version })).status).toBe(200);
    expect((await act('reason', { reason: 'other', version })).body.error?.code).toBe('changed-meanwhile');
  });

  test('a change of the pupil elsewhere makes the answer old', async () => {
    await answered({});
    expect((await shown()).state).toBe('matched');
    expect((await act('resolve', { resolution: 'Đã chuyển công an' }, officer)).status).toBe(409);
    await world.rows('update pupils set version = version + 1 where id = $1', [pupil.id]);
    expect((await shown()).state).toBe('unchecked');
  });

  test('evidence is a file of the school', async () => {
    const form = new FormData();
    form.set('file', new File(['a;b\n1;2'], 'giay.csv'));
    expect((await clerk.call('POST', `/api/identity/${pupil.id}/evidence`, form)).status).toBe(201);
    const { body } = await clerk.call<{ evidence: { id: string } }>('GET', `/api/identity/${pupil.id}`);
    expect((await clerk.call('GET', `/api/files/${body.evidence.id}`)).status).toBe(200);
    expect((await (await world.api.as('s0201-clerk')).call('GET', `/api/files/${body.evidence.id}`)).status).toBe(404);
  });
});

describe('a personal number in clear', () => {
  test('is shown once for a reason, and the reason is written down without the number', async () => {
    const { status, body } = await clerk.call<{ personalNumber: string }>('POST', `/api/pupils/${pupil.id}/reveal`, { reason: 'Đối chiếu giấy khai sinh' });
    expect([status, body.personalNumber]).toEqual([200, pupil.number]);
    const trace = await audited('number.reveal');
    expect(trace).toMatchObject([{ reason: 'Đối chiếu giấy khai sinh' }]);
    expect(JSON.stringify(trace)).not.toContain(pupil.number);
    expect((await clerk.call('POST', `/api/pupils/${pupil.id}/reveal`, { reason: '' })).status).toBe(422);
  });
  test('is not shown by the hundred', async () => {
    const principal = await world.api.as('s0102-principal');
    const [other] = world.pupils.filter((one, at) => at % 3 === 1 && one.number !== '');
    const statuses = [];
    for (let at = 0; at < 62; at += 1) statuses.push((await principal.call('POST', `/api/pupils/${other?.id}/reveal`, { reason: 'Đối chiếu giấy khai sinh' })).status);
    expect(statuses.slice(0, 60).every((one) => one === 200)).toBe(true);
    expect(statuses.slice(60)).toEqual([429, 429]);
  });
});

describe('the queues and the works', () => {
  const work = (kind: Work, unitPath: string) => withSystem(world.deps.db, (tx) => workState(tx, kind, { unitId: randomUUID(), unitPath, seasonId: randomUUID(), year: 2023, cohorts: ['grade-12'] }));
  const blockersOf = async (kind: Work, unitPath: string) => Object.fromEntries((await work(kind, unitPath)).blockers.map((one) => [one.code, one.count]));
  const unitPath = 'SO/D02/S0201/';

  test('lead a school and the Sở through to the end', async () => {
    const school = await world.api.as('s0201-clerk');
    const own = world.pupils.filter((_, at) => at % 3 === 2);
    expect(await blockersOf('identity-lists', unitPath)).toEqual({ unchecked: 50 });
    const sent = await officer.call<{ id: string }>('POST', '/api/identity-batches', { adapter: 'http', unitId: world.api.units['S0201']?.id }, { 'Idempotency-Key': randomUUID() });
    await world.turn(sent.body.id);
    expect(await blockersOf('identity-lists', unitPath)).toEqual({});
    // Pupil 99 of 150 has no number, and so does 149: both are of this school or not, by the count.
    const missing = own.filter((one) => one.number === '').length;
    expect(await blockersOf('personal-numbers', unitPath)).toEqual(missing === 0 ? {} : { 'number-without-reason': missing });

    const [wrong] = own;
    pupil = wrong as IdentityPupil;
    await world.rows("update pupils set birth_date = '2004-01-01', version = version + 1 where id = $1", [pupil.id]);
    const again = await officer.call<{ id: string }>('POST', '/api/identity-batches', { adapter: 'http', unitId: world.api.units['S0201']?.id }, { 'Idempotency-Key': randomUUID() });
    await world.turn(again.body.id);
    expect(await blockersOf('identity-queue', unitPath)).toMatchObject({ undecided: 1 + missing });
    const queue = await school.list<{ id: string }>('identity', { lacks: 'decision' });
    expect(queue.body.map((one) => one.id)).toContain(pupil.id);
    for (const one of queue.body) {
      const { version } = await shown(school, one.id);
      expect((await school.call('POST', `/api/identity/${one.id}/reason`, { reason: 'awaiting-correction', version })).status).toBe(200);
    }
    expect(await blockersOf('identity-queue', unitPath)).toEqual({});
    expect(await blockersOf('unmatched-report', unitPath)).toEqual({ unreported: 1 + missing });
    expect(await blockersOf('unmatched-resolution', unitPath)).toEqual({ unowned: 1 + missing });
    for (const one of queue.body) {
      const { version } = await shown(school, one.id);
      await school.call('POST', `/api/identity/${one.id}/report`, { reason: 'awaiting-correction', proposal: 'Cho em dùng mã tạm', version });
    }
    expect(await blockersOf('unmatched-report', unitPath)).toEqual({});
    expect(await blockersOf('unmatched-resolution', unitPath)).toEqual({ unresolved: 1 + missing });
    for (const one of queue.body) {
      const { version } = await shown(officer, one.id);
      await officer.call('POST', `/api/identity/${one.id}/resolve`, { resolution: 'Đã chuyển công an', version });
    }
    expect(await blockersOf('unmatched-resolution', unitPath)).toEqual({});
  });

  test('burn down by day, and only for one’s own units', async () => {
    const { body } = await officer.call<{ total: number; days: { matched: number; remaining: number }[]; units: { unit: { code: string } }[] }>('GET', '/api/identity/burndown');
    expect(body.total).toBe(150);
    expect(body.units.map((one) => one.unit.code)).toEqual(['D01', 'D02']);
    expect(body.days.at(-1)).toMatchObject({ remaining: 150 - (body.days.at(-1)?.matched ?? 0) });
    expect((await clerk.call('GET', '/api/identity/burndown?under=SO/')).status).toBe(422);
    expect((await clerk.call<{ total: number }>('GET', '/api/identity/burndown')).body.total).toBe(50);
  });
});
