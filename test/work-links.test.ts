import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const works = `${root}db/queries/work/`;
const read = (path: string): string => readFileSync(path, 'utf8');

test('where a duty sends people to mend something, the console has a screen', () => {
  const links = readdirSync(works).filter((name) => !name.includes('.test.')).flatMap((name) => [...read(works + name).matchAll(/['"`]\/([a-z][a-z-]*)(?=['"`?])/g)].map((found) => found[1] ?? ''));
  const app = read(`${root}console/app/App.tsx`);
  const screens = new Set([...app.matchAll(/<(?:Resource name=|Route path=)"\/?([a-z-]+)/g)].map((found) => found[1]));
  expect(new Set(links).size).toBeGreaterThan(5);
  expect([...new Set(links)].filter((link) => !screens.has(link))).toEqual([]);
});
