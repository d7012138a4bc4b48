// Long because one mail server with every fault serves all of its tests.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo, Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { instantAt } from '../../domain/instant.ts';
import { withSystem } from '../../db/actor.ts';
import { claimNotice, settleNotice } from '../../db/queries/notice-delivery.ts';
import { queueNotices } from '../../db/queries/notices.ts';
import type { NoticeRequest } from '../../domain/notice.ts';
import { buildFamilyWorld } from '../../test/support/family-world.ts';
import type { FamilyWorld } from '../../test/support/family-world.ts';
import { createMailFolder, createSmsFolder } from './mail-folder.ts';
import { createSender } from './sender.ts';
import type { SenderOptions } from './sender.ts';
import { createRehearsalSmtp, createSmtp } from './smtp.ts';

type Fault = 'none' | 'refuse-address' | 'busy' | 'drop-before-data' | 'drop-before-answer' | 'answer-then-drop';
let world: FamilyWorld;
let server: SMTPServer;
let fault: Fault;
let received: string[];
let folder: string;
let url: string;
const sockets = new Map<number, Socket>();

beforeAll(async () => {
  world = await buildFamilyWorld();
  folder = await mkdtemp(join(tmpdir(), 'mua-mail-'));
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, session, done) {
      if (fault === 'refuse-address') return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      if (fault === 'busy') return done(Object.assign(new Error('try later'), { responseCode: 451 }));
      if (fault === 'drop-before-data') return cut(session.remotePort);
      done();
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push(Buffer.concat(parts).toString());
        // The message is taken; the answer never comes: the case that nobody can decide.
        if (fault === 'drop-before-answer') return cut(session.remotePort);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await rm(folder, { recursive: true });
  await world.close();
});
beforeEach(() => {
  fault = 'none';
  received = [];
});
afterEach(() => world.rows('delete from notices'));

function cut(port: number): void {
  sockets.get(port)?.destroy();
}

const from = 'Mùa <mua@so.example.vn>';
const smtp = () => ({ url, from, timeoutMs: 3_000 });
function sender(changes: Partial<SenderOptions> = {}) {
  return createSender({
    db: world.worker,
    secrets: world.secrets,
    publicUrl: 'http://127.0.0.1:8080',
    realNow: () => world.time.now,
    mail: { real: createSmtp(smtp()), rehearsal: createRehearsalSmtp(smtp()) },
    sms: { real: createSmsFolder(folder), rehearsal: createSmsFolder(folder) },
    log: () => undefined,
    lanes: 2,
    backoffMs: 1_000,
    ...changes,
  });
}
function notice(changes: Partial<NoticeRequest> = {}): NoticeRequest {
  return {
    template: 'task-reminder',
    channel: 'email',
    dedupeKey: randomUUID(),
    recipient: { kind: 'staff', id: randomUUID(), address: 'clerk@truong.example.vn' },
    unitPath: 'SO/',
    seasonId: world.seasonId,
    taskId: null,
    data: { name: 'Lê Vân', title: 'Nộp mẫu M1' },
    rehearsal: false,
    notBefore: 0,
    ...changes,
  };
}
const queue = (...requests: NoticeRequest[]) => withSystem(world.worker, (tx) => queueNotices(tx, requests));
const states = async () => (await world.rows<{ state: string }>('select state from notices order by id')).map((row) => row.state);

test('a mail arrives whole: Vietnamese text, HTML, and the Message-ID of its row', async () => {
  await queue(notice());
  expect(await sender().drain()).toBe(1);
  const [row] = await world.rows<{ message_id: string; state: string; sent_at: Date }>('select * from notices');
  const mail = await PostalMime.parse(received[0] ?? '');
  expect(mail).toMatchObject({ messageId: row?.message_id, subject: 'Nhắc hạn: Nộp mẫu M1', to: [{ address: 'clerk@truong.example.vn' }] });
  expect(mail.text).toContain('Kính gửi Lê Vân,');
  expect(mail.html).toContain('<p>Kính gửi Lê Vân,</p>');
  expect(row?.state).toBe('sent');
});

test('the same key twice is one notice', async () => {
  const one = notice();
  expect(await queue(one, one)).toBe(1);
  expect(await queue(one)).toBe(0);
});

test('turned away before it was accepted, it is sent later, under the same Message-ID', async () => {
  await queue(notice());
  for (const trouble of ['busy', 'drop-before-data'] as const) {
    fault = trouble;
    await sender().drain();
    expect(await states()).toEqual(['queued']);
    expect(await sender().drain()).toBe(0);
    world.time.now += 10_000;
  }
  fault = 'none';
  await sender().drain();
  expect(await states()).toEqual(['sent']);
  expect(received).toHaveLength(1);
});

test('a mailbox that does not exist has failed at once; a server that never has time fails after a bound', async () => {
  await queue(notice());
  fault = 'refuse-address';
  await sender().drain();
  expect(await world.rows('select state, attempts from notices')).toEqual([{ state: 'failed', attempts: 1 }]);
  await world.rows("update notices set state = 'queued', attempts = 0");
  fault = 'busy';
  for (let round = 0; round < 5; round += 1) {
    await sender({ maxAttempts: 3 }).drain();
    world.time.now += 3_600_000;
  }
  expect(await world.rows('select state, attempts from notices')).toEqual([{ state: 'failed', attempts: 3 }]);
});

