import { count, difficulties, file, page, text, tick, words } from '../text-builders.ts';
import { basis, pilotSchools, publicServices, software, step } from './source.ts';

// LA-2022, Sở and Phòng: what must stand before a school can open its own period. No days in the source; it must precede the pilot.
export const preparePeriod = step({
  key: 'prepare-period',
  number: 1,
  clause: 'LA-2022, Sở and Phòng',
  legalBasis: basis('trách nhiệm của Sở và Phòng', 'duties of the Sở and the district offices'),
  title: text('Tạo đợt tuyển sinh, phân tuyến, chỉ tiêu và giấy tờ', 'Create the period, zones, quotas and papers'),
  summary: text('Sở tạo đợt và liên kết từ cổng dịch vụ công; Phòng quản lý tuyến, tiêu chí, chỉ tiêu và giấy tờ phải nộp.', 'The Sở creates the period and links it from the public-service portal; district offices manage zones, criteria, quotas and papers.'),
  window: { opens: { kind: 'part-of-month', month: 6, part: 'whole', edge: 'start' }, closes: { kind: 'before-date', month: 6, day: 28 }, vague: true },
  duties: [
    {
      key: 'create-period', kind: 'publish', owner: 'province', cooperating: [publicServices],
      title: text('Tạo đợt tuyển sinh và liên kết từ cổng dịch vụ công', 'Create the period and link it from the public-service portal'),
      why: text('Đợt của trường nằm trong đợt của Sở; phụ huynh tìm đường vào từ cổng dịch vụ công của tỉnh.', 'Schools’ periods live inside the Sở’s; parents find their way in from the provincial portal.'),
      how: text('Tạo đợt cho toàn tỉnh, gửi địa chỉ cho đơn vị quản lý cổng, thử đường dẫn rồi ghi địa chỉ.', 'Create the province’s period, send its address to the portal’s managers, try the link, enter the address.'),
      ifLate: text('Trường không mở được đợt của mình.', 'Schools cannot open theirs.'),
    },
    {
      key: 'manage-zones', kind: 'submit', owner: 'district', review: 'province',
      title: text('Khai báo tuyến, tiêu chí và chỉ tiêu của từng trường', 'Declare zones, criteria and quotas of each school'),
      why: text('Hệ thống dựa vào đây để biết em nào được nộp vào trường nào.', 'The system reads here which child may apply where.'),
      how: text('Nhập tuyến của các trường thuộc địa bàn, tiêu chí và chỉ tiêu đã được duyệt, đính kèm văn bản.', 'Enter the zones of the district’s schools, the approved criteria and quotas, attach the document.'),
      ifLate: text('Các trường của địa bàn không nhận được hồ sơ.', 'The district’s schools cannot receive applications.'),
      work: 'zoning',
      form: [file('approval', 'Văn bản phê duyệt', 'Document of approval')],
    },
    {
      key: 'prescribe-papers', kind: 'publish', owner: 'district', work: 'admission-papers',
      title: text('Quy định biểu mẫu và giấy tờ phụ huynh phải nộp', 'Prescribe the forms and papers parents must submit'),
      why: text('Mọi trường trong địa bàn đòi giấy tờ như nhau thì phụ huynh không phải đi lại.', 'When every school asks the same papers, parents need not come twice.'),
      how: text('Khai danh mục giấy tờ, chỉ giữ những gì thật cần, đăng công khai và ghi địa chỉ.', 'Declare the list of papers, keep only what is needed, publish it and enter the address.'),
      ifLate: text('Trường tự đặt giấy tờ, phụ huynh khiếu nại.', 'Schools invent their own lists and parents complain.'),
    },
  ],
});

