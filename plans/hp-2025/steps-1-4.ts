import { count, difficulties, directive, file, line, percent, text, tick } from '../text-builders.ts';
import { basis, culture, providers, secondary, software, step, teachers } from './source.ts';

/** The plan is of 25/8/2025. */
const fromTheDay = { kind: 'date', month: 8, day: 25 } as const;

// HP-2025, school: plan, management board, regulation. The plan gives no date for it, so the Sở chooses; default: before October.
export const organisation = step({
  key: 'organisation',
  number: 1,
  clause: 'HP-2025, organisation',
  legalBasis: basis('tổ chức thực hiện', 'organisation'),
  title: text('Kế hoạch, ban quản lý và quy chế học bạ số', 'Plan, management board and regulation'),
  summary: text('UBND xã chỉ đạo THCS và trường nhiều cấp có cấp cao nhất là THCS; Sở chỉ đạo các trường còn lại.', 'Communes direct lower-secondary and multi-level schools up to THCS; the Sở the rest.'),
  window: { opens: fromTheDay, closes: { kind: 'part-of-month', month: 9, part: 'whole', edge: 'end' }, vague: true },
  overlaps: ['certificates', 'training', 'live-data'],
  duties: [
    {
      key: 'direct-upper', kind: 'acknowledge', owner: 'province',
      title: text('Chỉ đạo các trường THPT và trường trực thuộc', 'Direct upper-secondary schools and those under the Sở'),
      why: text('Từ 1/7/2025 không còn Phòng; trường có cấp THPT do Sở chỉ đạo.', 'Since 1 July 2025 there are no district offices; schools with upper secondary are the Sở’s.'),
      how: text('Gửi kế hoạch, phân công người theo dõi từng trường.', 'Send the plan, appoint who follows each school.'),
      ifLate: text('Trường THPT không biết hỏi ai.', 'Upper-secondary schools do not know whom to ask.'),
    },
    {
      key: 'direct-lower', kind: 'submit', owner: 'commune', review: 'province', cooperating: [culture],
      title: text('Chỉ đạo các trường THCS trên địa bàn', 'Direct the commune’s lower-secondary schools'),
      why: text('Việc của Phòng trước đây nay thuộc xã; nếu xã không làm thì không ai làm thay.', 'What district offices did is now the commune’s; nobody else will do it.'),
      how: text('Ra văn bản giao việc cho các trường THCS, cử một người làm đầu mối, ghi tên và số điện thoại. Chưa quen việc giáo dục thì gọi Sở để được hướng dẫn.', 'Write to the lower-secondary schools, appoint one contact with a phone number. If education is new to you, call the Sở.'),
      ifLate: text('Các trường THCS của xã chậm lại; Sở sẽ làm việc với Chủ tịch xã.', 'The commune’s schools fall behind; the Sở will speak with its chair.'),
      form: [directive('letter', 'Văn bản chỉ đạo', 'Letter to schools'), line('contact', 'Họ tên, điện thoại người đầu mối', 'Contact’s name and phone'), count('schools', 'Số trường đã giao việc', 'Schools directed')],
    },
    {
      key: 'school-plan', kind: 'submit', owner: 'school', scope: secondary,
      title: text('Lập kế hoạch, ban quản lý và quy chế của trường', 'Write the school’s plan, board and regulation'),
      why: text('Ai nhập, ai ký, ai được sửa phải có quy định trước khi dùng học bạ số thay bản giấy.', 'Who enters, signs and corrects must be laid down before paper ends.'),
      how: text('Ban hành kế hoạch, quyết định lập ban quản lý học bạ, quy chế tạo – cập nhật – ký – chỉnh sửa; đính kèm.', 'Issue the plan, the decision on the board and the regulation of creating, updating, signing, correcting; attach.'),
      ifLate: text('Học bạ của trường không đủ căn cứ để phát hành.', 'The school’s transcripts lack grounds to be issued.'),
      form: [file('documents', 'Kế hoạch, quyết định, quy chế', 'Plan, decision, regulation'), count('board', 'Số người trong ban quản lý', 'Members of the board')],
    },
  ],
});

