/** Children on no school's list. */
export const foundVi = {
  intro: 'Trẻ trong độ tuổi chưa có tên ở trường nào, do xã, phường hoặc Phòng phát hiện. Trẻ được tính vào chỉ tiêu và phân tuyến như mọi trẻ khác.',
  add: 'Ghi thêm trẻ', none: 'Chưa ghi nhận trẻ nào', noneHint: 'Khi tìm thấy trẻ chưa đi học, hãy ghi vào đây để không em nào bị bỏ sót.',
  hasNumber: 'Đã có', by: 'Đơn vị ghi nhận', next: 'Bước tiếp', enrol: 'Giao cho trường', enrolOf: 'Giao %{name} cho trường',
  enrolHint: 'Từ đây trường chịu trách nhiệm về dữ liệu của em.', enrolled: 'Đã giao em cho trường.', numberHint: 'Để trống nếu em chưa được cấp số.',
};
