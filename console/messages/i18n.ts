import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider, TranslationMessages } from 'ra-core';

export const locales = [
  { locale: 'vi', name: 'Tiếng Việt' },
  { locale: 'en', name: 'English' },
] as const;
export type LocaleCode = (typeof locales)[number]['locale'];

/** The texts of one language: react-admin's and our own. Each language is a chunk of its own. */
async function messagesOf(locale: string): Promise<TranslationMessages> {
  if (locale === 'en') {
    const [ra, own] = await Promise.all([import('ra-language-english'), import('./en.ts')]);
    return { ...ra.default, ...own.en };
  }
  const [ra, own] = await Promise.all([import('./ra-vi.ts'), import('./vi.ts')]);
  return { ...ra.raVi, ...own.vi };
}

/** Vietnamese first. The starting language is loaded before the first paint, the other when it is chosen. */
export async function createI18n(chosen: string): Promise<I18nProvider> {
  const first: LocaleCode = chosen === 'en' ? 'en' : 'vi';
  document.documentElement.lang = first;
  const loaded = await messagesOf(first);
  return polyglotI18nProvider((locale) => (locale === first ? loaded : messagesOf(locale)), first, [...locales], {
    allowMissing: false,
  });
}
