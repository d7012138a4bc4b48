import { localDateOf, localMinutesOf } from './instant.ts';
import type { Instant } from './instant.ts';
import { dayMonthYear } from './slip.ts';

/**
 * A half-open deadline as people say it: 00:00 of a day belongs to the day before ("hết ngày 25/04/2023"),
 * anything else is "trước 17:00 ngày 25/04/2023".
 */
export function deadlineWords(at: Instant, lang: 'vi' | 'en' = 'vi'): string {
  const minutes = localMinutesOf(at);
  if (minutes === 0) {
    const day = dayMonthYear(localDateOf(at - 1));
    return lang === 'vi' ? `hết ngày ${day}` : `the end of ${day}`;
  }
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = dayMonthYear(localDateOf(at));
  return lang === 'vi' ? `trước ${time} ngày ${day}` : `before ${time} on ${day}`;
}

/** Without accents but with capitals, and with plain signs: "Đỗ Thị Hường – 5A" → "Do Thi Huong - 5A". For the 7-bit alphabet of text messages. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/[^\n\x20-\x7e]/g, '?');
}
