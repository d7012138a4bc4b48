import { clauseWords } from './clause.ts';
import { deadlineWords } from './notice-words.ts';
import { factsOf, numberOf, textOf } from './notice-message.ts';
import type { NoticeContext, NoticeMessage } from './notice-message.ts';
import type { NoticeData } from './notice.ts';

/*
 * Data of staff notices, all optional: name (of the recipient), unit, season, title (one task, or several parted by
 * line breaks), count (how many tasks, when more than one), dueAt (season instant), daysLate, ifLate, clause, reason,
 * note, by (a colleague's name), change (what changed, in words), before, after, directive, school, className,
 * silent (families), taskId, seasonId (for the button).
 */
type Template = (data: NoticeData, context: NoticeContext) => NoticeMessage;
type Wording = { subject: string; lead: string; button?: string };

function staff(wording: (data: NoticeData) => Wording): Template {
  return (data, { publicUrl }) => {
    const { subject, lead, button } = wording(data);
    const dueAt = numberOf(data, 'dueAt');
    const name = textOf(data, 'name');
    const note = textOf(data, 'note');
    const path = placeOf(data);
    return {
      subject,
      greeting: name === '' ? 'Kính gửi đơn vị,' : `Kính gửi ${name},`,
      paragraphs: [
        lead,
        ...(note === '' ? [] : [`Lời nhắn: ${note}`]),
        ...(textOf(data, 'ifLate') === '' ? [] : [`Nếu chậm: ${textOf(data, 'ifLate')}`]),
      ],
      facts: factsOf(
        ['Mùa', textOf(data, 'season')],
        ['Đơn vị', textOf(data, 'unit') || textOf(data, 'school')],
        ['Việc', textOf(data, 'title')],
        ['Lớp', textOf(data, 'className')],
        ['Hạn', dueAt === null ? '' : deadlineWords(dueAt)],
        ['Lý do', textOf(data, 'reason')],
        ['Trước', textOf(data, 'before')],
        ['Nay', textOf(data, 'after')],
        ['Văn bản', textOf(data, 'directive')],
        ['Căn cứ', clauseWords(textOf(data, 'clause'))],
      ),
      action: { label: button ?? 'Mở trong Mùa', url: `${publicUrl}${path}` },
      sms: null,
      audience: 'staff',
    };
  };
}

function placeOf(data: NoticeData): string {
  const task = textOf(data, 'taskId');
  const season = textOf(data, 'seasonId');
  if (task !== '') return `/#/tasks/${task}/show`;
  return season === '' ? '/' : `/#/seasons/${season}/show`;
}

/** "Nộp danh sách M1", or "3 việc" when there are several. */
function what(data: NoticeData): string {
  const count = numberOf(data, 'count');
  if (count !== null && count > 1) return `${count} việc`;
  return textOf(data, 'title') || 'một việc';
}

export const staffNotices = {
  'task-opened': staff((data) => ({ subject: `Việc mới: ${what(data)}`, lead: 'Đơn vị có việc mới cần làm.' })),
  'task-reminder': staff((data) => ({ subject: `Nhắc hạn: ${what(data)}`, lead: 'Việc dưới đây sắp đến hạn mà chưa xong.' })),
  'task-overdue': staff((data) => ({
    subject: `Quá hạn: ${what(data)}`,
    lead: 'Việc dưới đây đã quá hạn. Xin làm ngay hoặc báo lý do cho cấp trên.',
  })),
  'task-escalated': staff((data) => ({
    subject: `Đơn vị chậm: ${what(data)}`,
    lead: 'Việc dưới đây của đơn vị trực thuộc đã quá hạn. Xin đôn đốc.',
  })),
  'task-returned': staff((data) => ({
    subject: `Bị trả lại: ${what(data)}`,
    lead: 'Cấp trên trả lại việc dưới đây để sửa. Xin xem lý do, sửa rồi nộp lại.',
  })),
  'task-accepted': staff((data) => ({ subject: `Đã được duyệt: ${what(data)}`, lead: 'Cấp trên đã duyệt việc dưới đây.' })),
  'task-nudge': staff((data) => ({
    subject: `Đôn đốc: ${what(data)}`,
    lead: `${textOf(data, 'by') || 'Cấp trên'} đề nghị đơn vị hoàn thành việc dưới đây.`,
  })),
  'season-changed': staff((data) => ({
    subject: `Thay đổi lịch: ${textOf(data, 'season')}`,
    lead: textOf(data, 'change') || 'Lịch của mùa đã thay đổi.',
    button: 'Xem lịch mới',
  })),
  'season-awaiting-approval': staff((data) => ({
    subject: `Chờ duyệt: ${textOf(data, 'season')}`,
    lead: `${textOf(data, 'by') || 'Đồng nghiệp'} đề nghị phê duyệt khởi động mùa này. Người chuẩn bị không được tự duyệt.`,
    button: 'Xem và duyệt',
  })),
  'season-approved': staff((data) => ({ subject: `Đã duyệt: ${textOf(data, 'season')}`, lead: 'Mùa đã được duyệt và đang khởi động.' })),
  'dispute-opened': staff((data) => ({
    subject: `Phụ huynh đề nghị sửa thông tin, lớp ${textOf(data, 'className')}`,
    lead: 'Một phụ huynh đề nghị sửa thông tin của học sinh. Xin xem từng mục, chấp nhận hoặc từ chối kèm lý do.',
  })),
  'chase-opened': staff((data) => ({
    subject: `Liên hệ phụ huynh chưa xác nhận, lớp ${textOf(data, 'className')}`,
    lead: `${textOf(data, 'silent')} phụ huynh của lớp chưa trả lời sau hai lần nhắc. Xin gọi điện hoặc gặp, rồi nhập phiếu giấy giúp họ khi cần.`,
  })),
} as const;
