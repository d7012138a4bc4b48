import { confirmationLadder } from '../../domain/ladder.ts';
import { count, difficulties, file, page, text } from '../text-builders.ts';
import { basis, districtCommittee, homeroom, parentsBoard, step, wardCommittee } from './source.ts';

// HP-2023 step 4: "early May, after step 3". The source names no end; the default leaves until 20 May, before zones end.
export const confirmation = step({
  key: 'parent-confirmation',
  number: 4,
  clause: 'HP-2023 step 4',
  legalBasis: basis('4'),
  title: text('Thu thập số định danh; in, rà soát phiếu và phụ huynh xác nhận', 'Personal numbers collected; slips printed, reviewed and confirmed by parents'),
  summary: text(
    'Trường hoàn thiện số định danh cá nhân, gửi phiếu cho phụ huynh; phụ huynh kiểm tra, xác nhận hoặc đề nghị sửa; trường cập nhật.',
    'Schools complete personal numbers and send slips; parents check, confirm or correct; schools update the data.',
  ),
  window: {
    opens: { kind: 'after-step', step: 'software-training', edge: 'closes', days: 0 },
    closes: { kind: 'part-of-month', month: 5, part: 'mid', edge: 'end' },
    vague: true,
  },
  gates: [{ step: 'software-training', edge: 'closed' }],
  overlaps: ['zoning', 'outreach'],
  duties: [
    {
      key: 'announce-review', kind: 'publish', owner: 'province',
      title: text('Thông báo rà soát học sinh trên phiếu in từ phần mềm', 'Announce the review of pupils on printed slips'),
      why: text('Phụ huynh chỉ tin và làm khi Sở nói rõ phiếu này là gì, gửi qua đâu và không thu tiền.', 'Parents trust a slip when the Sở has said what it is, how it comes and that it costs nothing.'),
      how: text('Đăng thông báo và cách đăng ký cho phụ huynh; ghi địa chỉ trang.', 'Publish the notice and how parents register; enter the page’s address.'),
      ifLate: text('Phụ huynh nghi ngờ phiếu giả và không trả lời.', 'Parents suspect a forgery and do not answer.'),
    },
    {
      key: 'direct-numbers', kind: 'report', owner: 'district', work: 'numbers-overview', cooperating: [wardCommittee],
      title: text('Chỉ đạo trường hoàn thiện mọi số định danh cá nhân', 'Have schools complete every personal number'),
      why: text('Không có số định danh, phụ huynh không đăng ký trực tuyến được.', 'Without a personal number a family cannot register online.'),
      how: text('Theo dõi từng trường trên màn hình, nhờ công an phường, xã tra số còn thiếu; ghi khó khăn nếu có.', 'Follow each school on the screen, ask ward police for missing numbers; note difficulties.'),
      ifLate: text('Các em thiếu số phải nộp hồ sơ trực tiếp.', 'Children without a number must apply in person.'),
      after: ['complete-numbers'],
      form: [difficulties],
    },
    {
      key: 'complete-numbers', kind: 'submit', owner: 'school', work: 'personal-numbers', cooperating: [homeroom, parentsBoard],
      title: text('Hoàn thiện số định danh cá nhân của học sinh', 'Complete the pupils’ personal numbers'),
      why: text('Số định danh gồm 12 chữ số là tên đăng ký của em; thiếu hoặc sai thì không tra cứu được kết quả.', 'The 12-digit number is how a child is registered; if it is missing or wrong the result cannot be looked up.'),
      how: text('Lấy số từ giấy khai sinh hoặc thông báo của công an; giữ số 0 ở đầu; em chưa được cấp thì ghi lý do.', 'Take it from the birth certificate or the police’s notice; keep leading zeros; give the reason for pupils who have none yet.'),
      ifLate: text('Phiếu in ra thiếu số, phụ huynh phải xác nhận lại.', 'Slips are printed without a number and must be confirmed twice.'),
      form: [difficulties],
    },
    {
      key: 'collect-confirmations', kind: 'confirmation', owner: 'school', cooperating: [homeroom], ladder: confirmationLadder,
      title: text('Gửi phiếu và thu xác nhận của phụ huynh', 'Send the slips and collect parents’ confirmations'),
      why: text('Phụ huynh là người biết đúng tên, ngày sinh, nơi ở của con; sai ở đây sẽ sai trong mọi giấy tờ sau này. Im lặng không phải là đồng ý.', 'Parents know their child’s name, birth date and address best; an error here runs through every later paper. Silence is not consent.'),
      how: text('In phiếu theo lớp, gửi kèm đường dẫn; nhập phiếu giấy đã ký; xử lý từng đề nghị sửa; nhờ giáo viên chủ nhiệm gặp gia đình chưa trả lời.', 'Print slips by class and send the link; key in signed paper slips; settle each correction; have homeroom teachers see families that are silent.'),
      ifLate: text('Học sinh chưa xác nhận được ghi là “chưa trả lời”; trường phải nhận hồ sơ trực tiếp của các em.', 'Unconfirmed pupils are recorded as “no answer” and apply in person at the school.'),
    },
    {
      key: 'check-slip', kind: 'acknowledge', owner: 'parents',
      title: text('Kiểm tra phiếu, xác nhận hoặc đề nghị sửa', 'Check the slip, confirm or correct it'),
      why: text('Thông tin trên phiếu sẽ được dùng để tuyển sinh cho con.', 'What is on the slip will be used for the child’s admission.'),
      how: text('Mở đường dẫn hoặc dùng phiếu giấy, đối chiếu với giấy khai sinh; đúng thì xác nhận, sai thì ghi lại cho đúng.', 'Open the link or take the paper slip and compare with the birth certificate; confirm if right, write the right value if not.'),
      ifLate: text('Nhà trường sẽ nhắc hai lần, sau đó giáo viên chủ nhiệm liên hệ.', 'The school reminds twice, then the homeroom teacher gets in touch.'),
    },
  ],
});

