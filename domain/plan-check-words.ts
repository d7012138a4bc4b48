import { lastDayBefore, nextWorkingDay } from './calendar.ts';
import { localDateOf, localMinutesOf, weekdayOf } from './instant.ts';
import type { Holidays } from './calendar.ts';
import type { Instant, LocalDate } from './instant.ts';
import type { Step, Text } from './plan.ts';

const weekdays = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** "thứ Bảy 22/7/2023" */
export function dayWords(date: LocalDate): Text {
  const [year, month, day] = date.split('-').map(Number);
  const written = `${day}/${month}/${year}`;
  const at = weekdayOf(date) - 1;
  return { vi: `${weekdays.vi[at]} ${written}`, en: `${weekdays.en[at]} ${written}` };
}

/** "00:00 thứ Tư 31/5/2023" */
export function instantWords(at: Instant): Text {
  const minutes = localMinutesOf(at);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = dayWords(localDateOf(at));
  return { vi: `${clock} ${day.vi}`, en: `${clock} ${day.en}` };
}

/** "bước 8 “Đợt chính thức”" */
export function stepWords(step: Pick<Step, 'number' | 'title'>): Text {
  return { vi: `bước ${step.number} “${step.title.vi}”`, en: `step ${step.number} “${step.title.en}”` };
}

/** The working days on either side of a deadline's last day. */
export function nearestWorkingDays(due: Instant, holidays: Holidays): { before: Text; after: Text } {
  const day = lastDayBefore(due);
  return { before: dayWords(nextWorkingDay(day, -1, holidays)), after: dayWords(nextWorkingDay(day, 1, holidays)) };
}

/** Keys that reach themselves by following `next`: the members of circles. */
export function inCircles(next: ReadonlyMap<string, readonly string[]>): string[] {
  return [...next.keys()].filter((start) => {
    const seen = new Set<string>();
    const queue = [...(next.get(start) ?? [])];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      if (key === start) return true;
      if (!seen.has(key)) queue.push(...(next.get(key) ?? []));
      seen.add(key);
    }
    return false;
  });
}
