import { addDays, DAY, instantAt, localDateOf, localMinutesOf, weekdayOf } from '../../domain/instant.ts';
import type { Instant, LocalDate } from '../../domain/instant.ts';

/** Everything is shown in Việt Nam's time (+07:00), wherever the browser thinks it is. */
export type Locale = 'vi' | 'en';

const weekdays = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const toInstant = (value: string | number): Instant => (typeof value === 'number' ? value : Date.parse(value));
export const toIso = (at: Instant): string => new Date(at).toISOString();

export function dayText(date: LocalDate, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number);
  return locale === 'vi' ? `${day}/${month}/${year}` : `${day} ${monthsEn[(month ?? 1) - 1]} ${year}`;
}

export function clockText(at: Instant): string {
  const minutes = localMinutesOf(at);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export const dateText = (value: string | number, locale: Locale): string => dayText(localDateOf(toInstant(value)), locale);

export const momentText = (value: string | number, locale: Locale): string =>
  `${clockText(toInstant(value))}, ${dateText(value, locale)}`;

export const weekdayText = (date: LocalDate, locale: Locale): string => weekdays[locale][weekdayOf(date) - 1] ?? '';

export const longDayText = (value: string | number, locale: Locale): string => {
  const date = localDateOf(toInstant(value));
  return `${weekdayText(date, locale)}, ${dayText(date, locale)}`;
};

/**
 * Windows are half-open: what closes at 00:00 of 31/5 is open to the end of 30/5, and people are told the
 * last day on which they can still act.
 */
export function closingText(value: string | number, locale: Locale): string {
  const at = toInstant(value);
  if (localMinutesOf(at) !== 0) return momentText(at, locale);
  const last = dayText(addDays(localDateOf(at), -1), locale);
  return locale === 'vi' ? `hết ${last}` : `end of ${last}`;
}

/** The value of an `<input type="datetime-local">` that means a wall-clock time in Việt Nam. */
export const toInput = (value: string | number): string => {
  const at = toInstant(value);
  return `${localDateOf(at)}T${clockText(at)}`;
};

export function fromInput(text: string): Instant | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!found?.[1]) return null;
  const at = instantAt(found[1], Number(found[2]), Number(found[3]));
  return Number.isNaN(at) ? null : at;
}

/** "2 ngày 4 giờ", "35 phút": the two largest parts. */
export function spanText(ms: number, locale: Locale): string {
  const words = locale === 'vi' ? ['ngày', 'giờ', 'phút'] : ['d', 'h', 'min'];
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const parts = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const named = parts.flatMap((count, index) => (count > 0 ? [`${count} ${words[index]}`] : []));
  return named.slice(0, 2).join(' ') || `0 ${words[2]}`;
}

/** How long a season's day lasts in real time, in words. */
export function dayLengthText(dayMs: number, locale: Locale): string {
  if (dayMs >= DAY) return spanText(dayMs, locale);
  if (dayMs >= 60_000) return `${Math.round(dayMs / 60_000)} ${locale === 'vi' ? 'phút' : 'min'}`;
  return `${dayMs / 1000} ${locale === 'vi' ? 'giây' : 's'}`;
}
