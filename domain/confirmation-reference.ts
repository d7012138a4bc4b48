/** No vowels and nothing that looks like another sign: no word can arise, no letter is misread over the phone. */
const alphabet = '23456789BCDFGHJKMNPQRTVWXZ';
const length = 8;
const shape = new RegExp(`^[${alphabet}]{${length}}$`);

/** `XN-7K2M-9QPT` from random bytes (at least 16); biased signs are skipped, so all references are equally likely. */
export function referenceFrom(bytes: Uint8Array): string | null {
  const limit = 256 - (256 % alphabet.length);
  const signs = [...bytes].filter((byte) => byte < limit).map((byte) => alphabet[byte % alphabet.length] ?? '');
  if (signs.length < length) return null;
  const text = signs.slice(0, length).join('');
  return `XN-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** As people type it: small letters, blanks or dashes missing. `null` when it cannot be one. */
export function referenceTyped(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  const signs = text.startsWith('XN') && text.length === length + 2 ? text.slice(2) : text;
  if (!shape.test(signs)) return null;
  return `XN-${signs.slice(0, 4)}-${signs.slice(4)}`;
}
