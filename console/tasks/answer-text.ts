import type { FormField } from '../../domain/form.ts';
import type { Text } from '../../domain/plan.ts';
import { dayText } from '../shown/time.ts';
import type { Locale } from '../shown/time.ts';

type Directive = { number?: string; signedOn?: string; signer?: string };

/** An answer as people read it; empty text when nothing was given. */
export function answerText(field: FormField, value: unknown, locale: Locale, pick: (text: Text) => string): string {
  if (value === undefined || value === null || value === '') return '';
  const shown = {
    text: () => String(value),
    url: () => String(value),
    number: () => (typeof value === 'number' ? value.toLocaleString(locale) : String(value)),
    date: () => (/^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? dayText(String(value), locale) : String(value)),
    boolean: () => (value === true ? '✓' : '—'),
    choice: () => {
      const options = field.type === 'choice' ? field.options : [];
      const chosen = options.find((option) => option.value === value);
      return chosen ? pick(chosen.label) : String(value);
    },
    directive: () => {
      const { number, signedOn, signer } = value as Directive;
      return [number, signedOn && dayText(signedOn, locale), signer].filter(Boolean).join(' · ');
    },
    file: () => '',
  } satisfies Record<FormField['type'], () => string>;
  return shown[field.type]();
}
