import { count, difficulties, directive, file, line, text, tick } from '../text-builders.ts';
import { basis, districtCommittee, homeroom, software, step, wardCommittee } from './source.ts';

// HP-2023 step 1: "weeks 1–2 of April" names no days, so the Sở chooses at launch.
export const policy = step({
  key: 'policy',
  number: 1,
  clause: 'HP-2023 step 1',
  legalBasis: basis('1'),
  title: text('Chủ trương: toàn ngành tuyển sinh trên hệ thống', 'Policy: the whole sector admits through the system'),
  summary: text(
    'Sở ban hành công văn và bàn giao hệ thống; Phòng xin chủ trương của quận, huyện và tập huấn cho trường; trường bắt đầu dùng hệ thống.',
    'The Sở issues the directive and hands the system over; district offices get approval in principle and train their schools; schools start using it.',
  ),
  window: {
    opens: { kind: 'week-of-month', month: 4, week: 1, edge: 'start' },
    closes: { kind: 'week-of-month', month: 4, week: 2, edge: 'end' },
    vague: true,
  },
  overlaps: ['data-review'],
  duties: [
    {
      key: 'issue-directive', kind: 'submit', owner: 'province', cooperating: [districtCommittee],
      title: text('Ban hành công văn tuyển sinh trên hệ thống', 'Issue the directive on admissions through the system'),
      why: text('Chỉ khi có công văn, các quận, huyện và trường mới có căn cứ để làm, và phụ huynh biết việc này là chính thức.', 'Only a directive gives districts and schools their grounds to act, and tells parents that this is official.'),
      how: text('Soạn công văn, thống nhất với Ủy ban nhân dân các quận, huyện, trình lãnh đạo Sở ký, rồi ghi số, ngày ký, người ký và đính kèm bản đã ký.', 'Draft it, agree it with the district committees, have it signed; enter number, date and signer and attach the signed copy.'),
      ifLate: text('Các Phòng không xin được chủ trương, cả lịch bị đẩy lùi.', 'District offices cannot get approval and the whole calendar slips.'),
      form: [directive('directive', 'Công văn đã ký', 'Signed directive'), file('copy', 'Bản công văn có chữ ký', 'Signed copy'), count('districts', 'Số quận, huyện đã thống nhất', 'Districts that have agreed')],
    },
    {
      key: 'hold-handover', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Tổ chức tập huấn, bàn giao hệ thống cho ngành', 'Hold the hand-over training for the sector'),
      why: text('Cán bộ tuyển sinh cần được giao tài khoản và biết dùng hệ thống trước khi rà soát dữ liệu.', 'Admission officers need accounts and practice before the data review begins.'),
      how: text('Mời các Phòng và trường trực thuộc, tập huấn trên hệ thống thật, lập danh sách dự và biên bản bàn giao.', 'Invite district offices and schools under the Sở, train on the real system, keep the list of those present and the hand-over record.'),
      ifLate: text('Phòng và trường không có tài khoản để làm bước 2.', 'Districts and schools have no accounts for step 2.'),
      form: [count('sessions', 'Số buổi tập huấn', 'Training sessions'), count('attendees', 'Số người dự', 'People present'), file('record', 'Biên bản bàn giao', 'Hand-over record', false)],
    },
    {
      key: 'approval-in-principle', kind: 'submit', owner: 'district', review: 'province', cooperating: [districtCommittee],
      title: text('Xin chủ trương của Ủy ban nhân dân quận, huyện', 'Get the district committee’s approval in principle'),
      why: text('Tuyển sinh thuộc trách nhiệm của Ủy ban nhân dân quận, huyện; không có chủ trương thì trường không được tuyển trên hệ thống.', 'Admissions are the district committee’s responsibility; without its approval schools may not admit through the system.'),
      how: text('Trình tờ trình kèm công văn của Sở; khi được đồng ý, ghi số, ngày, người ký và đính kèm văn bản.', 'Put the proposal to the committee with the Sở’s directive; once agreed, enter number, date and signer and attach the document.'),
      ifLate: text('Các trường của quận, huyện chưa được dùng hệ thống; Sở sẽ làm việc trực tiếp với Ủy ban.', 'Schools of the district may not use the system; the Sở will speak with the committee directly.'),
      form: [directive('approval', 'Văn bản chấp thuận', 'Document of approval'), file('copy', 'Bản có chữ ký', 'Signed copy')],
    },
    {
      key: 'train-schools', kind: 'report', owner: 'district',
      title: text('Tập huấn cho các trường trực thuộc', 'Train the schools of the district'),
      why: text('Mỗi trường phải có ít nhất một người biết dùng hệ thống.', 'Every school needs at least one person who can use the system.'),
      how: text('Mời hiệu trưởng và cán bộ tuyển sinh từng trường; báo số trường, số người dự và trường vắng mặt.', 'Invite principals and admission officers; report schools and people present, and schools absent.'),
      ifLate: text('Trường không biết dùng hệ thống, dữ liệu bước 2 sẽ thiếu.', 'Schools cannot use the system and the data of step 2 will be incomplete.'),
      form: [count('schools', 'Số trường đã tập huấn', 'Schools trained'), count('attendees', 'Số người dự', 'People present'), difficulties],
    },
    {
      key: 'start-using', kind: 'acknowledge', owner: 'school',
      title: text('Đăng nhập và bắt đầu dùng hệ thống', 'Sign in and start using the system'),
      why: text('Từ đây mọi việc tuyển sinh của trường làm trên hệ thống; trường chưa đăng nhập sẽ không nhận được việc.', 'From now on all admission work is done here; a school that has not signed in receives no work.'),
      how: text('Đăng nhập bằng tài khoản được giao, đổi mật khẩu, kiểm tra tên trường và cấp học, phân công người phụ trách.', 'Sign in with the account you were given, change the password, check the school’s name and levels, appoint who is in charge.'),
      ifLate: text('Phòng sẽ gọi trường; dữ liệu học sinh của trường không kịp rà soát.', 'The district office will phone; the school’s pupils miss the data review.'),
      form: [line('officer', 'Họ tên người phụ trách tuyển sinh', 'Name of the person in charge'), tick('done', 'Trường đã đăng nhập và kiểm tra thông tin', 'The school has signed in and checked its data')],
    },
  ],
});

