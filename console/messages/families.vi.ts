/** How families come in: links and issued passwords. */
export const familiesVi = {
  access: 'Đường vào của phụ huynh',
  accessHint: 'Gia đình vào bằng đường liên kết, mã QR, hoặc số định danh và mật khẩu nhà trường cấp.',
  password: 'Mật khẩu', issued: 'Cấp lúc %{at}', none: 'Chưa cấp', revokedAt: 'Đã thu hồi lúc %{at}', links: 'Đường liên kết còn dùng được',
  issue: 'Cấp mật khẩu và in phiếu', again: 'Cấp lại mật khẩu và in phiếu', issueTitle: 'Cấp mật khẩu cho gia đình %{name}?',
  issueHint: 'Mật khẩu chỉ in một lần trên phiếu tải về; sau đó không ai xem lại được. Mật khẩu cũ (nếu có) hết hiệu lực ngay. Đưa phiếu tận tay phụ huynh.',
  issuedDone: 'Đã tải phiếu có mật khẩu. Hãy in và đưa tận tay phụ huynh.',
  revoke: 'Thu hồi đường vào', revokeTitle: 'Thu hồi mọi đường vào của gia đình %{name}?',
  revokeHint: 'Mọi đường liên kết, mã QR đã in và mật khẩu của gia đình này ngừng dùng được ngay. Câu trả lời đã gửi vẫn còn. Sau đó in phiếu mới để gia đình vào lại.',
  reason: 'Lý do (ví dụ: mất phiếu, đổi điện thoại)', revoked: 'Đã thu hồi. Hãy in phiếu mới cho gia đình.',
  classPasswords: 'Phiếu kèm mật khẩu', classHint: 'Cấp mật khẩu cho các em chưa có và tải phiếu có in mật khẩu. Em đã có mật khẩu thì không đổi; cấp lại cho từng em ở trang phiếu của em đó.',
  anew: 'Cấp lại cho cả lớp', anewTitle: 'Cấp lại mật khẩu cho cả lớp %{name}?', anewHint: 'Mọi mật khẩu đã phát cho lớp này hết hiệu lực ngay. Chỉ làm khi phiếu đã in bị mất hoặc lộ cả lớp.',
};
