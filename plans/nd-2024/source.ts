import type { DutyScope, PlanSource } from '../../domain/plan.ts';
import { stepsOf } from '../duty-builders.ts';
import { text } from '../text-builders.ts';

export const source: PlanSource = {
  short: 'ND-2024',
  document: 'Kế hoạch thí điểm học bạ số năm học 2023–2024',
  file: '003_4bcd5249466172fa.txt',
  issuer: text('Sở Giáo dục và Đào tạo Nam Định', 'Department of Education and Training of Nam Định'),
};

export function basis(vi: string, en: string) {
  return text(
    `Kế hoạch thí điểm học bạ số của Sở Giáo dục và Đào tạo Nam Định, 2024, ${vi}; Thông tư 27/2020/TT-BGDĐT về đánh giá học sinh tiểu học.`,
    `Pilot plan for digital transcripts, Department of Education and Training of Nam Định, 2024, ${en}; Circular 27/2020/TT-BGDĐT on assessing primary pupils.`,
  );
}

export const step = stepsOf({
  province: { name: 'Sở', lead: text('Ban chỉ đạo học bạ số của Sở', 'The Sở’s steering committee') },
  district: { name: 'Phòng', lead: text('Ban chỉ đạo học bạ số của Phòng', 'The district office’s steering committee') },
  school: { name: 'trường', lead: text('Tổ công tác học bạ số của trường', 'The school’s working group') },
});

/** 100 % of primary schools; lower and upper secondary are encouraged, and follow from 2024–25. */
export const primary: DutyScope = { kind: 'levels', levels: ['primary'] };

export const levelDepartment = text('Phòng Giáo dục Tiểu học của Sở', 'The Sở’s department of primary education');
export const office = text('Văn phòng Sở', 'The Sở’s office');
export const districts = text('Các Phòng Giáo dục và Đào tạo', 'District education offices');
export const primarySchools = text('Các trường tiểu học', 'Primary schools');
export const software = text('Đơn vị cung cấp phần mềm quản lý trường học', 'Provider of the school software');
export const providers = text('Đơn vị cung cấp chữ ký số: Ban Cơ yếu Chính phủ, Viettel, VNPT', 'Certificate providers: Ban Cơ yếu Chính phủ, Viettel, VNPT');
