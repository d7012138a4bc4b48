import { deadlineWords } from './notice-words.ts';
import { factsOf, numberOf, textOf } from './notice-message.ts';
import type { NoticeContext, NoticeMessage } from './notice-message.ts';
import type { NoticeData } from './notice.ts';

/*
 * Data of parents' notices: pupil (given name), className, school, schoolPhone, season, closesAt (season instant),
 * link (sealed), reference, disputed, summary.
 */
type Template = (data: NoticeData, context: NoticeContext) => NoticeMessage;

const urlOf = (context: NoticeContext) =>
  context.linkPath === null ? `${context.publicUrl}/tra-cuu` : `${context.publicUrl}${context.linkPath}`;
const deadlineOf = (data: NoticeData) => {
  const at = numberOf(data, 'closesAt');
  return at === null ? '' : deadlineWords(at);
};

function childFacts(data: NoticeData): (readonly [string, string])[] {
  return factsOf(
    ['Học sinh', textOf(data, 'pupil')],
    ['Lớp', textOf(data, 'className')],
    ['Trường', textOf(data, 'school')],
    ['Hạn trả lời', deadlineOf(data)],
    ['Mã tra cứu', textOf(data, 'reference')],
  );
}

const common = (data: NoticeData) => ({ greeting: 'Kính gửi phụ huynh,', facts: childFacts(data), audience: 'parent' as const });
const child = (data: NoticeData) => `em ${textOf(data, 'pupil')} lớp ${textOf(data, 'className')}`;
const neverMoney = 'Không thu tiền, không hỏi mật khẩu.';

const link: Template = (data, context) => ({
  ...common(data),
  subject: `Xin xác nhận thông tin của ${child(data)}`,
  paragraphs: [
    `Nhà trường gửi phụ huynh thông tin của ${child(data)} dùng cho ${textOf(data, 'season')}. Xin mở đường liên kết dưới đây, xem thông tin, rồi chọn “Đúng” hoặc chỉ ra chỗ cần sửa. Việc này mất khoảng hai phút, làm được trên điện thoại.`,
    'Nếu không mở được trang, phụ huynh có thể điền phiếu giấy do nhà trường phát.',
  ],
  action: { label: 'Xem và xác nhận thông tin', url: urlOf(context) },
  sms: {
    must: `Phụ huynh ${child(data)} xem và xác nhận thông tin tại ${urlOf(context)}`,
    may: [`Hạn: ${deadlineOf(data)}.`, neverMoney, textOf(data, 'school')],
  },
});

const reminder: Template = (data, context) => ({
  ...link(data, context),
  subject: `Nhắc: xin xác nhận thông tin của ${child(data)}`,
  paragraphs: [
    `Nhà trường chưa nhận được trả lời của phụ huynh về thông tin của ${child(data)}. Xin mở đường liên kết dưới đây và trả lời. Hạn: ${deadlineOf(data)}. Im lặng không được coi là đồng ý.`,
    'Nếu phụ huynh đã nộp phiếu giấy cho trường, xin bỏ qua lời nhắc này.',
  ],
  sms: {
    must: `Nhắc: phụ huynh ${child(data)} xác nhận thông tin tại ${urlOf(context)}`,
    may: [`Hạn: ${deadlineOf(data)}.`, neverMoney, textOf(data, 'school')],
  },
});

const received: Template = (data, context) => {
  const disputed = data['disputed'] === true;
  const reference = textOf(data, 'reference');
  const next = disputed
    ? 'Nhà trường sẽ xem từng chỗ đề nghị sửa và báo kết quả, thường trong ba ngày làm việc.'
    : 'Phụ huynh không phải làm gì thêm.';
  return {
    ...common(data),
    subject: disputed ? `Đã nhận đề nghị sửa thông tin của ${child(data)}` : `Đã nhận xác nhận thông tin của ${child(data)}`,
    paragraphs: [
      disputed
        ? `Hệ thống đã nhận đề nghị sửa thông tin của ${child(data)}. ${next}`
        : `Hệ thống đã ghi nhận: phụ huynh xác nhận thông tin của ${child(data)} là đúng. ${next}`,
      'Nếu phụ huynh không gửi trả lời này, xin báo ngay cho nhà trường.',
      `Xin giữ mã tra cứu ${reference}; dùng mã này cùng ngày sinh của học sinh tại trang tra cứu.`,
    ],
    action: { label: 'Tra cứu', url: `${context.publicUrl}/tra-cuu` },
    sms: {
      must: `Đã nhận ${disputed ? 'đề nghị sửa' : 'xác nhận'} của ${child(data)}. Mã tra cứu ${reference}.`,
      may: ['Không phải phụ huynh gửi? Hãy báo trường.', `${context.publicUrl}/tra-cuu`, textOf(data, 'schoolPhone')],
    },
  };
};

const decided: Template = (data, context) => ({
  ...common(data),
  subject: `Kết quả đề nghị sửa thông tin của ${child(data)}`,
  paragraphs: [
    `Nhà trường đã xem đề nghị sửa thông tin của ${child(data)}:`,
    ...textOf(data, 'summary').split('\n'),
    'Nếu chưa đồng ý, xin liên hệ nhà trường và mang theo giấy khai sinh.',
  ],
  action: { label: 'Xem kết quả', url: urlOf(context) },
  sms: {
    must: `Đã có kết quả đề nghị sửa thông tin của ${child(data)}: ${urlOf(context)}`,
    may: [`Mã ${textOf(data, 'reference')}.`, neverMoney, textOf(data, 'schoolPhone')],
  },
});

export const parentNotices = {
  'confirmation-link': link,
  'confirmation-reminder': reminder,
  'confirmation-received': received,
  'dispute-decided': decided,
} as const;
