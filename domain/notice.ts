/** Every notice is a template id and flat data; channels render it (activities/notices). */
export const noticeTemplates = [
  'task-opened', 'task-reminder', 'task-overdue', 'task-escalated', 'task-returned', 'task-accepted', 'task-nudge',
  'season-changed', 'season-awaiting-approval', 'season-approved',
  'confirmation-link', 'confirmation-reminder', 'confirmation-received', 'dispute-opened', 'dispute-decided', 'chase-opened',
] as const;
export type NoticeTemplate = (typeof noticeTemplates)[number];
export type NoticeData = Readonly<Record<string, string | number | boolean | null>>;
