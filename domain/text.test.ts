import { describe, expect, it } from 'vitest';
import { clean, fold, nameSortKey } from './text.ts';

describe('Vietnamese text', () => {
  it('is one form of many: NFC, single spaces, nothing invisible', () => {
    expect(clean('  Đỗ   Thị\u200B Hường\uFEFF\n'.normalize('NFD'))).toBe('Đỗ Thị Hường');
    expect(clean('Hải\u00A0Phòng')).toBe('Hải Phòng');
  });
  it.each([['Đỗ Thị Hường', 'do thi huong'], ['ĐẶNG', 'dang'], ['Nguyễn Ước', 'nguyen uoc'], ['Trường THCS Lý Tự Trọng', 'truong thcs ly tu trong'], ['', '']])('folds %s', (given, expected) => {
    expect(fold(given)).toBe(expected);
    expect(fold(given.normalize('NFD'))).toBe(expected);
  });
  it('sorts a name by the given name first', () => {
    expect(nameSortKey('Đỗ Thị Hường')).toBe('Hường Đỗ Thị');
    expect(nameSortKey('  Hường ')).toBe('Hường');
    expect(nameSortKey('')).toBe('');
    expect(['Trần Văn Bình', 'Đỗ Thị An', 'Lê An'].toSorted((one, other) => nameSortKey(one).localeCompare(nameSortKey(other), 'vi'))).toEqual(['Đỗ Thị An', 'Lê An', 'Trần Văn Bình']);
  });
});
