import type { DutyScope, PlanSource } from '../../domain/plan.ts';
import { stepsOf } from '../duty-builders.ts';
import { text } from '../text-builders.ts';

export const source: PlanSource = {
  short: 'HP-SYNC-2023',
  document: 'Công văn rà soát, đồng bộ dữ liệu học sinh lớp 12 năm 2023',
  file: '002_706d7fbd74efe55e.txt',
  issuer: text('Sở Giáo dục và Đào tạo Hải Phòng', 'Department of Education and Training of Hải Phòng'),
};

export function basis(vi: string, en: string) {
  return text(
    `Công văn của Sở Giáo dục và Đào tạo Hải Phòng về đồng bộ dữ liệu học sinh lớp 12 với cơ sở dữ liệu quốc gia về dân cư, 2023, nội dung ${vi}.`,
    `Letter of the Department of Education and Training of Hải Phòng on matching grade-12 data with the national population database, 2023: ${en}.`,
  );
}

export const step = stepsOf({
  province: { name: 'Sở', lead: text('Sở Giáo dục và Đào tạo', 'Department of Education and Training') },
  district: { name: 'Phòng', lead: text('Phòng Giáo dục và Đào tạo', 'District education office') },
  school: { name: 'trường', lead: text('Hiệu trưởng; giám đốc trung tâm giáo dục thường xuyên', 'Principal, or director of the continuing-education centre') },
});

/** Upper-secondary and multi-level schools, continuing-education centres: whoever teaches grade 12. */
export const grade12: DutyScope = { kind: 'levels', levels: ['upper-secondary'] };

export const police = text('Công an xã, phường nơi cư trú', 'Police of the place of residence');
export const homeroom = text('Giáo viên chủ nhiệm lớp 12', 'Homeroom teachers of grade 12');
