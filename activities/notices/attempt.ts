/**
 * What one attempt to hand a message over came to. `retry` only when it was certainly not accepted; `unknown` when
 * nobody can tell, so that a person decides and a parent is not written to twice by a machine.
 */
export type Attempt =
  | { kind: 'accepted' }
  | { kind: 'retry'; error: string }
  | { kind: 'refused'; error: string }
  | { kind: 'unknown'; error: string };

export type MailMessage = { messageId: string; to: string; subject: string; text: string; html: string; rehearsal: boolean; seasonId: string | null; date: Date };
/** One lane's way out; not for two messages at once. */
export type MailLane = { send: (message: MailMessage) => Promise<Attempt>; close: () => void };
export type MailTransport = { openLane: () => MailLane };

export type SmsMessage = { noticeId: string; to: string; text: string; seasonId: string | null; at: number };
export type SmsTransport = { send: (message: SmsMessage) => Promise<Attempt> };

/** An error's kind for the row; server texts may repeat an address, so digits of a reply stay and addresses go. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/[^\s<>"']+@[^\s<>"']+/g, '<address>').slice(0, 300);
}

const loopback = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);
export function isLoopback(host: string): boolean {
  return loopback.has(host.toLowerCase());
}
