import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecrets } from './secret.ts';

const key = randomBytes(32);
const secrets = createSecrets(key);

test('what is sealed opens again, twice differs, and a changed bit or another key is refused', () => {
  const sealed = secrets.seal('031212000123');
  expect(secrets.open(sealed)).toBe('031212000123');
  expect(secrets.seal('031212000123').equals(sealed)).toBe(false);
  expect(sealed.includes('0312')).toBe(false);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => secrets.open(changed)).toThrow();
  }
  expect(() => createSecrets(randomBytes(32)).open(sealed)).toThrow();
  expect(() => createSecrets(randomBytes(31))).toThrow(/32 bytes/);
});

test('the index finds the same number however it was typed, under this key only', () => {
  expect(secrets.index('031212000123').equals(secrets.index(' 0312 1200 0123'))).toBe(true);
  expect(secrets.index('031212000123').equals(secrets.index('０３１２１２０００１２３'))).toBe(true);
  expect(secrets.index('031212000123').equals(secrets.index('31212000123'))).toBe(false);
  expect(createSecrets(key).index('1').equals(secrets.index('1'))).toBe(true);
  expect(createSecrets(randomBytes(32)).index('1').equals(secrets.index('1'))).toBe(false);
});

test('a mask keeps the last three digits, and nothing of a short text', () => {
  expect(secrets.mask('031212000123')).toBe('*********123');
  expect(secrets.mask('123')).toBe('***');
  expect(secrets.mask('')).toBe('');
});
