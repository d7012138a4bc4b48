import { count, difficulties, file, line, text, tick } from '../text-builders.ts';
import { basis, step } from './source.ts';

// LA-2022: official use July–August 2022. The source gives no days inside it, so the Sở chooses; defaults keep the order.
export const routing = step({
  key: 'routing',
  number: 4,
  clause: 'LA-2022, feeder school',
  legalBasis: basis('trách nhiệm của trường cuối cấp', 'duties of feeder schools'),
  title: text('Trường cuối cấp định tuyến học sinh', 'Feeder schools route their final-year pupils'),
  summary: text('Trường cuối cấp quản lý định tuyến và gửi danh sách cho trường tuyển sinh.', 'Feeder schools manage the routing and send lists to admitting schools.'),
  window: { opens: { kind: 'part-of-month', month: 7, part: 'early', edge: 'start' }, closes: { kind: 'part-of-month', month: 7, part: 'early', edge: 'end' }, vague: true },
  overlaps: ['province-training', 'school-period'],
  duties: [
    {
      key: 'route-pupils', kind: 'submit', owner: 'school',
      // Final-year pupils of kindergarten, primary and lower secondary move on; upper secondary feeds nobody here.
      scope: { kind: 'levels', levels: ['kindergarten', 'primary', 'lower-secondary'] },
      title: text('Định tuyến và gửi danh sách học sinh cuối cấp', 'Route final-year pupils and send their list'),
      why: text('Trường tuyển sinh chỉ nhìn thấy em nếu trường cũ đã định tuyến hoặc gửi danh sách theo mẫu.', 'An admitting school sees a child only if the old school has routed it or sent the list.'),
      how: text('Kiểm tra từng học sinh cuối cấp, gán trường tuyển sinh theo tuyến; em chưa có trong phần mềm thì gửi danh sách theo mẫu.', 'Check every final-year pupil and assign the school of the zone; send the template for pupils not in the software.'),
      ifLate: text('Em đó không có trong danh sách trường nào.', 'The child is on no school’s list.'),
      work: 'feeder-routing',
      form: [difficulties],
    },
    {
      key: 'follow-routing', kind: 'report', owner: 'district', after: ['route-pupils'],
      title: text('Theo dõi định tuyến của các trường', 'Follow the schools’ routing'),
      why: text('Phòng quản lý tuyến nên biết em nào chưa có trường.', 'The office manages zones, so it must know who has no school.'),
      how: text('Đối chiếu số định tuyến với số học sinh cuối cấp của từng trường.', 'Compare routed pupils with final-year pupils of each school.'),
      ifLate: text('Trẻ bị bỏ sót chỉ lộ ra khi khai giảng.', 'Missed children show up only when school begins.'),
      form: [count('unrouted', 'Số em chưa định tuyến', 'Pupils not routed'), difficulties],
    },
  ],
});

export const schoolPeriod = step({
  key: 'school-period',
  freezesZones: true,
  number: 5,
  clause: 'LA-2022, admitting school',
  legalBasis: basis('trách nhiệm của trường tuyển sinh', 'duties of admitting schools'),
  title: text('Trường mở đợt tuyển sinh của mình', 'Admitting schools open their own period'),
  summary: text('Mở đợt dưới đợt của Sở, khai giấy tờ đính kèm, cử ban tuyển sinh.', 'Open a period under the Sở’s, declare attachments, appoint the team.'),
  window: { opens: { kind: 'part-of-month', month: 7, part: 'early', edge: 'start' }, closes: { kind: 'week-of-month', month: 7, week: 2, edge: 'end' }, vague: true },
  overlaps: ['province-training', 'routing'],
  duties: [
    {
      key: 'open-period', kind: 'submit', owner: 'school',
      title: text('Mở đợt, khai danh mục giấy tờ, cử ban tuyển sinh', 'Open the period, declare attachments, appoint the team'),
      why: text('Phụ huynh chỉ nộp được khi trường đã mở đợt và ghi rõ giấy tờ cần có.', 'Parents can apply only once the school has opened its period and said which papers it needs.'),
      how: text('Tạo đợt trong đợt của Sở, chọn giấy tờ theo quy định của Phòng, ghi họ tên ban tuyển sinh, đính kèm quyết định.', 'Create the period in the Sở’s, choose papers as the office prescribed, name the team, attach the decision.'),
      ifLate: text('Trường không nhận được hồ sơ trực tuyến.', 'The school receives no online applications.'),
      form: [count('team', 'Số người trong ban tuyển sinh', 'People on the team'), line('head', 'Trưởng ban', 'Head of the team'), count('attachments', 'Số loại giấy tờ phải nộp', 'Kinds of papers asked for'), file('decision', 'Quyết định thành lập ban', 'Decision appointing the team', false)],
    },
    {
      key: 'check-periods', kind: 'report', owner: 'district', after: ['open-period'],
      title: text('Kiểm tra đợt của các trường', 'Check the schools’ periods'),
      why: text('Một trường chưa mở đợt là một vùng không nộp được hồ sơ.', 'A school without a period is an area that cannot apply.'),
      how: text('Mở từng trường, so giấy tờ với quy định, báo số trường đã sẵn sàng.', 'Look at each school, compare papers with the rules, report how many are ready.'),
      ifLate: text('Lỗi lộ ra khi phụ huynh nộp hồ sơ.', 'Errors show when parents apply.'),
      form: [count('ready', 'Số trường sẵn sàng', 'Schools ready'), count('notReady', 'Số trường chưa sẵn sàng', 'Schools not ready'), difficulties],
    },
  ],
});

