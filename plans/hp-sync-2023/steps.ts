import { count, difficulties, file, line, text, tick } from '../text-builders.ts';
import { basis, grade12, homeroom, police, step } from './source.ts';

// HP-SYNC-2023: "before 17:00, 25/4". The letter names deadlines only; the opening, a week and a half before, is ours.
export const dataReview = step({
  key: 'data-review',
  number: 1,
  clause: 'HP-SYNC-2023, data review',
  legalBasis: basis('rà soát dữ liệu', 'data review'),
  title: text('Rà soát, sửa dữ liệu học sinh lớp 12', 'Review and correct grade-12 data'),
  summary: text('Mọi học sinh lớp 12 khớp với cơ sở dữ liệu quốc gia về dân cư, trước 17 giờ ngày 25/4.', 'Every grade-12 pupil matches the national population database, before 17:00 on 25 April.'),
  window: { opens: { kind: 'week-of-month', month: 4, week: 3, edge: 'start' }, closes: { kind: 'before-time', month: 4, day: 25, hour: 17 } },
  overlaps: ['evidence-review'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'send-lists', kind: 'acknowledge', owner: 'province', work: 'identity-lists', cooperating: [police],
      title: text('Gửi danh sách học sinh chưa khớp cho các trường', 'Send schools the list of unmatched pupils'),
      why: text('Trường chỉ sửa được những em mà trường biết là chưa khớp.', 'A school can mend only what it knows is unmatched.'),
      how: text('Gửi một đợt đối chiếu dân cư cho mọi học sinh lớp 12; trả lời về thì mỗi trường thấy em chưa khớp của mình, kể cả hai trường chưa có mã của Bộ.', 'Send all grade-12 pupils to the population database; with the answers each school sees its own unmatched, those without a ministry code too.'),
      ifLate: text('Trường không biết sửa em nào trước 25/4.', 'Schools do not know whom to mend by 25 April.'),
    },
    {
      key: 'correct-data', kind: 'submit', owner: 'school', review: 'province', scope: grade12, work: 'identity-queue', cooperating: [homeroom, police],
      title: text('Sửa dữ liệu và bổ sung số CMND, CCCD, số định danh', 'Correct the data and fill in CMND, CCCD or personal number'),
      why: text('Tài khoản thi tốt nghiệp của em lấy đúng số này; sai thì em không đăng nhập được.', 'A pupil’s exam account is this very number; if wrong, the pupil cannot sign in.'),
      how: text(
        'So từng em với giấy tờ gốc. Em chưa khớp: ghi số mới nhất công an đã cấp vào ô CMND/CCCD, kể cả số biết là sai và đang chờ cấp lại.',
        'Compare each pupil with the papers. Unmatched: write the newest number the police issued into the CMND/CCCD field, even one known wrong and awaiting a new one.',
      ),
      ifLate: text('Em không được cấp tài khoản đúng; Sở gọi trường ngay trong ngày.', 'The pupil gets no proper account; the Sở phones the same day.'),
      form: [
        // HP-SYNC-2023: two schools have no ministry code yet, so it is never required.
        line('ministryCode', 'Mã trường của Bộ (để trống nếu chưa có)', 'Ministry code (empty if none yet)', false),
      ],
    },
  ],
});

// HP-SYNC-2023: an appendix lists the pupils; no date of its own, so it ends with the accounts that rest on it.
export const evidenceReview = step({
  key: 'evidence-review',
  number: 2,
  clause: 'HP-SYNC-2023, evidence',
  legalBasis: basis('minh chứng ưu tiên, khuyến khích, miễn thi', 'evidence of priority, bonus and exemption'),
  title: text('Rà soát minh chứng ưu tiên, khuyến khích, miễn thi ngoại ngữ', 'Review evidence of priority, bonus and foreign-language exemption'),
  summary: text('Trường cùng học sinh kiểm tra giấy tờ theo phụ lục.', 'Schools check papers with the pupils of the appendix.'),
  window: { opens: { kind: 'week-of-month', month: 4, week: 3, edge: 'start' }, closes: { kind: 'before-time', month: 4, day: 27, hour: 17 }, vague: true },
  overlaps: ['data-review', 'exam-accounts', 'unmatched-report'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'review-evidence', kind: 'report', owner: 'school', review: 'province', scope: grade12, cooperating: [homeroom],
      title: text('Cùng học sinh rà soát minh chứng', 'Review the evidence with the pupils'),
      why: text('Điểm ưu tiên, khuyến khích và miễn thi chỉ được tính khi giấy tờ hợp lệ và còn hạn.', 'Priority, bonus and exemption count only with valid papers.'),
      how: text('Gọi từng em trong phụ lục, xem bản gốc, ghi em thiếu giấy tờ và hẹn ngày bổ sung.', 'See each pupil of the appendix, look at originals, note what is missing and when it comes.'),
      ifLate: text('Em có thể mất quyền được ưu tiên hoặc miễn thi.', 'The pupil may lose the right.'),
      work: 'evidence',
      form: [difficulties],
    },
  ],
});

