import type { SlipField } from './confirmation.ts';
import type { LocalDate } from './instant.ts';
import type { Text } from './plan.ts';

/** The values of a slip; the personal number in clear or masked, as the reader may see it, '' when there is none. */
export type SlipValues = Readonly<Record<SlipField, string>>;

export const slipLabel = {
  fullName: { vi: 'Họ và tên', en: 'Full name' },
  birthDate: { vi: 'Ngày sinh', en: 'Date of birth' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  ethnicity: { vi: 'Dân tộc', en: 'Ethnicity' },
  birthPlace: { vi: 'Nơi sinh', en: 'Place of birth' },
  personalNumber: { vi: 'Số định danh cá nhân', en: 'Personal number' },
  permanentAddress: { vi: 'Nơi thường trú', en: 'Permanent residence' },
  currentAddress: { vi: 'Nơi ở hiện nay', en: 'Current residence' },
  guardianName: { vi: 'Cha, mẹ hoặc người giám hộ', en: 'Parent or guardian' },
  guardianPhone: { vi: 'Số điện thoại liên hệ', en: 'Contact phone' },
} as const satisfies Record<SlipField, Text>;

export const sexLabel = {
  male: { vi: 'Nam', en: 'Male' },
  female: { vi: 'Nữ', en: 'Female' },
} as const satisfies Record<'male' | 'female', Text>;

/** `2012-09-05` → `05/09/2012`. */
export function dayMonthYear(date: LocalDate): string {
  return date.split('-').toReversed().join('/');
}

/** A value as people read it: dates day first, sex as a word, nothing as a dash. */
export function shownValue(field: SlipField, value: string, lang: keyof Text): string {
  if (value === '') return '—';
  if (field === 'birthDate') return dayMonthYear(value);
  if (field === 'sex' && (value === 'male' || value === 'female')) return sexLabel[value][lang];
  return value;
}