test('a connection lost after the message went out is unknown; it never leaves again by itself, only when a person says so', async () => {
  await queue(notice());
  fault = 'drop-before-answer';
  await sender().drain();
  expect(await states()).toEqual(['unknown']);
  fault = 'none';
  world.time.now += 24 * 3_600_000;
  expect(await sender().drain()).toBe(0);
  const [row] = await world.rows<{ id: string }>('select id from notices');
  const settle = (as: 'sent' | 'again') =>
    withSystem(world.worker, (tx) =>
      settleNotice(tx, {
        noticeId: row?.id ?? '',
        as,
        actorId: world.school.clerkId,
        actingFor: world.school.clerkId,
        realNow: world.time.now,
      }),
    );
  expect(await settle('again')).toBe(true);
  expect(await settle('again')).toBe(false);
  await sender().drain();
  const ids = await Promise.all(received.map(async (raw) => (await PostalMime.parse(raw)).messageId));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await states()).toEqual(['sent']);
});

test('a sender that died while sending leaves an unknown, not a second mail', async () => {
  await queue(notice());
  await withSystem(world.worker, (tx) => claimNotice(tx, world.time.now));
  expect(await sender().drain()).toBe(0);
  expect(await states()).toEqual(['sending']);
  world.time.now += 6 * 60_000;
  expect(await sender().drain()).toBe(0);
  expect(await states()).toEqual(['unknown']);
  expect(received).toEqual([]);
});

test('two senders share a queue and send each mail once', async () => {
  await queue(...Array.from({ length: 40 }, () => notice()));
  const counts = await Promise.all([sender().drain(), sender().drain()]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
  expect(received).toHaveLength(40);
});

test('a rehearsal: marked, by its own way only, and that way ends on this machine', async () => {
  expect(() => createRehearsalSmtp({ ...smtp(), url: 'smtp://mail.so.example.vn:25' })).toThrow(
    'A rehearsal sends mail only to a sink on this machine',
  );
  await world.rows('alter table seasons disable trigger all; update seasons set rehearsal = true; alter table seasons enable trigger all');
  await queue(
    notice({ rehearsal: true }),
    notice({
      rehearsal: true,
      channel: 'sms',
      template: 'confirmation-received',
      data: { pupil: 'An', className: '5A', reference: 'XN-7K2M-9QPA' },
    }),
  );
  const never = { openLane: () => ({ send: () => Promise.reject(new Error('real mail of a rehearsal')), close: () => undefined }) };
  const neverSms = { send: () => Promise.reject(new Error('real text message of a rehearsal')) };
  await sender({
    mail: { real: never, rehearsal: createMailFolder(folder, from) },
    sms: { real: neverSms, rehearsal: createSmsFolder(folder) },
  }).drain();
  expect(await states()).toEqual(['sent', 'sent']);
  const names = (await readdir(folder)).toSorted();
  expect(names.map((name) => name.split('.').at(-1))).toEqual(expect.arrayContaining(['eml', 'json']));
  const read = async (end: string) => readFile(join(folder, names.find((name) => name.endsWith(end)) ?? ''), 'utf8');
  const mail = await PostalMime.parse(await read('.eml'));
  expect(mail.subject).toBe('[DIỄN TẬP] Nhắc hạn: Nộp mẫu M1');
  expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'x-mua-rehearsal', value: 'yes' }));
  expect(JSON.parse(await read('.json'))).toMatchObject({
    to: 'clerk@truong.example.vn',
    text: expect.stringMatching(/^\[DIỄN TẬP\] Đã nhận xác nhận của em An/),
  });
  await world.rows('alter table seasons disable trigger all; update seasons set rehearsal = false; alter table seasons enable trigger all');
});

test('a link leaves the row once its message is out', async () => {
  await queue(
    notice({
      template: 'confirmation-link',
      data: { pupil: 'An', className: '5A', link: world.secrets.seal('t'.repeat(43)).toString('base64') },
    }),
  );
  await sender().drain();
  expect((await PostalMime.parse(received[0] ?? '')).text).toContain(`http://127.0.0.1:8080/p/${'t'.repeat(43)}`);
  expect(await world.rows("select data ? 'link' as kept from notices")).toEqual([{ kept: false }]);
});

test('a text message waits for the morning, a mail does not', async () => {
  const evening = world.time.now;
  await queue(
    notice({
      channel: 'sms',
      template: 'confirmation-received',
      recipient: { kind: 'parent', id: randomUUID(), address: '0901234567' },
      data: { reference: 'XN-1' },
    }),
    notice(),
  );
  world.time.now = instantAt('2023-05-31', 0);
  expect(await sender().drain()).toBe(1);
  expect((await states()).toSorted()).toEqual(['queued', 'sent']);
  world.time.now = instantAt('2023-05-31', 7);
  expect(await sender().drain()).toBe(1);
  expect(await states()).toEqual(['sent', 'sent']);
  world.time.now = evening;
});