// HP-SYNC-2023: "before 17:00, 27/4".
export const accounts = step({
  key: 'exam-accounts',
  number: 3,
  clause: 'HP-SYNC-2023, accounts',
  legalBasis: basis('cấp tài khoản thi', 'exam accounts'),
  title: text('Cấp tài khoản dự thi trực tuyến', 'Issue online exam accounts'),
  summary: text('Tài khoản trùng với CMND, CCCD, số định danh hoặc hộ chiếu trên cơ sở dữ liệu ngành; trước 17 giờ ngày 27/4.', 'Accounts equal the number on the sector database; before 17:00 on 27 April.'),
  window: { opens: { kind: 'after-step', step: 'data-review', edge: 'closes', days: 0 }, closes: { kind: 'before-time', month: 4, day: 27, hour: 17 } },
  gates: [{ step: 'data-review', edge: 'closed' }],
  overlaps: ['evidence-review', 'unmatched-report'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'create-accounts', kind: 'report', owner: 'school', review: 'province', scope: grade12,
      title: text('Tạo tài khoản; dùng mã 12 ký tự cho em chưa có số', 'Create accounts; the 12-character code for pupils without a number'),
      why: text('Tài khoản phải trùng với số trên cơ sở dữ liệu ngành thì hai hệ thống mới khớp nhau.', 'Accounts must equal the sector database’s number, or the two systems fall apart.'),
      how: text(
        'Tạo tài khoản trên hệ thống quản lý thi. Em chưa có số nào: lấy mã 12 ký tự hệ thống sinh ra và tạm ghi vào ô số hộ chiếu trên cơ sở dữ liệu ngành.',
        'Create accounts in the exam system. A pupil with no number: take the 12-character code it generates and write it for now into the passport field of the sector database.',
      ),
      ifLate: text('Em không kịp đăng ký dự thi.', 'The pupil cannot register for the exam.'),
      work: 'exam-accounts',
      form: [difficulties],
    },
  ],
});

// HP-SYNC-2023: "before 17:00, 27/4".
export const unmatched = step({
  key: 'unmatched-report',
  number: 4,
  clause: 'HP-SYNC-2023, cases',
  legalBasis: basis('báo cáo trường hợp chưa đồng bộ', 'cases that cannot be synchronised'),
  title: text('Báo cáo trường hợp không đồng bộ được', 'Report cases that cannot be synchronised'),
  summary: text('Kèm đề xuất cách giúp học sinh, trước 17 giờ ngày 27/4.', 'With a proposed way to help the pupil, before 17:00 on 27 April.'),
  window: { opens: { kind: 'after-step', step: 'data-review', edge: 'closes', days: 0 }, closes: { kind: 'before-time', month: 4, day: 27, hour: 17 } },
  gates: [{ step: 'data-review', edge: 'closed' }],
  overlaps: ['evidence-review', 'exam-accounts'],
  graceWorkingDays: 2,
  duties: [
    {
      key: 'report-cases', kind: 'report', owner: 'school', review: 'province', scope: grade12, work: 'unmatched-report', cooperating: [police],
      title: text('Báo cáo trường hợp và đề xuất hỗ trợ', 'Report cases and propose help'),
      why: text('Không em nào được bỏ lại chỉ vì một con số.', 'No pupil may be left behind over a number.'),
      how: text('Mở từng em chưa khớp, ghi lý do và đề xuất cách giúp; danh sách có chữ ký thì đính kèm.', 'Open each unmatched pupil, give the reason and propose how to help; attach a signed list if there is one.'),
      ifLate: text('Sở không kịp làm việc với công an để giúp em.', 'The Sở cannot reach the police in time.'),
      form: [file('proposals', 'Danh sách có chữ ký (nếu có)', 'Signed list, if any', false), difficulties],
    },
    {
      key: 'settle-cases', kind: 'report', owner: 'province', after: ['report-cases'], work: 'unmatched-resolution', cooperating: [text('Công an thành phố', 'The city’s police')],
      title: text('Tổng hợp và giải quyết từng trường hợp', 'Consolidate and settle each case'),
      why: text('Trường đã làm hết cách, chỉ Sở mới liên hệ được công an thành phố.', 'The schools have done what they can; only the Sở can reach the city’s police.'),
      how: text('Phân loại, chuyển danh sách cho công an, trả lời từng trường.', 'Sort, pass the list to the police, answer each school.'),
      ifLate: text('Có em không được dự thi.', 'Some pupils cannot sit the exam.'),
      form: [difficulties],
    },
  ],
});

