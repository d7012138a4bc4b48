import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantAt, startOfDate } from '../../domain/instant.ts';
import { buildFamilyWorld } from '../../test/support/family-world.ts';
import type { FamilyWorld } from '../../test/support/family-world.ts';
import { withActor, withSystem } from '../actor.ts';
import { confirmByParent, disputeByParent, keyInSlip } from './confirmation-answers.ts';
import { confirmationProgress } from './confirmation-progress.ts';
import { closeSilentConfirmations, openConfirmations, remindSilentParents } from './confirmations.ts';
import { handSilentToTeachers, settleFinishedChases } from './chases.ts';
import { applyDisputeDecision, undecided } from './disputes.ts';
import { tellSchool } from './dispute-closing.ts';
import { findLink } from './parent-links.ts';

let world: FamilyWorld;
let links: Map<string, string>;
beforeAll(async () => {
  world = await buildFamilyWorld();
  links = await world.open();
});
afterAll(() => world.close());

const tokenOf = (code: string) => (links.get(code) ?? '').slice(3);
async function linkOf(code: string) {
  const link = await findLink(world.api, tokenOf(code), world.time.now);
  if (!link) throw new Error(`no link of ${code}`);
  return link;
}
async function asParent<T>(
  code: string,
  run: (tx: Parameters<Parameters<typeof withActor<T>>[2]>[0], confirmationId: string) => Promise<T>,
) {
  const { confirmationId, pupilId } = await linkOf(code);
  return withActor(world.api, { kind: 'parent', pupilId, confirmationId }, (tx) => run(tx, confirmationId));
}
const input = (confirmationId: string, onceKey: string = randomUUID()) => ({
  confirmationId,
  onceKey,
  by: { kind: 'parent' } as const,
  realNow: world.time.now,
  secrets: world.secrets,
});
const stateOf = async (code: string) =>
  (
    await world.rows<{ state: string }>('select c.state from confirmations c join pupils p on p.id = c.pupil_id where p.code = $1', [code])
  )[0]?.state;

test('each family gets one confirmation, one link, an email where it has an address, and a text message; a repeat adds nothing', async () => {
  expect(links.size).toBe(6);
  const batches: number[] = [];
  expect(await openConfirmations({ ...world.work, onBatch: (done) => batches.push(done) }, world.step)).toEqual({ opened: 0 });
  expect(batches).toEqual([0]);
  const [counts] = await world.rows<{ emails: string; texts: string; links: string; audits: string }>(
    `select count(*) filter (where channel = 'email') as emails, count(*) filter (where channel = 'sms') as texts,
            (select count(*) from parent_links) as links, (select count(*) from audit_entries where action = 'confirmation.open') as audits from notices`,
  );
  expect(counts).toEqual({ emails: '5', texts: '6', links: '6', audits: '6' });
});

test('the tables alone give no working link', async () => {
  const [dump] = await world.rows<{ all: string }>(
    `select string_agg(to_jsonb(n)::text, '') || (select string_agg(to_jsonb(l)::text, '') from parent_links l) as all from notices n`,
  );
  for (const path of links.values()) expect(dump?.all).not.toContain(path.slice(3));
});

test('a wrong token opens nothing', async () => {
  expect(await findLink(world.api, 'A'.repeat(43), world.time.now)).toBeNull();
});

test('a reminder reaches only the silent, once a round, with a link that works beside the first', async () => {
  expect(await asParent('HS0001', (tx, id) => confirmByParent(tx, input(id)))).toMatchObject({ kind: 'taken', state: 'confirmed' });
  expect(await remindSilentParents(world.work, { ...world.step, round: 1 })).toEqual({ reminded: 5 });
  expect(await remindSilentParents(world.work, { ...world.step, round: 1 })).toEqual({ reminded: 0 });
  expect(await remindSilentParents(world.work, { ...world.step, round: 2 })).toEqual({ reminded: 5 });
  expect(await remindSilentParents(world.work, { ...world.step, round: 3 })).toEqual({ reminded: 0 });
  expect(await linkOf('HS0002')).toMatchObject({ expired: false });
});

test('the same press twice is one answer; of two parents one wins and the other is told', async () => {
  const key = randomUUID();
  const first = await asParent('HS0002', (tx, id) => confirmByParent(tx, input(id, key)));
  const again = await asParent('HS0002', (tx, id) => confirmByParent(tx, input(id, key)));
  expect(first).toMatchObject({ kind: 'taken', repeated: false });
  expect(again).toMatchObject({ kind: 'taken', repeated: true, reference: first.kind === 'taken' ? first.reference : '' });
  const both = await Promise.all([1, 2].map(() => asParent('HS0003', (tx, id) => confirmByParent(tx, input(id)))));
  expect(both.map((one) => one.kind).toSorted()).toEqual(['already', 'taken']);
});