// HP-2023 step 2: place names of final-year pupils decide their zone later, so they are settled first.
export const dataReview = step({
  key: 'data-review',
  number: 2,
  clause: 'HP-2023 step 2',
  legalBasis: basis('2'),
  title: text('Rà soát dữ liệu: danh mục địa danh của học sinh cuối cấp', 'Data review: place names of final-year pupils'),
  summary: text(
    'Trường điền mẫu M1, M2 gửi Phòng; Phòng tổng hợp danh mục phường, tổ, thôn, khu phố vào cơ sở dữ liệu ngành.',
    'Schools fill in forms M1 and M2; district offices consolidate wards, groups and hamlets into the sector database.',
  ),
  window: {
    opens: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'start' },
    closes: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'end' },
  },
  overlaps: ['policy'],
  duties: [
    {
      key: 'notify-review', kind: 'publish', owner: 'province',
      title: text('Ra văn bản rà soát kèm biểu mẫu', 'Send the written notice with its forms'),
      why: text('Trường cần mẫu M1, M2 thống nhất thì danh mục toàn thành phố mới khớp nhau.', 'One pair of forms, M1 and M2, keeps the catalogue of the city consistent.'),
      how: text('Gửi văn bản kèm mẫu M1, M2 tới các Phòng và đăng để tải về; ghi số văn bản.', 'Send the notice with forms M1 and M2 to the districts and publish them for download; enter its number.'),
      ifLate: text('Trường chờ mẫu, cả tháng rà soát bị rút ngắn.', 'Schools wait for the forms and the month of review shrinks.'),
      form: [directive('notice', 'Văn bản rà soát', 'Notice of the review'), file('forms', 'Mẫu M1, M2', 'Forms M1 and M2')],
    },
    {
      key: 'instruct-schools', kind: 'acknowledge', owner: 'district',
      title: text('Chỉ đạo các trường rà soát', 'Instruct the schools to review'),
      why: text('Trường cần biết ai tổng hợp và hạn nội bộ của quận, huyện.', 'Schools need to know who consolidates and by when in the district.'),
      how: text('Chuyển văn bản và mẫu của Sở, phân công người tổng hợp, đặt hạn cho trường sớm hơn hạn chung.', 'Pass on the Sở’s notice and forms, name who consolidates, set schools a date before the common deadline.'),
      ifLate: text('Trường nộp muộn, Phòng không kịp tổng hợp.', 'Schools submit late and the office cannot consolidate in time.'),
    },
    {
      key: 'submit-m1-m2', kind: 'submit', owner: 'school', cooperating: [homeroom, wardCommittee],
      title: text('Nộp mẫu M1 và M2 về nơi ở của học sinh cuối cấp', 'Submit forms M1 and M2 on where final-year pupils live'),
      why: text('Phường, tổ, thôn, khu phố ghi ở đây quyết định em được phân về trường nào; ghi sai thì em bị xếp nhầm tuyến.', 'The ward and group written here decide which school a child is zoned to; an error sends the child to the wrong one.'),
      how: text('Giáo viên chủ nhiệm đối chiếu với giấy tờ cư trú của từng học sinh cuối cấp của trường, điền M1, M2, đính kèm và ghi số lượng; không có em nào thì ghi 0.', 'Homeroom teachers compare with the residence papers of each final-year pupil of the school; fill in M1 and M2, attach them and give the counts; 0 if there are none.'),
      ifLate: text('Học sinh của trường thiếu trong danh sách phân tuyến; Phòng và Sở được báo.', 'The school’s pupils are missing from the zoning; the office and the Sở are told.'),
      work: 'pupil-review',
      form: [file('forms', 'Mẫu M1, M2 có chữ ký, nếu Phòng yêu cầu', 'Signed forms M1 and M2, if the office asks', false), difficulties],
    },
    {
      key: 'consolidate-places', kind: 'submit', owner: 'district', review: 'province', after: ['submit-m1-m2'], cooperating: [wardCommittee],
      title: text('Tổng hợp danh mục địa danh vào cơ sở dữ liệu ngành', 'Consolidate the catalogue into the sector database'),
      why: text('Danh mục này là căn cứ vẽ tuyến tuyển sinh ở bước 5.', 'The zones of step 5 are drawn from this catalogue.'),
      how: text('Gộp M1, M2 của các trường, bỏ tên trùng, hỏi phường, xã chỗ chưa rõ, nhập vào csdl.haiphong.edu.vn rồi đính kèm bản tổng hợp.', 'Merge the schools’ forms, remove duplicates, ask wards where unclear, enter into csdl.haiphong.edu.vn and attach the result.'),
      ifLate: text('Không vẽ được tuyến đúng hạn 31/5.', 'Zones cannot be drawn by 31 May.'),
      work: 'place-consolidation',
      form: [file('catalogue', 'Danh mục đã tổng hợp, có xác nhận', 'Consolidated catalogue, confirmed', false), difficulties],
    },
    {
      key: 'sign-off-review', kind: 'acknowledge', owner: 'province', after: ['consolidate-places'], work: 'review-sign-off',
      title: text('Chốt kết quả rà soát toàn thành phố', 'Sign off the review of the city'),
      why: text('Từ đây danh mục địa danh và danh sách học sinh là căn cứ cho số định danh, phiếu và tuyến.', 'From here the catalogue and the lists are what numbers, slips and zones rest on.'),
      how: text('Xem tiến độ từng quận, huyện; xử lý học sinh trùng hoặc tranh chấp giữa hai quận, huyện; rồi xác nhận.', 'Look at each district’s progress; decide duplicates and claims across districts; then confirm.'),
      ifLate: text('Bước 4 và bước 5 làm trên dữ liệu chưa chốt.', 'Steps 4 and 5 rest on data that is not settled.'),
    },
  ],
});

