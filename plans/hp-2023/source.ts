import type { PlanSource } from '../../domain/plan.ts';
import { stepsOf } from '../duty-builders.ts';
import { text } from '../text-builders.ts';

export const source: PlanSource = {
  short: 'HP-2023',
  document: 'Lịch tuyển sinh đầu cấp toàn thành phố năm 2023',
  file: '000_9b501f3fca625964.txt',
  issuer: text('Sở Giáo dục và Đào tạo Hải Phòng', 'Department of Education and Training of Hải Phòng'),
};

/** The calendar is itself the instruction; each step is a clause of it. */
export function basis(step: string) {
  return text(
    `Lịch tuyển sinh đầu cấp toàn thành phố năm 2023 của Sở Giáo dục và Đào tạo Hải Phòng, bước ${step}.`,
    `Admissions calendar of the whole city, 2023, Department of Education and Training of Hải Phòng, step ${step}.`,
  );
}

export const step = stepsOf({
  province: { name: 'Sở', lead: text('Sở Giáo dục và Đào tạo', 'Department of Education and Training') },
  district: { name: 'Phòng', lead: text('Phòng Giáo dục và Đào tạo', 'District education office') },
  school: { name: 'trường', lead: text('Hiệu trưởng nhà trường', 'The school’s principal') },
  parents: { name: 'phụ huynh', lead: text('Cha mẹ hoặc người giám hộ', 'Parents or guardians') },
});

export const districtCommittee = text('Ủy ban nhân dân quận, huyện', 'District People’s Committee');
export const wardCommittee = text('Ủy ban nhân dân phường, xã', 'Ward and commune People’s Committees');
export const software = text('Đơn vị cung cấp phần mềm tuyển sinh', 'Provider of the admissions software');
export const parentsBoard = text('Ban đại diện cha mẹ học sinh', 'Parents’ board');
export const homeroom = text('Giáo viên chủ nhiệm', 'Homeroom teachers');
