import { join } from 'node:path';
import type { WorkerConfig } from './config.ts';
import { isLoopback } from './notices/attempt.ts';
import { createMailFolder, createSmsFolder } from './notices/mail-folder.ts';
import { createSmsGateway } from './notices/sms-gateway.ts';
import { createRehearsalSmtp, createSmtp } from './notices/smtp.ts';
import type { SenderOptions } from './notices/sender.ts';

const timeoutMs = 30_000;

/** Where notices go by this configuration. A rehearsal reaches a sink on this machine or a folder, whatever is configured. */
export function transportsOf({ mail, smsUrl, dataDir }: WorkerConfig): Pick<SenderOptions, 'mail' | 'sms'> {
  const folder = createMailFolder(join(dataDir, 'mail'), mail.from);
  const files = createSmsFolder(join(dataDir, 'sms'));
  const smtp = mail.smtpUrl === null ? null : { url: mail.smtpUrl, from: mail.from, timeoutMs };
  const sinkHere = smtp !== null && isLoopback(new URL(smtp.url).hostname);
  return {
    mail: { real: smtp ? createSmtp(smtp) : folder, rehearsal: smtp && sinkHere ? createRehearsalSmtp(smtp) : folder },
    sms: { real: smsUrl === null ? files : createSmsGateway({ url: smsUrl, timeoutMs }), rehearsal: files },
  };
}
