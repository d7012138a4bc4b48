import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import englishMessages from 'ra-language-english';
import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { raVi } from './ra-vi.ts';
import { vi } from './vi.ts';

function flat(tree: object, before = ''): Map<string, string> {
  const entries = Object.entries(tree) as [string, string | object][];
  return new Map(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)])));
}
const places = (text: string): string[] => [...text.matchAll(/%\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.startsWith('messages/') && !file.startsWith('dist/'))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');
const literal = new Set([...sources.matchAll(/['"`]((?:mua|resources)\.[\w.-]+\w)['"`]/g)].map((found) => found[1] ?? ''));
const stems = [...sources.matchAll(/`(mua\.[\w.-]*)\$\{/g)].map((found) => found[1] ?? '');
const own = flat(vi);

describe('react-admin', () => {
  const english = flat(englishMessages);
  const vietnamese = flat(raVi);
  test('Vietnamese says everything that English says', () => {
    expect([...english.keys()].filter((key) => !vietnamese.has(key))).toEqual([]);
    expect([...vietnamese.keys()].filter((key) => !english.has(key))).toEqual([]);
  });
  test('no placeholder is invented', () => {
    const invented = [...vietnamese].filter(([key, text]) => places(text).some((place) => !places(english.get(key) ?? '').includes(place)));
    expect(invented).toEqual([]);
  });
});

describe('our own texts', () => {
  const english = flat(en);
  test('both languages have the same keys and placeholders', () => {
    expect([...english.keys()].sort()).toEqual([...own.keys()].sort());
    const differing = [...own].filter(([key, text]) => places(text).join() !== [...new Set(places(english.get(key) ?? ''))].join());
    expect(differing).toEqual([]);
  });
  test('every key used exists', () => {
    expect([...literal].filter((key) => !own.has(key))).toEqual([]);
    expect(stems.filter((stem) => ![...own.keys()].some((key) => key.startsWith(stem)))).toEqual([]);
  });
  test('no key is unused', () => {
    const used = (key: string): boolean => literal.has(key) || stems.some((stem) => stem !== 'mua.' && key.startsWith(stem)) || key.startsWith('resources.');
    expect([...own.keys()].filter((key) => !used(key))).toEqual([]);
  });
  test('texts are NFC', () => {
    expect([...own.values()].filter((text) => text !== text.normalize('NFC'))).toEqual([]);
  });
});
