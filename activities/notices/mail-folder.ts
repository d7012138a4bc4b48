import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport, SmsTransport } from './attempt.ts';
import { composeMail } from './compose.ts';

/** Writes whole files only: a reader of the folder never sees half a message. The name is the notice's: a repeat overwrites itself. */
async function writeWhole(folder: string, name: string, content: Buffer | string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.part`);
  await writeFile(draft, content);
  await rename(draft, join(folder, name));
}

/** Mail of a rehearsal where no sink runs (a real `SMTP_URL` is set): `DATA/mail/<notice>.eml`, nothing leaves the machine. */
export function createMailFolder(folder: string, from: string): MailTransport {
  return {
    openLane: () => ({
      async send(message) {
        const id = message.messageId.replace(/^<|@.*$/g, '');
        await writeWhole(folder, `${id}.eml`, await composeMail(message, from));
        return { kind: 'accepted' };
      },
      close: () => undefined,
    }),
  };
}

/** Text messages as files `DATA/sms/<notice>.json`: `{to, text, noticeId, season, at}`. */
export function createSmsFolder(folder: string): SmsTransport {
  return {
    async send({ noticeId, to, text, seasonId, at }) {
      const content = JSON.stringify({ to, text, noticeId, season: seasonId, at: new Date(at).toISOString() });
      await writeWhole(folder, `${noticeId}.json`, content);
      return { kind: 'accepted' };
    },
  };
}
