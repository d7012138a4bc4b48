import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.ts';
import { whileWaiting } from './progress.ts';
import type { Progress } from './progress.ts';
import { Sentence } from './sentence.ts';

/** What the console is made from. */
const sources = ['console', 'domain', 'plans', 'package-lock.json'];

/** Builds the console when there is none, or when a source is newer than it. */
export async function ensureConsole(root: string, progress: Progress): Promise<string> {
  const out = join(root, 'console', 'dist');
  const built = await stat(join(out, 'index.html')).then((one) => one.mtimeMs, () => 0);
  const newest = Math.max(...(await Promise.all(sources.map(async (name) => await newestIn(join(root, name))))));
  if (built > newest) return out;
  progress(built === 0 ? 'Building the console, once; this takes some seconds' : 'Building the console again: its sources changed');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const made = await whileWaiting(progress, 'Building the console', run(process.execPath, [vite, 'build', '--config', join(root, 'console', 'vite.config.ts'), '--logLevel', 'error'], { cwd: root, env: { NODE_ENV: 'production' } }));
  if (made.code !== 0) {
    const lines = made.output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const why = lines.find((line) => /could not|error:|\[.+\]/i.test(line)) ?? lines[0] ?? `code ${made.code}`;
    throw new Sentence(`The console could not be built (${why.slice(0, 300)}): check that ${out} is writable and the sources are whole, then start again.`);
  }
  return out;
}

async function newestIn(path: string): Promise<number> {
  const own = await stat(path).catch(() => null);
  if (!own) return 0;
  if (!own.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : own.mtimeMs;
  const names = (await readdir(path)).filter((name) => !['dist', 'node_modules', 'fixture'].includes(name));
  return Math.max(0, ...(await Promise.all(names.map(async (name) => await newestIn(join(path, name))))));
}
