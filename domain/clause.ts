/** "HP-2023 step 5" as a Vietnamese reader says it; the clause itself is one code for both languages. */
export function clauseWords(clause: string, lang: 'vi' | 'en' = 'vi'): string {
  return lang === 'vi' ? clause.replace(/\bsteps?\b/g, 'bước') : clause;
}
