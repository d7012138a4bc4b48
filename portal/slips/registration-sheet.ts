import type { Content } from 'pdfmake/interfaces.js';
import { dayMonthYear, sexLabel } from '../../domain/slip.ts';

/** One registration slip as printed: number and account in clear, for the pupil to proofread. */
export type RegistrationPage = { code: string; fullName: string; birthDate: string; sex: 'male' | 'female'; className: string; school: string; account: string; number: string; address: string; evidence: readonly string[] };

const nfc = (text: string) => text.normalize('NFC');

/** HP-SYNC-2023, slips: printed, proofread, signed by the pupil, kept at the school. One A4 page. */
export function registrationContent(page: RegistrationPage, last: boolean): Content[] {
  const rows: [string, string][] = [
    ['Họ và tên', page.fullName], ['Ngày sinh', dayMonthYear(page.birthDate)], ['Giới tính', sexLabel[page.sex].vi], ['Lớp', page.className], ['Mã học sinh', page.code],
    ['Số CMND, CCCD, số định danh', page.number === '' ? 'chưa có' : page.number], ['Tài khoản dự thi', page.account === '' ? 'chưa cấp' : page.account], ['Nơi thường trú', page.address],
    ['Ưu tiên, khuyến khích, miễn thi đã được duyệt', page.evidence.length === 0 ? 'không' : page.evidence.join('; ')],
  ];
  return [
    { text: nfc(page.school.toUpperCase()), bold: true },
    { text: 'PHIẾU ĐĂNG KÝ DỰ THI', style: 'title' },
    { text: 'Em đọc kỹ từng mục. Sai ở đâu, khoanh vào đó và báo giáo viên để sửa rồi in lại; đúng hết mới ký.', margin: [0, 4, 0, 8] },
    { table: { widths: [190, '*'], body: rows.map(([name, value]) => [{ text: nfc(name) }, { text: nfc(value), bold: true }]) }, margin: [0, 0, 0, 12] },
    { columns: [{ text: '☐ Đúng hết        ☐ Cần sửa (đã khoanh)' }, { text: 'Ngày ...... tháng ...... năm ..........\n\nHọc sinh ký, ghi rõ họ tên', alignment: 'center' }] },
    ...(last ? [] : [{ text: '', pageBreak: 'after' as const }]),
  ];
}
