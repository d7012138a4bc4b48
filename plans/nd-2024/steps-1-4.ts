import { count, difficulties, directive, file, line, percent, text, tick } from '../text-builders.ts';
import { basis, districts, levelDepartment, office, primary, primarySchools, providers, software, step } from './source.ts';

/** Rows 1–5 of the progress table all say "April". */
const april = {
  opens: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'start' },
  closes: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'end' },
} as const;

// ND-2024 progress table, row 1.
export const pilotPlan = step({
  key: 'pilot-plan',
  number: 1,
  clause: 'ND-2024 row 1',
  legalBasis: basis('tiến độ, mục 1', 'progress table, row 1'),
  title: text('Kế hoạch thí điểm, ban chỉ đạo và tổ công tác', 'Pilot plan, steering committees and working groups'),
  summary: text('Sở và Phòng lập ban chỉ đạo; trường lập tổ công tác và quy chế.', 'Sở and district offices form steering committees; schools a working group and a regulation.'),
  window: april,
  overlaps: ['infrastructure-survey', 'signatures', 'software-upgrade', 'conference', 'pilot', 'support'],
  duties: [
    {
      key: 'province-plan', kind: 'submit', owner: 'province', lead: levelDepartment, cooperating: [office, districts],
      title: text('Ban hành kế hoạch thí điểm, lập ban chỉ đạo của Sở', 'Issue the pilot plan, form the Sở’s committee'),
      why: text('Học bạ số thay học bạ giấy nên phải có người chịu trách nhiệm ở mỗi cấp.', 'Digital transcripts replace paper, so somebody must answer for them at each tier.'),
      how: text('Ban hành kế hoạch và quyết định lập ban, đính kèm bản ký.', 'Issue the plan and the decision, attach signed copies.'),
      ifLate: text('Phòng và trường không có căn cứ triển khai.', 'Districts and schools have no grounds to act.'),
      form: [directive('plan', 'Kế hoạch thí điểm', 'Pilot plan'), file('copy', 'Bản có chữ ký', 'Signed copy')],
    },
    {
      key: 'district-committee', kind: 'submit', owner: 'district', review: 'province', cooperating: [primarySchools],
      title: text('Lập ban chỉ đạo của Phòng', 'Form the district’s committee'),
      why: text('Phòng chỉ đạo trực tiếp các trường tiểu học.', 'The office directs primary schools.'),
      how: text('Ra quyết định, phân công theo dõi từng trường.', 'Issue the decision and appoint who follows each school.'),
      ifLate: text('Không ai theo dõi các trường của địa bàn.', 'Nobody follows the district’s schools.'),
      form: [directive('decision', 'Quyết định', 'Decision'), count('members', 'Số thành viên', 'Members')],
    },
    {
      key: 'working-group', kind: 'submit', owner: 'school', scope: primary,
      title: text('Lập tổ công tác và quy chế nội bộ', 'Form the working group and the internal regulation'),
      why: text('Ai nhập, ai ký, ai đóng dấu phải rõ trước khi học bạ có giá trị.', 'Who enters, signs and stamps must be clear before a transcript counts.'),
      how: text('Tổ có ít nhất một lãnh đạo và vài giáo viên giỏi công nghệ; quy chế phân việc cho lãnh đạo, quản trị, văn thư, giáo viên.', 'At least one leader and several teachers able in IT; the regulation assigns leader, administrator, clerk and teachers.'),
      ifLate: text('Trường không được thí điểm, học bạ vẫn làm trên giấy.', 'The school cannot take part and stays on paper.'),
      form: [count('leaders', 'Số lãnh đạo trong tổ (ít nhất 1)', 'Leaders in the group (at least 1)', true, 1), count('teachers', 'Số giáo viên trong tổ', 'Teachers in the group'), line('head', 'Tổ trưởng', 'Head'), file('regulation', 'Quy chế', 'Regulation')],
    },
  ],
});