// HP-2025: training; no date, the Sở chooses.
export const training = step({
  key: 'training',
  number: 2,
  clause: 'HP-2025, training',
  legalBasis: basis('tập huấn', 'training'),
  title: text('Tập huấn sử dụng học bạ số', 'Training'),
  summary: text('Sở tập huấn; xã và trường cử người; trường tập huấn lại cho giáo viên.', 'The Sở trains; communes and schools send people; schools train their teachers.'),
  window: { opens: { kind: 'part-of-month', month: 9, part: 'whole', edge: 'start' }, closes: { kind: 'part-of-month', month: 10, part: 'whole', edge: 'end' }, vague: true },
  overlaps: ['organisation', 'certificates', 'live-data'],
  duties: [
    {
      key: 'hold-training', kind: 'report', owner: 'province', cooperating: [software, providers],
      title: text('Tổ chức tập huấn', 'Hold the training'),
      why: text('Một phần mềm dùng chung chỉ tốt khi mọi người dùng như nhau.', 'One shared software works when everybody uses it alike.'),
      how: text('Mở lớp theo vai trò: lãnh đạo, quản trị, văn thư, giáo viên.', 'Sessions by role: leaders, administrators, clerks, teachers.'),
      ifLate: text('Trường nhập sai phải sửa từng học bạ.', 'Wrong entries must be corrected one by one.'),
      form: [count('sessions', 'Số buổi', 'Sessions'), count('attendees', 'Số người dự', 'People present')],
    },
    {
      key: 'commune-attends', kind: 'attend', owner: 'commune', cooperating: [culture],
      title: text('Cử người đầu mối dự tập huấn', 'Send the contact to the training'),
      why: text('Người đầu mối cần hiểu trường đang làm gì để nhắc và kiểm tra.', 'The contact must understand what schools do in order to remind and check.'),
      how: text('Ghi họ tên, chức vụ người dự.', 'Name who comes.'),
      ifLate: text('Xã không theo dõi được các trường.', 'The commune cannot follow its schools.'),
    },
    {
      key: 'train-teachers', kind: 'report', owner: 'school', scope: secondary, cooperating: [teachers],
      title: text('Tập huấn lại cho giáo viên của trường', 'Train the school’s teachers'),
      why: text('Mỗi giáo viên tự nhập và tự ký phần của mình.', 'Every teacher enters and signs their own part.'),
      how: text('Tập huấn theo tổ bộ môn, cho ký thử, ghi người chưa làm được.', 'Train by subject group, let each sign once, note who cannot yet.'),
      ifLate: text('Đến tháng 5 giáo viên không ký kịp.', 'In May teachers cannot sign in time.'),
      form: [count('trained', 'Số giáo viên đã tập huấn', 'Teachers trained'), count('notYet', 'Số giáo viên chưa làm được', 'Not yet able'), difficulties],
    },
  ],
});

// HP-2025: 100 % equipped "before 16/12/2025".
export const certificates = step({
  key: 'certificates',
  number: 3,
  clause: 'HP-2025, certificates',
  legalBasis: basis('chữ ký số', 'certificates'),
  title: text('Trang bị chứng thư số', 'Certificates'),
  summary: text('100 % lãnh đạo, giáo viên, nhân viên và trường được trang bị trước 16/12.', 'All leaders, teachers, staff and schools equipped before 16 December.'),
  window: { opens: fromTheDay, closes: { kind: 'before-date', month: 12, day: 16 } },
  overlaps: ['organisation', 'training', 'live-data'],
  duties: [
    {
      key: 'request-certificates', kind: 'report', owner: 'school', scope: secondary, cooperating: [providers],
      title: text('Đề nghị cấp mới, cấp lại chứng thư số', 'Request new or replacement certificates'),
      why: text('Thiếu một người ký thì học bạ của cả lớp không hoàn thành.', 'One missing signer holds up a whole class.'),
      how: text('Lập danh sách người chưa có hoặc sắp hết hạn, gửi đề nghị, ký thử khi nhận.', 'List who has none or one about to expire, send the request, sign once on receipt.'),
      ifLate: text('Không ký được học bạ vào tháng 5.', 'Transcripts cannot be signed in May.'),
      form: [count('people', 'Tổng số người phải ký', 'People who must sign'), count('equipped', 'Đã được trang bị', 'Equipped'), count('requested', 'Đã đề nghị, đang chờ', 'Requested, waiting'), tick('seal', 'Trường đã có chứng thư số đóng dấu', 'The school has its seal certificate')],
    },
    {
      key: 'commune-certificates', kind: 'report', owner: 'commune', review: 'province', after: ['request-certificates'],
      title: text('Đôn đốc, tổng hợp chứng thư số của trường THCS', 'Press for and consolidate certificates of THCS'),
      why: text('Xã duyệt kinh phí và đề nghị cho trường của mình.', 'The commune approves money and requests of its schools.'),
      how: text('Xem số trường còn thiếu, giải quyết kinh phí, báo Sở.', 'See what is missing, settle the money, tell the Sở.'),
      ifLate: text('Trường của xã không đạt 100 % trước 16/12.', 'Its schools miss 100 % by 16 December.'),
      form: [percent('share', 'Tỉ lệ đã trang bị', 'Share equipped'), difficulties],
    },
    {
      key: 'province-certificates', kind: 'report', owner: 'province', after: ['commune-certificates'], cooperating: [providers],
      title: text('Tổng hợp và làm việc với nhà cung cấp', 'Consolidate and work with providers'),
      why: text('Con dấu số của trường công chỉ cấp qua Sở.', 'Seals of public schools come only through the Sở.'),
      how: text('Gộp đề nghị, gửi nhà cung cấp, theo dõi đến khi đủ 100 %.', 'Merge requests, send them, follow until 100 %.'),
      ifLate: text('Mùa ký tháng 5 bị vỡ.', 'The May signing season fails.'),
      form: [percent('share', 'Tỉ lệ toàn thành phố', 'Share of the city'), difficulties],
    },
  ],
});

