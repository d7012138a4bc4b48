import { attendance, count, difficulties, file, percent, text, words } from '../text-builders.ts';
import { basis, districts, levelDepartment, office, primary, primarySchools, software, step } from './source.ts';

const aprilToJune = {
  opens: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'start' },
  closes: { kind: 'part-of-month', month: 6, part: 'whole', edge: 'end' },
} as const;

// ND-2024 row 5.
export const conference = step({
  key: 'conference',
  number: 5,
  clause: 'ND-2024 row 5',
  legalBasis: basis('tiến độ, mục 5', 'progress table, row 5'),
  title: text('Hội nghị hướng dẫn', 'Guidance conference'),
  summary: text('Sở tổ chức trong tháng 4; Phòng và trường tiểu học dự.', 'Held by the Sở in April; district offices and primary schools attend.'),
  window: { opens: aprilToJune.opens, closes: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'end' } },
  overlaps: ['pilot-plan', 'infrastructure-survey', 'signatures', 'software-upgrade', 'pilot', 'support'],
  duties: [
    {
      key: 'hold-conference', kind: 'report', owner: 'province', lead: levelDepartment, cooperating: [office, districts, software],
      title: text('Tổ chức hội nghị hướng dẫn', 'Hold the conference'),
      why: text('Mọi trường phải làm theo một quy trình để học bạ đọc được ở nơi khác.', 'All must follow one process, or transcripts cannot be read elsewhere.'),
      how: text('Trình bày bốn quy trình, cho làm thử, ghi câu hỏi và trả lời bằng văn bản.', 'Present the four processes, let people try, answer questions in writing.'),
      ifLate: text('Trường tự làm mỗi nơi một kiểu.', 'Each school does it in its own way.'),
      form: [count('attendees', 'Số người dự', 'People present'), words('questions', 'Câu hỏi còn lại', 'Open questions', false)],
    },
    {
      key: 'district-attends', kind: 'attend', owner: 'district',
      title: text('Cử người dự hội nghị', 'Attend the conference'),
      why: text('Phòng hướng dẫn lại và kiểm tra các trường.', 'The office guides and inspects the schools afterwards.'),
      how: text('Ghi họ tên, chức vụ người dự.', 'Name who comes.'),
      ifLate: text('Địa bàn không có người nắm quy trình.', 'Nobody in the district knows the process.'),
      form: attendance,
    },
    {
      key: 'school-attends', kind: 'attend', owner: 'school', scope: primary,
      title: text('Tổ công tác dự hội nghị', 'The working group attends'),
      why: text('Đây là những người sẽ làm học bạ của trường.', 'They will make the school’s transcripts.'),
      how: text('Cử ít nhất một lãnh đạo và người quản trị phần mềm.', 'Send at least one leader and the administrator.'),
      ifLate: text('Trường phải hỏi lại Phòng từng bước.', 'The school must ask at every step.'),
      form: attendance,
    },
  ],
});

