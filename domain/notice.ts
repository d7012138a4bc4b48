import type { Instant } from './instant.ts';

/** Every notice is a template id and flat data; channels render it (activities/notices). */
export const noticeTemplates = [
  'task-opened',
  'task-reminder',
  'task-overdue',
  'task-escalated',
  'task-returned',
  'task-accepted',
  'task-nudge',
  'season-changed',
  'season-awaiting-approval',
  'season-approved',
  'confirmation-link',
  'confirmation-reminder',
  'confirmation-received',
  'dispute-opened',
  'dispute-decided',
  'chase-opened',
  'zone-changed',
  'zone-changed-family',
] as const;
export type NoticeTemplate = (typeof noticeTemplates)[number];
export type NoticeData = Readonly<Record<string, string | number | boolean | null>>;

export const noticeChannels = ['email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** One message to one person, before it has a row. */
export type NoticeRequest = {
  template: NoticeTemplate;
  channel: NoticeChannel;
  /** Same key = same notice: a repeated activity queues nothing new. Codes and UUIDs only. */
  dedupeKey: string;
  recipient: { kind: 'staff' | 'parent'; id: string; address: string };
  /** The unit in whose name it is sent; for row security and for who settles an `unknown`. */
  unitPath: string;
  seasonId: string | null;
  taskId: string | null;
  data: NoticeData;
  /** The season's: such a notice leaves only by the rehearsal transport. */
  rehearsal: boolean;
  /** Real instant; at once when absent. */
  notBefore?: Instant;
};
