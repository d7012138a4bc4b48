import type { LocalDate } from './instant.ts';
import type { Text } from './plan.ts';

/**
 * 12 digits: 3 of the province of birth registration, 1 of century and sex (19xx: 0 male, 1 female; 20xx:
 * 2, 3), 2 of the year of birth, 6 random (TT 07/2016/TT-BCA, NĐ 137/2015). No check digit. Always text.
 */
export const personalNumberShape = /^\d{12}$/;

/**
 * What does not fit birth date or sex. Warnings, never refusals: the police may have issued a wrong
 * number, and then it is still the child's number.
 */
export function personalNumberDoubts(number: string, birthDate: LocalDate, sex: 'male' | 'female'): Text[] {
  if (!personalNumberShape.test(number)) return [];
  const year = Number(birthDate.slice(0, 4));
  const doubts: Text[] = [];
  const code = Number(number[3]);
  const century = 19 + Math.floor(code / 2);
  if (century !== Math.floor(year / 100) || number.slice(4, 6) !== birthDate.slice(2, 4)) {
    doubts.push({
      vi: 'Sáu chữ số đầu của số định danh không khớp với năm sinh. Hãy xem lại giấy khai sinh.',
      en: 'The first six digits do not fit the year of birth. Please check the birth certificate.',
    });
  }
  if ((code % 2 === 0) !== (sex === 'male')) {
    doubts.push({
      vi: 'Chữ số thứ tư của số định danh không khớp với giới tính. Hãy xem lại giấy khai sinh.',
      en: 'The fourth digit does not fit the sex. Please check the birth certificate.',
    });
  }
  return doubts;
}
