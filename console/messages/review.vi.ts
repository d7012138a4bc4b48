/** Data review, claims and duplicates. */
export const reviewVi = {
  title: 'Rà soát dữ liệu', intro: 'Học sinh cuối cấp còn thiếu gì. Bấm vào từng lý do để xem danh sách, bấm vào tên để sửa.', state: 'Tình trạng', complete: 'Đủ dữ liệu', incomplete: 'Còn thiếu', all: 'Mọi lý do chặn nộp',
  missing: { 'no-place': 'Chưa rõ tổ, thôn, khu phố', 'no-class': 'Chưa có lớp', 'no-address': 'Chưa có nơi ở hiện nay', 'no-guardian': 'Chưa có người giám hộ', 'bad-phone': 'Điện thoại chưa đúng', 'no-ethnicity': 'Chưa ghi dân tộc', 'no-number': 'Chưa có số định danh' },
  list: 'Học sinh còn thiếu', what: 'Còn thiếu', none: 'Không còn em nào thiếu', noneHint: 'Có thể nộp kết quả rà soát.',
  burndown: 'Số trường chưa nộp theo ngày', unit: 'Đơn vị', schools: 'Số trường', submitted: 'Đã nộp', accepted: 'Đã được chấp nhận', pupils: 'Học sinh',
  conflicts: 'Tranh chấp và trùng', conflictsIntro: 'Một em có hai trường cùng nhận, hai hồ sơ có thể là một em, hoặc một em không thuộc trường nào. Máy chỉ tìm; người có thẩm quyền quyết định kèm lý do.',
  find: 'Tìm lại toàn tỉnh', searching: 'Đang tìm trong toàn tỉnh; kết quả hiện ra sau ít giây.', tab: { claims: 'Hai trường cùng nhận', duplicates: 'Hồ sơ có thể trùng', none: 'Không thuộc trường nào' },
  noNone: 'Em nào cũng có trường', noNoneHint: 'Khi trường báo học sinh đã đi mà chưa trường nào nhận, em hiện ở đây.', wasAt: 'trước ở %{school}, lớp %{name}',
  noClaims: 'Không có tranh chấp nào', noClaimsHint: 'Trường gửi đề nghị nhận khi học sinh của mình đang nằm ở trường khác.', claim: 'Đề nghị nhận học sinh', claimSend: 'Gửi đề nghị', reason: 'Lý do', claimed: '%{from} đang giữ, %{to} đề nghị nhận vào lớp %{name}', give: 'Giao cho trường đề nghị', refuse: 'Từ chối', withdraw: 'Rút đề nghị',
  pairState: { open: 'Chờ quyết định', merged: 'Đã gộp', kept: 'Giữ cả hai' }, noPairs: 'Không có cặp nào', noPairsHint: 'Bấm “Tìm lại toàn tỉnh” sau khi nạp danh sách mới.', kind: { 'same-number': 'Hai hồ sơ cùng một số định danh', 'same-name-birth-parent': 'Hai hồ sơ cùng tên, ngày sinh và phụ huynh' },
  take: 'Lấy từ hồ sơ kia', kept: 'Hồ sơ được giữ', keep: 'Giữ %{code}', merge: 'Gộp thành một', keepBoth: 'Là hai em, giữ cả hai', reopen: 'Hoàn tác quyết định',
  schoolsAsked: 'Đã hỏi cả hai trường: em học ở trường của hồ sơ được giữ',
  edit: 'Sửa dữ liệu học sinh', numberHint: 'Để trống nếu không đổi số.', save: 'Lưu', saved: 'Đã lưu.', leave: 'Báo đã rời trường', leaveReason: 'Lý do rời trường',
};
