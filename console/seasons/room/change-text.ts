import type { SeasonChange } from '../../provider/records.ts';
import { DAY } from '../../../domain/instant.ts';
import { closingText, dateText, dayLengthText } from '../../shown/time.ts';
import type { Locale } from '../../shown/time.ts';

const isTime = (value: unknown): value is string | number => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) || (typeof value === 'number' && value > 1e11);

/** One value of a change's before or after, as people read it. */
export function valueText(key: string, value: unknown, locale: Locale): string {
  if (isTime(value)) return key === 'opensAt' ? dateText(value, locale) : closingText(value, locale);
  if (key === 'pace' && typeof value === 'number') return value === 0 ? '0' : dayLengthText(Math.round(DAY / value), locale);
  if (key === 'dayMs' && typeof value === 'number') return dayLengthText(value, locale);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What differs between before and after; nested things that did not change are left out. */
export function differences(change: Pick<SeasonChange, 'before' | 'after'>): { key: string; before: unknown; after: unknown }[] {
  const keys = [...new Set([...Object.keys(change.before), ...Object.keys(change.after)])];
  return keys
    .map((key) => ({ key, before: change.before[key] ?? null, after: change.after[key] ?? null }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}