// HP-2025: "correct, complete, clean, live"; no duplicates or mismatch; it runs through the school year until entry ends.
export const liveData = step({
  key: 'live-data',
  number: 4,
  clause: 'HP-2025, data',
  legalBasis: basis('dữ liệu đúng, đủ, sạch, sống', 'data correct, complete, clean, live'),
  title: text('Dữ liệu giáo viên, học sinh đúng, đủ, sạch, sống', 'Teacher and pupil data correct, complete, clean, live'),
  summary: text('Cập nhật thường xuyên, không trùng, không lệch với cơ sở dữ liệu quốc gia về dân cư; báo khó khăn.', 'Kept current, no duplicates or mismatch; difficulties reported.'),
  window: { opens: fromTheDay, closes: { kind: 'before-date', month: 5, day: 20, yearOffset: 1 } },
  overlaps: ['organisation', 'training', 'certificates', 'transcript-entry', 'signing-final-grades'],
  duties: [
    {
      key: 'keep-data', kind: 'report', owner: 'school', scope: secondary, cooperating: [teachers],
      title: text('Giữ dữ liệu của trường luôn đúng', 'Keep the school’s data right'),
      why: text('Học bạ lấy tên, ngày sinh, số định danh từ đây; sai ở đây thì học bạ sai.', 'Transcripts take names, dates and numbers from here.'),
      how: text('Kiểm tra trùng và lệch trên csdl.haiphong.edu.vn, sửa theo giấy tờ gốc; không gửi dữ liệu cá nhân qua mạng xã hội hay thư ngoài.', 'Look for duplicates and mismatches, mend by the papers; never send personal data through social networks or private mail.'),
      ifLate: text('Học bạ ký xong vẫn phải thu hồi, làm lại.', 'Signed transcripts must be withdrawn and made again.'),
      form: [count('pupils', 'Số học sinh', 'Pupils'), count('duplicates', 'Số trùng còn lại', 'Duplicates left'), count('mismatches', 'Số lệch với dữ liệu dân cư', 'Mismatches'), difficulties],
    },
    {
      key: 'commune-data', kind: 'report', owner: 'commune', review: 'province', after: ['keep-data'],
      title: text('Kiểm tra dữ liệu các trường THCS', 'Check the data of THCS'),
      why: text('Xã giúp được trường khi học sinh thiếu giấy tờ dân cư.', 'The commune can help where residence papers are missing.'),
      how: text('Xem số trùng, lệch của từng trường; nhờ công an xã.', 'Look at each school’s duplicates and mismatches; ask the commune’s police.'),
      ifLate: text('Học sinh của xã không có học bạ đúng.', 'The commune’s pupils have wrong transcripts.'),
      form: [count('mismatches', 'Tổng số lệch còn lại', 'Mismatches left'), difficulties],
    },
  ],
});
