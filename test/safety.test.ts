import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rules of the house that a compiler cannot hold: each is a pattern that must not occur in some part of the tree. */
const root = path.resolve(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith('test/safety'));

const sources = tracked.flatMap((file) => {
  try {
    return [{ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n') }];
  } catch {
    return []; // Removed in the working tree but still in the index.
  }
});
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

function offenders(pattern: RegExp, where: (file: string) => boolean): string[] {
  return sources
    .filter(({ file }) => where(file))
    .flatMap(({ file, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
}
const inFolder =
  (...folders: string[]) =>
  (file: string) =>
    folders.some((folder) => file.startsWith(`${folder}/`)) && !isTest(file);
const anywhere = () => true;

describe('the architecture, by grep', () => {
  const rules: [string, RegExp, (file: string) => boolean][] = [
    ['rules never read the host clock', /Date\.now\(\)|new Date\(\)/, inFolder('domain', 'plans')],
    ['nobody reads the host time zone', /\.(getHours|getDate|getDay|getMonth|getFullYear|getMinutes|setHours|setDate)\(/, (file) => !isTest(file)],
    ['zod stays out of what workflows import', /from 'zod'/, (file) => (file.startsWith('domain/') || file.startsWith('plans/')) && !file.endsWith('.schema.ts') && !isTest(file)],
    ['workflows import no I/O', /from '(node:|pg|drizzle-orm|hono|nodemailer)/, (file) => file.startsWith('workflows/') && !isTest(file)],
    ['no test is skipped or alone', /\b(it|test|describe)\.(skip|only|todo)\b|skipIf\(/, anywhere],
    ['types are not silenced', /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any\b|as unknown as/, anywhere],
    ['nothing is left unfinished', /\b(TODO|FIXME|XXX)\b|not implemented/i, anywhere],
    ['no path of one machine', /(^|[^a-zA-Z0-9_.~-])\/(work|root|home)\//, anywhere],
    ['the console and the portal ask nobody outside', /https?:\/\/(?=\w)(?!127\.0\.0\.1|localhost|www\.w3\.org|[a-z0-9.-]*example)/, (file) => inFolder('console', 'portal')(file) && !file.startsWith('console/fixture/')],
  ];
  it.each(rules)('%s', (_, pattern, where) => {
    expect(offenders(pattern, where)).toEqual([]);
  });

  it('looks at the whole tree', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('keeps files short, or says on top why not', () => {
    const long = sources.filter(({ lines }) => lines.length > 250 && !lines.slice(0, 5).some((line) => /long because/i.test(line)));
    expect(long.map(({ file, lines }) => `${file}: ${lines.length}`)).toEqual([]);
  });
});
