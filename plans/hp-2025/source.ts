import type { DutyScope, PlanSource } from '../../domain/plan.ts';
import { stepsOf } from '../duty-builders.ts';
import { text } from '../text-builders.ts';

export const source: PlanSource = {
  short: 'HP-2025',
  document: 'Kế hoạch 5883/KH-SGDĐT ngày 25/8/2025',
  file: '004_96a9114e1bf12083.txt',
  issuer: text('Sở Giáo dục và Đào tạo Hải Phòng', 'Department of Education and Training of Hải Phòng'),
};

export function basis(vi: string, en: string) {
  return text(
    `Kế hoạch 5883/KH-SGDĐT ngày 25/8/2025 của Sở Giáo dục và Đào tạo Hải Phòng về học bạ số, nội dung ${vi}.`,
    `Plan 5883/KH-SGDĐT of 25 August 2025, Department of Education and Training of Hải Phòng, on digital transcripts: ${en}.`,
  );
}

export const step = stepsOf({
  province: { name: 'Sở', lead: text('Sở Giáo dục và Đào tạo', 'Department of Education and Training') },
  commune: { name: 'UBND cấp xã', lead: text('Ủy ban nhân dân xã, phường, đặc khu', 'Commune People’s Committee') },
  school: { name: 'trường', lead: text('Hiệu trưởng nhà trường', 'The school’s principal') },
});

/** Grades 9 and 12 leave their school, so lower and upper secondary alike. */
export const secondary: DutyScope = { kind: 'levels', levels: ['lower-secondary', 'upper-secondary'] };

export const culture = text('Phòng Văn hóa – Xã hội của xã, phường', 'The commune’s office of culture and society');
export const software = text('Đơn vị vận hành csdl.haiphong.edu.vn', 'Operator of csdl.haiphong.edu.vn');
export const providers = text('Đơn vị cung cấp chữ ký số: Ban Cơ yếu Chính phủ, Viettel, VNPT', 'Certificate providers: Ban Cơ yếu Chính phủ, Viettel, VNPT');
export const teachers = text('Giáo viên bộ môn và chủ nhiệm', 'Subject and homeroom teachers');