// LA-2022: pilot session 28/6/2022, 08:00; twenty named schools.
export const pilot = step({
  key: 'pilot',
  number: 2,
  clause: 'LA-2022, pilot',
  legalBasis: basis('thí điểm', 'the pilot'),
  title: text('Tập huấn thí điểm với 20 trường', 'Pilot session with 20 schools'),
  summary: text('Buổi tập huấn 8 giờ ngày 28/6 cho các trường thí điểm.', 'The pilot schools are trained on 28 June at 08:00.'),
  window: { opens: { kind: 'before-time', month: 6, day: 28, hour: 8 }, closes: { kind: 'through-date', month: 6, day: 28 } },
  gates: [{ step: 'prepare-period', edge: 'closed' }],
  graceWorkingDays: 3,
  duties: [
    {
      key: 'hold-pilot', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Tổ chức buổi tập huấn thí điểm', 'Hold the pilot session'),
      why: text('Lỗi cần lộ ra ở 20 trường trước khi cả tỉnh dùng.', 'Faults should show at 20 schools before the whole province uses it.'),
      how: text('Tập huấn, cho từng trường làm thử một hồ sơ từ đầu đến cuối, ghi lỗi.', 'Train, have each school take one application from end to end, record faults.'),
      ifLate: text('Đợt tập huấn toàn tỉnh tháng 7 bị lùi.', 'The province-wide training in July slips.'),
      form: [count('schools', 'Số trường thí điểm đã dự', 'Pilot schools present'), words('faults', 'Lỗi phát hiện', 'Faults found', false)],
    },
    {
      key: 'bring-pilot-schools', kind: 'attend', owner: 'district',
      title: text('Cùng các trường thí điểm của địa bàn dự tập huấn', 'Attend with the district’s pilot schools'),
      why: text('Phòng sẽ hướng dẫn lại các trường còn lại.', 'The office will guide the remaining schools.'),
      how: text('Mời các trường thí điểm của địa bàn, ghi người dự; địa bàn không có trường thí điểm thì ghi 0.', 'Invite the district’s pilot schools, list who comes; enter 0 where there is none.'),
      ifLate: text('Trường thí điểm của địa bàn không được hỗ trợ.', 'The district’s pilot schools go without help.'),
    },
    {
      key: 'try-pilot', kind: 'report', owner: 'school',
      title: text('Trường thí điểm làm thử và góp ý', 'Pilot schools try it and comment'),
      why: text('Ý kiến của trường thí điểm quyết định phần mềm sửa gì trước tháng 7.', 'What pilot schools say decides what is mended before July.'),
      how: text(
        `Trường có tên trong danh sách thì dự và ghi nhận xét; trường khác chọn “Không” rồi gửi. Danh sách: ${pilotSchools.join('; ')}.`,
        `Listed schools attend and comment; others choose “No” and send. The list: ${pilotSchools.join('; ')}.`,
      ),
      ifLate: text('Phòng gọi trường; góp ý không kịp đưa vào phần mềm.', 'The office phones; comments miss the software’s update.'),
      form: [
        { key: 'inPilot', type: 'choice', label: text('Trường có trong danh sách thí điểm', 'The school is on the pilot list'), required: true, options: [{ value: 'yes', label: text('Có', 'Yes') }, { value: 'no', label: text('Không', 'No') }] },
        count('tried', 'Số hồ sơ đã làm thử', 'Applications tried', false),
        difficulties,
      ],
    },
  ],
});

// LA-2022: province-wide training in July.
export const provinceTraining = step({
  key: 'province-training',
  number: 3,
  clause: 'LA-2022, training',
  legalBasis: basis('tập huấn', 'training'),
  title: text('Tập huấn toàn tỉnh', 'Province-wide training'),
  summary: text('Trong tháng 7, mọi Phòng và trường được tập huấn.', 'In July every district office and school is trained.'),
  window: { opens: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'start' }, closes: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'end' } },
  gates: [{ step: 'pilot', edge: 'closed' }],
  overlaps: ['routing', 'school-period', 'intake'],
  duties: [
    {
      key: 'hold-training', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Tổ chức tập huấn toàn tỉnh', 'Hold the province-wide training'),
      why: text('Mỗi trường phải tự nhận và duyệt hồ sơ từ tháng 7.', 'From July every school receives and reviews by itself.'),
      how: text('Chia buổi theo cấp học, quay hình để xem lại, báo số người dự.', 'Sessions by school level, recorded for later, report who came.'),
      ifLate: text('Trường nhận hồ sơ khi chưa biết dùng.', 'Schools receive applications before they know how.'),
      form: [count('sessions', 'Số buổi', 'Sessions'), count('attendees', 'Số người dự', 'People present'), page('recording', 'Địa chỉ bản ghi', 'Recording', false)],
    },
    {
      key: 'send-officers', kind: 'attend', owner: 'district',
      title: text('Cử cán bộ phụ trách tuyển sinh dự tập huấn', 'Send the admission officers'),
      why: text('Phòng là nơi trường hỏi đầu tiên.', 'The office is where schools ask first.'),
      how: text('Ghi số người, họ tên, chức vụ.', 'Give number, names and positions.'),
      ifLate: text('Trường phải hỏi thẳng Sở, chờ lâu.', 'Schools must ask the Sở and wait.'),
    },
    {
      key: 'send-team', kind: 'attend', owner: 'school',
      title: text('Cử ban tuyển sinh dự tập huấn', 'Send the admission team'),
      why: text('Người dự sẽ tiếp nhận, kiểm tra và chốt danh sách.', 'Those who come will receive, check and lock the list.'),
      how: text('Cử ít nhất một lãnh đạo và một người nhập liệu.', 'Send at least one leader and one who keys in.'),
      ifLate: text('Trường không được mở đợt tuyển sinh.', 'The school may not open its period.'),
      form: [count('attendees', 'Số người tham dự', 'Number of people attending'), tick('leader', 'Có lãnh đạo trường tham dự', 'A leader of the school attends')],
    },
  ],
});
