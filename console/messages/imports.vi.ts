/** Lists in and out as Excel. */
export const importsVi = {
  intro: 'Nạp danh sách từ Excel, xem thử trước khi ghi, và hoàn tác được cả lần nạp. Tải xuống rồi nạp lại cùng một mẫu.',
  load: 'Nạp danh sách', loadIntro: 'Tệp được đọc thử trước. Chưa có gì được ghi cho đến khi bạn xem kết quả và bấm ghi.',
  none: 'Chưa nạp danh sách nào', noneHint: 'Tải tệp mẫu, điền bằng Excel, rồi nạp lên đây.',
  kindLabel: 'Loại danh sách', file: 'Tệp', rows: 'Số dòng', at: 'Nạp lúc', what: 'Nạp danh sách gì', unit: 'Cho đơn vị', unitHint: 'Đơn vị của các bản ghi trong tệp; có thể là đơn vị cấp dưới.',
  modeLabel: 'Cách ghi', templates: 'Tệp mẫu', templatesHint: 'Tệp mẫu có danh sách chọn sẵn lớp, trường, địa danh của đơn vị. Tệp Excel của riêng trường cũng nạp được: hệ thống hỏi cột một lần rồi nhớ. Số định danh được để trống trong dữ liệu tải xuống; ô trống không xoá dữ liệu đang có.',
  template: 'Tải tệp mẫu trống', present: 'Tải dữ liệu hiện có', send: 'Gửi tệp', dropHere: 'Kéo tệp Excel (.xlsx, .xls) hoặc CSV vào đây, hoặc:', choose: 'Chọn tệp…',
  kind: { pupils: 'Học sinh (mẫu CSDL ngành)', m1: 'Mẫu M1: đề nghị thêm địa danh', m2: 'Mẫu M2: nơi ở của học sinh', places: 'Danh mục địa danh', quotas: 'Chỉ tiêu và tiêu chí', zones: 'Phân tuyến tuyển sinh', staff: 'Tài khoản cán bộ', feeder: 'Học sinh của trường ngoài hệ thống' },
  about: {
    title: 'Lần nạp này', pupils: 'Thêm học sinh hoặc sửa thông tin theo mã học sinh.', m1: 'Tổ, thôn, khu phố mà trường thấy còn thiếu; cấp trên duyệt rồi mới dùng.', m2: 'Mỗi học sinh với xã, phường và tổ, thôn nơi ở.',
    places: 'Xã, phường, tổ, thôn, khu phố do Phòng hoặc xã giữ.', quotas: 'Số lớp, chỉ tiêu, tiêu chí, hồ sơ của từng trường.', zones: 'Địa danh nào vào trường nào, theo từng cấp.', staff: 'Tài khoản của đơn vị; mật khẩu đặt riêng, không nằm trong tệp.', feeder: 'Danh sách do trường không dùng phần mềm gửi theo mẫu.',
  },
  mode: { add: 'Chỉ thêm mới', update: 'Chỉ cập nhật bản ghi đã có', both: 'Thêm mới và cập nhật' },
  state: { queued: 'Chờ đọc', reading: 'Đang đọc', ready: 'Chờ quyết định', committing: 'Đang ghi', committed: 'Đã ghi', undoing: 'Đang hoàn tác', undone: 'Đã hoàn tác', refused: 'Không đọc được', cancelled: 'Đã huỷ' },
  moving: { queued: 'Đang chờ đến lượt đọc…', reading: 'Đang đọc: %{done} / khoảng %{total} dòng', committing: 'Đang ghi: %{done} / %{total} dòng', undoing: 'Đang trả lại dữ liệu như trước…' },
  dry: 'Đây là kết quả xem thử. Chưa có gì được ghi vào dữ liệu.', mapFirst: 'Chưa nhận ra hết các cột bắt buộc. Hãy chọn cột của tệp cho từng mục; lần sau hệ thống tự nhớ.',
  loadedBy: 'Người nạp', committedBy: 'Người ghi', undoneBy: 'Người hoàn tác',
  commit: 'Ghi %{smart_count} dòng', commitGood: 'Chỉ ghi %{smart_count} dòng đúng', marked: 'Tải tệp đã đánh dấu %{smart_count} dòng cần xem', map: 'Chọn cột', cancel: 'Huỷ', undo: 'Hoàn tác cả lần nạp', back: 'Quay lại', yes: 'Đồng ý',
  ask: { commit: 'Ghi cả tệp?', good: 'Chỉ ghi các dòng đúng?', cancel: 'Huỷ lần nạp này?', undo: 'Hoàn tác cả lần nạp?' },
  askMore: {
    commit: '%{writes} dòng sẽ được thêm hoặc sửa. Bạn vẫn hoàn tác được khi chưa có việc khác dùng đến.', good: '%{writes} dòng đúng sẽ được ghi; %{error} dòng lỗi được để lại. Hãy tải tệp đã đánh dấu, sửa rồi nạp lại.',
    cancel: 'Không dòng nào được ghi. Nếu đang ghi dở, phần đã ghi được trả lại như trước.', undo: 'Bản ghi đã thêm sẽ bị bỏ, bản ghi đã sửa trở lại như trước lần nạp này.',
  },
  told: { commit: 'Đang ghi vào dữ liệu.', cancel: 'Đã huỷ.', undo: 'Đang hoàn tác.' },
  mapHint: 'Mục có dấu * là bắt buộc. Lựa chọn được nhớ cho đơn vị của bạn.', noColumn: '(không có trong tệp)', column: 'Cột %{number}', readAgain: 'Đọc lại theo các cột này',
  verdicts: 'Kết quả theo loại', verdict: { new: 'Thêm mới', changed: 'Có sửa', unchanged: 'Không đổi', duplicate: 'Trùng', 'not-ours': 'Của đơn vị khác', candidate: 'Chờ người chọn', error: 'Lỗi' },
  row: 'Dòng %{number}', rowHead: 'Dòng', record: 'Bản ghi', effect: 'Sẽ thế nào', empty: '(trống)', written: 'Đã ghi',
};
