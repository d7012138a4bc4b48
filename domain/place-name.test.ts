import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressBook, matchAddress, placeKey, sameNames } from './place-name.ts';

test.each([
  ['Tổ 07', '7'], ['TDP số 7', '7'], ['tổ dân phố 7', '7'], ['Thôn Đông', 'dong'], ['THÔN  đông', 'dong'], ['Phường Lạch Tray', 'lach tray'], ['Khu phố 3A', '3a'], ['Thị trấn Núi Đèo', 'nui deo'], ['Tổ', 'to'], ['Xã Thuỷ Sơn', 'thuy son'], ['xã Thủy Sơn', 'thuy son'],
])('%s is known as %s', (name, key) => expect(placeKey(name)).toBe(key));

test('spelling, case and composition do not matter', () => {
  fc.assert(fc.property(fc.constantFrom('Tổ 7', 'Thôn Đông Hải', 'Khu phố Trần Phú 2', 'Xã Hoà Bình'), fc.boolean(), fc.boolean(), (name, upper, nfd) => {
    const written = (upper ? name.toUpperCase() : name).normalize(nfd ? 'NFD' : 'NFC');
    expect(placeKey(`  ${written} `)).toBe(placeKey(name));
  }), { seed: 4 });
});

const places = [
  { id: 'nq', parentId: null, kind: 'district', name: 'Quận Ngô Quyền' }, { id: 'lc', parentId: null, kind: 'district', name: 'Quận Lê Chân' },
  { id: 'lt', parentId: 'nq', kind: 'commune', name: 'Phường Lạch Tray' }, { id: 'lt7', parentId: 'lt', kind: 'group', name: 'Tổ 7' }, { id: 'lt8', parentId: 'lt', kind: 'group', name: 'Tổ 8' },
  { id: 'tc1', parentId: 'nq', kind: 'commune', name: 'Phường Trại Cau' }, { id: 'tc2', parentId: 'lc', kind: 'commune', name: 'Phường Trại Cau' }, { id: 'g1', parentId: 'tc1', kind: 'group', name: 'Tổ 7' }, { id: 'g2', parentId: 'tc2', kind: 'group', name: 'Tổ 07' },
];

describe('an address on the tree', () => {
  test.each([
    ['Số 12 Văn Cao, Tổ 07, phường Lạch Tray, quận Ngô Quyền', { kind: 'settled', placeId: 'lt7' }], ['TDP số 8, Lạch Tray'.normalize('NFD'), { kind: 'settled', placeId: 'lt8' }],
    ['Tổ 7, phường Trại Cau', { kind: 'unclear', among: ['g1', 'g2'] }], ['Tổ 7, phường Trại Cau, quận Lê Chân', { kind: 'settled', placeId: 'g2' }],
    ['Số 5, phường Lạch Tray', { kind: 'unclear', among: ['lt'] }], ['Tổ 7', { kind: 'missing' }], ['', { kind: 'missing' }], ['Đà Nẵng', { kind: 'missing' }],
  ])('%s', (address, expected) => expect(matchAddress(address, places)).toEqual(expected));
});

test.each([
  ['Tổ 7, phường Trại Cau', ['g1', 'g2']], ['Số 5, phường Lạch Tray', ['lt7', 'lt8', 'lt']], ['tổ 7', ['lt7', 'g1', 'g2']], ['gần chợ Lạch Tray', ['lt']], ['Đà Nẵng', []], ['', []],
])('a person chooses for “%s” among what it may mean', (address, expected) => expect(addressBook(places).likely(address)).toEqual(expected));

test('the same name twice under one parent is a conflict; under two parents it is not', () => {
  const twice = [...places, { id: 'lt7b', parentId: 'lt', kind: 'hamlet', name: 'TDP số 7' }];
  expect(sameNames(twice).map((group) => group.map((one) => one.id))).toEqual([['lt7', 'lt7b']]);
  expect(sameNames(places)).toEqual([]);
});