// ND-2024 row 2, and readiness of signatures "before 12/4/2024".
export const survey = step({
  key: 'infrastructure-survey',
  number: 2,
  clause: 'ND-2024 row 2',
  legalBasis: basis('tiến độ, mục 2', 'progress table, row 2'),
  title: text('Khảo sát hạ tầng, nhân lực và chữ ký số', 'Survey of infrastructure, staff and signatures'),
  summary: text('Trường khảo sát; mức sẵn sàng của chữ ký số báo cáo trước 12/4.', 'Schools survey; readiness of signatures is reported before 12 April.'),
  window: april,
  overlaps: ['pilot-plan', 'signatures', 'software-upgrade', 'conference', 'pilot', 'support'],
  duties: [
    {
      key: 'survey-school', kind: 'report', owner: 'school', scope: primary,
      title: text('Khảo sát máy tính, mạng và người', 'Survey computers, network and people'),
      why: text('Biết trường nào thiếu gì để hỗ trợ trước khi ký.', 'To know who lacks what before signing begins.'),
      how: text('Đếm máy dùng được, kiểm tra mạng, ghi số giáo viên lớp 1–4 biết dùng phần mềm.', 'Count working computers, check the network, count grade 1–4 teachers at home in the software.'),
      ifLate: text('Trường không được đưa vào kế hoạch hỗ trợ.', 'The school is left out of the support plan.'),
      form: [count('computers', 'Số máy tính dùng được', 'Working computers'), tick('network', 'Có mạng Internet ổn định', 'Stable Internet'), count('ableTeachers', 'Giáo viên lớp 1–4 biết dùng phần mềm', 'Able grade 1–4 teachers'), difficulties],
    },
    {
      key: 'signature-readiness', kind: 'report', owner: 'school', scope: primary, cooperating: [providers],
      due: { kind: 'before-date', month: 4, day: 12 },
      title: text('Báo cáo mức sẵn sàng của chữ ký số', 'Report readiness of digital signatures'),
      why: text('Thiếu chữ ký số thì học bạ nhập xong cũng không có giá trị.', 'Without signatures a finished transcript is worth nothing.'),
      how: text('Đếm người đã có chứng thư số còn hạn, của nhà cung cấp nào; báo trước 12/4.', 'Count people with a valid certificate and its provider; report before 12 April.'),
      ifLate: text('Không kịp mua chữ ký số trong tháng 4.', 'Certificates cannot be had in April.'),
      form: [count('needed', 'Số người cần ký', 'People who must sign'), count('equipped', 'Số người đã có chứng thư số', 'People with a certificate'), tick('seal', 'Trường đã có chứng thư số đóng dấu', 'The school has a seal certificate'), line('provider', 'Nhà cung cấp', 'Provider', false)],
    },
    {
      key: 'survey-summary', kind: 'report', owner: 'district', review: 'province', after: ['survey-school', 'signature-readiness'],
      title: text('Tổng hợp khảo sát của địa bàn', 'Consolidate the district’s survey'),
      why: text('Sở phân bổ hỗ trợ theo số này.', 'The Sở allots support by these numbers.'),
      how: text('Cộng số các trường, nêu trường khó khăn nhất.', 'Add up, name the schools in most need.'),
      ifLate: text('Địa bàn không được hỗ trợ đợt này.', 'The district misses this round of support.'),
      form: [count('schools', 'Số trường đã khảo sát', 'Schools surveyed'), count('ready', 'Số trường sẵn sàng', 'Schools ready'), difficulties],
    },
  ],
});

