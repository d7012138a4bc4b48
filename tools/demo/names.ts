import type { Chance } from './random.ts';

/** Family names with their share in the Red River delta (percent, rounded; Hải Phòng has many Đỗ, Vũ and Bùi). */
const families = [
  ['Nguyễn', 31], ['Phạm', 11], ['Trần', 9], ['Vũ', 8], ['Lê', 7], ['Hoàng', 6], ['Bùi', 5], ['Đỗ', 5], ['Đào', 3], ['Đặng', 2.5], ['Ngô', 2], ['Đoàn', 2],
  ['Lương', 1.5], ['Phan', 1.2], ['Mai', 1], ['Tô', 0.8], ['Dương', 0.8], ['Đinh', 0.8], ['Trịnh', 0.7], ['Cao', 0.6], ['Hà', 0.5], ['Lưu', 0.4], ['Khúc', 0.2],
] as const;

const middle = {
  male: [['Văn', 9], ['Đức', 9], ['Minh', 9], ['Quang', 6], ['Gia', 7], ['Tuấn', 6], ['Hữu', 3], ['Bảo', 5], ['Anh', 3], ['Hải', 3], ['Thành', 4], ['Nhật', 4], ['Duy', 4], ['Trọng', 2], ['Xuân', 2], ['Đình', 2], ['', 3]],
  female: [['Thị', 12], ['Ngọc', 9], ['Phương', 8], ['Khánh', 7], ['Minh', 6], ['Bảo', 6], ['Thu', 5], ['Hà', 4], ['Quỳnh', 4], ['Mai', 3], ['Thùy', 4], ['Thanh', 4], ['Hoàng', 2], ['Diệu', 2], ['Thảo', 2], ['', 3]],
} as const;

const given = {
  male: ['Anh', 'Bách', 'Bảo', 'Bình', 'Cường', 'Dũng', 'Duy', 'Dương', 'Đạt', 'Đăng', 'Đức', 'Giang', 'Hải', 'Hiếu', 'Hoàng', 'Huy', 'Hùng', 'Hưng', 'Khang', 'Khánh', 'Khoa', 'Khôi', 'Kiên', 'Lâm', 'Long', 'Lộc', 'Minh', 'Nam', 'Nghĩa', 'Nguyên', 'Nhật', 'Phong', 'Phúc', 'Quân', 'Quang', 'Sơn', 'Thái', 'Thành', 'Thắng', 'Thịnh', 'Tiến', 'Toàn', 'Trung', 'Tuấn', 'Tùng', 'Việt', 'Vinh', 'Vũ'],
  female: ['An', 'Anh', 'Ánh', 'Băng', 'Chi', 'Châu', 'Diệp', 'Dung', 'Duyên', 'Giang', 'Hà', 'Hạnh', 'Hân', 'Hiền', 'Hoa', 'Huệ', 'Huyền', 'Hương', 'Hường', 'Khuê', 'Lan', 'Linh', 'Loan', 'Ly', 'Mai', 'My', 'Nga', 'Ngân', 'Ngọc', 'Nguyệt', 'Nhi', 'Nhung', 'Phương', 'Quyên', 'Quỳnh', 'Tâm', 'Thảo', 'Thu', 'Thư', 'Thúy', 'Trà', 'Trang', 'Trâm', 'Tú', 'Uyên', 'Vân', 'Vy', 'Yến'],
} as const;

/** Adults carry the older pattern: Văn and Thị are far more common among parents and teachers. */
const adultMiddle = {
  male: [['Văn', 30], ['Đức', 8], ['Quang', 6], ['Hữu', 5], ['Xuân', 5], ['Đình', 4], ['Mạnh', 5], ['Ngọc', 4], ['Trọng', 3]],
  female: [['Thị', 45], ['Thị Thu', 6], ['Thị Thanh', 5], ['Thị Ngọc', 5], ['Thu', 4], ['Thanh', 3], ['Bích', 3], ['Thị Hồng', 4]],
} as const;

export type Sex = 'male' | 'female';

export const familyName = (chance: Chance): string => chance.weighted(families);

/** Family name first, as written in Việt Nam. */
export function pupilName(chance: Chance, sex: Sex, family: string): string {
  return [family, chance.weighted<string>(middle[sex]), chance.pick<string>(given[sex])].filter((word) => word !== '').join(' ');
}

export function adultName(chance: Chance, sex: Sex, family = familyName(chance)): string {
  return `${family} ${chance.weighted<string>(adultMiddle[sex])} ${chance.pick<string>(given[sex])}`;
}
