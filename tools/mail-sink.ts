import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { createMailPage } from './mail-sink-page.ts';
import { freePort } from './processes.ts';

export type MailSinkOptions = {
  /** Mails land in `<data>/mail/*.eml`; the page also lists `<data>/sms/*.json`. */
  data: string;
  /** Ports on 127.0.0.1; 0 or absent takes a free one. */
  smtpPort?: number;
  pagePort?: number;
  /** false: SMTP only, for runs that nobody watches. */
  page?: boolean;
};

export type MailSink = { smtpUrl: string; smtpPort: number; pageUrl: string | null; pagePort: number | null; stop: () => Promise<void> };

const biggest = 10 * 1024 * 1024;

/**
 * A real SMTP server on loopback from which nothing leaves: every message it acknowledges is a whole file first,
 * written beside its name and renamed, so that a reader never sees half a mail.
 */
export async function startMailSink({ data, smtpPort, pagePort, page = true }: MailSinkOptions): Promise<MailSink> {
  const folder = join(data, 'mail');
  await Promise.all([mkdir(folder, { recursive: true, mode: 0o700 }), mkdir(join(data, 'sms'), { recursive: true, mode: 0o700 })]);
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, size: biggest, logger: false, closeTimeout: 1_000,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('message too big'), { responseCode: 552 }));
        void tell(keep(folder, Buffer.concat(chunks)), done);
      });
    },
  });
  // A client that goes away in the middle is its own matter.
  smtp.on('error', () => undefined);
  const chosen = smtpPort || (await freePort());
  await listening(smtp.server, () => smtp.listen(chosen, '127.0.0.1'));
  const web = page ? createMailPage(data) : null;
  if (web) await listening(web, () => web.listen(pagePort ?? 0, '127.0.0.1'));
  const webPort = web ? portOf(web) : null;
  return {
    smtpUrl: `smtp://127.0.0.1:${chosen}`, smtpPort: chosen, pageUrl: webPort === null ? null : `http://127.0.0.1:${webPort}`, pagePort: webPort,
    stop: async () => {
      web?.closeAllConnections();
      await Promise.all([new Promise<void>((resolve) => smtp.close(resolve)), web ? new Promise<void>((resolve) => web.close(() => resolve())) : undefined]);
    },
  };
}

async function keep(folder: string, message: Buffer): Promise<void> {
  // Names sort by arrival; readers look only at *.eml.
  const name = `${String(Date.now()).padStart(14, '0')}-${randomUUID()}`;
  const half = join(folder, `.${name}.part`);
  try {
    await writeFile(half, message, { mode: 0o600 });
    await rename(half, join(folder, `${name}.eml`));
  } catch (failure) {
    await rm(half, { force: true });
    throw failure;
  }
}

/** 250 only once the file is there; 451 asks the sender to try again. */
async function tell(kept: Promise<void>, done: (failure?: Error) => void): Promise<void> {
  try {
    await kept;
  } catch (failure) {
    return done(Object.assign(asError(failure), { responseCode: 451 }));
  }
  done();
}

type Listens = { once(event: 'error', then: (failure: Error) => void): unknown; once(event: 'listening', then: () => void): unknown; off(event: 'error', then: (failure: Error) => void): unknown };

async function listening(server: Listens, listen: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    listen();
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const asError = (failure: unknown): Error => (failure instanceof Error ? failure : new Error(String(failure)));
