import type { SlipField } from '../../domain/confirmation.ts';
import { dayText } from '../shown/time.ts';
import type { Locale } from '../shown/time.ts';

/** A value of the slip as people read it: dates in our order, sex in words. */
export function slipText(field: SlipField, value: string, locale: Locale, t: (key: string) => string): string {
  if (field === 'birthDate' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value, locale);
  if (field === 'sex' && (value === 'male' || value === 'female')) return t(`mua.sex.${value}`);
  return value;
}
