import { parentNotices } from './notice-parents.ts';
import { staffNotices } from './notice-staff.ts';
import { zoneNotices } from './notice-zones.ts';
import { smsText } from './notice-sms.ts';
import type { NoticeContext, NoticeMessage } from './notice-message.ts';
import type { NoticeData, NoticeTemplate } from './notice.ts';

const templates = { ...parentNotices, ...staffNotices, ...zoneNotices } as const satisfies Record<
  NoticeTemplate,
  (data: NoticeData, context: NoticeContext) => NoticeMessage
>;

export type NoticeToRender = { template: NoticeTemplate; data: NoticeData; rehearsal: boolean };
export type RenderedEmail = { subject: string; text: string; html: string };

/** Every subject and first line of a rehearsal begins so: nobody may take it for the real thing. */
export const rehearsalMark = '[DIỄN TẬP]';
const rehearsalLine = `${rehearsalMark} Đây là thư diễn tập, không có giá trị thật. (This is a rehearsal.)`;

export function renderEmail(notice: NoticeToRender, context: NoticeContext): RenderedEmail {
  const message = templates[notice.template](notice.data, context);
  const subject = oneLine(notice.rehearsal ? `${rehearsalMark} ${message.subject}` : message.subject);
  const closing = closingOf(message, notice.data, context);
  return { subject, text: textBody(message, closing, notice.rehearsal), html: htmlBody(message, closing, notice.rehearsal) };
}

/** At most two segments; `null` for templates that go by email only. */
export function renderSms(notice: NoticeToRender, context: NoticeContext): string | null {
  const { sms } = templates[notice.template](notice.data, context);
  if (sms === null) return null;
  return smsText(notice.rehearsal ? { ...sms, must: `${rehearsalMark} ${sms.must}` } : sms);
}

/** Impostors phone and write in the admission office's name (facts.md, failures 6): each message says how to tell. */
function closingOf(message: NoticeMessage, data: NoticeData, { publicUrl }: NoticeContext): string[] {
  if (message.audience === 'staff') return [`Trang chính thức: ${publicUrl} — Mùa không bao giờ hỏi mật khẩu qua thư hay điện thoại.`];
  const phone = data['schoolPhone'];
  return [
    'Nhà trường và Sở không bao giờ thu tiền, không hỏi mật khẩu, mã OTP hay số tài khoản qua thư, tin nhắn, điện thoại.',
    `Trang chính thức: ${publicUrl}. Nếu nghi ngờ, xin tự gõ địa chỉ này, hoặc ${phone ? `gọi nhà trường: ${String(phone)}` : 'hỏi trực tiếp nhà trường'}.`,
    'English: open the link and choose “English”.',
  ];
}

function textBody(message: NoticeMessage, closing: readonly string[], rehearsal: boolean): string {
  const facts = message.facts.map(([label, value]) => `  ${label}: ${value.replaceAll('\n', '\n    ')}`);
  const blocks = [
    ...(rehearsal ? [rehearsalLine] : []),
    message.greeting,
    ...message.paragraphs,
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    ...(message.action ? [`${message.action.label}:\n${message.action.url}`] : []),
    `--\n${closing.join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`.normalize('NFC');
}

function htmlBody(message: NoticeMessage, closing: readonly string[], rehearsal: boolean): string {
  const paragraphs = [message.greeting, ...message.paragraphs].map((one) => `<p>${escaped(one)}</p>`).join('');
  const facts = message.facts.map(
    ([label, value]) =>
      `<tr><th align="left" valign="top" style="padding:2px 12px 2px 0">${escaped(label)}</th><td>${escaped(value).replaceAll('\n', '<br>')}</td></tr>`,
  );
  const button = message.action
    ? `<p><a href="${escaped(message.action.url)}" style="display:inline-block;padding:12px 20px;background:#0b5a4a;color:#ffffff;text-decoration:none;border-radius:4px">${escaped(message.action.label)}</a></p><p>${escaped(message.action.url)}</p>`
    : '';
  const mark = rehearsal ? `<p style="background:#8a1c1c;color:#ffffff;padding:8px"><strong>${escaped(rehearsalLine)}</strong></p>` : '';
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escaped(message.subject)}</title></head><body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em">${mark}${paragraphs}<table>${facts.join('')}</table>${button}<hr><p style="font-size:14px">${closing.map(escaped).join('<br>')}</p></body></html>`.normalize(
    'NFC',
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Header injection: a subject is one line. */
function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
