import type { FormField } from '../../domain/form.ts';
import type { Text } from '../../domain/plan.ts';
import { dayText } from '../shown/time.ts';
import type { Locale } from '../shown/time.ts';

type Directive = { number?: string; signedOn?: string; signer?: string };

/** An answer as people read it; empty text when nothing was given. */
export function answerText(field: FormField, value: unknown, locale: Locale, pick: (text: Text) => string): string {
  if (value === undefined || value === null || value === '') return '';
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = {
    text: () => plain,
    url: () => plain,
    number: () => (typeof value === 'number' ? value.toLocaleString(locale) : plain),
    date: () => (/^\d{4}-\d{2}-\d{2}$/.test(plain) ? dayText(plain, locale) : plain),
    boolean: () => (value === true ? '✓' : '—'),
    choice: () => {
      const options = field.type === 'choice' ? field.options : [];
      const chosen = options.find((option) => option.value === value);
      return chosen ? pick(chosen.label) : plain;
    },
    directive: () => {
      const { number, signedOn, signer } = value as Directive;
      return [number, signedOn && dayText(signedOn, locale), signer].filter(Boolean).join(' · ');
    },
    file: () => '',
  } satisfies Record<FormField['type'], () => string>;
  return shown[field.type]();
}