// HP-SYNC-2023: no dates; it follows the accounts. The Sở chooses.
export const handOver = step({
  key: 'account-hand-over',
  number: 5,
  clause: 'HP-SYNC-2023, hand-over',
  legalBasis: basis('bàn giao tài khoản, hướng dẫn học sinh, thí sinh tự do', 'handing over accounts, training pupils, independent candidates'),
  title: text('Giao tài khoản, hướng dẫn học sinh; tiếp nhận thí sinh tự do', 'Hand over accounts, train pupils; receive independent candidates'),
  summary: text('Trường giao tài khoản và hướng dẫn theo lớp; Phòng tiếp nhận thí sinh tự do.', 'Schools hand over accounts and train by class; district offices receive independent candidates.'),
  window: { opens: { kind: 'after-step', step: 'exam-accounts', edge: 'closes', days: 0 }, closes: { kind: 'part-of-month', month: 5, part: 'early', edge: 'end' }, vague: true },
  gates: [{ step: 'exam-accounts', edge: 'closed' }],
  duties: [
    {
      key: 'train-pupils', kind: 'report', owner: 'school', review: 'province', scope: grade12, cooperating: [homeroom],
      title: text('Giao tài khoản và hướng dẫn từng lớp', 'Hand over accounts and train each class'),
      why: text('Em tự đăng ký và chịu trách nhiệm về đăng ký của mình, nên phải biết cách làm.', 'Pupils register for themselves and must know how.'),
      how: text('Giao tài khoản tận tay, cho đổi mật khẩu, hướng dẫn tại phòng máy theo lớp.', 'Hand over in person, have the password changed, train class by class.'),
      ifLate: text('Em đăng ký sai hoặc muộn.', 'Pupils register wrongly or late.'),
      work: 'account-hand-over',
      form: [count('absent', 'Số em vắng buổi hướng dẫn', 'Absent from training')],
    },
    {
      key: 'receive-independent', kind: 'report', owner: 'district', review: 'province',
      title: text('Tiếp nhận thí sinh tự do', 'Receive independent candidates'),
      why: text('Thí sinh tự do không có trường, chỉ có Phòng giúp được.', 'Independent candidates have no school; the district office is their only help.'),
      how: text('Niêm yết giấy tờ phải mang, phân công cán bộ tạo tài khoản và hướng dẫn tại chỗ.', 'Post what to bring; appoint officers who create the account and guide on the spot.'),
      ifLate: text('Thí sinh tự do mất lượt thi của năm.', 'They lose the year’s exam.'),
      work: 'independent-candidates',
      form: [difficulties],
    },
  ],
});

export const slips = step({
  key: 'registration-slips',
  number: 6,
  clause: 'HP-SYNC-2023, slips',
  legalBasis: basis('phiếu đăng ký dự thi', 'registration slips'),
  title: text('In, soát, ký và lưu phiếu đăng ký', 'Print, proofread, sign and keep the slips'),
  summary: text('Phiếu được học sinh soát và ký, lưu tại trường trước khi dữ liệu gửi về Sở.', 'Slips are proofread and signed by pupils and kept at the school before data goes to the Sở.'),
  window: { opens: { kind: 'after-step', step: 'account-hand-over', edge: 'closes', days: 0 }, closes: { kind: 'part-of-month', month: 5, part: 'mid', edge: 'end' }, vague: true },
  gates: [{ step: 'account-hand-over', edge: 'closed' }],
  duties: [
    {
      key: 'sign-slips', kind: 'submit', owner: 'school', review: 'province', scope: grade12, cooperating: [homeroom],
      title: text('In phiếu, cho học sinh soát, sửa và ký', 'Print slips; pupils proofread, correct and sign'),
      why: text('Chữ ký của em là bằng chứng rằng dữ liệu gửi đi đúng như em khai.', 'The signature proves that what is sent is what the pupil declared.'),
      how: text('In từng phiếu, sửa trên hệ thống khi em chỉ ra lỗi, in lại, cho ký, lưu bản ký tại trường rồi mới gửi dữ liệu.', 'Print, mend in the system what the pupil points out, print again, have it signed, keep it, then send the data.'),
      ifLate: text('Dữ liệu không được gửi về Sở khi chưa ký đủ.', 'Data may not go to the Sở until all are signed.'),
      work: 'registration-slips',
      form: [tick('sent', 'Dữ liệu chỉ gửi sau khi đã ký đủ', 'Data sent only once all are signed')],
    },
    {
      key: 'receive-data', kind: 'acknowledge', owner: 'province', after: ['sign-slips'],
      title: text('Nhận dữ liệu đăng ký của các trường', 'Receive the schools’ data'),
      why: text('Đây là dữ liệu tổ chức thi.', 'The exam is organised from it.'),
      how: text('Kiểm tra mọi trường đã gửi, kể cả trường chưa có mã của Bộ.', 'See that every school has sent, those without a ministry code too.'),
      ifLate: text('Không xếp được phòng thi.', 'Exam rooms cannot be assigned.'),
      work: 'registration-overview',
    },
  ],
});
