import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailMessage } from './attempt.ts';

/** RFC 5322 bytes: plain text and HTML, UTF-8, nothing personal in the headers beyond the address. */
export async function composeMail(message: MailMessage, from: string): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html,
    date: message.date,
    // Given, not drawn: the same for every attempt, so that a repeat can be recognised.
    messageId: message.messageId,
    // A notice takes no reply and must not be read from disk or fetched from anywhere.
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(message.rehearsal && { 'X-Mua-Rehearsal': 'yes' }),
      // So that simulated parents answer only the season they play in.
      ...(message.seasonId !== null && { 'X-Mua-Season': message.seasonId }),
    },
  });
  return composer.compile().build();
}

/** `Mùa <mua@so.example.vn>` → `mua@so.example.vn`, for the envelope. */
export function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from.trim();
}