// HP-2023 step 3: "early May". Its default ends with the first week, so that step 4 still starts in early May.
export const training = step({
  key: 'software-training',
  number: 3,
  clause: 'HP-2023 step 3',
  legalBasis: basis('3'),
  title: text('Hội thảo, tập huấn phần mềm tuyển sinh', 'Workshop and training on the admissions software'),
  summary: text('Sở mời; Phòng cử lãnh đạo và cán bộ tuyển sinh; trường cử người theo phân bổ của Phòng.', 'The Sở invites; districts send leaders and officers; schools send staff as assigned.'),
  window: {
    opens: { kind: 'part-of-month', month: 5, part: 'early', edge: 'start' },
    closes: { kind: 'week-of-month', month: 5, week: 1, edge: 'end' },
    vague: true,
  },
  overlaps: ['zoning', 'outreach'],
  duties: [
    {
      key: 'invite', kind: 'publish', owner: 'province', cooperating: [software],
      title: text('Gửi giấy mời hội thảo, tập huấn', 'Send the invitation to workshop and training'),
      why: text('Phòng cần biết ngày, nơi và số người để phân bổ cho trường.', 'Districts need day, place and numbers to assign their schools.'),
      how: text('Đăng giấy mời kèm chương trình và số người của mỗi quận, huyện.', 'Publish the invitation with programme and seats of each district.'),
      ifLate: text('Không đủ người biết dùng phần mềm trước khi rà soát phiếu.', 'Too few people know the software before slips are reviewed.'),
    },
    {
      key: 'send-leaders', kind: 'attend', owner: 'district',
      title: text('Cử lãnh đạo và cán bộ tuyển sinh dự tập huấn', 'Send leaders and admission officers to the training'),
      why: text('Họ là người hướng dẫn lại và duyệt việc của trường.', 'They will guide the schools and review their work.'),
      how: text('Ghi số người, họ tên, chức vụ; phân bổ suất cho các trường.', 'Give number, names and positions; assign seats to schools.'),
      ifLate: text('Quận, huyện không có người hỗ trợ trường.', 'The district has nobody to help its schools.'),
    },
    {
      key: 'send-staff', kind: 'attend', owner: 'school',
      title: text('Cử cán bộ dự tập huấn theo phân bổ của Phòng', 'Send staff to the training as the district office assigns'),
      why: text('Người được cử sẽ nhập dữ liệu, in phiếu và nhận hồ sơ của trường.', 'They will enter data, print slips and receive applications.'),
      how: text('Chọn người dùng máy tính tốt, ghi họ tên, chức vụ; báo Phòng nếu không cử được.', 'Choose people at ease with computers, give names and positions; tell the office if nobody can go.'),
      ifLate: text('Trường phải tự học phần mềm khi đã có phụ huynh chờ.', 'The school must learn the software while parents wait.'),
    },
  ],
});
