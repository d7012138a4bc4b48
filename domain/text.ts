/** NFC at every boundary: NFD renders with misplaced marks and never equals what was typed. */
export function clean(text: string): string {
  return text.normalize('NFC').replace(/[\u200B-\u200D\u2060\uFEFF]/g, '').replace(/\s+/g, ' ').trim();
}

/** Lower case without accents: "Đỗ Thị Hường" → "do thi huong". */
export function fold(text: string): string {
  return clean(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** Schools sort by given name, then the rest; the letters' own order is the collation's work (`vi-x-icu`). */
export function nameSortKey(fullName: string): string {
  const words = clean(fullName).split(' ');
  return [words.at(-1) ?? '', ...words.slice(0, -1)].join(' ');
}