// HP-2023 step 5: in May, "finished before 31/5".
export const zoning = step({
  key: 'zoning',
  number: 5,
  clause: 'HP-2023 step 5',
  legalBasis: basis('5'),
  title: text('Phân tuyến và giao chỉ tiêu', 'Zoning and quotas'),
  summary: text('Theo phương án quận, huyện đã phê duyệt; hoàn thành trước 31/5.', 'By the plan the district committee approved; finished before 31 May.'),
  window: { opens: { kind: 'date', month: 5, day: 1 }, closes: { kind: 'before-date', month: 5, day: 31 } },
  overlaps: ['software-training', 'parent-confirmation', 'outreach'],
  duties: [
    {
      key: 'supervise-zoning', kind: 'report', owner: 'province', after: ['draw-zones'],
      title: text('Kiểm tra, giám sát việc phân tuyến', 'Supervise the zoning'),
      why: text('Một khu phố bị bỏ sót là những đứa trẻ không có trường.', 'A quarter left out means children without a school.'),
      how: text('Mở phương án từng quận, huyện: xem địa danh chưa có trường, chỉ tiêu so với số trẻ; đạt thì xác nhận đã giám sát, chưa đạt thì trả lại kèm lý do.', 'Open each district’s plan: places without a school, seats against children; confirm it, or return it with a reason.'),
      ifLate: text('Lỗi tuyến chỉ lộ ra khi phụ huynh đăng ký.', 'Errors come to light only when parents register.'),
      work: 'zoning-supervision',
      form: [difficulties],
    },
    {
      key: 'comment-zones', kind: 'acknowledge', owner: 'school', work: 'zone-comment', lead: text('Hiệu trưởng nhà trường', 'The school’s principal'),
      title: text('Góp ý dự thảo tuyến và chỉ tiêu của trường', 'Comment on the draft of the school’s zone and quota'),
      why: text('Trường biết rõ số lớp, số phòng và khu dân cư quanh mình; góp ý trước quyết định thì còn sửa được.', 'The school knows its rooms and its neighbourhood; before the decision things can still be changed.'),
      how: text('Mở dự thảo của Phòng, xem tuyến, chỉ tiêu và số trẻ; chọn đồng ý, hoặc ghi rõ chỗ chưa đồng ý.', 'Open the office’s draft, look at zone, quota and children; agree, or say what is wrong.'),
      ifLate: text('Phương án được trình Ủy ban mà không có ý kiến của trường.', 'The plan goes to the committee without the school’s word.'),
    },
    {
      key: 'draw-zones', kind: 'submit', owner: 'district', review: 'province', work: 'zoning', cooperating: [districtCommittee, wardCommittee],
      title: text('Vẽ tuyến và nhập chỉ tiêu đã được phê duyệt', 'Draw the zones and enter the approved quotas'),
      why: text('Phụ huynh chỉ nhìn thấy trường mà tuyến này cho phép.', 'Parents see only the schools these zones allow.'),
      how: text('Gán mỗi tổ, thôn, khu phố cho một trường đúng theo phương án Ủy ban đã duyệt, nhập chỉ tiêu từng trường, lấy ý kiến các trường, rồi ghi quyết định của Ủy ban và đính kèm.', 'Assign each group or hamlet to a school exactly as approved, enter each school’s quota, hear the schools, then record the committee’s decision and attach it.'),
      ifLate: text('Đợt trực tuyến không mở được ở quận, huyện.', 'The online round cannot open in the district.'),
      form: [file('copy', 'Phương án có chữ ký', 'Signed plan'), difficulties],
    },
    {
      key: 'publish-admission-rules', kind: 'publish', owner: 'school',
      title: text('Công bố thông tin và quy định tuyển sinh của trường', 'Publish the school’s admission rules and information'),
      why: text('Phụ huynh có quyền biết tuyến, chỉ tiêu và giấy tờ phải nộp trước khi đăng ký.', 'Parents have a right to know zone, quota and papers before they register.'),
      how: text('Đăng tuyến, chỉ tiêu, thời gian, giấy tờ, số điện thoại hỗ trợ lên trang của trường và bảng tin; ghi địa chỉ trang.', 'Put zone, quota, dates, papers and a phone number on the school’s site and notice board; enter the address.'),
      ifLate: text('Phụ huynh nộp nhầm trường hoặc thiếu giấy tờ.', 'Parents apply to the wrong school or without papers.'),
      work: 'zone-publication',
    },
  ],
});

