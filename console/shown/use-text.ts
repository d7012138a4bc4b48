import { useLocaleState } from 'ra-core';
import { clauseWords } from '../../domain/clause.ts';
import type { Text } from '../../domain/plan.ts';
import type { Locale } from './time.ts';

export function useLanguage(): Locale {
  const [locale] = useLocaleState();
  return locale === 'en' ? 'en' : 'vi';
}

/** Picks the language of a bilingual text; plain text passes. */
export function useText(): (text: Text | string | null | undefined) => string {
  const locale = useLanguage();
  return (text) => (typeof text === 'string' ? text : (text?.[locale] ?? text?.vi ?? ''));
}

export function useClause(): (clause: string) => string {
  const locale = useLanguage();
  return (clause) => clauseWords(clause, locale);
}
