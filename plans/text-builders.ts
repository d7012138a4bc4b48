import type { FormField } from '../domain/form.ts';
import type { Text } from '../domain/plan.ts';

/** Vietnamese, then English. */
export function text(vi: string, en: string): Text {
  return { vi, en };
}

/** A count: a whole number, never negative, or never below what the source asks for at least. */
export function count(key: string, vi: string, en: string, required = true, min = 0): FormField {
  return { key, type: 'number', label: text(vi, en), required, min, integer: true };
}

export function percent(key: string, vi: string, en: string): FormField {
  return { key, type: 'number', label: text(vi, en), required: true, min: 0, max: 100, unit: text('%', '%') };
}

export function file(key: string, vi: string, en: string, required = true): FormField {
  return { key, type: 'file', label: text(vi, en), required };
}

export function directive(key: string, vi: string, en: string): FormField {
  return { key, type: 'directive', label: text(vi, en), required: true };
}

export function page(key: string, vi: string, en: string, required = true): FormField {
  return { key, type: 'url', label: text(vi, en), required };
}

export function tick(key: string, vi: string, en: string): FormField {
  return { key, type: 'boolean', label: text(vi, en), required: true };
}

export function words(key: string, vi: string, en: string, required = true): FormField {
  return { key, type: 'text', label: text(vi, en), required, multiline: true, maxLength: 4000 };
}

export function line(key: string, vi: string, en: string, required = true): FormField {
  return { key, type: 'text', label: text(vi, en), required, maxLength: 300 };
}

/** What a unit could not do by itself; asked for in every report, so that nobody hides a difficulty. */
export const difficulties = words('difficulties', 'Khó khăn, vướng mắc và đề xuất (nếu có)', 'Difficulties and proposals (if any)', false);

/** What an `attend` duty asks: who comes. */
export const attendance: readonly FormField[] = [
  count('attendees', 'Số người tham dự', 'Number of people attending'),
  words('names', 'Họ tên và chức vụ người tham dự', 'Names and positions of those attending'),
];
