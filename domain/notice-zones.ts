import { factsOf, textOf } from './notice-message.ts';
import type { NoticeContext, NoticeMessage } from './notice-message.ts';
import type { NoticeData } from './notice.ts';

type Template = (data: NoticeData, context: NoticeContext) => NoticeMessage;

/* Data: by (the unit that draws the zones), from (a day as people read it), directive, reason; pupil, className, school, place, placeId of a family's notice. */
const staff: Template = (data, { publicUrl }) => ({
  subject: 'Thay đổi tuyến tuyển sinh của trường',
  greeting: textOf(data, 'name') === '' ? 'Kính gửi nhà trường,' : `Kính gửi ${textOf(data, 'name')},`,
  paragraphs: [`${textOf(data, 'by')} đã điều chỉnh tuyến tuyển sinh sau khi đã chốt. Số trẻ liên quan: ${textOf(data, 'count')}. Xin xem tuyến mới và sửa thông tin trường đã công bố.`],
  facts: factsOf(['Áp dụng từ', textOf(data, 'from')], ['Văn bản', textOf(data, 'directive')], ['Lý do', textOf(data, 'reason')]),
  action: { label: 'Xem tuyến của trường', url: `${publicUrl}/#/zones` }, sms: null, audience: 'staff',
});

const family: Template = (data, { publicUrl }) => {
  const url = `${publicUrl}/tuyen${textOf(data, 'placeId') === '' ? '' : `/${textOf(data, 'placeId')}`}`;
  return {
    subject: `Trường theo tuyến của em ${textOf(data, 'pupil')} đã thay đổi`,
    greeting: 'Kính gửi phụ huynh,',
    paragraphs: [
      `Tuyến tuyển sinh của ${textOf(data, 'place')} được điều chỉnh, nên trường của em ${textOf(data, 'pupil')} lớp ${textOf(data, 'className')} thay đổi từ ${textOf(data, 'from')}. Xin mở trang dưới đây để xem trường mới và lý do.`,
      'Không thu tiền, không hỏi mật khẩu. Cần hỏi thêm, xin gọi cho trường đang học.',
    ],
    facts: factsOf(['Trường đang học', textOf(data, 'school')], ['Văn bản', textOf(data, 'directive')], ['Cơ quan', textOf(data, 'by')]),
    action: { label: 'Xem trường theo tuyến', url },
    sms: { must: `Truong theo tuyen cua em ${textOf(data, 'pupil')} thay doi: ${url}`, may: [`Văn bản ${textOf(data, 'directive')}.`, 'Không thu tiền.'] },
    audience: 'parent',
  };
};

export const zoneNotices = { 'zone-changed': staff, 'zone-changed-family': family } as const;
