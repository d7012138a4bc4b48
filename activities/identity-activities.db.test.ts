import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withSystem } from '../db/actor.ts';
import { countIdentities } from '../db/queries/identity-state.ts';
import { createIdentityWorld } from '../test/support/identity-world.ts';
import type { IdentityWorld } from '../test/support/identity-world.ts';
import { deviationOf } from '../tools/population-simulator.ts';
import { askPopulation } from './identity-activities.ts';

/** Of 1,250 pupils 12 have no number; the database has a tenth of the others otherwise. */
const all = 1_250;
const withoutNumber = 12;
const perMille = 100;
let world: IdentityWorld;
beforeAll(async () => {
  world = await createIdentityWorld(all, { perMille, seed: 3, slowMs: 50 });
});
afterAll(async () => await world.close());

async function send(adapter = 'http'): Promise<string> {
  const officer = await world.api.as('so-officer');
  const reply = await officer.call<{ id: string }>('POST', '/api/identity-batches', { adapter }, { 'Idempotency-Key': randomUUID() });
  expect(reply.status).toBe(201);
  return reply.body.id;
}
const batch = async (id: string) => (await world.rows<{ state: string; total: number; answered: number }>('select state, total, answered from identity_batches where id = $1', [id]))[0];
const counted = () => withSystem(world.deps.db, (tx) => countIdentities(tx, { unitPath: 'SO/', cohorts: ['grade-12'] }));
/** As the simulator has them, by what a school would see. */
const planned = (kinds: readonly string[]) => world.pupils.filter((one) => one.number !== '' && kinds.includes(deviationOf(3, one.number, perMille))).length;

describe('a batch by HTTP', () => {
  test('goes on where the other side stopped: nobody is asked about twice once answered, nobody is counted twice', async () => {
    const id = await send();
    let pages = 0;
    // The database goes down after the first page, and is full after that.
    const first = await askPopulation(world.deps, id, () => {
      pages += 1;
      world.simulator.set('down');
    });
    expect(first).toEqual({ kind: 'later', why: 'away', afterMs: null, answered: 500 });
    world.simulator.set('rate-limited');
    expect(await world.turn(id)).toEqual({ kind: 'later', why: 'rate-limited', afterMs: 1_000, answered: 0 });
    expect(await batch(id)).toEqual({ state: 'sending', total: all, answered: 500 + withoutNumber });
    expect((await counted()).sent).toBe(all - 500 - withoutNumber);

    world.simulator.set('wrong');
    expect(await world.turn(id)).toMatchObject({ kind: 'later', why: 'garbled', answered: 0 });
    world.simulator.set('slow');
    expect(await world.turn(id)).toEqual({ kind: 'over', answered: all - 500 - withoutNumber });
    world.simulator.set('well');
    expect(await batch(id)).toEqual({ state: 'done', total: all, answered: all });
    expect(await world.turn(id)).toEqual({ kind: 'over', answered: 0 });
    expect(await batch(id)).toEqual({ state: 'done', total: all, answered: all });
    expect(pages).toBe(1);
  });

  test('finds what was planted, and nothing else', async () => {
    const counts = await counted();
    expect(counts).toMatchObject({
      total: all, unchecked: 0, sent: 0, matched: planned(['none', 'capitals']), mismatch: planned(['name', 'birth-date', 'sex', 'address']),
      'other-person': planned(['other-person']), 'not-found': planned(['not-found']) + withoutNumber, withNumber: all - withoutNumber, withoutReason: withoutNumber,
    });
    expect(counts.mismatch).toBeGreaterThan(40);
    const addresses = await world.rows<{ fields: Record<string, string> }>("select fields from identity_checks where fields ->> 'address' = 'different' and state = 'mismatch'");
    expect(addresses).toHaveLength(planned(['address']));
  });

  test('two workers at once write each page once', async () => {
    const id = await send();
    await Promise.all([world.turn(id), world.turn(id)]);
    const row = await batch(id);
    expect(row?.state).toBe('done');
    expect(row?.answered).toBe(row?.total);
    const [told] = await world.rows<{ n: number }>("select count(*)::int as n from audit_entries where subject_id = $1 and action = 'identity.done'", [id]);
    expect(told?.n).toBe(1);
  });

  test('asks again only about who is not known to match, and about who was changed', async () => {
    const { matched } = await counted();
    const [one] = await world.rows<{ pupil_id: string }>("select pupil_id from identity_checks where state = 'matched' limit 1");
    await world.rows("update pupils set full_name = 'Đỗ Khác Hẳn', version = version + 1 where id = $1", [one?.pupil_id]);
    expect(await counted()).toMatchObject({ matched: matched - 1, unchecked: 1 });
    const id = await send();
    await world.turn(id);
    expect((await batch(id))?.total).toBe(all - matched + 1);
    expect(await counted()).toMatchObject({ matched: matched - 1, unchecked: 0 });
    const [again] = await world.rows<{ state: string; fields: Record<string, string> }>('select state, fields from identity_checks where pupil_id = $1', [one?.pupil_id]);
    expect(again).toMatchObject({ state: 'mismatch', fields: { fullName: 'different', birthDate: 'same' } });
  });

  test('cancelled on the way: what was answered stays, who was not is unchecked', async () => {
    await world.rows("update pupils set version = version + 1 where cohort = 'grade-12'");
    const id = await send();
    const officer = await world.api.as('so-officer');
    let cancelled: Promise<unknown> = Promise.resolve();
    const turn = await askPopulation(world.deps, id, () => void (cancelled = officer.call('POST', `/api/identity-batches/${id}/cancel`, {})));
    await cancelled;
    if (turn.kind !== 'over') expect(await world.turn(id)).toMatchObject({ kind: 'over' });
    const row = await batch(id);
    expect(row?.state).toBe('cancelled');
    const counts = await counted();
    expect(counts.sent).toBe(0);
    expect(counts.unchecked).toBe((row?.total ?? 0) - (row?.answered ?? 0));
    expect(counts.unchecked).toBeGreaterThan(0);
  });
});

