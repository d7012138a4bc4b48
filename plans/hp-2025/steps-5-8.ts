import { count, difficulties, file, percent, text, tick } from '../text-builders.ts';
import { basis, secondary, software, step, teachers } from './source.ts';

// HP-2025, every year: entry finished before 20/5. The opening, when the second term's marks begin to close, is ours.
export const entry = step({
  key: 'transcript-entry',
  number: 5,
  clause: 'HP-2025, every year, entry',
  legalBasis: basis('thời hạn nhập học bạ hằng năm', 'yearly deadline of entry'),
  title: text('Nhập học bạ', 'Transcript entry'),
  summary: text('Hoàn thành trước 20/5 hằng năm.', 'Finished before 20 May every year.'),
  window: { opens: { kind: 'part-of-month', month: 4, part: 'whole', edge: 'start', yearOffset: 1 }, closes: { kind: 'before-date', month: 5, day: 20, yearOffset: 1 } },
  gates: [{ step: 'certificates', edge: 'closed' }],
  overlaps: ['live-data', 'signing-final-grades'],
  graceWorkingDays: 3,
  duties: [
    {
      key: 'enter-transcripts', kind: 'report', owner: 'school', scope: secondary, cooperating: [teachers],
      title: text('Nhập xong học bạ của mọi học sinh', 'Finish entering every pupil’s transcript'),
      why: text('Học bạ chưa nhập thì không ký được; học sinh lớp 9, lớp 12 cần học bạ để tuyển sinh.', 'What is not entered cannot be signed; grades 9 and 12 need theirs for admission.'),
      how: text('Giáo viên nhập điểm, nhận xét; chủ nhiệm rà từng em; lãnh đạo khóa sổ.', 'Teachers enter marks and comments; homeroom teachers check each pupil; leaders close the books.'),
      ifLate: text('Cấp trên được báo ngay; học sinh có thể lỡ tuyển sinh.', 'The tier above is told at once; pupils may miss admission.'),
      form: [count('pupils', 'Số học sinh', 'Pupils'), count('entered', 'Số học bạ đã nhập xong', 'Transcripts entered'), difficulties],
    },
    {
      key: 'follow-entry', kind: 'report', owner: 'commune', review: 'province', after: ['enter-transcripts'],
      title: text('Theo dõi nhập học bạ của trường THCS', 'Follow entry at THCS'),
      why: text('Trường chậm cần được giúp trước ngày 20/5 chứ không phải sau đó.', 'A slow school needs help before 20 May, not after.'),
      how: text('Xem tỉ lệ từng trường mỗi tuần, gọi trường chậm.', 'Look at each school weekly, phone the slow ones.'),
      ifLate: text('Sở làm việc trực tiếp với xã.', 'The Sở speaks with the commune.'),
      form: [percent('share', 'Tỉ lệ hoàn thành', 'Share completed'), count('slow', 'Số trường chậm', 'Slow schools')],
    },
  ],
});

