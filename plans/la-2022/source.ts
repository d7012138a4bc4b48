import type { PlanSource } from '../../domain/plan.ts';
import { stepsOf } from '../duty-builders.ts';
import { text } from '../text-builders.ts';

export const source: PlanSource = {
  short: 'LA-2022',
  document: 'Kế hoạch tuyển sinh trực tuyến năm học 2022–2023',
  file: '001_95e5b04290b22815.txt',
  issuer: text('Sở Giáo dục và Đào tạo Long An', 'Department of Education and Training of Long An'),
};

export function basis(vi: string, en: string) {
  return text(
    `Kế hoạch tuyển sinh trực tuyến năm học 2022–2023 của Sở Giáo dục và Đào tạo Long An, phần ${vi}.`,
    `Online admissions plan 2022–2023, Department of Education and Training of Long An, part on ${en}.`,
  );
}

export const step = stepsOf({
  province: { name: 'Sở', lead: text('Sở Giáo dục và Đào tạo', 'Department of Education and Training') },
  district: { name: 'Phòng', lead: text('Phòng Giáo dục và Đào tạo', 'District education office') },
  school: { name: 'trường', lead: text('Hiệu trưởng nhà trường', 'The school’s principal') },
  parents: { name: 'phụ huynh', lead: text('Cha mẹ hoặc người giám hộ', 'Parents or guardians') },
});

/** LA-2022: the twenty schools of the pilot, as the source groups them. */
export const pilotSchools = [
  'THPT Lê Quý Đôn', 'THPT Nguyễn Thông', 'THPT Tân Trụ', 'THPT Đức Huệ', 'THPT Cần Giuộc', 'THCS&THPT Lương Hòa',
  'THCS Nhựt Tảo', 'THCS Lý Tự Trọng', 'TH Lý Tự Trọng', 'MG Họa Mi',
  'TH Dương Xuân Hội', 'MG Dương Xuân Hội',
  'THCS Trương Văn Bang', 'THCS Nguyễn Thị Bảy', 'TH Tân Kim', 'TH Nguyễn Thái Bình', 'TH Thị trấn Cần Giuộc', 'MG Trường Bình', 'MG Tân Kim', 'MN Thị trấn Cần Giuộc',
] as const;

export const publicServices = text('Cổng dịch vụ công của tỉnh', 'The provincial public-service portal');
export const software = text('Đơn vị cung cấp phần mềm', 'Provider of the software');