// ND-2024 row 6: 100 % of primary schools, grades 1–4.
export const pilot = step({
  key: 'pilot',
  number: 6,
  clause: 'ND-2024 row 6',
  legalBasis: basis('tiến độ, mục 6', 'progress table, row 6'),
  title: text('Thí điểm tại các trường tiểu học', 'Pilot in primary schools'),
  summary: text('Tháng 4–6: lớp 1–4 tạo, ký, đóng dấu và nộp học bạ số; trường trung học được khuyến khích.', 'April–June: grades 1–4 create, sign, stamp and send; secondary schools are encouraged.'),
  window: aprilToJune,
  overlaps: ['pilot-plan', 'infrastructure-survey', 'signatures', 'software-upgrade', 'conference', 'support'],
  duties: [
    {
      key: 'make-transcripts', kind: 'report', owner: 'school', scope: primary, cooperating: [software],
      title: text('Tạo, ký, đóng dấu và nộp học bạ số lớp 1–4', 'Create, sign, stamp and send transcripts of grades 1–4'),
      why: text('Học bạ số thay bản giấy khi chuyển trường, tuyển sinh, nhập học.', 'They replace paper in transfer, admission and enrolment.'),
      how: text('Giáo viên nhập và ký, lãnh đạo ký, văn thư đóng dấu, nộp về kho của Sở; sai thì chỉnh sửa theo quy chế, không ghi đè.', 'Teachers enter and sign, leaders sign, the clerk stamps and sends; corrections follow the regulation and never overwrite.'),
      ifLate: text('Học sinh không có học bạ số khi chuyển trường; phòng chuyên môn của Sở sẽ đôn đốc.', 'Pupils have no digital transcript when they move; the Sở’s department chases.'),
      form: [count('pupils', 'Số học sinh lớp 1–4', 'Pupils of grades 1–4'), count('signed', 'Số học bạ đã ký, đóng dấu', 'Signed and stamped'), count('sent', 'Số học bạ đã nộp', 'Sent'), count('corrected', 'Số học bạ đã chỉnh sửa', 'Corrected'), difficulties],
    },
    {
      key: 'approve-issue', kind: 'report', owner: 'province', lead: levelDepartment, after: ['make-transcripts'],
      title: text('Kiểm tra, phê duyệt, phát hành học bạ', 'Check, approve and issue transcripts'),
      why: text('Chỉ học bạ đã phát hành mới được dùng trong thủ tục.', 'Only an issued transcript may be used in procedures.'),
      how: text('Phòng chuyên môn theo cấp học đôn đốc trường nộp, kiểm tra chữ ký, phê duyệt và phát hành, gửi Bộ trong giao dịch có ký số.', 'The department of the level presses schools, checks signatures, approves, issues, and sends to the ministry in signed transactions.'),
      ifLate: text('Học bạ đã ký nhưng chưa dùng được.', 'Signed transcripts stay useless.'),
      form: [count('issued', 'Số học bạ đã phát hành', 'Issued'), count('returned', 'Số học bạ trả lại', 'Returned'), count('transferred', 'Số đã chuyển lên Bộ', 'Transferred to the ministry')],
    },
    {
      key: 'encourage-secondary', kind: 'acknowledge', owner: 'school', scope: { kind: 'levels', levels: ['lower-secondary', 'upper-secondary'] },
      title: text('Trường trung học: khuyến khích làm thử', 'Secondary schools: encouraged to try'),
      why: text('Từ năm học 2024–2025 mọi trường trung học phải làm (Thông tư 22/2021).', 'From 2024–25 every secondary school must (Circular 22/2021).'),
      how: text('Xem tài liệu, có thể làm thử một lớp; xác nhận đã nhận thông tin.', 'Read the material, perhaps try one class; confirm that you have been told.'),
      ifLate: text('Không bị xử lý; trường sẽ bỡ ngỡ ở năm học sau.', 'No consequence now; next year will be harder.'),
    },
  ],
});

// ND-2024 row 7.
export const support = step({
  key: 'support',
  number: 7,
  clause: 'ND-2024 row 7',
  legalBasis: basis('tiến độ, mục 7', 'progress table, row 7'),
  title: text('Hỗ trợ, kiểm tra, giám sát', 'Support, inspection, supervision'),
  summary: text('Tháng 4–6: Sở và Phòng đến trường, giải đáp, kiểm tra.', 'April–June: Sở and district offices visit, answer and inspect.'),
  window: aprilToJune,
  overlaps: ['pilot-plan', 'infrastructure-survey', 'signatures', 'software-upgrade', 'conference', 'pilot'],
  duties: [
    {
      key: 'province-support', kind: 'report', owner: 'province', lead: office, cooperating: [levelDepartment, districts, software],
      title: text('Hỗ trợ và kiểm tra các địa bàn', 'Support and inspect the districts'),
      why: text('Trường khó khăn thường im lặng.', 'Schools in trouble tend to keep silent.'),
      how: text('Lập đường dây hỗ trợ, đi kiểm tra, ghi lỗi và cách xử lý.', 'Run a help line, visit, record faults and what was done.'),
      ifLate: text('Lỗi lặp lại ở nhiều trường.', 'The same fault repeats at many schools.'),
      form: [count('visits', 'Số lượt kiểm tra', 'Visits'), count('calls', 'Số lượt hỗ trợ', 'Requests helped'), difficulties],
    },
    {
      key: 'district-support', kind: 'report', owner: 'district', review: 'province', cooperating: [primarySchools],
      title: text('Hỗ trợ và kiểm tra các trường tiểu học', 'Support and inspect primary schools'),
      why: text('Phòng gần trường nhất.', 'The office is nearest to the schools.'),
      how: text('Đến từng trường ít nhất một lần, xem một học bạ từ nhập đến đóng dấu.', 'Visit each school at least once, follow one transcript from entry to seal.'),
      ifLate: text('Trường chậm không được giúp kịp.', 'Slow schools are helped too late.'),
      form: [count('schools', 'Số trường đã kiểm tra', 'Schools inspected'), count('slow', 'Số trường chậm', 'Slow schools'), difficulties],
    },
  ],
});

