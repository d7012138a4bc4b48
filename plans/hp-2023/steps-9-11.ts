import { count, difficulties, file, text, tick } from '../text-builders.ts';
import { basis, step } from './source.ts';

/** HP-2023: the three entry cohorts. */
const byCohort = (key: string, vi: string, en: string) => [
  count(`${key}Kindergarten`, `${vi}: mẫu giáo 5 tuổi`, `${en}: kindergarten 5-year-olds`),
  count(`${key}Grade1`, `${vi}: lớp 1`, `${en}: grade 1`),
  count(`${key}Grade6`, `${vi}: lớp 6`, `${en}: grade 6`),
];

// HP-2023 step 9: 24/7–29/7; 29/7 belongs to step 10 as well.
export const walkInRound = step({
  key: 'walk-in-round',
  number: 9,
  clause: 'HP-2023 step 9',
  legalBasis: basis('9'),
  title: text('Đợt trực tiếp và đợt bổ sung', 'Walk-in round and supplementary round'),
  summary: text('Nhận hồ sơ nộp tại trường; đợt bổ sung chỉ cho trường có đề nghị và còn chỉ tiêu.', 'Files in person; a supplementary round only for schools that ask and still have quota.'),
  window: { opens: { kind: 'date', month: 7, day: 24 }, closes: { kind: 'through-date', month: 7, day: 29 } },
  gates: [{ step: 'official-round', edge: 'closed' }],
  overlaps: ['outreach', 'results'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'declare-walk-in', kind: 'publish', owner: 'province',
      title: text('Công bố đợt trực tiếp', 'Declare the walk-in round'),
      why: text('Trường chỉ được nhận hồ sơ trực tiếp khi Sở mở đợt; phụ huynh cần biết ngày và nơi nộp.', 'Schools may take files in person only when the Sở opens the round; parents need to know when and where.'),
      how: text('Mở đợt trực tiếp trên hệ thống, đăng thông báo ngày và nơi nộp, ghi địa chỉ trang.', 'Open the walk-in round in the system, publish days and places, enter the page’s address.'),
      ifLate: text('Gia đình không đăng ký trực tuyến được không biết nộp ở đâu.', 'Families that could not register online do not know where to go.'),
    },
    {
      key: 'declare-supplementary', kind: 'publish', owner: 'province', after: ['forward-requests'],
      title: text('Công bố đợt bổ sung cho trường đề nghị và còn chỉ tiêu', 'Declare a supplementary round for schools that ask and have quota'),
      why: text('Trẻ chưa có trường cần biết nơi nào còn chỗ.', 'Children without a school need to know where places are left.'),
      how: text('Xét đề nghị các Phòng chuyển lên, chỉ mở cho trường có đề nghị và còn chỉ tiêu, đăng danh sách trường; không có trường nào thì đăng thông báo không mở.', 'Consider the requests the districts passed on; open it only for schools that ask and have quota; publish the list, or that there is none.'),
      ifLate: text('Chỗ trống bị bỏ phí trong khi có trẻ chưa có trường.', 'Places stay empty while children have no school.'),
    },
    {
      key: 'forward-requests', kind: 'submit', owner: 'district', review: 'province', after: ['walk-in-files'],
      title: text('Thực hiện kế hoạch của Sở; chuyển đề nghị bổ sung của trường', 'Follow the Sở’s plan; pass on schools’ requests'),
      why: text('Sở chỉ mở đợt bổ sung theo đề nghị có ý kiến của Phòng.', 'The Sở opens a supplementary round only on a request with the office’s opinion.'),
      how: text('Kiểm tra chỉ tiêu còn lại của trường đề nghị, ghi ý kiến và đính kèm danh sách; không có trường nào thì ghi 0.', 'Check the remaining quota of each school that asks, give an opinion and attach the list; enter 0 if there is none.'),
      ifLate: text('Trường không được mở đợt bổ sung.', 'The school gets no supplementary round.'),
      form: [count('schools', 'Số trường đề nghị bổ sung', 'Schools that ask'), count('places', 'Tổng chỉ tiêu còn lại', 'Places left'), file('list', 'Danh sách trường', 'List of schools', false), difficulties],
    },
    {
      key: 'walk-in-files', kind: 'report', owner: 'school',
      title: text('Nhận hồ sơ trực tiếp; đề nghị đợt bổ sung nếu còn chỉ tiêu', 'Receive walk-in files; ask for a supplementary round if quota is left'),
      why: text('Gia đình không đăng ký trực tuyến được vẫn có quyền nộp hồ sơ cho con.', 'Families that could not register online still have the right to apply.'),
      how: text('Nhận và nhập hồ sơ ngay trước mặt phụ huynh, đưa giấy hẹn; ghi chỉ tiêu còn lại và có đề nghị bổ sung hay không.', 'Receive and key in while the parent is there, give a receipt; record places left and whether a supplementary round is asked for.'),
      ifLate: text('Trẻ bị bỏ sót khỏi danh sách xét duyệt.', 'Children are missing from the review.'),
      form: [
        count('received', 'Hồ sơ trực tiếp đã nhận', 'Walk-in files received'),
        count('places', 'Chỉ tiêu còn lại', 'Places left'),
        {
          key: 'supplementary', type: 'choice', label: text('Đề nghị mở đợt bổ sung', 'Ask for a supplementary round'), required: true,
          options: [{ value: 'yes', label: text('Có', 'Yes') }, { value: 'no', label: text('Không', 'No') }],
        },
      ],
    },
    {
      key: 'apply-in-person', kind: 'acknowledge', owner: 'parents',
      title: text('Nộp hồ sơ trực tiếp tại trường', 'Apply in person at the school'),
      why: text('Dành cho gia đình chưa đăng ký trực tuyến.', 'For families that have not registered online.'),
      how: text('Mang giấy khai sinh và giấy tờ cư trú của con đến trường trong tuyến.', 'Bring the child’s birth certificate and proof of residence to the school of your zone.'),
      ifLate: text('Liên hệ Phòng Giáo dục và Đào tạo để được sắp xếp trường còn chỗ.', 'Ask the district office for a school with places left.'),
    },
  ],
});