test('a dispute keeps the masked value, seals the number, opens a task and its case; an invalid value changes nothing', async () => {
  const wrong = await asParent('HS0004', (tx, id) =>
    disputeByParent(tx, { ...input(id), fields: [{ field: 'personalNumber', proposed: '12' }], note: null }),
  );
  expect(wrong).toMatchObject({ kind: 'invalid', problems: { personalNumber: { vi: 'Số định danh cá nhân gồm đúng 12 chữ số.' } } });
  expect(await stateOf('HS0004')).toBe('waiting');
  const fields = [
    { field: 'personalNumber', proposed: '031212999999' },
    { field: 'fullName', proposed: 'Trần  Đức Bảo'.normalize('NFD') },
    { field: 'currentAddress', proposed: 'Tổ 3,  phường An Biên'.normalize('NFD') },
  ] as const;
  expect(await asParent('HS0004', (tx, id) => disputeByParent(tx, { ...input(id), fields, note: 'xem khai sinh' }))).toMatchObject({
    state: 'disputed',
  });
  const [dispute] = await world.rows<{ fields: { current: string; proposed: string }[]; id: string }>('select id, fields from disputes');
  expect(dispute?.fields[0]?.current).toBe('*********003');
  expect(JSON.stringify(dispute)).not.toContain('031212999999');
  expect(dispute?.fields[1]?.proposed).toBe('Trần Đức Bảo'.normalize('NFC'));
  const [task] = await world.rows<{ kind: string; workflow_id: string; title_vi: string }>("select * from tasks where kind = 'dispute'");
  expect(task).toMatchObject({ workflow_id: `dispute/${dispute?.id}`, title_vi: 'Xử lý đề nghị sửa thông tin, lớp 5B' });
  expect(await world.rows('select kind, key from outbox')).toEqual([{ kind: 'start-dispute', key: `dispute/${dispute?.id}` }]);
});

test('the school is told once of a dispute', async () => {
  const [dispute] = await world.rows<{ id: string }>('select id from disputes');
  for (const _ of [1, 2]) await withSystem(world.worker, (tx) => tellSchool(tx, dispute?.id ?? ''));
  expect(await world.rows("select address from notices where template = 'dispute-opened' order by 1")).toHaveLength(2);
});

test('a decision corrects the pupil with history, settles, and tells the parent; repeated or late it changes nothing', async () => {
  const [dispute] = await world.rows<{ id: string; pupil_id: string; version: number }>('select * from disputes');
  if (!dispute) throw new Error('no dispute');
  const answer = async (decisions: object[]) => {
    const id = randomUUID();
    await world.rows('insert into dispute_answers (id, dispute_id, decisions, actor_id, acting_for) values ($1, $2, $3, $4, $4)', [
      id,
      dispute.id,
      JSON.stringify(decisions),
      world.school.clerkId,
    ]);
    return {
      disputeId: dispute.id,
      answerId: id,
      actorId: world.school.clerkId,
      actingFor: world.school.clerkId,
      seenVersion: 1,
      realNow: world.time.now,
      secrets: world.secrets,
    };
  };
  await world.rows("update pupils set residence = 'settled' where id = $1", [dispute.pupil_id]);
  const accepted = { field: 'personalNumber', decision: 'accepted', reason: null } as const;
  const moved = { field: 'currentAddress', decision: 'accepted', reason: null } as const;
  const rejected = { field: 'fullName', decision: 'rejected', reason: 'Giấy khai sinh ghi như cũ.' } as const;
  const apply = (one: Awaited<ReturnType<typeof answer>>) => withSystem(world.worker, (tx) => applyDisputeDecision(tx, one));
  expect(await apply(await answer([accepted]))).toEqual({ outcome: { kind: 'refused', reason: 'incomplete', by: null }, open: true });
  const good = await answer([accepted, moved, rejected]);
  const taken = { outcome: { kind: 'taken', state: 'accepted', version: 2 }, open: false };
  expect(await apply(good)).toEqual(taken);
  expect(await apply(good)).toEqual(taken);
  expect(await apply(await answer([accepted, moved, rejected]))).toMatchObject({
    outcome: { reason: 'already-decided', by: world.school.clerkId },
  });
  const [pupil] = await world.rows<{ personal_number_enc: Buffer; version: number; full_name: string }>(
    'select * from pupils where id = $1',
    [dispute.pupil_id],
  );
  expect(pupil && world.secrets.open(pupil.personal_number_enc)).toBe('031212999999');
  // Another address: whether it is the same home, a person says.
  expect(pupil).toMatchObject({ version: 2, full_name: 'Trần Đức Bảo', current_address: 'Tổ 3, phường An Biên', residence: 'unclear' });
  expect(await world.rows('select field, before, after from pupil_history')).toEqual([
    { field: 'personalNumber', before: '*********003', after: '*********999' },
    { field: 'currentAddress', before: 'Số 12, đường Tô Hiệu, quận Lê Chân', after: 'Tổ 3, phường An Biên' },
  ]);
  expect(await stateOf('HS0004')).toBe('settled');
  expect(await world.rows("select state, version from tasks where kind = 'dispute'")).toEqual([{ state: 'done', version: 2 }]);
  const told = await world.rows<{ data: { summary: string } }>("select data from notices where template = 'dispute-decided'");
  expect(told).toHaveLength(2);
  expect(told[0]?.data.summary).toBe(
    'Số định danh cá nhân: đã sửa thành *********999.\nHọ và tên: giữ nguyên, vì Giấy khai sinh ghi như cũ.\nNơi ở hiện nay: đã sửa thành Tổ 3, phường An Biên.',
  );
});

