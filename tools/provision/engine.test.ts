import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isExecutable } from '../processes.ts';
import { silent } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { resolveTemporalCli } from './engine.ts';
import type { EngineSources } from './engine.ts';

let cache: string;
let asked: string[];
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'mua-cache-'));
  asked = [];
  vi.stubEnv('MUA_CACHE', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

const make = async (folder: string, text = 'whole'): Promise<string> => {
  await writeFile(join(folder, 'made'), text);
  return join(folder, 'made');
};

/** No way is open unless `open` says so; every question is noted in `asked`. */
function sources(open: Partial<EngineSources>): EngineSources {
  const way = <K extends keyof EngineSources>(name: K, closed: EngineSources[K]): EngineSources[K] => {
    const answer = open[name] ?? closed;
    return new Proxy(answer, { apply: (target, self, args) => (asked.push(name), Reflect.apply(target, self, args)) });
  };
  return {
    address: way('address', () => undefined),
    onPath: way('onPath', async () => undefined),
    works: open.works ?? (async (binary) => await isExecutable(binary)),
    download: way('download', async () => undefined),
    build: way('build', async () => undefined),
  };
}
const resolve = async (open: Partial<EngineSources>) => await resolveTemporalCli({ progress: silent, sources: sources(open) });
const cached = () => join(cache, 'bin', 'temporal');

test('TEMPORAL_ADDRESS comes first and asks for nothing else', async () => {
  expect(await resolve({ address: () => 'engine:7233' })).toEqual({ kind: 'address', address: 'engine:7233' });
  expect(asked).toEqual(['address']);
});

test('then PATH, then the cache', async () => {
  const works = async (path: string) => path === '/usr/bin/temporal' || (await isExecutable(path));
  expect(await resolve({ onPath: async () => '/usr/bin/temporal', works })).toEqual({ kind: 'binary', path: '/usr/bin/temporal' });
  await mkdir(join(cache, 'bin'));
  await writeFile(cached(), '', { mode: 0o755 });
  expect(await resolve({})).toEqual({ kind: 'binary', path: cached() });
  expect(asked).not.toContain('download');
});

test('then the download, then the build, kept in the cache', async () => {
  expect(await resolve({ download: make })).toEqual({ kind: 'binary', path: cached() });
  expect(asked).toEqual(['address', 'onPath', 'download']);
  await rm(join(cache, 'bin'), { recursive: true });
  asked = [];
  expect(await resolve({ build: make })).toEqual({ kind: 'binary', path: cached() });
  expect(asked).toEqual(['address', 'onPath', 'download', 'build']);
  asked = [];
  await resolve({ build: make });
  expect(asked).toEqual(['address', 'onPath']);
});

test('a program on PATH that does not run is passed over', async () => {
  const works = async (path: string) => path !== '/broken/temporal' && (await isExecutable(path));
  expect(await resolve({ onPath: async () => '/broken/temporal', works, build: make })).toEqual({ kind: 'binary', path: cached() });
});

test('a download that broke off leaves nothing and the next way is tried', async () => {
  const works = async (path: string) => (await isExecutable(path)) && !path.includes('half');
  const half = async (folder: string) => {
    await writeFile(join(folder, 'half'), 'ha');
    return join(folder, 'half');
  };
  expect(await resolve({ works, download: half, build: make })).toEqual({ kind: 'binary', path: cached() });
  expect(await readdir(join(cache, 'scratch'))).toEqual([]);
});

test('scratch of a killed process is swept', async () => {
  await mkdir(join(cache, 'scratch', '999999999-abc'), { recursive: true });
  await resolve({ build: make });
  expect(await readdir(join(cache, 'scratch'))).toEqual([]);
});

test('two at once fetch once', async () => {
  const [a, b] = await Promise.all([resolve({ build: make }), resolve({ build: make })]);
  expect(a).toEqual(b);
  expect(asked.filter((way) => way === 'build')).toHaveLength(1);
});

test('when every way is closed, one sentence names the three remedies', async () => {
  const failure = await resolve({}).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(Sentence);
  expect(String(failure)).toMatch(/Temporal CLI .* Go .* TEMPORAL_ADDRESS/);
});

test('a cache that cannot be written is told', async () => {
  await writeFile(join(cache, 'file'), '');
  vi.stubEnv('MUA_CACHE', join(cache, 'file'));
  await expect(resolve({})).rejects.toThrow(/MUA_CACHE/);
});
