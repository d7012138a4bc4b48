import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceFrom, referenceTyped } from './confirmation-reference.ts';

test('a reference can be typed as people type it, and comes back as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), fc.boolean(), fc.constantFrom('-', ' ', ''), (bytes, small, between) => {
      const reference = referenceFrom(bytes);
      if (reference === null) return;
      expect(reference).toMatch(/^XN-[2-9BCDFGHJKMNPQRTVWXZ]{4}-[2-9BCDFGHJKMNPQRTVWXZ]{4}$/);
      const typed = reference.replaceAll('-', between);
      expect(referenceTyped(small ? typed.toLowerCase() : typed)).toBe(reference);
      expect(referenceTyped(` ${reference.slice(3)} `)).toBe(reference);
    }),
  );
});

test.each(['', 'XN', 'XN-7K2M-9QP', 'XN-7K2M-9QPAA', 'XN-7K2M-9QPA', "' or 1=1 --", '٧'.repeat(8)])('%j is none', (typed) => {
  expect(referenceTyped(typed)).toBeNull();
});

test('no byte makes one sign likelier than another', () => {
  expect(referenceFrom(Uint8Array.from({ length: 24 }, () => 255))).toBeNull();
});