export const intake = step({
  key: 'intake',
  number: 6,
  clause: 'LA-2022, intake',
  legalBasis: basis('tiếp nhận hồ sơ', 'receiving applications'),
  title: text('Phụ huynh nộp và trường tiếp nhận hồ sơ', 'Parents apply and schools receive'),
  summary: text('Nộp qua cổng dịch vụ công hoặc tại trường; trường nhận trực tuyến, tại quầy hoặc nhập danh sách.', 'Through the public-service portal or at school; received online, at the counter or by importing the feeder’s list.'),
  window: { opens: { kind: 'week-of-month', month: 7, week: 3, edge: 'start' }, closes: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'end' }, vague: true },
  gates: [{ step: 'school-period', edge: 'closed' }],
  overlaps: ['province-training'],
  duties: [
    {
      key: 'receive-files', kind: 'report', owner: 'school',
      title: text('Tiếp nhận hồ sơ trực tuyến, tại quầy và từ danh sách', 'Receive online, at the counter and by list'),
      why: text('Ba đường vào nhưng một danh sách: em nào cũng phải có mặt, không trùng.', 'Three ways in but one list: every child on it, none twice.'),
      how: text('Xem hồ sơ mới mỗi ngày, nhập hồ sơ giấy ngay, nhập danh sách của trường cuối cấp, báo phụ huynh khi thiếu giấy tờ.', 'Look daily, key in paper at once, import the feeder’s list, tell parents when a paper is missing.'),
      ifLate: text('Hồ sơ chưa tiếp nhận không được xét.', 'What is not received is not considered.'),
      form: [count('online', 'Hồ sơ trực tuyến', 'Online'), count('counter', 'Hồ sơ tại quầy', 'At the counter'), count('imported', 'Hồ sơ từ danh sách', 'Imported'), difficulties],
    },
    {
      key: 'apply', kind: 'acknowledge', owner: 'parents',
      title: text('Xem thông tin, nộp hồ sơ và theo dõi trạng thái', 'Read, apply and follow the status'),
      why: text('Nộp đủ giấy tờ thì con được xét ngay trong đợt.', 'With all papers the child is considered in this period.'),
      how: text('Nộp qua cổng dịch vụ công của tỉnh hoặc tại trường; xem trạng thái trên cổng hoặc ứng dụng.', 'Apply through the provincial portal or at the school; follow the status on the portal or in the app.'),
      ifLate: text('Liên hệ trường để nộp trực tiếp.', 'Ask the school to apply in person.'),
    },
    {
      key: 'follow-intake', kind: 'report', owner: 'province',
      title: text('Theo dõi tiếp nhận toàn tỉnh', 'Follow intake across the province'),
      why: text('Sở quản lý đợt tuyển sinh nên cần thấy nơi nào chậm.', 'The Sở manages the period and must see who falls behind.'),
      how: text('Xem số hồ sơ theo huyện, gọi nơi chậm, báo cáo lãnh đạo.', 'Look at numbers by district, call the slow ones, report.'),
      ifLate: text('Không kịp chốt danh sách trong tháng 8.', 'Lists cannot be locked in August.'),
      form: [count('applications', 'Tổng số hồ sơ', 'Applications'), difficulties],
    },
  ],
});