// HP-2023 step 6: "May–July", so it runs beside steps 3 to 11.
export const outreach = step({
  key: 'outreach',
  number: 6,
  clause: 'HP-2023 step 6',
  legalBasis: basis('6'),
  title: text('Tuyên truyền, hướng dẫn đăng ký trực tuyến', 'Outreach: how to register online'),
  summary: text('Sở làm truyền thông; Phòng chỉ đạo và tuyên truyền tại địa phương; trường hướng dẫn từng phụ huynh.', 'The Sở works with media; districts direct schools and local outreach; schools show parents how.'),
  window: {
    opens: { kind: 'part-of-month', month: 5, part: 'whole', edge: 'start' },
    closes: { kind: 'part-of-month', month: 7, part: 'whole', edge: 'end' },
  },
  overlaps: [
    'software-training', 'parent-confirmation', 'zoning', 'trial-run-1', 'trial-run-2', 'official-round', 'preliminary-report', 'walk-in-round', 'results', 'final-report',
  ],
  duties: [
    {
      key: 'media', kind: 'publish', owner: 'province', cooperating: [text('Báo, đài của thành phố', 'The city’s press and broadcasters')],
      title: text('Truyền thông về tuyển sinh trực tuyến', 'Media on online admissions'),
      why: text('Nhiều gia đình chỉ biết qua báo, đài và mạng xã hội.', 'Many families hear only through press, television and social networks.'),
      how: text('Cung cấp thông tin, phim ngắn hướng dẫn cho báo, đài; ghi địa chỉ trang.', 'Give press and broadcasters the facts and a short film; enter the page’s address.'),
      ifLate: text('Ngày mở đăng ký đường dây hỗ trợ bị quá tải.', 'Help lines are overwhelmed on opening day.'),
    },
    {
      key: 'local-outreach', kind: 'report', owner: 'district', cooperating: [wardCommittee],
      title: text('Chỉ đạo trường và tuyên truyền tại địa phương', 'Direct schools; outreach in the district'),
      why: text('Gia đình không có con đang học ở trường nào chỉ nghe được từ phường, xã, tổ dân phố.', 'Families with no child in school hear only from ward and neighbourhood.'),
      how: text('Phát loa, dán thông báo, phối hợp tổ dân phố; báo số phường, xã đã làm.', 'Loudspeakers, posters, neighbourhood groups; report how many wards were reached.'),
      ifLate: text('Trẻ mới chuyển đến bị bỏ sót.', 'Children who have just moved in are missed.'),
      form: [count('wards', 'Số phường, xã đã tuyên truyền', 'Wards reached'), difficulties],
    },
    {
      key: 'guide-parents', kind: 'report', owner: 'school', cooperating: [homeroom, parentsBoard],
      title: text('Hướng dẫn phụ huynh đăng ký và tra cứu', 'Show parents how to register and look up the result'),
      why: text('Phụ huynh cần số định danh của con và mật khẩu được cấp để đăng ký và xem kết quả.', 'Parents need the child’s personal number and the issued password to register and see the result.'),
      how: text('Họp phụ huynh, phát mật khẩu kín cho từng nhà, đăng hướng dẫn lên trang của trường; ghi số phụ huynh đã được hướng dẫn.', 'Hold a meeting, hand each family its password in private, publish the guide; report how many parents were shown.'),
      ifLate: text('Phụ huynh không đăng nhập được trong ngày mở đăng ký.', 'Parents cannot sign in when registration opens.'),
      form: [page('page', 'Trang hướng dẫn của trường', 'The school’s guide page', false), count('parents', 'Số phụ huynh đã hướng dẫn', 'Parents shown'), count('unreached', 'Số phụ huynh chưa liên hệ được', 'Parents not reached')],
    },
  ],
});
