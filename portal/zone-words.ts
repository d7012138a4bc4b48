import type { ZonedIntake } from '../domain/zoning.ts';
import type { Lang } from './words.ts';

const vi = {
  title: 'Trường của con tôi', lead: 'Gõ tổ, thôn, khu phố hoặc phường, xã nơi gia đình cư trú. Không cần gõ dấu, không cần thông tin của con.',
  search: 'Nơi cư trú', hint: 'Ví dụ: tổ 7 lạch tray', button: 'Tìm trường', none: 'Không tìm thấy nơi này. Hãy thử tên phường, xã, hoặc hỏi trường gần nhất.', found: 'Chọn nơi cư trú',
  notYet: 'Năm nay chưa có phương án tuyển sinh nào được phê duyệt. Xin quay lại sau.', because: 'Vì sao', own: 'có trong tuyến của trường.', via: 'thuộc', whose: 'nằm trong tuyến của trường.', by: 'Theo quyết định số', signed: 'ngày', from: 'Áp dụng từ',
  shared: 'Tuyến chung: gia đình được chọn một trong các trường.', noSchool: 'Chưa có trường theo tuyến cho khối này. Xin hỏi cơ quan quản lý:', seats: 'Chỉ tiêu', lastYear: 'năm trước', classes: 'lớp', criteria: 'Đối tượng', papers: 'Giấy tờ phải nộp', forms: 'Biểu mẫu', zone: 'Tuyến của trường', phone: 'Điện thoại hỗ trợ',
  noCost: 'Tra cứu không mất tiền và không ai hỏi mật khẩu của gia đình.', again: 'Tìm nơi khác', noSuch: 'Không có trường này, hoặc phương án của trường chưa được phê duyệt.',
  intake: { 'kindergarten-5': 'Mẫu giáo 5 tuổi', 'grade-1': 'Lớp 1', 'grade-6': 'Lớp 6' } as Record<ZonedIntake, string>,
};
const en: typeof vi = {
  title: 'My child’s school', lead: 'Type the group, hamlet or ward where the family lives. No accents and nothing about the child is needed.',
  search: 'Where you live', hint: 'For example: to 7 lach tray', button: 'Find the school', none: 'No such place. Try the ward or commune, or ask the nearest school.', found: 'Choose where you live',
  notYet: 'No plan has been approved this year. Please come back later.', because: 'Why', own: 'is in the school’s zone.', via: 'belongs to', whose: 'which is in the school’s zone.', by: 'By decision no.', signed: 'of', from: 'In force from',
  shared: 'A shared zone: the family may choose one of the schools.', noSchool: 'There is no school for this intake. Please ask:', seats: 'Seats', lastYear: 'last year', classes: 'classes', criteria: 'Who is admitted', papers: 'Papers to bring', forms: 'Forms', zone: 'The school’s zone', phone: 'Phone',
  noCost: 'Looking costs nothing and nobody asks for a password.', again: 'Look for another place', noSuch: 'There is no such school, or its plan is not approved yet.',
  intake: { 'kindergarten-5': 'Kindergarten, age 5', 'grade-1': 'Grade 1', 'grade-6': 'Grade 6' },
};
export const zoneWords: Record<Lang, typeof vi> = { vi, en };
