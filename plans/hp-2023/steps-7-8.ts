import { count, difficulties, text, words } from '../text-builders.ts';
import { basis, parentsBoard, software, step } from './source.ts';

const monitor = {
  how: text('Theo dõi màn hình từ trung tâm điều hành, ghi lỗi và đường dây nóng, chốt số liệu khi kết thúc.', 'Watch from the operations centre, log faults and help-line calls, take the figures at the end.'),
  form: [count('registrations', 'Số lượt đăng ký', 'Registrations'), count('faults', 'Số lỗi ghi nhận', 'Faults recorded'), difficulties],
} as const;

const trialIntake = {
  kind: 'report',
  how: text('Nhận hồ sơ trực tuyến, nhập hồ sơ nộp trực tiếp, duyệt thử; ghi số lượng và mọi lỗi gặp phải.', 'Receive online files, key in walk-in files, review them; record the numbers and every fault.'),
  form: [count('online', 'Hồ sơ trực tuyến đã nhận', 'Online files received'), count('walkIn', 'Hồ sơ trực tiếp đã nhập', 'Walk-in files keyed in'), count('reviewed', 'Hồ sơ đã duyệt', 'Files reviewed'), words('faults', 'Lỗi gặp phải', 'Faults met', false)],
} as const;

// HP-2023 step 7, run 1: "June", small, staff play parents. The days are the Sở's; the default ends before run 2.
// The two runs are two steps: each opens, closes, is watched and reported for itself, and a late run 1 must not stop run 2's timers.
export const trialRun1 = step({
  key: 'trial-run-1',
  number: 7,
  clause: 'HP-2023 step 7, run 1',
  legalBasis: basis('7, lần 1'),
  trial: true,
  title: text('Chạy thử lần 1: phạm vi nhỏ, cán bộ đóng vai phụ huynh', 'Trial run 1: small, staff play parents'),
  summary: text('Thử đường đi của hồ sơ trước khi mời phụ huynh; dữ liệu không dùng để tuyển sinh.', 'Tries the path of a file before parents are invited; nothing counts for admission.'),
  window: {
    opens: { kind: 'date', month: 6, day: 1 },
    closes: { kind: 'before-date', month: 6, day: 19 },
    vague: true,
  },
  gates: [{ step: 'zoning', edge: 'closed' }],
  overlaps: ['outreach'],
  graceWorkingDays: 2,
  duties: [
    {
      ...monitor, key: 'monitor-trial-1', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Thông báo và theo dõi chạy thử lần 1', 'Announce and monitor trial run 1'),
      why: text('Lỗi tìm thấy lúc này chưa làm phiền phụ huynh nào.', 'A fault found now troubles no parent.'),
      ifLate: text('Lỗi sẽ xuất hiện ở lần chạy thử toàn thành phố.', 'Faults will show in the city-wide run.'),
    },
    {
      ...trialIntake, key: 'district-trial-1', owner: 'district', review: 'province',
      title: text('Nhận, nhập và duyệt hồ sơ thử (lần 1)', 'Receive, key in and review trial files (run 1)'),
      why: text('Phòng sẽ duyệt thật vào tháng 7, cần làm quen trước.', 'The office reviews in earnest in July and must practise.'),
      ifLate: text('Cán bộ duyệt lúng túng khi có hồ sơ thật.', 'Reviewers will stumble over real files.'),
    },
    {
      ...trialIntake, key: 'school-trial-1', owner: 'school',
      title: text('Đóng vai phụ huynh, nhận và duyệt hồ sơ thử (lần 1)', 'Play parents, receive and review trial files (run 1)'),
      why: text('Cán bộ hiểu phụ huynh thấy gì trên màn hình thì mới hướng dẫn được.', 'Staff who have seen the parents’ screens can guide them.'),
      ifLate: text('Phòng sẽ nhắc; trường không được tính là sẵn sàng cho lần 2.', 'The office reminds; the school does not count as ready for run 2.'),
    },
  ],
});

// HP-2023 step 7, run 2: 19/6–26/6 (8 days), the whole city, parents included.
export const trialRun2 = step({
  key: 'trial-run-2',
  number: 7,
  clause: 'HP-2023 step 7, run 2',
  legalBasis: basis('7, lần 2'),
  trial: true,
  title: text('Chạy thử lần 2: toàn thành phố, có phụ huynh', 'Trial run 2: the whole city, parents included'),
  summary: text('Tám ngày, 19/6–26/6; phụ huynh đăng ký thử bằng số định danh và mật khẩu.', 'Eight days, 19–26 June; parents register for practice with personal number and password.'),
  window: { opens: { kind: 'date', month: 6, day: 19 }, closes: { kind: 'through-date', month: 6, day: 26 } },
  gates: [{ step: 'trial-run-1', edge: 'closed' }],
  overlaps: ['outreach'],
  graceWorkingDays: 2,
  duties: [
    {
      ...monitor, key: 'monitor-trial-2', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Thông báo, theo dõi chạy thử lần 2 từ trung tâm điều hành', 'Announce and monitor trial run 2 from the operations centre'),
      why: text('Đây là lần duy nhất hệ thống chịu tải như ngày thật.', 'The only time the system carries the load of the real day.'),
      ifLate: text('Không biết hệ thống có chịu được ngày mở đăng ký hay không.', 'Nobody knows whether the system survives opening day.'),
    },
    {
      ...trialIntake, key: 'district-trial-2', owner: 'district', review: 'province',
      title: text('Nhận, nhập và duyệt hồ sơ thử (lần 2)', 'Receive, key in and review trial files (run 2)'),
      why: text('Tập dượt đầy đủ việc của Phòng với hồ sơ của phụ huynh.', 'A full rehearsal with parents’ files.'),
      ifLate: text('Sở sẽ làm việc trực tiếp với Phòng trước ngày 3/7.', 'The Sở will speak with the office before 3 July.'),
    },
    {
      ...trialIntake, key: 'school-trial-2', owner: 'school', cooperating: [parentsBoard],
      title: text('Nhận, nhập và duyệt hồ sơ thử (lần 2)', 'Receive, key in and review trial files (run 2)'),
      why: text('Phụ huynh thử đăng ký; trường phải trả lời được mọi câu hỏi.', 'Parents try to register and the school must answer every question.'),
      ifLate: text('Phòng sẽ nhắc và cử người hỗ trợ.', 'The office reminds and sends help.'),
    },
    {
      key: 'try-registering', kind: 'acknowledge', owner: 'parents',
      title: text('Đăng ký thử trên cổng hoặc ứng dụng eNetViet', 'Try to register at the portal or in the eNetViet app'),
      why: text('Thử trước để ngày thật không bỡ ngỡ; kết quả không tính.', 'Practice for the real day; it does not count.'),
      how: text('Dùng số định danh của con và mật khẩu nhà trường cấp.', 'Use the child’s personal number and the password from the school.'),
      ifLate: text('Không ảnh hưởng đến tuyển sinh.', 'It does not affect admission.'),
    },
  ],
});

