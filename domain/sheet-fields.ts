import type { CellKind, SheetField } from './sheet.ts';
import type { Text } from './plan.ts';

type More = Partial<Pick<SheetField, 'required' | 'choices' | 'aliases' | 'width'>>;

/** Builder of columns: key, headers, what to write. */
export function field(key: string, kind: CellKind, label: Text, help: Text, more: More = {}): SheetField {
  return { key, kind, label, help, required: false, aliases: [], ...more };
}

export const both = (vi: string, en: string): Text => ({ vi, en });

export const sexes = [
  { value: 'male', label: both('Nam', 'Male') },
  { value: 'female', label: both('Nữ', 'Female') },
] as const;

const intakeChoices = [
  { value: 'kindergarten-5', label: both('Mẫu giáo 5 tuổi', 'Kindergarten, age 5') },
  { value: 'grade-1', label: both('Lớp 1', 'Grade 1') },
  { value: 'grade-6', label: both('Lớp 6', 'Grade 6') },
  { value: 'grade-10', label: both('Lớp 10', 'Grade 10') },
] as const;

export const placeKindChoices = [
  { value: 'district', label: both('Quận, huyện', 'District') },
  { value: 'commune', label: both('Phường, xã, thị trấn', 'Ward or commune') },
  { value: 'hamlet', label: both('Thôn, khu phố', 'Hamlet or quarter') },
  { value: 'group', label: both('Tổ dân phố', 'Group') },
] as const;

/** Of several lists. */
export const schoolCode = (required: boolean): SheetField => field('schoolCode', 'code', both('Mã trường', 'School code'), both('Mã của trường trong hệ thống, ví dụ S0001.', 'The school’s code here, e.g. S0001.'), { required, width: 12, aliases: ['Mã đơn vị', 'Trường', 'MA_TRUONG'] });
export const pupilCode = (required: boolean): SheetField => field('code', 'code', both('Mã học sinh', 'Pupil code'), both('Mã của cơ sở dữ liệu ngành. Để trống nếu là học sinh mới chưa có mã.', 'The sector database’s code. Empty for a new pupil.'), { required, width: 18, aliases: ['Mã HS', 'Mã định danh Bộ', 'Mã số học sinh', 'MA_HS'] });
export const year = field('year', 'integer', both('Năm', 'Year'), both('Năm tuyển sinh, ví dụ 2023. Để trống là năm nay.', 'Year of admission, e.g. 2023. Empty: this year.'), { width: 8, aliases: ['Năm học', 'Năm tuyển sinh'] });
export const intake = field('intake', 'choice', both('Khối tuyển', 'Intake'), both('Chọn trong danh sách.', 'Choose from the list.'), { required: true, choices: intakeChoices, width: 18, aliases: ['Khối', 'Cấp tuyển', 'Lớp tuyển'] });
export const placeCode = (required: boolean): SheetField => field('placeCode', 'code', both('Mã địa danh', 'Place code'), both('Mã của tổ, thôn, khu phố trong danh mục địa danh.', 'Code of the group or hamlet in the catalogue of places.'), { required, width: 18, aliases: ['Mã địa bàn', 'Mã tổ/thôn', 'Mã khu dân cư'] });
export const validFrom = field('validFrom', 'date', both('Áp dụng từ ngày', 'In force from'), both('Ngày/tháng/năm, ví dụ 01/06/2023. Để trống là hôm nay.', 'Day/month/year. Empty: today.'), { width: 14, aliases: ['Từ ngày', 'Hiệu lực từ'] });
