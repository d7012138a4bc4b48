import { expect, test } from 'vitest';
import { provinceNamed, wardFates } from './reform.ts';
import type { WardMapping } from './reform.ts';

const line = (place: string, newCommune: string, newProvince = 'Thành phố Hải Phòng'): WardMapping => {
  const [oldDistrict = '', oldWard = ''] = place.split('/');
  return { oldProvince: newProvince, oldDistrict, oldWard, newProvince, newCommune };
};
const data = [
  line('Quận Lê Chân/Phường An Dương', 'Phường An Biên'), line('Quận An Dương/Phường Nam Sơn', 'Phường An Dương'), line('Huyện An Dương/Xã Nam Sơn', 'Phường An Dương'), line('Huyện An Dương/Xã Nam Sơn', 'Phường An Dương'),
  line('Huyện Kiến Thuỵ/Xã Minh Tân', 'Xã Kiến Minh'), line('Thành phố Thủy Nguyên/Xã Minh Tân', 'Phường Bạch Đằng'), line('Thành phố Thuỷ Nguyên/Phường Hoà Bình', 'Phường Hòa Bình'),
  line('Huyện Vĩnh Bảo/Xã Hoà Bình', 'Xã Vĩnh Thịnh'), line('Huyện Vĩnh Bảo/Xã Hoà Bình', 'Xã Vĩnh Am'), line('Huyện Cai Lậy/Xã Tân Bình', 'Xã A'), line('Thị xã Cai Lậy/Xã Tân Bình', 'Xã B'), line('Huyện Kiến Thụy/Xã Minh Tân', 'Xã Minh Tân', 'Tỉnh Khác'),
];
const communes = ['Phường An Biên', 'Phường An Dương', 'Xã Kiến Minh', 'Phường Bạch Đằng', 'Phường Hoà Bình', 'Xã Vĩnh Thịnh', 'Xã A', 'Xã B', 'Xã Minh Tân'].map((name) => ({ id: name, name }));
const fate = (place: string, ...others: string[]) => {
  const wards = [place, ...others].map((one) => ({ id: one, district: one.split('/')[0] ?? '', name: one.split('/')[1] ?? '' }));
  const [{ kind, successors, absent } = { kind: 'none', successors: [], absent: [] }] = wardFates(wards, communes, data, 'Hải Phòng');
  return [kind, successors, absent];
};

test.each([
  ['one name in two districts', 'Huyện Kiến Thuỵ/Xã Minh Tân', ['whole', ['Xã Kiến Minh'], []]],
  ['the other one, of a district whose rank has changed', 'Huyện Thủy Nguyên/Xã Minh Tân', ['whole', ['Phường Bạch Đằng'], []]],
  ['tone marks in the other style', 'Thành phố Thủy Nguyên/Phường Hòa Bình', ['whole', ['Phường Hoà Bình'], []]],
  ['xã is not phường', 'Thành phố Thủy Nguyên/Xã Hòa Bình', ['adrift', [], []]],
  ['said twice is said once', 'Huyện An Dương/Xã Nam Sơn', ['whole', ['Phường An Dương'], []]],
  ['a part went to a commune that the catalogue lacks', 'Huyện Vĩnh Bảo/Xã Hòa Bình', ['split', ['Xã Vĩnh Thịnh'], ['Xã Vĩnh Am']]],
  ['not in the data', 'Huyện Bạch Long Vĩ/Khu trung tâm', ['adrift', [], []]],
])('%s', (_, place, expected) => expect(fate(place)).toEqual(expected));

test('two districts of one name are told apart by their kind', () => {
  expect(fate('Huyện Cai Lậy/Xã Tân Bình', 'Thị xã Cai Lậy/Xã Tân Bình')).toEqual(['whole', ['Xã A'], []]);
  expect(fate('Thành phố Cai Lậy/Xã Tân Bình')).toEqual(['split', ['Xã A', 'Xã B'], []]);
});

test('the province stands in the office’s name', () => {
  expect(provinceNamed('Sở Giáo dục và Đào tạo Hải Phòng'.normalize('NFD'), data)).toBe('Thành phố Hải Phòng');
  expect(provinceNamed('Sở Giáo dục và Đào tạo', data)).toBe(null);
});
