import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';

let data: string;
let sink: MailSink;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'mua-sink-'));
  sink = await startMailSink({ data });
});
afterAll(async () => {
  await sink.stop();
  await rm(data, { recursive: true, force: true });
});

it('has written a mail whole by the time it says it took it', async () => {
  const transport = createTransport(sink.smtpUrl);
  await transport.sendMail({ from: 'mua@example.vn', to: 'phuhuynh@example.vn', subject: 'Phiếu của Đỗ Thị Hường', text: 'Mở http://127.0.0.1:8080/p/abc <b>để xem</b>' });
  transport.close();
  const names = await readdir(join(data, 'mail'));
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/\.eml$/);
});

it('lists mails, finds them by receiver and shows text as text', async () => {
  const list = await (await fetch(`${sink.pageUrl}/?q=phuhuynh`)).text();
  expect(list).toContain('Phiếu của Đỗ Thị Hường');
  const path = /href="(\/mail\/[^"]+)"/.exec(list)?.[1];
  const mail = await (await fetch(`${sink.pageUrl}${path}`)).text();
  expect(mail).toContain('<a href="http://127.0.0.1:8080/p/abc"');
  expect(mail).toContain('&lt;b&gt;để xem');
});

it('lists text messages', async () => {
  await writeFile(join(data, 'sms', '1.json'), JSON.stringify({ to: '0912345678', text: 'Mua: http://127.0.0.1/p/x', noticeId: '1', at: '2023-05-04T00:00:00Z' }));
  expect(await (await fetch(`${sink.pageUrl}/sms`)).text()).toContain('0912345678');
});

it('opens no file outside the mail folder', async () => {
  expect((await fetch(`${sink.pageUrl}/mail/..%2F..%2Fetc%2Fpasswd`)).status).toBe(404);
});