test('nothing personal lies in clear in a check, in the audit log or in the outbox', async () => {
  const [one] = world.pupils;
  for (const table of ['identity_checks', 'identity_batches', 'audit_entries', 'outbox', 'done_once']) {
    const [found] = await world.rows<{ n: number }>(`select count(*)::int as n from ${table} t where t::text like $1 or t::text like $2`, [`%${one?.number}%`, `%${one?.address}%`]);
    expect(found?.n, table).toBe(0);
  }
});

describe('a batch by hand', () => {
  test('waits for the officer, counts each answer, and is done with the last; who lost the number meanwhile is answered too', async () => {
    await world.rows("update identity_checks c set state = 'matched', pupil_version = p.version from pupils p where p.id = c.pupil_id");
    const [first, second, third] = world.pupils.filter((one) => one.number !== '');
    await world.rows('update pupils set version = version + 1 where id = any($1)', [[first?.id, second?.id, third?.id]]);
    const officer = await world.api.as('so-officer');
    const id = await send('manual');
    expect(await world.turn(id)).toEqual({ kind: 'waits', answered: 0 });
    const enter = async (pupilId: string, answer: unknown) => {
      const { version } = (await officer.call<{ version: number }>('GET', `/api/identity/${pupilId}`)).body;
      return (await officer.call<{ state: string }>('POST', `/api/identity/${pupilId}/answer`, { answer, version })).body.state;
    };
    expect(await enter(first?.id ?? '', { found: false })).toBe('not-found');
    expect(await enter(second?.id ?? '', { found: true, record: { fullName: second?.fullName, birthDate: second?.birthDate, sex: second?.sex, address: second?.address } })).toBe('matched');
    expect(await world.turn(id)).toEqual({ kind: 'waits', answered: 0 });
    expect(await batch(id)).toMatchObject({ state: 'waiting', answered: 2 });
    await world.rows('update pupils set personal_number_enc = null, personal_number_key = null where id = $1', [third?.id]);
    await world.rows('update sector_records set number_enc = null, number_key = null where pupil_id = $1', [third?.id]);
    expect(await world.turn(id)).toEqual({ kind: 'over', answered: 0 });
    const [row] = await world.rows<{ total: number; answered: number }>('select total, answered from identity_batches where id = $1', [id]);
    expect(row?.answered).toBe(row?.total);
  });
});

describe('a batch by file', () => {
  test('is written sealed, downloaded with a trace, answered in two files, and done', async () => {
    const officer = await world.api.as('so-officer');
    await world.rows("update pupils set version = version + 1 where cohort = 'grade-12'");
    const id = await send('file');
    expect(await world.turn(id)).toEqual({ kind: 'waits', answered: 0 });
    const { body } = await officer.call<{ state: string; can: string[]; sentFile: { id: string } }>('GET', `/api/identity-batches/${id}`);
    expect(body).toMatchObject({ state: 'waiting', can: ['cancel', 'download', 'upload'] });
    // The general way to a file does not know it, not even for who may send.
    expect((await officer.call('GET', `/api/files/${body.sentFile.id}`)).status).toBe(404);
    expect((await officer.call('GET', `/api/identity-batches/${id}/list`)).status).toBe(200);
    const [trace] = await world.rows<{ n: number }>("select count(*)::int as n from audit_entries where subject_id = $1 and action = 'identity.download'", [id]);
    expect(trace?.n).toBe(1);

    const waiting = await world.rows<{ id: string; full_name: string }>('select p.id, p.full_name from pupils p join identity_checks c on c.pupil_id = p.id where c.batch_id = $1 and c.answered_at is null', [id]);
    const head = 'Mã đối chiếu,Tìm thấy (Có/Không),Họ và tên (dân cư),Ngày sinh (dân cư),Giới tính (dân cư),Nơi ở (dân cư)\n';
    const problem = async () => (await world.rows<{ problem: string | null }>('select problem from identity_batches where id = $1', [id]))[0]?.problem;
    const other = new FormData();
    other.set('file', new File(['Họ tên,Lớp\nLê Vy,12A1'], 'khac.csv'));
    expect((await officer.call('POST', `/api/identity-batches/${id}/answers`, other)).status).toBe(201);
    expect(await world.turn(id)).toEqual({ kind: 'waits', answered: 0 });
    expect(await problem()).toBe('file-not-ours');
    const answerWith = async (some: typeof waiting) => {
      const form = new FormData();
      form.set('file', new File([head + some.map((one) => `${one.id},có,${one.full_name},,,`).join('\n')], 'tra-loi.csv'));
      expect((await officer.call('POST', `/api/identity-batches/${id}/answers`, form)).status).toBe(201);
    };
    await answerWith(waiting.slice(0, 10));
    expect(await world.turn(id)).toEqual({ kind: 'waits', answered: 10 });
    expect(await problem()).toBeNull();
    await answerWith(waiting);
    expect(await world.turn(id)).toEqual({ kind: 'over', answered: waiting.length - 10 });
    expect((await batch(id))?.state).toBe('done');
  });
});