// HP-2023 step 10: 29/7–31/7.
export const results = step({
  key: 'results',
  number: 10,
  clause: 'HP-2023 step 10',
  legalBasis: basis('10'),
  title: text('Xét duyệt và báo kết quả', 'Review and results'),
  summary: text('Trường xét hồ sơ và báo phụ huynh; phụ huynh tự tra cứu.', 'Schools review and notify; parents look up the result.'),
  window: { opens: { kind: 'date', month: 7, day: 29 }, closes: { kind: 'through-date', month: 7, day: 31 } },
  gates: [{ step: 'official-round', edge: 'closed' }],
  overlaps: ['outreach', 'walk-in-round', 'final-report'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'review-files', kind: 'report', owner: 'school',
      title: text('Xét duyệt hồ sơ', 'Review the files'),
      why: text('Mỗi hồ sơ phải có kết luận và lý do để trả lời phụ huynh khi được hỏi.', 'Each file needs a conclusion and a reason, for the parent who asks.'),
      how: text('Hội đồng tuyển sinh xét theo tuyến và quy định đã công bố, ghi lý do với hồ sơ không nhận.', 'The admission board decides by the published zone and rules, and records why a file is refused.'),
      ifLate: text('Không kịp báo phụ huynh trong ngày 31/7.', 'Parents cannot be told by 31 July.'),
      form: [...byCohort('admitted', 'Số em trúng tuyển', 'Admitted'), count('refused', 'Số hồ sơ không nhận', 'Files refused')],
    },
    {
      key: 'notify-parents', kind: 'acknowledge', owner: 'school', after: ['review-files'],
      title: text('Báo kết quả cho phụ huynh', 'Notify parents of admission'),
      why: text('Kết quả là thông tin riêng của từng em: chỉ báo riêng và cho tra cứu, không đăng danh sách đầy đủ.', 'A result is private to the child: tell each family and allow look-up, never publish full lists.'),
      how: text('Gửi thông báo qua hệ thống; gọi điện cho gia đình không có tin nhắn.', 'Send notices through the system; phone families without messages.'),
      ifLate: text('Phụ huynh kéo đến trường hỏi; Phòng và Sở được báo.', 'Parents come to ask; the office and the Sở are told.'),
      form: [count('notified', 'Số gia đình đã báo', 'Families notified'), tick('done', 'Đã báo mọi gia đình', 'Every family has been told')],
    },
    {
      key: 'look-up', kind: 'acknowledge', owner: 'parents',
      title: text('Tra cứu kết quả', 'Look up the result'),
      why: text('Biết kết quả và ngày nhập học của con.', 'To learn the result and the day of enrolment.'),
      how: text('Vào tuyensinhdaucap.haiphong.edu.vn hoặc dùng điện thoại, nhập số định danh và mật khẩu.', 'Go to tuyensinhdaucap.haiphong.edu.vn or use a phone, with personal number and password.'),
      ifLate: text('Hỏi trực tiếp nhà trường.', 'Ask the school.'),
    },
  ],
});

