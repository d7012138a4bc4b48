/**
 * For `JSON.parse`: Postgres holds neither U+0000 nor half a surrogate pair, and nobody means them. Refused at the
 * edge once, for every field and key.
 */
export function storable(key: string, value: unknown): unknown {
  for (const text of [key, value]) if (typeof text === 'string' && /[\0\p{Cs}]/u.test(text)) throw new SyntaxError('not storable');
  return value;
}