// HP-2023 step 8: 3/7–22/7, by zone.
export const officialRound = step({
  key: 'official-round',
  freezesZones: true,
  number: 8,
  clause: 'HP-2023 step 8',
  legalBasis: basis('8'),
  title: text('Đợt tuyển sinh trực tuyến chính thức', 'Official online round'),
  summary: text('Phụ huynh đăng ký trực tuyến theo tuyến, 3/7–22/7.', 'Parents register online by zone, 3–22 July.'),
  window: { opens: { kind: 'date', month: 7, day: 3 }, closes: { kind: 'through-date', month: 7, day: 22 } },
  gates: [{ step: 'trial-run-2', edge: 'closed' }, { step: 'zoning', edge: 'closed' }],
  overlaps: ['outreach', 'preliminary-report'],
  duties: [
    {
      ...monitor, key: 'monitor-round', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Theo dõi đợt đăng ký toàn thành phố', 'Monitor the round across the city'),
      why: text('Phát hiện trường quá tải hoặc ít hồ sơ bất thường để xử lý ngay.', 'Overloaded or strangely quiet schools are found at once.'),
      ifLate: text('Sự cố kéo dài, phụ huynh mất lòng tin.', 'Faults drag on and parents lose trust.'),
    },
    {
      key: 'monitor-schools', kind: 'report', owner: 'district',
      title: text('Cùng các trường theo dõi đăng ký', 'Monitor with the schools'),
      why: text('Phòng biết nhà nào trong tuyến chưa đăng ký để phường, xã đến hỏi.', 'The office learns which families in the zone have not registered.'),
      how: text('So danh sách trẻ trong tuyến với hồ sơ đã nhận; báo số còn thiếu theo cấp.', 'Compare the children of the zone with files received; report those missing by cohort.'),
      ifLate: text('Trẻ chưa đăng ký phải chờ đợt bổ sung.', 'Children who have not registered wait for the supplementary round.'),
      form: [count('kindergarten', 'Hồ sơ mẫu giáo 5 tuổi', 'Files, kindergarten 5-year-olds'), count('grade1', 'Hồ sơ lớp 1', 'Files, grade 1'), count('grade6', 'Hồ sơ lớp 6', 'Files, grade 6'), count('missing', 'Trẻ trong tuyến chưa đăng ký', 'Children of the zone not registered'), difficulties],
    },
    {
      key: 'receive-online', kind: 'report', owner: 'school',
      title: text('Nhận hồ sơ trực tuyến; phân công tiếp nhận, kiểm tra, nhập', 'Receive online files; assign officers to receive, check and key in'),
      why: text('Mỗi hồ sơ là một đứa trẻ; hồ sơ không được kiểm tra thì em không có trong danh sách xét.', 'Each file is a child; one not checked is not considered.'),
      how: text('Phân công người nhận, kiểm tra, nhập; xem hồ sơ mới mỗi ngày, báo phụ huynh ngay khi thiếu giấy tờ.', 'Appoint who receives, checks and keys in; look daily, tell parents at once when a paper is missing.'),
      ifLate: text('Hồ sơ tồn sang đợt trực tiếp; Phòng cử người hỗ trợ.', 'Files pile up into the walk-in round; the office sends help.'),
      form: [count('officers', 'Số cán bộ được phân công', 'Officers assigned'), count('received', 'Hồ sơ đã nhận', 'Files received'), count('checked', 'Hồ sơ đã kiểm tra', 'Files checked'), count('incomplete', 'Hồ sơ còn thiếu giấy tờ', 'Files lacking papers')],
    },
    {
      key: 'register-online', kind: 'acknowledge', owner: 'parents',
      title: text('Đăng ký trực tuyến trên cổng hoặc eNetViet', 'Register online at the portal or in eNetViet'),
      why: text('Đăng ký đúng hạn thì con được xét theo tuyến.', 'A child registered in time is considered by zone.'),
      how: text('Vào tuyensinhdaucap.haiphong.edu.vn hoặc eNetViet, dùng số định danh của con và mật khẩu được cấp.', 'Go to tuyensinhdaucap.haiphong.edu.vn or eNetViet with the child’s personal number and the password.'),
      ifLate: text('Nộp trực tiếp tại trường từ 24/7 đến 29/7.', 'Apply in person at the school from 24 to 29 July.'),
    },
  ],
});