test('a rejection without a reason is not a decision', () => {
  const field = { field: 'sex' as const, current: 'male', proposed: 'female', decision: null, reason: null };
  expect(undecided([field], [{ field: 'sex', decision: 'rejected', reason: '  ' }])).toEqual(['sex']);
  expect(undecided([field], [{ field: 'sex', decision: 'accepted', reason: null }])).toEqual([]);
});

test('silent classes become tasks of their teachers, closed by themselves when the last parent answers', async () => {
  const first = await handSilentToTeachers(world.work, world.step);
  expect(first).toEqual({ handed: 2, clusterCodes: ['D01'] });
  expect(await handSilentToTeachers(world.work, world.step)).toEqual({ handed: 0, clusterCodes: ['D01'] });
  expect(await world.rows("select subject, workflow_id, state from tasks where kind = 'chase'")).toEqual([
    { subject: '5B', workflow_id: 'duty/hp-2023/confirmation/D01', state: 'open' },
  ]);
  expect(await settleFinishedChases(world.work)).toBe(0);
  const staffInput = (confirmationId: string) => ({
    ...input(confirmationId),
    by: { kind: 'staff', actorId: world.school.clerkId, actingFor: world.school.clerkId } as const,
  });
  for (const code of ['HS0005', 'HS0006']) {
    const { confirmationId } = await linkOf(code);
    const outcome = await withSystem(world.worker, (tx) =>
      keyInSlip(tx, { ...staffInput(confirmationId), answer: 'confirm', fields: [], note: null }),
    );
    expect(outcome).toMatchObject({ kind: 'taken' });
    expect(await world.rows('select channel, keyed_by from confirmations where id = $1', [confirmationId])).toEqual([
      { channel: 'paper', keyed_by: world.school.clerkId },
    ]);
  }
  expect(await settleFinishedChases(world.work)).toBe(1);
  expect(await settleFinishedChases(world.work)).toBe(0);
});

test('progress by class, school, unit and province', async () => {
  const of = (under: string, by: 'unit' | 'class') =>
    withSystem(world.worker, (tx) => confirmationProgress(tx, { seasonId: world.seasonId, under, by }));
  const all = { waiting: 0, withTeacher: 0, confirmed: 5, disputed: 0, settled: 1, silent: 0, total: 6 };
  expect(await of('SO/', 'unit')).toEqual([{ key: 'SO/D01/', ...all }]);
  expect(await of('SO/D01/', 'unit')).toEqual([{ key: world.school.path, ...all }]);
  expect((await of(world.school.path, 'class')).map((row) => [row.key, row.confirmed, row.settled])).toEqual([
    ['5A', 3, 0],
    ['5B', 2, 1],
  ]);
});

test('the deadline is the database row and the season clock: taken until the instant before the grace ends, refused at it', async () => {
  const other = await buildFamilyWorld();
  try {
    const paths = await other.open();
    const lapsesAt = startOfDate('2023-04-28');
    const at = async (code: string, now: number) => {
      const link = await findLink(other.api, (paths.get(code) ?? '').slice(3), now);
      if (!link) throw new Error('no link');
      return withActor(other.api, { kind: 'parent', pupilId: link.pupilId, confirmationId: link.confirmationId }, (tx) =>
        confirmByParent(tx, { ...input(link.confirmationId), realNow: now }),
      );
    };
    expect(await at('HS0001', startOfDate('2023-04-10') - 1)).toEqual({ kind: 'refused', reason: 'not-yet' });
    expect(await at('HS0001', lapsesAt)).toEqual({ kind: 'refused', reason: 'over' });
    expect(await at('HS0001', lapsesAt - 1)).toMatchObject({ kind: 'taken' });
    await other.rows("update seasons set state = 'paused'");
    expect(await at('HS0002', instantAt('2023-04-20', 8))).toEqual({ kind: 'refused', reason: 'paused' });
    await other.rows("update seasons set state = 'running'");
    await other.rows("update steps set lapses_at = '2023-05-10T00:00:00+07:00'");
    expect(await at('HS0002', lapsesAt + 1)).toMatchObject({ kind: 'taken' });
    expect(await closeSilentConfirmations(other.work, other.step)).toEqual({ silent: 4 });
    expect(await closeSilentConfirmations(other.work, other.step)).toEqual({ silent: 0 });
    expect(await at('HS0003', lapsesAt - 1)).toEqual({ kind: 'refused', reason: 'over' });
  } finally {
    await other.close();
  }
});
