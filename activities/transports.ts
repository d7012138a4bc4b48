import { join } from 'node:path';
import type { WorkerConfig } from './config.ts';
import { createMailFolder, createSmsFolder } from './notices/mail-folder.ts';
import { createSmsGateway } from './notices/sms-gateway.ts';
import { createRehearsalSmtp, createSmtp } from './notices/smtp.ts';
import type { SenderOptions } from './notices/sender.ts';

const timeoutMs = 30_000;

/** Where notices go by this configuration. A rehearsal reaches a sink on this machine or a folder, whatever is configured. */
export function transportsOf({ mail, smsUrl, dataDir }: WorkerConfig): Pick<SenderOptions, 'mail' | 'sms'> {
  const folder = createMailFolder(join(dataDir, 'mail'), mail.from);
  const files = createSmsFolder(join(dataDir, 'sms'));
  const by = (url: string) => ({ url, from: mail.from, timeoutMs });
  return {
    // A mail server on this machine may relay to the world, so being near is not enough: only the built-in sink is known to keep what it gets.
    mail: {
      real: mail.smtpUrl === null ? folder : createSmtp(by(mail.smtpUrl)),
      rehearsal: mail.sinkUrl ? createRehearsalSmtp(by(mail.sinkUrl)) : folder,
    },
    sms: { real: smsUrl === null ? files : createSmsGateway({ url: smsUrl, timeoutMs }), rehearsal: files },
  };
}