// ND-2024 row 8: July.
export const evaluation = step({
  key: 'evaluation',
  number: 8,
  clause: 'ND-2024 row 8',
  legalBasis: basis('tiến độ, mục 8', 'progress table, row 8'),
  title: text('Sơ kết, đánh giá', 'Review and evaluation'),
  summary: text('Tháng 7: trường, Phòng, Sở đánh giá thí điểm.', 'July: schools, district offices and Sở evaluate.'),
  window: { opens: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'start' }, closes: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'end' } },
  gates: [{ step: 'pilot', edge: 'closed' }],
  duties: [
    {
      key: 'school-evaluation', kind: 'report', owner: 'school', scope: primary,
      title: text('Đánh giá của trường', 'The school’s evaluation'),
      why: text('Năm sau mọi cấp học đều làm, cần biết điều gì chưa ổn.', 'Next year every level follows; what went wrong must be known.'),
      how: text('Ghi tỉ lệ hoàn thành, điều thuận lợi, khó khăn, đề xuất.', 'Give the share completed, what helped, what hindered, proposals.'),
      ifLate: text('Ý kiến của trường không có trong báo cáo tỉnh.', 'The school’s voice is missing from the report.'),
      form: [percent('completed', 'Tỉ lệ học bạ hoàn thành', 'Transcripts completed'), words('lessons', 'Bài học kinh nghiệm', 'Lessons'), difficulties],
    },
    {
      key: 'district-evaluation', kind: 'report', owner: 'district', review: 'province', after: ['school-evaluation'],
      title: text('Đánh giá của Phòng', 'The district’s evaluation'),
      why: text('Sở cần cái nhìn chung của từng địa bàn.', 'The Sở needs the view of each district.'),
      how: text('Tổng hợp các trường, nêu việc cần Sở quyết.', 'Consolidate, name what the Sở must decide.'),
      ifLate: text('Địa bàn vắng mặt trong sơ kết.', 'The district is missing from the review.'),
      form: [percent('completed', 'Tỉ lệ học bạ hoàn thành', 'Transcripts completed'), difficulties],
    },
    {
      key: 'province-evaluation', kind: 'report', owner: 'province', lead: levelDepartment, after: ['district-evaluation'], cooperating: [office, districts],
      title: text('Sơ kết toàn tỉnh, báo cáo Bộ', 'Review the province, report to the ministry'),
      why: text('Là căn cứ để triển khai cho mọi cấp học từ 2024–2025.', 'It grounds the roll-out to all levels from 2024–25.'),
      how: text('Tổ chức sơ kết, hoàn thiện báo cáo, gửi Bộ.', 'Hold the review, finish and send the report.'),
      ifLate: text('Chưa triển khai được ở trung học.', 'Secondary schools cannot start.'),
      form: [percent('completed', 'Tỉ lệ toàn tỉnh', 'Share of the province'), file('report', 'Báo cáo sơ kết', 'Review report')],
    },
  ],
});