export const lockAdmitted = step({
  key: 'lock-admitted',
  number: 7,
  clause: 'LA-2022, review and lock',
  legalBasis: basis('xét duyệt và chốt danh sách', 'review and locking'),
  title: text('Xét duyệt, chốt danh sách trúng tuyển theo nguyện vọng', 'Review; lock the admitted by wish'),
  summary: text('Trường xét hồ sơ, chốt danh sách theo nguyện vọng; Phòng kiểm tra.', 'Schools review and lock the list by wish; district offices check.'),
  window: { opens: { kind: 'part-of-month', month: 8, part: 'early', edge: 'start' }, closes: { kind: 'part-of-month', month: 8, part: 'mid', edge: 'end' }, vague: true },
  gates: [{ step: 'intake', edge: 'closed' }],
  duties: [
    {
      key: 'lock-list', kind: 'submit', owner: 'school',
      title: text('Xét hồ sơ và chốt danh sách trúng tuyển', 'Review and lock the admitted list'),
      why: text('Chốt là lời hứa với gia đình: sau đó không tự ý thêm bớt.', 'A lock is a promise to families: nothing is quietly added or removed after it.'),
      how: text('Xét theo tuyến, tiêu chí và thứ tự nguyện vọng; ghi lý do hồ sơ không nhận; chốt trên hệ thống.', 'Decide by zone, criteria and order of wishes; record reasons for refusals; lock in the system.'),
      ifLate: text('Chưa xếp lớp được trước ngày tựu trường.', 'Classes cannot be made before school begins.'),
      form: [count('applications', 'Số hồ sơ', 'Applications'), count('firstWish', 'Trúng tuyển nguyện vọng 1', 'Admitted by first wish'), count('laterWish', 'Trúng tuyển nguyện vọng sau', 'Admitted by a later wish'), count('refused', 'Không trúng tuyển', 'Not admitted'), tick('locked', 'Đã chốt trên hệ thống', 'Locked in the system')],
    },
    {
      key: 'check-lists', kind: 'report', owner: 'district', after: ['lock-list'],
      title: text('Kiểm tra danh sách và trẻ chưa có trường', 'Check lists and children without a school'),
      why: text('Em không trúng tuyển ở đâu phải được Phòng xếp trường.', 'A child admitted nowhere must be placed by the office.'),
      how: text('Gộp danh sách của các trường, tìm em chưa có trường, ghi hướng xử lý.', 'Merge the lists, find children without a school, say what will be done.'),
      ifLate: text('Có trẻ không được đến trường ngày khai giảng.', 'Some children have no school on the first day.'),
      form: [count('admitted', 'Tổng trúng tuyển', 'Admitted'), count('withoutSchool', 'Trẻ chưa có trường', 'Children without a school'), difficulties],
    },
  ],
});

export const classes = step({
  key: 'classes',
  number: 8,
  clause: 'LA-2022, classes and export',
  legalBasis: basis('xếp lớp và kết xuất', 'class assignment and export'),
  title: text('Xếp lớp và kết xuất dữ liệu', 'Class assignment and export'),
  summary: text('Trường xếp lớp em trúng tuyển và xuất Excel cho hệ thống khác, như thu học phí không dùng tiền mặt.', 'Schools assign classes and export Excel for other systems, such as cashless fees.'),
  window: { opens: { kind: 'part-of-month', month: 8, part: 'late', edge: 'start' }, closes: { kind: 'part-of-month', month: 8, part: 'late', edge: 'end' }, vague: true },
  gates: [{ step: 'lock-admitted', edge: 'closed' }],
  duties: [
    {
      key: 'assign-classes', kind: 'report', owner: 'school',
      title: text('Xếp lớp và xuất danh sách Excel', 'Assign classes and export the list'),
      why: text('Danh sách lớp là dữ liệu đầu vào của cả năm học.', 'Class lists are what the whole year starts from.'),
      how: text('Xếp đều sĩ số, kiểm tra em trúng tuyển nào cũng có lớp, xuất Excel đúng mẫu và giữ kín số liệu cá nhân.', 'Balance class sizes, see that every admitted child has one, export by template and keep personal data private.'),
      ifLate: text('Chưa phân công được giáo viên chủ nhiệm và chưa thu được học phí qua ngân hàng.', 'Homeroom teachers cannot be appointed nor fees collected.'),
      form: [count('classes', 'Số lớp', 'Classes'), count('pupils', 'Số học sinh đã xếp lớp', 'Pupils assigned'), tick('exported', 'Đã xuất Excel', 'Excel exported')],
    },
    {
      key: 'district-result', kind: 'report', owner: 'district', review: 'province', after: ['assign-classes'],
      title: text('Tổng hợp kết quả của địa bàn', 'Consolidate the district’s result'),
      why: text('Sở cần số cuối cùng để đóng đợt tuyển sinh.', 'The Sở needs final numbers to close the period.'),
      how: text('Cộng số lớp, số học sinh theo cấp học.', 'Add up classes and pupils by level.'),
      ifLate: text('Đợt tuyển sinh của tỉnh chưa đóng được.', 'The province’s period stays open.'),
      form: [count('classes', 'Số lớp', 'Classes'), count('pupils', 'Số học sinh', 'Pupils'), difficulties],
    },
    {
      key: 'close-period', kind: 'acknowledge', owner: 'province', after: ['district-result'],
      title: text('Đóng đợt tuyển sinh của tỉnh', 'Close the province’s period'),
      why: text('Sau khi đóng, mọi thay đổi phải có văn bản.', 'Once closed, every change needs a document.'),
      how: text('Kiểm tra mọi huyện đã báo cáo rồi đóng đợt.', 'See that every district has reported, then close.'),
      ifLate: text('Danh sách vẫn sửa được khi năm học đã bắt đầu.', 'Lists stay editable after the year has begun.'),
    },
  ],
});
