import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { errorText, isLoopback } from './attempt.ts';
import type { Attempt, MailLane, MailMessage, MailTransport } from './attempt.ts';
import { addressOf, composeMail } from './compose.ts';

export type SmtpOptions = {
  /** `smtp://user:pass@host:port` or `smtps://…` */
  url: string;
  from: string;
  /** Must end before a claim counts as stale. */
  timeoutMs: number;
};

/** One kept connection a lane: the lanes are the pool. */
export function createSmtp(options: SmtpOptions): MailTransport {
  return { openLane: () => openLane(options) };
}

/** The only way out for a rehearsal: a sink on this machine. Another host is refused before anything is sent. */
export function createRehearsalSmtp(options: SmtpOptions): MailTransport {
  const host = new URL(options.url).hostname;
  if (!isLoopback(host)) throw new Error(`A rehearsal sends mail only to a sink on this machine, not to ${host}.`);
  return createSmtp(options);
}

function openLane(options: SmtpOptions): MailLane {
  let open: SMTPConnection | null = null;
  const drop = () => {
    open?.close();
    open = null;
  };
  return {
    close: () => {
      open?.quit();
      open = null;
    },
    async send(message) {
      const bytes = await composeMail(message, options.from);
      try {
        open ??= await connect(options);
      } catch (error) {
        // Also a wrong password: an operator's matter. The notices wait and are not burnt.
        return { kind: 'retry', error: errorText(error) };
      }
      const connection = open;
      // A server may close an idle connection; the next message opens another.
      if (connection.listenerCount('end') === 0) {
        connection.on('end', () => {
          if (open === connection) open = null;
        });
      }
      const attempt = await transmit(connection, message, bytes, options.from);
      if (attempt.kind !== 'accepted') drop();
      return attempt;
    },
  };
}

function connect({ url, timeoutMs }: SmtpOptions): Promise<SMTPConnection> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const connection = new SMTPConnection({
    host,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    // Addresses and children's names do not cross a network in clear.
    requireTLS: !isLoopback(hostname),
    ignoreTLS: isLoopback(hostname) && !secure,
    connectionTimeout: timeoutMs / 3,
    greetingTimeout: timeoutMs / 3,
    socketTimeout: timeoutMs / 3,
  });
  return new Promise((resolve, reject) => {
    // Also later, while idle: an error nobody listens to would end the process.
    connection.on('error', reject);
    connection.connect(() => {
      if (!username) return resolve(connection);
      connection.login({ credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }, (error) =>
        error ? reject(error) : resolve(connection),
      );
    });
  });
}

/**
 * Where it failed decides: before the first byte of the message it was certainly not accepted; after a reply
 * of the server the reply decides; a silence after the first byte is `unknown`.
 */
function transmit(connection: SMTPConnection, message: MailMessage, bytes: Buffer, from: string): Promise<Attempt> {
  let began = false;
  // nodemailer reads the message only once the server has said 354 to DATA.
  const body = new Readable({
    read() {
      began = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const settle = (error: unknown) => {
      connection.off('error', settle);
      connection.off('end', ended);
      resolve(attemptOf(error, began));
    };
    const ended = () => settle(new Error('the server closed the connection'));
    connection.on('error', settle);
    connection.on('end', ended);
    connection.send({ from: addressOf(from), to: [message.to] }, body, (error) => settle(error));
  });
}

function attemptOf(error: unknown, began: boolean): Attempt {
  if (!error) return { kind: 'accepted' };
  const reply = replyOf(error);
  if (reply !== null) return reply >= 500 ? { kind: 'refused', error: errorText(error) } : { kind: 'retry', error: errorText(error) };
  // An address that nodemailer itself will not put on the wire; trying again changes nothing.
  if (!began && codeOf(error) === 'EENVELOPE') return { kind: 'refused', error: errorText(error) };
  return began ? { kind: 'unknown', error: errorText(error) } : { kind: 'retry', error: errorText(error) };
}

function replyOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return null;
  return typeof error.responseCode === 'number' ? error.responseCode : null;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
