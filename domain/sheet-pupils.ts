import { both, field, placeCode, pupilCode, schoolCode, sexes } from './sheet-fields.ts';
import type { SheetField, SheetSpec } from './sheet.ts';

/** As the sector database's template has them, with the headers that schools write. */
const columns: readonly SheetField[] = [
  pupilCode(false),
  field('fullName', 'name', both('Họ và tên', 'Full name'), both('Đầy đủ họ, tên đệm, tên như giấy khai sinh.', 'As on the birth certificate.'), { required: true, width: 26, aliases: ['Họ tên', 'Họ tên học sinh', 'Tên học sinh', 'HO_TEN'] }),
  field('birthDate', 'date', both('Ngày sinh', 'Date of birth'), both('Ngày/tháng/năm, ví dụ 05/09/2012.', 'Day/month/year, e.g. 05/09/2012.'), { required: true, width: 13, aliases: ['Ngày tháng năm sinh', 'NTNS', 'Sinh ngày', 'NGAY_SINH'] }),
  field('sex', 'choice', both('Giới tính', 'Sex'), both('Nam hoặc Nữ.', 'Nam (male) or Nữ (female).'), { required: true, choices: sexes, width: 10, aliases: ['Nam/Nữ', 'Phái', 'GIOI_TINH'] }),
  field('className', 'text', both('Lớp', 'Class'), both('Tên lớp, ví dụ 5A1.', 'Class name, e.g. 5A1.'), { required: true, width: 9, aliases: ['Tên lớp', 'Lớp học', 'LOP'] }),
  field('personalNumber', 'personal-number', both('Số định danh cá nhân', 'Personal number'), both('12 chữ số, giữ số 0 ở đầu. Để trống nếu em chưa được cấp.', '12 digits with the leading zero. Empty if none was issued.'), { width: 18, aliases: ['Số CCCD', 'CCCD', 'Mã định danh', 'Số ĐDCN', 'CMND/CCCD', 'SO_DINH_DANH'] }),
  field('ethnicity', 'text', both('Dân tộc', 'Ethnicity'), both('Ví dụ Kinh.', 'E.g. Kinh.'), { width: 10, aliases: ['DAN_TOC'] }),
  field('birthPlace', 'text', both('Nơi sinh', 'Place of birth'), both('Tỉnh, thành phố nơi đăng ký khai sinh.', 'Province of birth registration.'), { width: 18, aliases: ['NOI_SINH'] }),
  field('permanentAddress', 'text', both('Nơi thường trú', 'Permanent residence'), both('Số nhà, tổ hoặc thôn, phường hoặc xã, quận hoặc huyện.', 'House, group or hamlet, ward or commune, district.'), { required: true, width: 40, aliases: ['Địa chỉ thường trú', 'Hộ khẩu thường trú', 'HKTT', 'Thường trú'] }),
  field('currentAddress', 'text', both('Nơi ở hiện nay', 'Current residence'), both('Để trống nếu trùng nơi thường trú.', 'Empty if the same as the permanent residence.'), { width: 40, aliases: ['Chỗ ở hiện nay', 'Địa chỉ hiện tại', 'Nơi ở hiện tại', 'Địa chỉ'] }),
  placeCode(false),
  field('guardianName', 'name', both('Cha, mẹ hoặc người giám hộ', 'Parent or guardian'), both('Họ và tên một người liên hệ chính.', 'Name of the main contact.'), { width: 26, aliases: ['Họ tên cha/mẹ', 'Phụ huynh', 'Họ tên phụ huynh', 'Người giám hộ', 'Họ tên mẹ', 'Họ tên cha'] }),
  field('guardianPhone', 'phone', both('Điện thoại liên hệ', 'Contact phone'), both('Ví dụ 0912345678.', 'E.g. 0912345678.'), { width: 14, aliases: ['Số điện thoại', 'SĐT', 'Điện thoại', 'SĐT phụ huynh', 'DIEN_THOAI'] }),
  field('guardianEmail', 'email', both('Thư điện tử liên hệ', 'Contact e-mail'), both('Để trống nếu không có.', 'Empty if none.'), { width: 26, aliases: ['Email', 'E-mail', 'Thư điện tử'] }),
];

export const pupilsSheet: SheetSpec = { kind: 'pupils', title: both('Học sinh cuối cấp', 'Final-year pupils'), version: 1, key: ['code'], fields: [...columns, schoolCode(false)] };

/** LA-2022: a school outside the software sends its pupils by this template; whoever loads it names the school. */
export const feederSheet: SheetSpec = { kind: 'feeder', title: both('Danh sách của trường ngoài phần mềm', 'List of a school outside the software'), version: 1, key: ['code'], fields: [...columns, schoolCode(true)] };

/** HP-2023 step 2, form M2: where each final-year pupil lives. */
export const m2Sheet: SheetSpec = {
  kind: 'm2', title: both('Mẫu M2: nơi ở của học sinh cuối cấp', 'Form M2: where final-year pupils live'), version: 1, key: ['code'],
  fields: [
    pupilCode(true),
    field('fullName', 'name', both('Họ và tên', 'Full name'), both('Để đối chiếu, không sửa tên ở mẫu này.', 'To compare only.'), { width: 26, aliases: ['Họ tên', 'Họ tên học sinh'] }),
    field('commune', 'text', both('Phường, xã', 'Ward or commune'), both('Ví dụ Phường Lạch Tray.', 'E.g. Phường Lạch Tray.'), { required: true, width: 24, aliases: ['Xã/Phường', 'Phường/Xã', 'Phường, xã, thị trấn'] }),
    field('hamlet', 'text', both('Tổ, thôn, khu phố', 'Group, hamlet or quarter'), both('Ví dụ Tổ 7 hoặc Thôn Đông.', 'E.g. Tổ 7 or Thôn Đông.'), { width: 22, aliases: ['Tổ/Thôn', 'Tổ dân phố', 'Thôn', 'Khu phố', 'Tổ, thôn'] }),
    field('note', 'text', both('Ghi chú', 'Note'), both('Giấy tờ cư trú đã xem, hoặc vì sao chưa rõ.', 'Papers seen, or why it is unclear.'), { width: 30 }),
  ],
};