// HP-2025, every year: grades 9 and 12 signed before 21/5, one day after entry ends, so signing begins while entry goes on.
export const signingFinalGrades = step({
  key: 'signing-final-grades',
  number: 6,
  clause: 'HP-2025, every year, grades 9 and 12',
  legalBasis: basis('thời hạn ký học bạ lớp 9 và lớp 12', 'yearly deadline of grades 9 and 12'),
  title: text('Ký học bạ lớp 9 và lớp 12', 'Signing of grades 9 and 12'),
  summary: text('Hoàn thành trước 21/5 để kịp tuyển sinh và thi tốt nghiệp.', 'Finished before 21 May, in time for admission and the final exam.'),
  window: { opens: { kind: 'part-of-month', month: 5, part: 'early', edge: 'start', yearOffset: 1 }, closes: { kind: 'before-date', month: 5, day: 21, yearOffset: 1 } },
  overlaps: ['live-data', 'transcript-entry', 'signing'],
  graceWorkingDays: 3,
  duties: [
    {
      key: 'sign-final-grades', kind: 'report', owner: 'school', scope: secondary, cooperating: [teachers, software],
      title: text('Ký, đóng dấu học bạ lớp 9, lớp 12', 'Sign and stamp grades 9 and 12'),
      why: text('Từ 2026 học bạ lớp 9 là giấy xác nhận hoàn thành THCS; chậm là em không nộp được hồ sơ vào lớp 10.', 'From 2026 the grade-9 transcript confirms completion of lower secondary; late means no application to grade 10.'),
      how: text('Lớp nào nhập xong thì ký ngay: giáo viên, chủ nhiệm, hiệu trưởng, rồi đóng dấu.', 'Sign each class once it is entered: teachers, homeroom teacher, principal, then the seal.'),
      ifLate: text('Sở được báo ngay trong ngày; trường phải giải trình.', 'The Sở is told the same day; the school must explain.'),
      // Two days are too few to climb slowly: the tier above and the Sở hear within one.
      ladder: [
        { action: 'remind', workingDays: -5 }, { action: 'remind', workingDays: -2 }, { action: 'remind', workingDays: -1 },
        { action: 'overdue', workingDays: 0 }, { action: 'escalate-above', workingDays: 0 }, { action: 'escalate-province', workingDays: 1 },
      ],
      form: [count('grade9', 'Học sinh lớp 9', 'Grade-9 pupils'), count('grade9Signed', 'Học bạ lớp 9 đã ký, đóng dấu', 'Grade 9 signed'), count('grade12', 'Học sinh lớp 12', 'Grade-12 pupils'), count('grade12Signed', 'Học bạ lớp 12 đã ký, đóng dấu', 'Grade 12 signed')],
    },
    {
      key: 'watch-final-grades', kind: 'report', owner: 'province', after: ['sign-final-grades'],
      title: text('Theo dõi ký học bạ cuối cấp toàn thành phố', 'Watch signing of final grades'),
      why: text('Thành phố chỉ có vài ngày để giúp trường chậm.', 'The city has only days to help the slow.'),
      how: text('Xem tỉ lệ mỗi ngày, cử người đến trường chậm.', 'Look daily, send people to slow schools.'),
      ifLate: text('Học sinh cuối cấp lỡ kỳ tuyển sinh.', 'Final-year pupils miss admission.'),
      form: [percent('share', 'Tỉ lệ đã ký', 'Share signed'), difficulties],
    },
  ],
});

// HP-2025, every year: signing finished before 31/5.
export const signing = step({
  key: 'signing',
  number: 7,
  clause: 'HP-2025, every year, signing',
  legalBasis: basis('thời hạn ký học bạ hằng năm', 'yearly deadline of signing'),
  title: text('Ký học bạ các lớp', 'Signing of all grades'),
  summary: text('Hoàn thành trước 31/5 hằng năm.', 'Finished before 31 May every year.'),
  window: { opens: { kind: 'after-step', step: 'transcript-entry', edge: 'closes', days: 0 }, closes: { kind: 'before-date', month: 5, day: 31, yearOffset: 1 } },
  gates: [{ step: 'transcript-entry', edge: 'closed' }],
  overlaps: ['signing-final-grades'],
  graceWorkingDays: 3,
  duties: [
    {
      key: 'sign-all', kind: 'report', owner: 'school', scope: secondary, cooperating: [teachers, software],
      title: text('Ký, đóng dấu học bạ mọi lớp', 'Sign and stamp every transcript'),
      why: text('Học bạ chưa ký không dùng được khi chuyển trường, tra cứu.', 'An unsigned transcript is no use in transfer or look-up.'),
      how: text('Ký theo lớp, kiểm tra học bạ lỗi, đóng dấu, gửi về Sở.', 'Sign by class, mend the faulty, stamp and send.'),
      ifLate: text('Xã và Sở được báo; trường phải giải trình.', 'Commune and Sở are told; the school must explain.'),
      form: [count('pupils', 'Số học sinh', 'Pupils'), count('signed', 'Số học bạ đã ký, đóng dấu', 'Signed and stamped'), difficulties],
    },
    {
      key: 'follow-signing', kind: 'report', owner: 'commune', review: 'province', after: ['sign-all'],
      title: text('Theo dõi ký học bạ của trường THCS', 'Follow signing at THCS'),
      why: text('Bảo đảm mọi học sinh của xã có học bạ hợp lệ.', 'So that every pupil of the commune has a valid transcript.'),
      how: text('Xem tỉ lệ, giúp trường thiếu người ký.', 'Look at the share, help schools short of signers.'),
      ifLate: text('Sở làm việc trực tiếp với xã.', 'The Sở speaks with the commune.'),
      form: [percent('share', 'Tỉ lệ đã ký', 'Share signed'), difficulties],
    },
  ],
});