// ND-2024 row 3.
export const signatures = step({
  key: 'signatures',
  number: 3,
  clause: 'ND-2024 row 3',
  legalBasis: basis('tiến độ, mục 3', 'progress table, row 3'),
  title: text('Chữ ký số cho cán bộ, giáo viên', 'Signatures for staff'),
  summary: text('Lãnh đạo và giáo viên ký, trường đóng dấu bằng chứng thư số.', 'Leaders and teachers sign, the school stamps, by certificates.'),
  window: april,
  overlaps: ['pilot-plan', 'infrastructure-survey', 'software-upgrade', 'conference', 'pilot', 'support'],
  duties: [
    {
      key: 'equip-staff', kind: 'report', owner: 'school', scope: primary, cooperating: [providers],
      title: text('Trang bị chữ ký số cho người ký và con dấu của trường', 'Equip signers and the school’s seal'),
      why: text('Mỗi học bạ cần chữ ký của giáo viên, lãnh đạo và dấu của trường.', 'Each transcript needs a teacher’s and a leader’s signature and the school’s seal.'),
      how: text('Đăng ký chứng thư cho từng người, nhận thiết bị, ký thử một văn bản.', 'Apply for each person, receive the device, sign one document to try.'),
      ifLate: text('Học bạ của lớp đó không ký được.', 'That class’s transcripts cannot be signed.'),
      form: [count('people', 'Số người đã ký thử được', 'People who have signed to try'), count('missing', 'Số người còn thiếu', 'People still without'), tick('seal', 'Đã đóng dấu số thử', 'The seal has been tried')],
    },
    {
      key: 'follow-signatures', kind: 'report', owner: 'province', lead: office, after: ['equip-staff'], cooperating: [providers, districts],
      title: text('Làm việc với nhà cung cấp, theo dõi trang bị', 'Work with providers, follow the equipping'),
      why: text('Con dấu của trường công do Ban Cơ yếu Chính phủ cấp, trường không tự mua được.', 'The seal of a public school comes from Ban Cơ yếu Chính phủ; a school cannot buy it.'),
      how: text('Gửi danh sách đề nghị cấp, đôn đốc, báo cáo tỉ lệ.', 'Send the requests, press for them, report the share.'),
      ifLate: text('Thí điểm không kết thúc được trong tháng 6.', 'The pilot cannot end in June.'),
      form: [percent('share', 'Tỉ lệ người ký đã được trang bị', 'Share of signers equipped'), difficulties],
    },
  ],
});

// ND-2024 row 4, and the processes to build.
export const softwareUpgrade = step({
  key: 'software-upgrade',
  number: 4,
  clause: 'ND-2024 row 4',
  legalBasis: basis('tiến độ, mục 4', 'progress table, row 4'),
  title: text('Nâng cấp phần mềm và kho học bạ của tỉnh', 'Software upgrade and the local transcript database'),
  summary: text('Bốn quy trình: tạo và cập nhật; quản lý, lưu trữ; sử dụng; kết nối, trao đổi với Bộ.', 'Four processes: create and update; manage and store; use; connect and exchange with the ministry.'),
  window: april,
  overlaps: ['pilot-plan', 'infrastructure-survey', 'signatures', 'conference', 'pilot', 'support'],
  duties: [
    {
      key: 'build-database', kind: 'report', owner: 'province', lead: office, cooperating: [software],
      title: text('Dựng kho học bạ, sao lưu và giao dịch báo cáo có ký số', 'Build the database, backups and signed transactions'),
      why: text('Kho nhận học bạ của trường và chuyển lên Bộ; mỗi giao dịch phải ký số và giữ lại để kiểm tra.', 'It receives transcripts and passes them to the ministry; each transaction is signed and kept.'),
      how: text('Nghiệm thu bốn quy trình, thử khôi phục bản sao lưu, kiểm tra bảo vệ dữ liệu của phụ huynh, giáo viên, học sinh.', 'Accept the four processes, try restoring a backup, check the protection of parents’, teachers’ and pupils’ data.'),
      ifLate: text('Trường không có nơi nộp học bạ.', 'Schools have nowhere to send transcripts.'),
      form: [tick('restore', 'Đã khôi phục thử bản sao lưu', 'A backup has been restored'), tick('signed', 'Giao dịch báo cáo được ký số', 'Reporting transactions are signed'), difficulties],
    },
    {
      key: 'update-software', kind: 'acknowledge', owner: 'school', scope: primary, cooperating: [software],
      title: text('Cập nhật phần mềm của trường', 'Update the school’s software'),
      why: text('Bản cũ không tạo được học bạ số.', 'The old version cannot make digital transcripts.'),
      how: text('Cập nhật, mở thử một học bạ của mỗi khối lớp 1–4.', 'Update, open one transcript of each grade 1–4.'),
      ifLate: text('Trường vào thí điểm muộn hơn các trường khác.', 'The school starts later than others.'),
    },
  ],
});
