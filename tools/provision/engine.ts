import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutable, run } from '../processes.ts';
import { whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { cacheDir, makeOnce } from './cache.ts';
import { downloadBySdk } from './sdk-download.ts';

export type TemporalCli = { kind: 'address'; address: string } | { kind: 'binary'; path: string };

/** Newer tags of the command line carry a `replace` line, which `go install` refuses. */
export const cliModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** The ways to an engine, one function each so that their order can be tested without any of them. */
export interface EngineSources {
  address(): string | undefined;
  onPath(): Promise<string | undefined>;
  /** Runs `binary --version`: a broken or half-copied file does not pass. */
  works(binary: string): Promise<boolean>;
  download(folder: string): Promise<string | undefined>;
  /** Builds into the folder; undefined without a Go toolchain. */
  build(folder: string): Promise<string | undefined>;
}

/**
 * Finds the Temporal engine, or fetches it once: TEMPORAL_ADDRESS, `temporal` on PATH, the cache, the SDK's
 * download, a build with Go.
 * @throws {Sentence} which of three things to install, when every way is closed.
 */
export async function resolveTemporalCli(
  { progress, sources = realSources(progress) }: { progress: Progress; sources?: EngineSources },
): Promise<TemporalCli> {
  const address = sources.address();
  if (address) return { kind: 'address', address };
  const onPath = await sources.onPath();
  if (onPath !== undefined && (await sources.works(onPath))) return { kind: 'binary', path: onPath };
  const cached = join(cacheDir(), 'bin', process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  const path = await makeOnce(cached, async () => await sources.works(cached), progress, async (scratch) => {
    for (const way of ['download', 'build'] as const) {
      const made = await sources[way](scratch);
      if (made === undefined) continue;
      await chmod(made, 0o755);
      if (await sources.works(made)) return made;
    }
    return undefined;
  });
  if (path !== undefined) return { kind: 'binary', path };
  throw new Sentence(
    'Mùa needs the Temporal engine and could not fetch it: install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.23 or newer (https://go.dev/dl), or set TEMPORAL_ADDRESS to a running Temporal server, and start again.',
  );
}

function realSources(progress: Progress): EngineSources {
  return {
    address: () => process.env['TEMPORAL_ADDRESS'],
    onPath: async () => await findOnPath('temporal', 'temporal.exe'),
    works: async (binary) => (await isExecutable(binary)) && (await run(binary, ['--version'], { timeoutMs: 20_000 })).code === 0,
    download: async (folder) => await whileWaiting(progress, 'Downloading the Temporal engine', downloadBySdk('dev-server', folder)),
    build: async (folder) => await goInstall({ what: 'the Temporal engine', modules: [cliModule], folder, progress, binary: 'temporal' }),
  };
}

export interface GoBuild {
  what: string;
  modules: readonly string[];
  folder: string;
  /** Name of the wanted executable among those built. */
  binary: string;
  progress: Progress;
}

/** `go install` into a folder of our own; undefined when Go is absent. Takes minutes, once. */
export async function goInstall({ what, modules, folder, binary, progress }: GoBuild): Promise<string | undefined> {
  const go = (await findOnPath('go')) ?? ((await isExecutable('/usr/local/go/bin/go')) ? '/usr/local/go/bin/go' : undefined);
  if (go === undefined || !(await isRecent(go))) return undefined;
  progress(`Building ${what} with Go, once; this takes about four minutes`);
  const built = await whileWaiting(progress, `Building ${what}`, run(
    go, ['install', '-trimpath', '-ldflags', '-s -w', ...modules],
    { env: { GOBIN: folder, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' }, timeoutMs: 1_800_000 },
  ));
  if (built.code !== 0) {
    const why = built.output.trim().split('\n').at(-1) ?? 'no output';
    throw new Sentence(`Building ${what} with Go did not succeed (${why.slice(0, 300)}): check that this machine reaches a Go module proxy (GOPROXY), then start again.`);
  }
  return join(folder, process.platform === 'win32' ? `${binary}.exe` : binary);
}

/** From Go 1.21 on, an older toolchain fetches the one that a module asks for; those before cannot build the engine. */
async function isRecent(go: string): Promise<boolean> {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec((await run(go, ['version'])).output) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 21);
}