// HP-2025: uses: transfer, admission, look-up and authentication by citizens, schools and managers. No date; default June.
export const use = step({
  key: 'issue-and-use',
  number: 8,
  clause: 'HP-2025, use',
  legalBasis: basis('khai thác, sử dụng học bạ số', 'use of digital transcripts'),
  title: text('Phát hành và sử dụng học bạ số', 'Issue and use'),
  summary: text('Dùng trong chuyển trường, tuyển sinh, tra cứu, xác thực; không thu phí của người học.', 'For transfer, admission, look-up and authentication; no fee for learners.'),
  window: { opens: { kind: 'after-step', step: 'signing', edge: 'closes', days: 0 }, closes: { kind: 'part-of-month', month: 6, part: 'whole', edge: 'end', yearOffset: 1 }, vague: true },
  gates: [{ step: 'signing', edge: 'closed' }],
  duties: [
    {
      key: 'issue', kind: 'report', owner: 'province', cooperating: [software],
      title: text('Phát hành và chuyển học bạ lên csdl.moet.gov.vn', 'Issue and transfer to csdl.moet.gov.vn'),
      why: text('Học bạ đã phát hành thì nơi khác mới kiểm tra được.', 'Only what is issued can be verified elsewhere.'),
      how: text('Kiểm tra chữ ký, phát hành, chuyển trong giao dịch có ký số, giữ biên nhận.', 'Check signatures, issue, transfer in signed transactions, keep receipts.'),
      ifLate: text('Nơi khác không xác thực được học bạ của học sinh thành phố.', 'Others cannot verify the city’s transcripts.'),
      form: [count('issued', 'Số học bạ đã phát hành', 'Issued'), count('transferred', 'Số đã chuyển', 'Transferred')],
    },
    {
      key: 'let-people-look', kind: 'publish', owner: 'school', scope: secondary,
      title: text('Hướng dẫn học sinh, phụ huynh tra cứu, xác thực', 'Show pupils and parents how to look up and verify'),
      why: text('Học bạ là của học sinh: em phải xem và dùng được, không mất phí.', 'The transcript is the pupil’s own, to see and use without a fee.'),
      how: text('Đăng hướng dẫn tra cứu lên trang của trường; không đăng học bạ của ai.', 'Publish the guide on the school’s site; never anybody’s transcript.'),
      ifLate: text('Gia đình vẫn phải đến trường xin bản giấy.', 'Families still come for paper.'),
    },
    {
      key: 'commune-year-report', kind: 'report', owner: 'commune', review: 'province',
      title: text('Báo cáo năm của xã', 'The commune’s report of the year'),
      why: text('Kế hoạch lặp lại hằng năm, cần biết điều gì phải sửa.', 'The plan returns every year; what must be mended should be known.'),
      how: text('Ghi tỉ lệ hoàn thành, khó khăn, đề xuất; xác nhận không có lộ lọt dữ liệu.', 'Give shares, difficulties, proposals; confirm that no data leaked.'),
      ifLate: text('Đề xuất của xã không có trong kế hoạch năm sau.', 'The commune’s proposals miss next year’s plan.'),
      form: [percent('share', 'Tỉ lệ học bạ hoàn thành', 'Transcripts completed'), tick('noLeak', 'Không để lộ lọt dữ liệu cá nhân', 'No personal data has leaked'), file('report', 'Báo cáo', 'Report', false), difficulties],
    },
  ],
});