// HP-2023 step 11: the school's first figures, 2 days after the official round opens. A step of its own: a month before the final
// reports, with its own opening, ladder and closing.
export const preliminaryReport = step({
  key: 'preliminary-report',
  number: 11,
  clause: 'HP-2023 step 11, preliminary report',
  legalBasis: basis('11'),
  title: text('Báo cáo sơ bộ', 'Preliminary report'),
  summary: text('Hai ngày sau khi mở đợt chính thức, trường báo số liệu đầu tiên.', 'Two days after the official round opens, schools report first figures.'),
  window: {
    opens: { kind: 'after-step', step: 'official-round', edge: 'opens', days: 0 },
    closes: { kind: 'after-step', step: 'official-round', edge: 'opens', days: 2 },
  },
  gates: [{ step: 'official-round', edge: 'opened' }],
  overlaps: ['outreach', 'official-round'],
  duties: [
    {
      key: 'preliminary-figures', kind: 'report', owner: 'school',
      title: text('Báo cáo sơ bộ số đăng ký', 'Report the first figures'),
      why: text('Số liệu hai ngày đầu cho biết hệ thống và hướng dẫn có ổn không, khi vẫn còn kịp sửa.', 'The first two days show whether system and guidance work while there is time to mend them.'),
      how: text('Ghi số hồ sơ đã nhận theo từng cấp đến lúc báo cáo; không có thì ghi 0.', 'Enter the files received so far by cohort; 0 if none.'),
      ifLate: text('Phòng sẽ gọi trường; Sở không có số liệu để điều hành.', 'The office will phone; the Sở has no figures to steer by.'),
      form: [...byCohort('applied', 'Số hồ sơ', 'Files'), difficulties],
    },
  ],
});

// HP-2023 step 11: 31/7.
export const finalReport = step({
  key: 'final-report',
  number: 11,
  clause: 'HP-2023 step 11',
  legalBasis: basis('11'),
  title: text('Báo cáo kết quả', 'Reports'),
  summary: text('Trường chốt số, in và nộp; Phòng tổng hợp; Sở tổng hợp toàn thành phố.', 'Schools close, print and send figures; districts consolidate; the Sở consolidates the city.'),
  window: { opens: { kind: 'date', month: 7, day: 31 }, closes: { kind: 'through-date', month: 7, day: 31 } },
  gates: [{ step: 'official-round', edge: 'closed' }, { step: 'walk-in-round', edge: 'closed' }],
  overlaps: ['outreach', 'results'],
  duties: [
    {
      key: 'school-figures', kind: 'report', owner: 'school',
      title: text('Chốt, in và nộp số liệu tuyển sinh', 'Close, print and send the final figures'),
      why: text('Số cuối cùng là căn cứ xếp lớp và bố trí giáo viên cho năm học.', 'Classes and teachers of the year are planned on these figures.'),
      how: text('Đối chiếu với danh sách trúng tuyển, in, ký, đóng dấu, đính kèm bản chụp và ghi số theo cấp.', 'Compare with the admitted list; print, sign, stamp, attach a scan and enter the figures by cohort.'),
      ifLate: text('Phòng không tổng hợp được; trường bị nêu tên trong báo cáo chậm.', 'The office cannot consolidate; the school is named in the late list.'),
      form: [...byCohort('applied', 'Số hồ sơ', 'Files'), ...byCohort('admitted', 'Số trúng tuyển', 'Admitted'), file('signed', 'Bản in có ký, đóng dấu', 'Signed and stamped print')],
    },
    {
      key: 'district-summary', kind: 'report', owner: 'district', review: 'province', after: ['school-figures'],
      title: text('Tổng hợp và báo cáo Sở', 'Consolidate and report up'),
      why: text('Sở và Ủy ban cần biết mọi trẻ trong địa bàn đã có trường.', 'The Sở and the committee need to know that every child has a school.'),
      how: text('Cộng số của các trường, kiểm tra trường thiếu, ghi số trẻ chưa có trường và hướng xử lý.', 'Add up the schools, check who is missing, record children without a school and what will be done.'),
      ifLate: text('Kết quả toàn thành phố bị chậm; Sở làm việc với Phòng.', 'The city’s result is late; the Sở speaks with the office.'),
      form: [...byCohort('admitted', 'Số trúng tuyển', 'Admitted'), count('withoutSchool', 'Trẻ chưa có trường', 'Children without a school'), difficulties],
    },
    {
      key: 'city-summary', kind: 'report', owner: 'province', after: ['district-summary'],
      title: text('Tiếp nhận, tổng hợp kết quả toàn thành phố', 'Receive and consolidate the city’s result'),
      why: text('Kết thúc mùa tuyển sinh và là cơ sở cho kế hoạch năm sau.', 'It ends the season and grounds next year’s plan.'),
      how: text('Tổng hợp báo cáo của các Phòng và trường trực thuộc, nêu tồn tại, trình lãnh đạo.', 'Consolidate the districts and the Sở’s own schools, name what went wrong, put it to the leadership.'),
      ifLate: text('Mùa tuyển sinh chưa thể kết thúc.', 'The season cannot end.'),
      form: [...byCohort('admitted', 'Số trúng tuyển', 'Admitted'), count('districts', 'Số Phòng đã báo cáo', 'Districts that reported'), file('summary', 'Báo cáo tổng hợp', 'Summary report', false)],
    },
  ],
});
